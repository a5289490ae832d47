"""Values of a few numbers where machine numbers end, against closed forms; three libraries, and their slopes."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special
from tests.foundations.exact import moves, near, truth
from tests.optional import need_target

from lemmata.engine.expr import symbol
from lemmata.numerics import log_mean_exp
from lemmata.probability import cauchy, geometric, gumbel, student_t, weibull

TINY = np.array([1.0, 2.0, 6.0]) * 2.0**-520
CASES = [
    (student_t.cdf, {"x": -10.0, "nu": 1e18}, scipy.special.ndtr(-10.0)),
    (student_t.cdf, {"x": 1e10, "nu": 1.0}, 1 - 1 / (np.pi * 1e10)),
    (log_mean_exp, {"x": TINY}, 3 * 2.0**-520),  # the mean of what vanishes beside 1
    (gumbel.density.derivative("b"), {"x": -1e200, "mu": 0.0, "b": 1.0}, 0.0),  # 0 times infinity
    (weibull.variance, {"scale": 1.0, "shape": 1e18}, np.pi**2 / 6 * 1e-36),
    (geometric.standard_deviation.derivative("p"), {"p": 1 - 2.0**-53}, -(2.0**25.5)),
]


@pytest.mark.parametrize("formula, at, wanted", CASES)
def test_value(formula, at, wanted):
    assert formula(**at) == pytest.approx(wanted, rel=1e-8)


def test_of_jax():
    """Its arrays are worked out as NumPy's, and left alone where it traces them."""
    import jax

    with jax.enable_x64(True):
        x = jax.numpy.asarray(TINY)
        assert float(log_mean_exp(x)) == pytest.approx(3 * 2.0**-520, rel=1e-12)
        slope = jax.jit(jax.grad(lambda x: log_mean_exp(x)))(x)
        assert np.allclose(slope, 1 / 3)


def test_of_torch():
    """Its tensors too; what it differentiates stays a function of them."""
    need_target("torch")
    import torch

    x = torch.tensor(TINY, requires_grad=True)
    assert float(log_mean_exp(x.detach())) == pytest.approx(3 * 2.0**-520, rel=1e-12)
    log_mean_exp(x).backward()
    assert np.allclose(x.grad, 1 / 3)


def test_in_doubles():
    """Single floats whose squares end are doubles on the way, and come back as what they were."""
    x = np.array([3e30, 4e30], np.float32)
    found = cauchy.kl(x0_p=x[0], x0_q=np.float32(0), s_p=np.float32(1), s_q=np.float32(1))
    assert found.dtype == np.float32 and found == pytest.approx(np.log(3e30**2 / 4), rel=1e-6)


def test_a_wrong_digit_is_seen():
    """What hangs on the last digit of an argument may be as far off as it moves then, and nothing else."""
    x, y = symbol("x"), symbol("y")
    for expr, at, off, right in ((x / y, {"x": 1.0, "y": 3.0}, 1e-15, True), (x / y, {"x": 1.0, "y": 3.0}, 1e-5, False),
                                 (x - y, {"x": 1.0, "y": 1 - 1e-15}, 0.05, True),
                                 (x - y, {"x": 1.0, "y": 1 - 1e-15}, 2.0, False)):
        wanted = truth(expr, at, {})
        allowed = np.fmax(1e-12 * np.abs(wanted), moves(expr, at, {}, wanted))
        assert near(wanted * (1 + off), wanted, allowed) == right
        assert not near(np.nan * wanted, wanted, allowed)
