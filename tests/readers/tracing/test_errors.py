"""What can't be traced is an error with the line of the user's code, never another formula."""

from __future__ import annotations

import math
import random
from functools import partial
from importlib.util import find_spec

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import lemmata as lm

STATE = {"calls": 0}
NOISE = np.random.default_rng()
BIG = np.ones((100, 100))


def branch(x):
    if x.sum() > 0:
        return x.sum()
    return -x.sum()


def helper(x):
    return abs(x[0]) if x[0] > 0 else x[0]


def branch_in_a_helper(x):
    return helper(x) * 2


def branch_behind_except(x):
    try:
        return x.sum() if x.sum() > 0 else x.mean()
    except Exception:
        return x.sum()


def loop_over_an_open_size(x):
    return sum(x[i] for i in range(len(x)))


def loop_over_rows(X):
    total = 0.0
    for row in X:
        total = total + row.sum()
    return total


def pythons_max(x):
    return max(0, x[0])


def drawn_noise(x):
    return (x + np.random.normal(size=x.shape)).sum()


def drawn_by_python(x):
    return x.sum() * random.random()


def drawn_outside(x):
    return x.sum() + NOISE.normal()


def changed_through_a_view(x):
    y = x.reshape(-1)
    y += 1
    return (x * y).sum()


def changed_below_a_view(x):
    head = x[1:]
    x += 1
    return head.sum()


def chosen_by_a_mask(x):
    return np.log(x[x > 0])


def chosen_twice(x, y):
    return (x[x > 0] * y[y > 0]).sum()


def chosen_beside_an_array(x):
    return (x[x > 0] * x).sum()


def an_unknown_function(x):
    return np.fft.fft(x).sum()


def values_for_a_library(x):
    return float(np.interp(0.5, x, x))


def an_unknown_method(x):
    return x.tobytes()


def a_large_constant(X):
    return (X @ BIG).sum()


def several_values(x):
    return x.sum(), x.mean()


def nothing(x):
    x.sum()


def shapes_that_differ(X, w):
    return X @ w


def counted_calls(x):
    STATE["calls"] += 1
    return x.sum() * STATE["calls"]


def complex_numbers(x):
    return (x * 1j).sum()


def a_function_that_fails_itself(x):
    return np.linalg.cholesky(x @ x.T - 100 * np.eye(len(x))).sum()


def nan_everywhere(x):
    return np.log(-(x**2) - 1).sum()


def bits(k):
    return (k & 1).sum()


def asked_by_while(x):
    while x.sum() > 1:
        x = x / 2
    return x.sum()


def an_open_number_of_parts(x):
    return np.split(x, 2)[0].sum()


