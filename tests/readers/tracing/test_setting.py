"""Entries that are set or added to, in place and by `.at`: the formula has the values of the function itself."""

from __future__ import annotations

from importlib.util import find_spec

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import lemmata as lm

jax.config.update("jax_enable_x64", True)
VARS = "x: real[n k], y: labels[n k], v: real[k], z: real[n], i: labels[m n], u: real[m k]"
RNG = np.random.default_rng(3)
ARRAYS = {"x": RNG.normal(size=(4, 3)), "y": np.array([0, 2, 2, 1]), "v": RNG.normal(size=3), "z": RNG.normal(size=4),
          "i": np.array([1, 1, 3, 0, 1]), "u": RNG.normal(size=(5, 3))}


def mask_number(x):
    x[x < 0] = 0.5
    return x**2


def mask_of_rows(x, z, v):
    x[z > 0] = v
    return x


def mask_of_columns(x, v):
    x[:, v > 0] = -1.0
    return x


def mask_behind_dots(x, v):
    x[..., v < 0] *= 3
    return x


def same_mask(x, u):
    w = np.zeros_like(x)
    w[x > 0] = np.exp(x[x > 0])
    return w


def one_of_each_row(x, y):
    x[np.arange(len(x)), y] = 7
    return x


def one_less_in_each_row(x, y):
    p = np.exp(x)
    p[range(len(y)), y] -= 1
    return p / len(y)


def labelled_rows(x, i):
    x[i] = 0
    return x


def added_at_entries(x, y, z):
    np.add.at(x, (np.arange(len(y)), y), z)
    return x


def taken_from_rows(x, i, u):
    np.subtract.at(x, i, u)
    return x


def rows_in_a_loop(v):
    w = np.zeros((3, v.shape[0]))
    for t in range(1, 3):
        w[t] = 0.5 * w[t - 1] + v
    return w


def entries_of_a_matrix(v):
    A = np.ones((2, 2))
    A[0, 1] = v.sum()
    A[1, 0] = -A[0, 1]
    A[1, 1] += 2
    return A @ A


def neighbours(x):
    x[:, 1:] += x[:, :-1] * 2
    x[0] = 3
    x[-1, 1:] -= 1
    return x


def through_a_view(x):
    first = x[0]
    first *= 2
    return x + first


NUMPY = [mask_number, mask_of_rows, mask_of_columns, mask_behind_dots, same_mask, one_of_each_row,
         one_less_in_each_row, labelled_rows, added_at_entries, taken_from_rows,
         rows_in_a_loop, entries_of_a_matrix, neighbours, through_a_view]
JAX = {
    "set a mask": lambda x: x.at[x > 0].set(0.0),
    "add at a mask": lambda x, z: x.at[z > 0].add(2.0),
    "set one of each row": lambda x, y: x.at[jnp.arange(x.shape[0]), y].set(-1.0),
    "multiply one of each row": lambda x, y: x.at[jnp.arange(x.shape[0]), y].multiply(3.0),
    "add rows": lambda x, i, u: x.at[i].add(u),
    "add a number": lambda z, i: z.at[i].add(1.0),
    "add a row many times": lambda x, i, v: x.at[i].add(v),
    "segments": lambda i, u: jax.ops.segment_sum(u, i, num_segments=7),
    "a slice": lambda x: x.at[1:, 0].set(5.0),
}


def numbers(function):
    return {name: ARRAYS[name] for name in function.__code__.co_varnames[: function.__code__.co_argcount]}


def declared(names):
    return ", ".join(d for d in (part.strip() for part in VARS.split(", ")) if d.split(":")[0] in names)


@pytest.mark.parametrize("function", NUMPY, ids=lambda f: f.__name__)
def test_numpy(function):
    given = numbers(function)
    formula = lm.trace(function, declared(given))
    used = {name: given[name] for name in formula.vars}
    np.testing.assert_allclose(formula(**used), function(**{n: a.copy() for n, a in given.items()}))


@pytest.mark.parametrize("function", JAX.values(), ids=JAX)
def test_jax(function):
    given = numbers(function)
    formula = lm.trace(function, declared(given))
    want = function(**{name: jnp.asarray(a) for name, a in given.items()})
    np.testing.assert_allclose(formula(**given), want, rtol=1e-9)


@pytest.mark.skipif(find_spec("torch") is None, reason="torch not installed")
@pytest.mark.parametrize("name", ["masked_fill", "rows", "diagonal", "filled", "added rows", "added entries", "causal"])
def test_torch(name):
    import torch

    def causal(x):
        scores = x @ x.T
        scores[torch.triu(torch.ones(x.shape[0], x.shape[0], dtype=torch.bool), diagonal=1)] = float("-inf")
        return torch.softmax(scores, dim=-1)

    functions = {
        "masked_fill": lambda x: x.clone().masked_fill_(x > 0, -1.0) * 2,
        "rows": lambda x, v: x.mul(v).clamp_(min=0),
        "diagonal": lambda x: (x @ x.T).fill_diagonal_(0.0),
        "filled": lambda x, v: torch.zeros_like(x).fill_(2.0) * v,
        "added rows": lambda x, i, u: x.index_add(0, i, u),
        "added entries": lambda x, y: torch.zeros_like(x).scatter_add_(1, y.unsqueeze(1), x[:, :1]),
        "causal": causal,
    }
    given = numbers(functions[name])
    formula = lm.trace(functions[name], declared(given))
    want = functions[name](**{k: torch.as_tensor(a.copy()) for k, a in given.items()})
    np.testing.assert_allclose(formula(**given), want, rtol=1e-9)
