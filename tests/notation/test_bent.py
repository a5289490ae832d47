"""Choices, roots, exponentials and quotients: the normal form has the value that it had, whatever the order."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.notation.test_values import shuffled

import lemmata as lm
from lemmata.engine.evaluation import Point, evaluate
from lemmata.engine.expr import (
    Apply,
    Expr,
    Symbol,
    at,
    bind,
    fresh_index,
    integer,
    number,
    postorder,
    substitute,
    symbol,
)
from lemmata.engine.notation import readable
from lemmata.engine.ops import apply

X, A, S = symbol("X", ["m", "n"]), symbol("A", ["n", "n"]), symbol("S", ["n", "n"], "symmetric")
x, y, z = symbol("x", ["n"]), symbol("y", ["n"]), symbol("z", ["m"])
s, t = symbol("s"), symbol("t")
SIZES = {"m": 2, "n": 3}


def number_of(rng: Random, depth: int) -> Expr:
    if depth == 0:
        return rng.choice([s, t, number(rng.choice([-2, 2, 3])), integer("n")])
    kind = rng.choice(["add", "mul", "div", "sqrt", "where", "sum", "dot", "logistic", "form", "trace", "mean"])
    if kind in ("add", "mul"):
        return apply(kind, number_of(rng, depth - 1), number_of(rng, depth - 1))
    if kind == "div":
        return number_of(rng, depth - 1) / rng.choice([s**2 + 1, s, s - t])
    if kind == "sqrt":
        return apply("sqrt", number_of(rng, depth - 1)) ** rng.choice([1, 2, 3, -1])
    if kind == "where":
        return chosen(rng, number_of(rng, depth - 1), s, t)
    if kind in ("sum", "mean"):
        return apply(kind, vector(rng, depth - 1))
    if kind == "dot":
        return vector(rng, depth - 1) @ vector(rng, depth - 1)
    if kind == "form":
        return x @ (rng.choice([A, S]) @ vector(rng, depth - 1))
    if kind == "trace":
        return apply("trace", matrix(rng, depth - 1) @ matrix(rng, depth - 1))
    return logistic(rng, number_of(rng, depth - 1))


def logistic(rng: Random, u: Expr) -> Expr:
    e = apply("exp", rng.choice([u, -u]))
    return e ** rng.choice([0, 1, 1, 2]) / (1 + e) ** rng.choice([1, 1, 2, 3])


def chosen(rng: Random, value: Expr, left: Expr, right: Expr) -> Expr:
    condition = apply(rng.choice(["gt", "ge", "lt", "le"]), left, right)
    zero = number(0) if not value.shape else apply("zeros", shape=value.shape)
    return apply("where", condition, *rng.choice([(value, zero), (zero, value), (value, value * 2)]))


def vector(rng: Random, depth: int) -> Expr:
    if depth == 0:
        return rng.choice([x, y])
    kind = rng.choice(["add", "mul", "div", "where", "scaled", "times", "logistic", "rows", "one", "centred", "root"])
    if kind in ("add", "mul"):
        return apply(kind, vector(rng, depth - 1), vector(rng, depth - 1))
    if kind == "div":
        return vector(rng, depth - 1) / rng.choice([1 + x**2, y, s])
    if kind == "where":
        return chosen(rng, vector(rng, depth - 1), x, y)
    if kind == "scaled":
        return number_of(rng, depth - 1) * vector(rng, depth - 1)
    if kind == "times":
        return rng.choice([A, A.T, S, apply("diag", y)]) @ vector(rng, depth - 1)
    if kind == "logistic":
        return logistic(rng, vector(rng, depth - 1))
    if kind == "rows":
        return apply(rng.choice(["sum", "mean"]), X * apply("outer", z, vector(rng, depth - 1)), axis=0)
    if kind == "one":
        i = fresh_index()
        return bind("array", i, apply("delta", 0, integer(i)) * at(vector(rng, depth - 1), i), 0, "n")
    if kind == "root":
        return apply("sqrt", vector(rng, depth - 1)) ** rng.choice([1, 2, 3, -1])
    return vector(rng, depth - 1) - apply("mean", x)


def matrix(rng: Random, depth: int) -> Expr:
    if depth == 0:
        return rng.choice([A, S, apply("eye", n="n")])
    kind = rng.choice(["add", "mul", "matmul", "outer", "diag", "where", "scaled", "weighted", "transpose"])
    if kind in ("add", "mul", "matmul"):
        return apply(kind, matrix(rng, depth - 1), matrix(rng, depth - 1))
    if kind == "outer":
        return apply("outer", vector(rng, depth - 1), vector(rng, depth - 1))
    if kind == "diag":
        return apply("diag", vector(rng, depth - 1))
    if kind == "where":
        return chosen(rng, matrix(rng, depth - 1), A, S)
    if kind == "scaled":
        return number_of(rng, depth - 1) * matrix(rng, depth - 1)
    if kind == "transpose":
        return matrix(rng, depth - 1).T
    return apply("diag", x) @ apply("tanh", matrix(rng, depth - 1)) @ apply("diag", vector(rng, depth - 1))


def values(expr: Expr, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    found = {v.name: rng.normal(size=[d.value(SIZES) for d in v.shape]) for v in (X, A, S, x, y, z, s, t)}
    found["S"] = found["S"] + found["S"].T
    with np.errstate(all="ignore"):
        return np.asarray(evaluate(expr, Point(SIZES, found)), dtype=float)


@settings(max_examples=300)
@given(st.integers(0, 10**9))
def test_the_value_stays(seed):
    rng = Random(seed)
    expr = rng.choice([number_of, vector, matrix])(rng, rng.randint(1, 4))
    found = readable(expr)
    assert found.shape == expr.shape
    before, after = values(expr, seed % 1000), values(found, seed % 1000)
    if np.isfinite(before).all():  # no root of a negative number
        assert np.allclose(before, after, rtol=1e-6, atol=1e-6), (seed, lm.Formula(expr), lm.Formula(found))


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_the_order_of_terms_does_not_matter(seed):
    rng = Random(seed)
    expr = rng.choice([number_of, vector, matrix])(rng, rng.randint(1, 3))
    assert readable(shuffled(rng, expr)) is readable(expr), (seed, lm.Formula(expr))


def written(expr: Expr) -> Counter[str]:
    """How often each operation and each letter is written, in whatever order."""
    times, found = {expr: 1}, Counter[str]()
    for node in reversed(list(postorder(expr))):
        label = node.op if isinstance(node, Apply) else node.name if isinstance(node, Symbol) else node.kind
        found[label] += times[node]
        for child in node.children:
            times[child] = times.get(child, 0) + times[node]
    return found


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_other_names_give_the_same_form(seed):
    """But for the order of factors and terms, which is alphabetical."""
    rng = Random(seed)
    expr = rng.choice([number_of, vector, matrix])(rng, rng.randint(1, 3))
    others = rng.sample("abcdefghi", 8)
    names = {v: symbol(name, v.shape, v.domain) for v, name in zip((X, A, S, x, y, z, s, t), others)}
    found = readable(substitute(expr, names))
    assert written(found) == written(substitute(readable(expr), names)), (seed, lm.Formula(expr), lm.Formula(found))