def halves(x):
    return x[: len(x) // 2].sum()


def a_gradient_inside(x):
    return jax.grad(lambda v: jnp.sum(v**2))(x).sum()


def stopped(x):
    return jnp.sum(x * jax.lax.stop_gradient(x))


def scanned(x):
    return jax.lax.scan(lambda c, v: (c + v, c), 0.0, x)[0]


def changed_in_jax(x):
    x[0] = 1.0
    return jnp.sum(x)


def labels_cut_off(y):
    y += 0.5
    return y.sum()


def set_where_labels_meet(X, y):
    X[y, y] = 0.0
    return X.sum()


def set_to_as_many(x):
    x[x > 0] = np.arange(3)
    return x.sum()


def multiplied_where_labels_meet(x, y):
    return jnp.sum(x.at[y].multiply(2.0))


def fixed_and_used(x):
    shift = jax.lax.stop_gradient(x[1:])
    return jnp.sum(x[1:] * (shift + 1))


X, VEC = "X: real[m n]", "x: real[n]"
CASES = [
    (branch, VEC, "if x.sum() > 0:", "np.where"), (branch_in_a_helper, VEC, "return abs(x[0])", "np.where"),
    (branch_behind_except, VEC, "if x.sum() > 0", "np.where"),
    (loop_over_an_open_size, VEC, "return sum(x[i]", "the size n is open"),
    (loop_over_rows, X, "for row in X:", "declare the axis with a number"),
    (pythons_max, VEC, "return max(0, x[0])", "np.where"), (drawn_noise, VEC, "np.random.normal", "as an argument"),
    (drawn_by_python, VEC, "random.random()", "as an argument"), (drawn_outside, VEC, None, "draws at random"),
    (changed_through_a_view, VEC, "y += 1", "x = x + ..."), (changed_below_a_view, VEC, "x += 1", "x = x + ..."),
    (chosen_by_a_mask, VEC, None, "depends on values"), (chosen_twice, "x: real[n], y: real[n]", "y[y > 0]",
    "same mask"),
    (chosen_beside_an_array, VEC, "(x[x > 0] * x)", "np.where"),
    (an_unknown_function, VEC, "np.fft.fft", "is not known"),
    (values_for_a_library, VEC, "np.interp", "not known"),
    (an_unknown_method, VEC, "x.tobytes()", "no method 'tobytes'"),
    (a_large_constant, "X: real[m 100]", "(X @ BIG)", "pass it as an argument"),
    (several_values, VEC, None, "2 values"), (nothing, VEC, None, "returns nothing"),
    (shapes_that_differ, X + ", w: real[m]", "return X @ w", "must be equal"),
    (counted_calls, VEC, None, "changes something outside"), (complex_numbers, VEC, "1j", "complex"),
    (a_function_that_fails_itself, "x: real[n n]", "np.linalg.cholesky", "itself fails"),
    (nan_everywhere, VEC, None, "declare the domains"), (bits, "k: natural[n]", "(k & 1)", "bits"),
    (asked_by_while, VEC, "while x.sum() > 1:", "np.where"),
    (an_open_number_of_parts, VEC, "np.split", "as a multiple"), (halves, VEC, "len(x) // 2", "as a multiple"),
    (a_gradient_inside, VEC, "jax.grad", "lm.trace"), (stopped, VEC, "stop_gradient", "argument of its own"),
    (fixed_and_used, VEC, "shift = jax.lax.stop_gradient", "argument of its own"),
    (scanned, VEC, "jax.lax.scan", "loop in Python"), (changed_in_jax, VEC, "x[0] = 1.0", "x.at[i].set"),
    (set_where_labels_meet, "X: real[n n], y: labels[n n]", "X[y, y] = 0.0", "places that depend on values"),
    (set_to_as_many, VEC, "x[x > 0] = np.arange(3)", "np.where(mask, value, x)"),
    (multiplied_where_labels_meet, VEC + ", y: labels[m n]", "x.at[y].multiply", "one-hot rows"),
    (labels_cut_off, "y: labels[n k]", "y += 0.5", "cut off"),
    (lambda x, y: x, VEC, None, "'y' is not declared"), (lambda x: x, VEC + ", z: real", None, "no parameter 'z'"),
    (lambda x: x[0] + len(x) if len(x) > 3 else x[1], VEC, "if len(x) > 3", "the size n"),
]


@pytest.mark.parametrize("function, vars, line, message", CASES, ids=[c[0].__name__ for c in CASES])
def test_refused(function, vars, line, message):
    with pytest.raises(lm.ReadError) as error:
        lm.trace(function, vars)
    assert message in str(error.value)
    if line is not None:
        assert line in str(error.value) and "test_errors.py, line" in str(error.value)


TORCH = [  # source of a function's body, declarations, what stands in the message
    ("return (x * x.detach()).sum()", VEC, "argument of its own"),
    ("with torch.no_grad():\n        y = x * 2\n    return y.sum()", VEC, "no_grad"),
    ("return F.dropout(x, 0.5).sum()", VEC, "mask as an argument"),
    ("return (x + torch.randn_like(x)).sum()", VEC, "argument"),
    ("return x.sum().item()", VEC, "keep the tensor"), ("return float(x.sum()) * x.sum()", VEC, "keep the tensor"),
    ("return x.numpy().sum() + torch.ones(1)", VEC,
    "torch functions"),
    ("z = torch.zeros(3)\n    z[0] = x[0]\n    return z.sum() + x.sum() * 0", VEC, None),
    ("return torch.nonzero(x)[0]", VEC, "not known"), ("return x.data.sum() + torch.ones(1)", VEC, ".data"),
]


@pytest.mark.skipif(find_spec("torch") is None, reason="torch not installed")
@pytest.mark.parametrize("body, vars, message", TORCH, ids=[row[0] for row in TORCH])
def test_refused_of_torch(body, vars, message, tmp_path):
    import torch

    names = {"torch": torch, "F": torch.nn.functional}
    exec(f"def f(x):\n    {body}", names)  # the rows are ours
    if message is None:
        assert lm.trace(names["f"], vars).vars == {"x": "real[n]"}
        return
    with pytest.raises(lm.ReadError) as error:
        lm.trace(names["f"], vars, library="torch")
    assert message in str(error.value)


def test_a_size_is_a_number_in_formulas():
    def f(X, m):
        scale = X.shape[-1] ** -0.5 / len(X) + math.log(X.shape[0]) + math.sqrt(X.size) + np.prod(X.shape)
        return scale * X.sum() + (m if X.shape == (len(X), X.shape[1]) else 0)
    formula = lm.trace(f, "X: real[m n]")
    assert formula.dims == ("m", "n")
    for shape in ((2, 3), (5, 1)):
        X = np.ones(shape)
        np.testing.assert_allclose(formula(X=X), f(X, shape[0]))


def test_a_declared_number_is_one():
    formula = lm.trace(lambda x: sum(x[i] ** i for i in range(len(x))), "x: real[3]")
    assert formula.equals("x[0]**0 + x[1] + x[2]**2").kind == "proved"


def test_decimals_are_exact_and_constants_have_names():
    assert lm.trace(lambda x: 0.1 * x + np.pi / 3 + math.e, "x: real").text == "1/10*x + pi/3 + e"
    assert lm.trace(partial(lambda x, k: x * k, k=1 / 3), "x: real").text == "x*(1/3)"
    table = np.array([[1.0, 0.5], [0.25, 3.0]])
    assert lm.trace(lambda x: table @ x, "x: real[2]").equals("[x[0] + x[1]/2, x[0]/4 + 3*x[1]]").kind == "proved"
