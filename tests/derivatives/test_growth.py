"""Value, gradient and Hessian grow linearly with depth, counted in nodes."""

from __future__ import annotations

from math import log

import pytest

from lemmata.engine.derivatives import derivative
from lemmata.engine.expr import array_of, at, bind, count_nodes, fresh_index, symbol
from lemmata.engine.ops import apply

x, X = symbol("x", ["n"]), symbol("X", ["t", "n"])


def weight(name, k, *dims):
    return symbol(f"{name}{k}", dims or ("n", "n"))


def loss(h):
    return apply("sum", h**2)


def scalar_chain(depth):
    e = a = symbol("a")
    for _ in range(depth):
        e = apply("sin", e) * apply("exp", e) + a
    return e, a


def dense_chain(depth):
    h = x
    for k in range(depth):
        h = apply("tanh", weight("W", k) @ h + weight("b", k, "n"))
    return loss(h), x


def residual_stack(depth):
    h = x
    for k in range(depth):
        h = h + weight("V", k, "n", "m") @ apply("relu", weight("W", k, "m", "n") @ h)
    return loss(h), x


def attention_stack(depth):
    h = X
    for k in range(depth):
        q, key, v = (h @ weight(c, k) for c in "QKV")
        h = h + apply("softmax", q @ key.T, axis=-1) @ v
    return loss(h), X


def attention_by_index(depth):
    """Every layer is written out over its indices, and the loss too."""
    h = X
    for k in range(depth):
        q, key, v = (h @ weight(c, k) for c in "QKV")
        s, below = apply("softmax", q @ key.T, axis=-1), h

        def entry(i, j, s=s, v=v, below=below):
            inner = fresh_index()
            return at(below, i, j) + bind("sum", inner, at(s, i, inner) * at(v, inner, j), 0, "t")

        h = array_of(X.shape, entry)
    i, j = fresh_index(), fresh_index()
    return bind("sum", i, bind("sum", j, at(h, i, j) ** 2, 0, "n"), 0, "t"), X


def head_splits(depth):
    """Attention whose heads are axes of a reshaped array."""
    h = first = symbol("H", ["t", 6])
    for k in range(depth):
        heads = apply("reshape", h @ symbol(f"P{k}", [6, 6]), shape=("t", 2, 3))
        split = apply("transpose", heads, axes=(1, 0, 2))
        s = apply("softmax", split @ apply("transpose", split), axis=-1)
        h = h + apply("reshape", apply("transpose", s @ split, axes=(1, 0, 2)), shape=("t", 6))
    return loss(h), first


def batch_norm(depth):
    h = X
    for k in range(depth):
        z = h @ weight("W", k)
        z = (z - apply("mean", z, axis=0)) / apply("sqrt", apply("var", z, axis=0) + 1)
        h = apply("relu", weight("g", k, "n") * z + weight("b", k, "n"))
    return loss(h), X


def long_sum(terms):
    total = apply("exp", x[0])
    for k in range(1, terms):
        total = total + apply("exp", symbol(f"a{k}") * x[0]) * apply("sin", k * x[1])
    return total, x


def long_sum_of_arrays(terms):
    total = x
    for k in range(terms):
        total = total + apply("sin", symbol(f"a{k}") * x)
    return loss(total), x


CASES = [
    (scalar_chain, (25, 50)), (dense_chain, (20, 50)), (residual_stack, (10, 20)), (attention_stack, (6, 12)),
    (attention_by_index, (4, 8)), (head_splits, (4, 8)), (batch_norm, (4, 8)),
]


def exponent(sizes, counts):
    return log(counts[1] / counts[0]) / log(sizes[1] / sizes[0])


@pytest.mark.parametrize("build, sizes", CASES, ids=[c[0].__name__ for c in CASES])
def test_value_gradient_and_hessian_grow_linearly(build, sizes):
    values, gradients, hessians = [], [], []
    for size in sizes:
        value, wrt = build(size)
        gradient = derivative(value, wrt)
        values.append(count_nodes(value))
        gradients.append(count_nodes(gradient))
        hessians.append(count_nodes(derivative(gradient, wrt)))
    for counts in (values, gradients, hessians):
        assert exponent(sizes, counts) <= 1.2, (build.__name__, sizes, counts)
    assert gradients[-1] <= 8 * values[-1]


@pytest.mark.parametrize("build", [long_sum, long_sum_of_arrays])
def test_a_thousand_terms(build):
    sizes = (250, 1000)
    counts = [count_nodes(derivative(*build(size))) for size in sizes]
    assert exponent(sizes, counts) <= 1.2, counts
