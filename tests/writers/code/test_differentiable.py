"""Code for PyTorch and JAX at traps of their own differentiation, against the gradients that are emitted with it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.optional import need_target

import lemmata as lm

P, Q = [0.5, 0.25, 0.25, 0.0], [0.25, 0.25, 0.375, 0.125]
TRAPS: list[tuple[str, str, dict[str, Any], str]] = [
    ("sum(p*log(p/q))", "p: simplex[n], q: simplex[n]", dict(p=P, q=Q), "q"),
    ("sum(p*(log(p) - log(q)))", "p: real[n], q: real[n]", dict(p=P, q=Q), "q"),
    ("sum(where(x > 0, sqrt(x), 0))", "x: real[n]", dict(x=[-1.0, 0.0, 4.0]), "x"),
    ("sum(where(x > 0, log(x), x))", "x: real[n]", dict(x=[-1.0, 0.0, 4.0]), "x"),
    ("where(x == 0, 1, sin(x)/x)", "x: real", dict(x=0.0), "x"),
    ("sum(where(x > 0, x, exp(x) - 1))", "x: real[n]", dict(x=[-1.0, 1e3, 4.0]), "x"),
    ("sum(where(x > 1, (x - 1)**0.5, y*x))", "x: real[n], y: real[n]", dict(x=[1.0, 0.0, 5.0], y=[1.0, 2.0, 3.0]), "x"),
    ("log(1 - exp(-x))", "x: positive", dict(x=1e3), "x"),
    ("sum(log(cosh(x)))", "x: real[n]", dict(x=[0.0, 1e4, -1e4, 0.5]), "x"),
    ("-sum(y*log(p) + (1 - y)*log(1 - p))", "y: unit[n], p: unit[n]", dict(y=[0.0, 1.0], p=[0.5, 0.2]), "p"),
    ("-sum(log(norm_cdf(x)))", "x: real[n]", dict(x=[-30.0, 0.0, 1e4]), "x"),
    ("logsumexp(x)", "x: real[n]", dict(x=[-np.inf, 0.0, 1.0]), "x"),
    ("log(sum(w*exp(x)))", "x: real[n], w: simplex[n]", dict(x=[1e4, 0.0, 1.0], w=[0.0, 0.5, 0.5]), "x"),
]


@pytest.mark.parametrize("target", ["torch", pytest.param("jax", marks=pytest.mark.slow)])
@pytest.mark.parametrize(("text", "vars", "at", "wrt"), [
    pytest.param(*trap, id=f"{trap[0]} by {trap[3]}", marks=[pytest.mark.slow] * (k > 4))
    for k, trap in enumerate(TRAPS)])
def test_no_branch_that_is_not_taken_is_seen(text: str, vars: str, at: dict[str, Any], wrt: str, target: str) -> None:
    need_target(target)
    f = lm.parse(text, vars)
    with np.errstate(all="ignore"):
        _, want = f.compile("numpy", grad=wrt)(**at)
    assert np.isfinite(want).all()
    np.testing.assert_allclose(_own(f.code(target), target, at, wrt), want, rtol=1e-6, atol=1e-12)


def _own(source: str, target: str, at: dict[str, Any], wrt: str) -> Any:
    """The gradient that the library works out of the code of the value."""
    space: dict[str, Any] = {}
    exec(source, space)
    if target == "torch":
        import torch

        given = {name: torch.tensor(value, dtype=torch.float64, requires_grad=name == wrt)
                 for name, value in at.items()}
        space["f"](**given).backward()
        return given[wrt].grad.numpy()
    import jax

    with jax.enable_x64(True):
        arrays = {name: jax.numpy.asarray(value, float) for name, value in at.items()}
        return np.asarray(jax.grad(lambda x: space["f"](**{**arrays, wrt: x}))(arrays[wrt]))
