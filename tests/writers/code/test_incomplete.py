"""PyTorch's incomplete beta function: values and slopes by all of its arguments, for parameters of any size."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special
from tests.optional import need_target

import lemmata as lm

BETA = lm.parse("betainc(a, b, x)", "a: positive, b: positive, x: unit")
SIZES = (1e-160, 1e-9, 0.3, 1.0, 2.5, 40.0, 3e3, 1e8, 1e160)


@pytest.fixture(scope="module")
def beta():
    need_target("torch")
    space: dict = {}
    exec(BETA.code("torch"), space)
    return space["f"]


def shares(a: float, b: float) -> np.ndarray:
    """The ends, next to them, and around the mean."""
    mean, deviation = a / (a + b), (a / (a + b) * (b / (a + b)) / (a + b + 1)) ** 0.5
    near = [mean - 3 * deviation, mean - deviation / 7, mean, mean + 2 * deviation]
    return np.array([0.0, 1e-30, 0.2, 0.7, 1 - 1e-12, 1.0, *(x for x in near if 1e-300 < x < 1)])


@pytest.mark.parametrize("a", SIZES)
def test_values(beta, a: float):
    import torch

    for b in SIZES:
        x = shares(a, b)
        with np.errstate(over="ignore"):
            wanted = special.betainc(a, b, x)  # none for some of the largest, where it is the gamma law's
            wanted = np.where(np.isnan(wanted), special.gammainc(a, b * x), wanted)
        found = beta(*(torch.tensor(v, dtype=torch.float64) for v in (a, b, x))).numpy()
        np.testing.assert_allclose(found, wanted, rtol=1e-7, atol=1e-290, err_msg=f"{a}, {b}, {x}")


def test_slopes(beta):
    """By x at its ends too; by the parameters against differences; once more differentiated; of float32 as well."""
    import torch

    def tensors(*rows: list[float]) -> list[torch.Tensor]:
        return [torch.tensor(row, dtype=torch.float64, requires_grad=True) for row in rows]

    a, b, x = tensors([0.4, 1.0, 3.0, 1e6, 0.4, 2.0, 2.0], [0.7, 3.0, 0.6, 1e6, 5.0, 1.0, 0.5],
                      [0.2, 0.0, 0.9, 0.4999, 0.0, 1.0, 1.0])
    (slope,) = torch.autograd.grad(beta(a, b, x).sum(), x)
    power = special.xlogy([-0.6, 0, 2, 1e6 - 1, -0.6, 1, 1], x.detach().numpy()) + special.xlog1py(
        [-0.3, 2, -0.4, 1e6 - 1, 4, 0, -0.5], -x.detach().numpy())
    np.testing.assert_allclose(slope, np.exp(power - special.betaln(a.detach().numpy(), b.detach().numpy())), rtol=1e-8)
    some = tensors([0.4, 3.0, 20.0], [0.7, 0.6, 9.0], [0.2, 0.9, 0.8])
    assert torch.autograd.gradcheck(beta, some) and torch.autograd.gradgradcheck(beta, some)
    found = beta(*(v.detach().float() for v in some))
    assert found.dtype == torch.float32
    np.testing.assert_allclose(found, beta(*some).detach(), rtol=1e-5)
