"""Tidying keeps the value and the shape, exactly, and is done in one pass."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.engine.derivatives import tidy
from lemmata.engine.derivatives.factors import is_zero
from lemmata.engine.derivatives.tidy import MULTILINEAR
from lemmata.engine.evaluation import RATIONALS, Point, evaluate
from lemmata.engine.evaluation.samplers import draw
from lemmata.engine.expr import Size, array_of, at, bind, count_nodes, fresh_index, integer, number, symbol
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.special_matrices import delta

SIZES = {"m": 2, "n": 3}
N, M = Size.of("n"), Size.of("m")
x, y, A, X, s = symbol("x", ["n"]), symbol("y", ["m"]), symbol("A", ["n", "n"]), symbol("X", ["m", "n"]), symbol("s")


def constants(rng):
    return rng.choice([
        number(0), number(1), number(2), number(-1), apply("ones", shape=(N,)), apply("zeros", shape=(N,)),
        apply("eye", n=N), apply("zeros", shape=(M, N)), apply("ones", shape=(M, 1)),
        apply("broadcast_to", s, shape=(N,)), apply("expand_dims", x, axis=0),
    ])


def picked(rng, e):
    """A sum over a delta, an array over an index, an entry."""
    i, j = fresh_index(), fresh_index()
    size = e.shape[0]
    low, high = rng.choice([(Size.of(0), size), (Size.of(1), size), (Size.of(0), size - 1)])
    shift = rng.choice([0, 0, 1])
    one = bind("sum", i, delta(i + shift, j) * at(e, i) * 3, low, high)
    return rng.choice([
        bind("array", j, one, 0, size),
        bind("array", j, delta(0, j) * at(e, j), 0, size),
        bind("sum", j, one, 0, size),
        at(e, rng.choice([0, size - 1])),
        bind("array", j, at(e, size - 1 - j), 0, size),
        array_of((size, size), lambda p, q: delta(p, q) * apply("sum", at(e, q))),
        bind("sum", j, at(x, 0) * integer(j) * apply("sum", e), 0, size),
    ])


def expression(seed: int):
    rng = Random(seed)
    pool = [x, y, A, X, s]
    for _ in range(rng.randint(2, 9)):
        a = rng.choice(pool)
        b = constants(rng) if rng.random() < 0.5 else rng.choice(pool)
        try:
            new = rng.choice([
                lambda: a + b, lambda: a - b, lambda: a * b, lambda: b * a, lambda: a / 3, lambda: -a, lambda: a @ b,
                lambda: b @ a, lambda: a.T, lambda: a**1, lambda: a**2, lambda: apply("sum", a),
                lambda: apply("sum", a, axis=0, keepdims=rng.random() < 0.5), lambda: apply("diag", a),
                lambda: apply("where", apply("gt", s, 0), a, b * 0), lambda: picked(rng, a), lambda: picked(rng, a),
            ])()
        except (ValueError, IndexError):  # shapes that don't fit
            continue
        if new.rank <= 3:
            pool.append(new)
    return pool[-1]


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_tidying_keeps_value_and_shape(seed):
    expr = expression(seed)
    clean = tidy(expr)
    rng = Random(seed)
    point = Point(SIZES, {v.name: draw("real", rng, tuple(d.value(SIZES) for d in v.shape)) for v in (x, y, A, X, s)})
    before, after = (np.asarray(evaluate(e, point, RATIONALS)) for e in (expr, clean))
    assert clean.shape == expr.shape
    assert before.shape == after.shape
    assert np.array_equal(before, after), (seed, before, after)
    assert tidy(clean) is clean, seed


@pytest.mark.parametrize("messy, clean", [
    (1 * x, x), (x * 1 + 0, x), (apply("neg", -x), x),
    (x**1, x), (x.T, x), (A.T.T, A), (apply("sum", 0 * X), number(0)),
    (x - x, apply("zeros", shape=(N,))), (x + x, 2 * x), (apply("eye", n=N) @ x, x), (0 * x + x, x),
    (2 * (3 * x), 6 * x), (apply("ones", shape=(N,)) * x, x), (apply("broadcast_to", s, shape=(N,)) * x, s * x),
    (apply("where", apply("gt", s, 0), 0, 0), number(0)),
])
def test_what_is_removed(messy, clean):
    assert tidy(messy) is clean


def test_zero_times_an_array_keeps_its_shape():
    wide = 0 * (X + y[0])
    assert is_zero(tidy(wide)) and tidy(wide).shape == (M, N)
    assert count_nodes(tidy(wide)) == 1


def test_multilinear_operations_have_records():
    assert set(OPS) >= MULTILINEAR
