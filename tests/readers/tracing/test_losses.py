"""Real losses, traced: value and gradients are those of the function itself, at several sizes."""

from __future__ import annotations

from importlib.util import find_spec
from random import Random

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from tests.readers.tracing import further_numpy, jax_repositories, losses_jax, losses_numpy, numpy_repositories

import lemmata as lm
from lemmata.engine.evaluation import sample
from lemmata.engine.evaluation.points import size_choices
from lemmata.engine.readers.tracing.arguments import arguments_of

jax.config.update("jax_enable_x64", True)
if find_spec("torch") is None:
    TORCH = []
else:
    from tests.readers.tracing import (
        losses_torch,
        torch_densities,
        torch_layers,
        torch_policies,
        torch_repositories,
        torch_representations,
    )

    FURTHER = (torch_densities, torch_layers, torch_policies, torch_representations)
    TORCH = losses_torch.LOSSES + torch_repositories.LOSSES + [
        pytest.param(*case, marks=pytest.mark.slow) for topic in FURTHER for case in topic.LOSSES]
NUMPY = losses_numpy.LOSSES + numpy_repositories.LOSSES + [
    pytest.param(*case, marks=pytest.mark.slow) for case in further_numpy.LOSSES]
JAX = losses_jax.LOSSES + jax_repositories.LOSSES


def names(cases):
    return [getattr(case, "values", case)[0] for case in cases]


def points(formula, count=2):
    """Arrays for the declared names, at several sizes."""
    symbols = tuple(formula.declarations.values())
    choices = size_choices(*symbols, limit=4)
    for seed in range(count):
        drawn = sample(symbols, choices[seed % len(choices)], Random(100 + seed)).values
        yield {s.name: np.array(drawn[s.name] / (4 if s.domain == "real" else 1),
                                dtype=int if s.sort == "integer" else float) for s in symbols}


def agree(formula, arrays, value, grads, rtol=1e-7):
    np.testing.assert_allclose(formula(**arrays), value, rtol=1e-9, atol=1e-11)
    assert np.shape(formula(**arrays)) == np.shape(value) == ()
    for name, grad in grads.items():
        np.testing.assert_allclose(formula.grad(name)(**arrays), grad, rtol=rtol, atol=rtol, err_msg=name)


def called(function, vars):
    """The function of arrays by their declared names."""
    arguments = arguments_of(function, vars)
    return lambda arrays: function(**arguments.made(lambda symbol: arrays[symbol.name]))


def differences(function, arrays, name, step=1e-6):
    """The gradient by central differences."""
    found = np.zeros(arrays[name].shape)
    for place in np.ndindex(found.shape):
        ends = []
        for sign in (1, -1):
            moved = {k: v.copy() for k, v in arrays.items()}
            moved[name][place] += sign * step
            ends.append(function({k: v if v.ndim else v[()] for k, v in moved.items()}))
        found[place] = (ends[0] - ends[1]) / (2 * step)
    return found


@pytest.mark.parametrize("name, function, vars, wrt", NUMPY, ids=names(NUMPY))
def test_numpy(name, function, vars, wrt):
    formula, of = lm.trace(function, vars), called(function, vars)
    for arrays in points(formula):
        value = of({k: v.copy() if v.ndim else v[()] for k, v in arrays.items()})
        agree(formula, arrays, value, {k: differences(of, arrays, k) for k in wrt}, rtol=1e-5)


@pytest.mark.parametrize("name, function, vars, wrt", JAX, ids=names(JAX))
def test_jax(name, function, vars, wrt):
    formula, of = lm.trace(function, vars), called(function, vars)
    both = jax.jit(jax.value_and_grad(lambda real, rest: of({**rest, **real})))
    for arrays in points(formula, count=1):
        given = {k: jnp.asarray(v) for k, v in arrays.items()}
        value, grads = both({k: given[k] for k in wrt}, given)
        agree(formula, arrays, value, grads)


@pytest.mark.parametrize("name, function, vars, wrt", TORCH, ids=names(TORCH))
def test_torch(name, function, vars, wrt):
    import torch

    formula, of = lm.trace(function, vars), called(function, vars)
    for arrays in points(formula):
        given = {k: torch.tensor(v, requires_grad=k in wrt) for k, v in arrays.items()}
        value = of(given)
        grads = torch.autograd.grad(value, [given[k] for k in wrt])
        agree(formula, arrays, value.detach().numpy(), {k: g.numpy() for k, g in zip(wrt, grads)})
