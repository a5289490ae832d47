"""The incomplete beta function of JAX and PyTorch: values and slopes by all arguments, for parameters of any size."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special
from tests.foundations.libraries import differentiated, of
from tests.optional import need_target

import lemmata as lm

LIBRARIES = ("jax", "torch")
LOWER, UPPER = (lm.parse(f"{name}(a, b, x)", "a: positive, b: positive, x: unit") for name in ("betainc", "betaincc"))
SIZES = (1e-160, 1e-9, 0.3, 1.0, 40.0, 1e8, 1e160)


def emitted(formula: lm.Formula, library: str):
    need_target(library)
    space: dict = {}
    exec(formula.code(library), space)
    return space["jax"].jit(space["f"]) if library == "jax" else space["f"]


def shares(a: float, b: float) -> np.ndarray:
    """The ends, next to them, and around the mean."""
    mean, deviation = a / (a + b), (a / (a + b) * (b / (a + b)) / (a + b + 1)) ** 0.5
    near = [mean - 3 * deviation, mean - deviation / 7, mean, mean + 2 * deviation]
    return np.array([0.0, 1e-30, 0.2, 0.7, 1 - 1e-12, 1.0, *(x for x in near if 1e-300 < x < 1)])


@pytest.mark.parametrize("library", LIBRARIES)
def test_values(library: str):
    """SciPy has none for some of the largest, where they are the gamma law's."""
    given = [(a, b, x) for a in SIZES for b in SIZES for x in shares(a, b) if min(a, b) < 1e160]
    a, b, x = np.array(given).T
    with np.errstate(over="ignore"):
        for formula, beta, gamma in ((LOWER, special.betainc, special.gammainc), (UPPER, special.betaincc,
                                                                                 special.gammaincc)):
            wanted = beta(a, b, x)
            wanted = np.where((a < 1e160) & (b == 1e160), gamma(a, b * x), wanted)
            found = np.asarray(of(library, emitted(formula, library), {"a": a, "b": b, "x": x}))
            wrong = ~np.isclose(found, wanted, rtol=1e-7, atol=1e-290) & ((formula is LOWER) | (a > 0.1) | (x > 1e-13))
            assert not wrong.any(), list(zip(a[wrong], b[wrong], x[wrong], found[wrong], wanted[wrong]))[:9]


@pytest.mark.parametrize("library", ["torch", pytest.param("jax", marks=pytest.mark.slow)])
def test_slopes(library: str):
    """By x at its ends too, by the parameters against differences of SciPy's values."""
    beta = emitted(LOWER, library)
    at = {"a": np.array([0.4, 1.0, 3.0, 1e6, 0.4, 2.0, 2.0]), "b": np.array([0.7, 3.0, 0.6, 1e6, 5.0, 1.0, 0.5]),
          "x": np.array([0.2, 0.0, 0.9, 0.4999, 0.0, 1.0, 1.0])}
    wanted = np.exp(special.xlogy(at["a"] - 1, at["x"]) + special.xlog1py(at["b"] - 1, -at["x"])
                    - special.betaln(at["a"], at["b"]))
    found = np.diagonal(of(library, differentiated(library, lambda **v: beta(**v), "x"), at))
    np.testing.assert_allclose(found[:4], wanted[:4], rtol=1e-8)
    at = {"a": np.float64(3.2), "b": np.float64(0.6), "x": np.float64(0.9)}
    for name in "abx":
        above, below = ({**at, name: at[name] + step} for step in (1e-5, -1e-5))
        wanted = (special.betainc(*above.values()) - special.betainc(*below.values())) / 2e-5
        np.testing.assert_allclose(of(library, differentiated(library, beta, name), at), wanted, rtol=1e-7)
