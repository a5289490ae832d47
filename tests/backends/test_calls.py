"""What JAX and PyTorch make of a call by differentiating it: the derivatives of the formula, not of its code."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from lemmata import parse
from lemmata.information_theory import entropy
from lemmata.networks import cross_entropy

POINT, MATRIX = np.array([0.3, -0.4]), np.array([[1.0, 2.0], [0.5, -1.0], [0.0, 3.0]])
LAYER = parse("tanh(A @ x)", "A: real[m n], x: real[n]")
LENGTH = parse("norm(x)", "x: real[n]")


def of_jax(function: Any, *at: Any) -> Any:
    with jax.enable_x64(True):
        return jax.tree.map(np.asarray, function(*map(jnp.asarray, at)))


def test_slopes_of_squares_that_end():
    far = np.array([3e200, 4e200])
    np.testing.assert_allclose(of_jax(jax.grad(lambda x: LENGTH(x=x)), far), [0.6, 0.8])
    torch = pytest.importorskip("torch")
    x = torch.tensor(far, requires_grad=True)
    LENGTH(x=x).backward()
    np.testing.assert_allclose(x.grad, [0.6, 0.8])


@pytest.mark.slow
def test_slopes_at_zero():
    """0 log 0: infinite towards 0, a number beside it."""
    corner = np.tile([0.0, 0.5, 0.5], (2, 1))
    wanted = np.tile([np.inf, np.log(2) - 1, np.log(2) - 1], (2, 1))
    np.testing.assert_allclose(of_jax(jax.grad(lambda p: entropy(p).sum()), corner), wanted)
    np.testing.assert_allclose(of_jax(jax.jit(jax.grad(lambda p: entropy(p).sum())), corner), wanted)
    torch = pytest.importorskip("torch")
    p = torch.tensor(corner, requires_grad=True)
    entropy(p).sum().backward()
    np.testing.assert_allclose(p.grad, wanted)


def test_what_is_masked_asks_for_nothing():
    """A value that is not chosen has no part in the slope, though its own is infinite."""
    torch = pytest.importorskip("torch")
    x = torch.tensor([0.0, 1.0], dtype=torch.float64, requires_grad=True)
    torch.where(x[0] > 0, entropy(x), 2 * x.sum()).backward()
    np.testing.assert_allclose(x.grad, [2.0, 2.0])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*torch.jit.script:DeprecationWarning")  # PyTorch's own, of its forward mode
@pytest.mark.parametrize("last", [lambda found: found[0], lambda found: found.sum()])
def test_second_derivatives(last: Any):
    """However the library nests its own: forwards, backwards, over a batch."""
    def number(x: Any, matrix: Any) -> Any:
        return last(LAYER(A=matrix, x=x))

    ways = [jax.hessian, lambda f: jax.jacrev(jax.jacrev(f)), lambda f: jax.jacfwd(jax.jacfwd(f)),
            lambda f: jax.jit(jax.hessian(f))]
    wanted = of_jax(jax.hessian(lambda x: last(jnp.tanh(jnp.asarray(MATRIX) @ x))), POINT)
    for way in ways:
        np.testing.assert_allclose(of_jax(way(lambda x: number(x, jnp.asarray(MATRIX))), POINT), wanted, atol=1e-15)
    batch = np.stack([POINT, 2 * POINT])
    found = of_jax(jax.vmap(jax.grad(lambda x: number(x, jnp.asarray(MATRIX)))), batch)
    torch = pytest.importorskip("torch")
    at, matrix = torch.tensor(POINT), torch.tensor(MATRIX)
    for way in (torch.func.hessian, lambda f: lambda x: torch.autograd.functional.hessian(f, x)):
        np.testing.assert_allclose(way(lambda x: number(x, matrix))(at), wanted, atol=1e-15)
    slopes = torch.func.vmap(torch.func.grad(lambda x: number(x, matrix)))(torch.tensor(batch))
    np.testing.assert_allclose(slopes, found, rtol=1e-12)


@pytest.mark.slow
def test_labels_and_many_entries():
    """Integers are not moved; with more slopes than are worked out one by one, the change itself is."""
    logits, labels = np.random.default_rng(0).normal(size=(40, 3)), np.arange(40) % 3

    def softmax(z: Any) -> Any:
        return np.exp(z) / np.exp(z).sum(-1, keepdims=True)

    wanted = (softmax(logits) - np.eye(3)[labels]) / 40
    np.testing.assert_allclose(of_jax(jax.grad(cross_entropy), logits, labels), wanted, atol=1e-15)
    torch = pytest.importorskip("torch")
    z = torch.tensor(logits, requires_grad=True)
    cross_entropy(z, torch.tensor(labels)).backward()
    np.testing.assert_allclose(z.grad, wanted, atol=1e-15)
    wide = np.linspace(-1, 1, 50)
    change = of_jax(lambda x: jax.jvp(lambda v: LAYER(A=jnp.eye(50), x=v), (x,), (x,))[1], wide)
    np.testing.assert_allclose(change, (1 - np.tanh(wide)**2) * wide, rtol=1e-12)
