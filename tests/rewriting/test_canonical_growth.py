"""The canonical form grows with what it is made of: nodes and steps of chains, and sums whose indices look alike."""

from __future__ import annotations

from math import log

import pytest

from lemmata.engine.expr import at, bind, count_nodes, fresh_index, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.canonical import Canonical
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Steps

x, X = symbol("x", ["n"]), symbol("X", ["t", "n"])


def weight(k):
    return symbol(f"W{k}", ["n", "n"])


def dense_chain(depth):
    h = x
    for k in range(depth):
        h = apply("tanh", weight(k) @ h + symbol(f"b{k}", ["n"]))
    return apply("sum", h**2)


def recurrence(depth):
    h = x
    for _ in range(depth):
        h = apply("tanh", weight("") @ h + x)
    return apply("sum", h)


def matrix_chain(depth):
    h = X
    for k in range(depth):
        h = h @ weight(k)
    return apply("sum", h**2)


def long_sum(terms):
    total = apply("exp", x[0])
    for k in range(1, terms):
        total = total + apply("exp", symbol(f"a{k}") * x[0]) * apply("sin", k * x[1])
    return total


CASES = [(dense_chain, (8, 16, 32)), (recurrence, (8, 16, 32)), (matrix_chain, (6, 12, 24)), (long_sum, (250, 1000))]


@pytest.mark.parametrize("build, sizes", CASES, ids=[case[0].__name__ for case in CASES])
def test_nodes_grow_linearly_and_steps_are_few(build, sizes):
    nodes, steps = [], []
    for size in sizes:
        budget = Steps(100_000)
        nodes.append(count_nodes(Canonical(budget).expression(build(size))))
        steps.append(100_000 - budget.left)
    for k in range(len(sizes) - 1):
        step = log(sizes[k + 1] / sizes[k])
        assert log(nodes[k + 1] / nodes[k]) / step <= 1.2, nodes
        assert log(steps[k + 1] / steps[k]) / step <= 2.2, steps  # a chain of sums is opened once for each of them


def chain(*names, backwards=False):
    """sum over k0, .., kn of x[k0] A[k0, k1] .. x[kn], its sums nested in the order of the names, or backwards."""
    order = sorted(range(len(names) + 1), key=lambda k: names[k - 1] if k else "", reverse=backwards)
    indices = {k: fresh_index() for k in order}
    body = at(x, indices[0]) * at(x, indices[len(names)])
    for k, name in enumerate(names):
        body = body * at(symbol(name, ["n", "n"]), indices[k], indices[k + 1])
    for k in order:
        body = bind("sum", indices[k], body, 0, "n")
    return body


def test_copies_that_look_alike_are_told_apart_in_few_orders():
    """(x^T A B A x)^2: both copies of four indices, 2 orders and not 2^4; the square of another chain differs."""
    once = chain("A", "B", "A")
    budget = Steps(2_000)
    Canonical(budget).expression(apply("sum", symbol("y", ["m"]) ** 2) * once**2)
    other = chain("A", "B", "A", backwards=True)
    assert other is not once
    assert same_form(once**2, once * other)
    assert not same_form(once**2, once * chain("B", "A", "A"))


def test_equal_matrices_in_a_chain():
    """Where all factors are one matrix, the ends still tell the indices apart, up to the direction."""
    assert same_form(chain("A", "A", "A", "A"), x @ (symbol("A", ["n", "n"]) @ (symbol("A", ["n", "n"]) @ (
        symbol("A", ["n", "n"]) @ (symbol("A", ["n", "n"]) @ x)))))
    S = symbol("S", ["n", "n"], "symmetric")
    y = symbol("y", ["n"])
    assert same_form(x @ (S @ (S @ (S @ y))), y @ (S @ (S @ (S @ x))))
    assert not same_form(x @ (S @ (S @ y)), x @ (S @ (S @ (S @ y))))
