"""What is put in the place of a symbol or a bound variable: the same node as with every binder opened."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemmata.engine.expr import (
    Bind,
    Expr,
    at,
    bind,
    fresh_index,
    fresh_local,
    integer,
    substitute,
    symbol,
    transform,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.calculus import reduce_calls

X, Y, A = symbol("x", ["n"]), symbol("y"), symbol("a")
F = symbol("f", [], "function", ((),))


def drawn(rng: Random, depth: int, indices: tuple = ()) -> Expr:
    """A number made of x, y, a, indices, sums, products, arrays and functions, bound at several heights."""
    kind = rng.choice(["leaf", "leaf", "add", "mul", "sum", "prod", "reduce", "call", "limit", "stretch"])
    if depth == 0 or kind == "leaf":
        entry = [at(X, rng.choice(indices))] if indices else []
        index = [integer(rng.choice(indices))] if indices else []
        return rng.choice([Y, A, *entry, *index, apply("sum", X)])

    def part(more: tuple = ()) -> Expr:
        return drawn(rng, depth - 1, (*indices, *more))

    if kind in ("add", "mul"):
        return apply(kind, part(), part())
    i = fresh_index()
    if kind in ("sum", "prod"):
        return bind(kind, i, part((i,)), 0, rng.choice(["n", *(j + 1 for j in indices)]))
    if kind == "reduce":
        return apply("sum", bind("array", i, part((i,)), 0, "n"))
    if kind == "stretch" and indices:
        return apply("sum", apply("broadcast_to", part(), shape=(rng.choice(indices),)))
    t = fresh_local()
    if kind == "limit":
        return bind("limit", t, part() + t * part(), part(), 0)
    return apply("call", bind("function", t, part() * t), part()) + apply("call", F, part())


def opened(root: Expr, values: dict[Expr, Expr]) -> Expr:
    """The substitution with every binder opened on the way."""
    return transform(root, values.get)


@given(st.integers(0, 10**9))
def test_binders_need_not_be_opened(seed):
    rng = Random(seed)
    root = drawn(rng, 4) + drawn(rng, 4)
    t = fresh_local()
    values = {
        Y: drawn(rng, rng.randint(0, 3)),
        F: bind("function", t, drawn(rng, 2) * t),
        **({A: drawn(rng, 1)} if rng.random() < 0.5 else {}),
    }
    assert substitute(root, values) is opened(root, values)


@given(st.integers(0, 10**9))
def test_arguments_take_the_place_of_bound_variables(seed):
    rng = Random(seed)
    s, t = fresh_local(), fresh_local()
    body, first, second = drawn(rng, 4), drawn(rng, 2), drawn(rng, 2)
    function = bind("function", s, bind("function", t, opened(body, {Y: s, A: t})))
    assert isinstance(function, Bind)
    found = reduce_calls(apply("call", function, first, second))
    assert found is reduce_calls(opened(opened(body, {Y: s, A: t}), {s: first, t: second}))


def test_what_has_binders_of_its_own_raises_those_above_it():
    i, j, k = fresh_index(), fresh_index(), fresh_index()
    value = bind("sum", k, at(X, k), 0, "n")
    nested = bind("sum", i, bind("sum", j, at(X, i) * at(X, j) * Y, 0, "n"), 0, "n")
    inner = bind("sum", j, at(X, i) * at(X, j) * value, 0, "n")
    assert substitute(nested, {Y: value}) is bind("sum", i, inner, 0, "n")


def test_what_stays_is_not_opened():
    i = fresh_index()
    total = bind("sum", i, at(X, i), 0, "n")
    changed = transform(total + Y, lambda node: A if node is Y else pytest.fail("of what stays") if isinstance(
        node, Bind) else None, only=lambda node: node is Y)
    assert changed is total + A
