"""Stacks of layers that are written in indices alone grow linearly too, counted in nodes."""

from __future__ import annotations

import pytest
from tests.derivatives.test_growth import X, exponent, loss, weight, x

from lemmata.engine.derivatives import derivative
from lemmata.engine.expr import Size, array_of, at, bind, count_nodes, fresh_index, symbol
from lemmata.engine.ops import apply


def total(body, high):
    """The sum of body(i) over 0 <= i < high."""
    i = fresh_index()
    return bind("sum", i, body(i), 0, high)


def product(h, layer):
    """One matrix more in a chain."""
    return times(h, weight("W", layer))


def times(h, w):
    return array_of(X.shape, lambda i, j: total(lambda a: at(h, i, a) * at(w, a, j), "n"))


def weights(q, k):
    return lambda i, p: apply("exp", total(lambda a: at(q, i, a) * at(k, p, a), "n"))


def attention(h, layer):
    s = weights(h, h)
    return array_of(X.shape, lambda i, j: at(h, i, j) + (
        total(lambda p: s(i, p) * at(h, p, j), "t") / total(lambda p: s(i, p), "t")))


def projected_attention(h, layer):
    q, k, v = (times(h, weight(c, layer)) for c in "QKV")
    s = weights(q, k)
    return array_of(X.shape, lambda i, j: at(h, i, j) + total(lambda p: s(i, p) * at(v, p, j), "t"))


def causal_attention(h, layer):
    s = weights(h, h)
    return array_of(X.shape, lambda i, j: at(h, i, j) + total(lambda p: s(i, p) * at(h, p, j), i + 1))


def layer_norm(h, layer):
    def entry(i, j):
        mean = total(lambda a: at(h, i, a), "n") / 5
        return (at(h, i, j) - mean) / apply("sqrt", total(lambda a: (at(h, i, a) - mean) ** 2, "n") + 1)
    return array_of(X.shape, entry)


def recurrence(h, layer):
    w = weight("W", 0)
    return array_of(x.shape, lambda i: apply("tanh", total(lambda a: at(w, i, a) * at(h, a), "n") + at(x, i)))


def convolution(h, layer):
    w = symbol(f"w{layer}", [3])
    return array_of((h.shape[0] - 2,), lambda i: apply("tanh", total(lambda a: at(w, a) * at(h, i + a), Size.of(3))))


def residual(h, layer):
    w, v = symbol(f"W{layer}", ["m", "n"]), symbol(f"V{layer}", ["n", "m"])
    return array_of(x.shape, lambda i: at(h, i) + total(
        lambda a: at(v, i, a) * apply("tanh", total(lambda b: at(w, a, b) * at(h, b), "n")), "m"))


def batch_norm(h, layer):
    gain, shift = symbol(f"g{layer}", ["n"]), symbol(f"b{layer}", ["n"])

    def entry(i, j):
        mean = total(lambda b: at(h, b, j), "t") / 5
        spread = apply("sqrt", total(lambda b: (at(h, b, j) - mean) ** 2, "t") + 1)
        return apply("relu", at(gain, j) * (at(h, i, j) - mean) / spread + at(shift, j))
    return array_of(X.shape, entry)


def softmax(h, layer):
    z = array_of(x.shape, lambda i: total(lambda a: at(weight("W", layer), i, a) * at(h, a), "n"))
    return array_of(x.shape, lambda i: apply("exp", at(z, i)) / total(lambda a: apply("exp", at(z, a)), "n"))


def turned(h, layer):
    """Every layer reads the one below by rows and by columns."""
    return array_of(h.shape, lambda i, j: apply("tanh", at(h, j, i) + total(lambda a: at(h, a, i) * at(h, j, a), "n")))


# causal sums keep their guards from the third layer on, so it is measured where these are many
CASES = [(attention, X, 4), (projected_attention, X, 4), (causal_attention, X, 6), (layer_norm, X, 4),
         (recurrence, x, 4), (convolution, x, 4), (residual, x, 4), (batch_norm, X, 4), (softmax, x, 4),
         (product, X, 4), (turned, symbol("S", ["n", "n"]), 4)]


@pytest.mark.parametrize("layer, first, depth", CASES, ids=[case[0].__name__ for case in CASES])
def test_gradient_and_hessian_grow_linearly(layer, first, depth):
    sizes = (depth, 2 * depth, 4 * depth)
    gradients, hessians = [], []
    for size in sizes:
        h = first
        for k in range(size):
            h = layer(h, k)
        value = loss(h)
        gradient = derivative(value, first)
        gradients.append(count_nodes(gradient))
        if size < sizes[-1]:
            hessians.append(count_nodes(derivative(gradient, first)))
        assert gradients[-1] <= 8 * count_nodes(value)
    for k in (0, 1):
        assert exponent(sizes[k:], gradients[k:]) <= 1.2, gradients
    assert exponent(sizes, hessians) <= 1.2, hessians
