"""Integrals over vectors as integrals over a distance, against SciPy's over the plane."""

import numpy as np
import pytest
from scipy import integrate

from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import Bind, Expr, Local, bind, constant, fresh_local, number, postorder, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.radial import radial

C, A, S = symbol("c", [2]), symbol("A", [2, 2], "posdef"), symbol("s", (), "positive")
VALUES = {"c": np.array([0.3, -0.7]), "A": np.array([[2.0, 0.5], [0.5, 1.0]]), "s": 1.3}


def norm(x: Expr) -> Expr:
    return apply("norm", x)


def over_plane(x: Local, body: Expr) -> Expr:
    return bind("integral", x, body, -constant("inf"), constant("inf"))


X = fresh_local([2])
GAP = (X - C) / S
BODIES = {  # with their values at offsets from the centre
    "norm": (apply("exp", -norm(X - C)), lambda d: np.exp(-_length(d))),
    "scaled": (apply("exp", -norm(GAP) ** 2) * norm(C - X), lambda d: np.exp(-(_length(d) / 1.3) ** 2) * _length(d)),
    "negative scale": (apply("exp", -norm(-2 * (C - X)) ** 3), lambda d: np.exp(-(2 * _length(d)) ** 3)),
    "product": (apply("exp", -(X @ X)) / (1 + norm(X)), lambda d: np.exp(-_length(d) ** 2) / (1 + _length(d))),
    "matrix": (apply("exp", -(GAP @ A @ GAP)), lambda d: np.exp(-_form(d, VALUES["A"]) / 1.69)),
    "inverse": (apply("exp", -((X - C) @ apply("inv", A) @ (X - C)) / 2),
                lambda d: np.exp(-_form(d, np.linalg.inv(VALUES["A"])) / 2)),
    "sum": (apply("exp", -apply("sum", (X - C) ** 2)), lambda d: np.exp(-_length(d) ** 2)),
}


def _length(offsets: np.ndarray) -> np.ndarray:
    return np.hypot(offsets[..., 0], offsets[..., 1])


def _form(offsets: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    return np.einsum("...i,ij,...j", offsets, matrix, offsets)


OTHERS = {
    "two centres": apply("exp", -norm(X - C) ** 2 - norm(X + C) ** 2),
    "two shapes": apply("exp", -norm(X) ** 2 - X @ A @ X),
    "another norm": apply("exp", -apply("norm", X, ord=1)),
    "linear": apply("exp", -norm(X) ** 2 + X @ C),
    "an entry": apply("exp", -norm(X) ** 2) * X[0],
    "indefinite": apply("exp", -(X @ symbol("B", [2, 2]) @ X)),
    "constant": norm(C),
}


@pytest.mark.parametrize("name", BODIES)
def test_it_has_the_value_of_the_integral_over_the_plane(name: str) -> None:
    body, value = BODIES[name]
    found = radial(over_plane(X, body))
    assert not any(isinstance(n, Bind) and n.data[2] for n in postorder(found))
    line = np.linspace(-25, 25, 2001)
    heights = value(np.stack(np.meshgrid(line, line), axis=-1))
    expected = integrate.simpson(integrate.simpson(heights, x=line), x=line)
    known = {s.name: VALUES[s.name] for s in symbols(found)}
    assert float(evaluate(found, known)) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("name", OTHERS)
def test_what_no_distance_alone_decides_is_left(name: str) -> None:
    whole = over_plane(X, OTHERS[name])
    assert radial(whole) is whole


def test_a_range_that_is_no_space_is_left() -> None:
    half = bind("integral", X, apply("exp", -norm(X)), number(0), constant("inf"))
    assert radial(half) is half
