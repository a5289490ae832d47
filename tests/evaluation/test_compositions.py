"""Random expressions against their meaning: a plain Python function over NumPy arrays, built side by side."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from random import Random
from typing import Any

import flint
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.engine.evaluation import RATIONALS, Balls, FiniteField, Floats, Point, evaluate, sample
from lemmata.engine.expr import Expr, Size, at, bind, fresh_index, integer, number, symbol
from lemmata.engine.ops import apply

Env = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    expr: Expr
    meaning: Callable[[Env], Any]


X = Pair(symbol("X", ["m", "n"]), lambda env: env["X"])
W = Pair(symbol("w", ["n"]), lambda env: env["w"])
S = Pair(symbol("s"), lambda env: env["s"])

RATIONAL_UNARY: list[tuple[str, Callable[[Any], Any]]] = [
    ("neg", lambda a: -a), ("abs", abs), ("relu", lambda a: a if a > 0 else 0 * a),
    ("sign", lambda a: int(a > 0) - int(a < 0)),
]
SMOOTH_UNARY: list[tuple[str, Callable[[Any], Any]]] = [
    ("sin", np.sin), ("tanh", np.tanh), ("sigmoid", lambda a: 1 / (1 + np.exp(-a))), ("cos", np.cos),
    ("atan", np.arctan), ("softplus", lambda a: np.logaddexp(0, a)),
]
BINARY: list[tuple[str, Callable[[Any, Any], Any]]] = [
    ("add", lambda a, b: a + b), ("mul", lambda a, b: a * b), ("maximum", np.maximum), ("minimum", np.minimum),
]
REDUCTIONS: list[tuple[str, Callable[[list[Any]], Any]]] = [
    ("sum", lambda v: sum(v, start=v[0] * 0)), ("max", max), ("min", min), ("prod", lambda v: reduce(operator.mul, v)),
]


class Maker:
    """Draws expressions; `smooth` allows functions that aren't rational."""

    def __init__(self, rng: Random, smooth: bool):
        self.rng = rng
        self.unary = [*RATIONAL_UNARY, *(SMOOTH_UNARY if smooth else [])]

    def scalar(self, depth: int, indices: list[tuple[Size, str, str]]) -> Pair:
        """A number inside binders; each index comes with its key in the environment and the size that bounds it."""
        kind = self.rng.randrange(7) if depth > 0 else self.rng.randrange(3)
        if kind == 0:
            value = Fraction(self.rng.randint(-4, 4), self.rng.randint(1, 3))
            return Pair(number(value), lambda env: env["lift"](value))
        if kind == 1 and indices:
            return self.entry(indices)
        if kind <= 2:
            if indices and self.rng.random() < 0.5:
                index, key, _ = self.rng.choice(indices)
                return Pair(integer(2 * index + 1), lambda env: env["lift"](2 * env[key] + 1))
            return S
        if kind == 3:
            name, function = self.rng.choice(self.unary)
            inner = self.scalar(depth - 1, indices)
            return Pair(apply(name, inner.expr), lambda env: function(inner.meaning(env)))
        if kind == 4:
            name, binary = self.rng.choice(BINARY)
            a, b = self.scalar(depth - 1, indices), self.scalar(depth - 1, indices)
            return Pair(apply(name, a.expr, b.expr), lambda env: binary(a.meaning(env), b.meaning(env)))
        return self.reduction(depth, indices)

    def entry(self, indices: list[tuple[Size, str, str]]) -> Pair:
        """X or w at indices that stay inside, or at a reversed place."""
        by_size = {size: (index, key) for index, key, size in indices}
        if "m" in by_size and "n" in by_size and self.rng.random() < 0.7:
            (i, ki), (j, kj) = by_size["m"], by_size["n"]
            return Pair(at(X.expr, i, j), lambda env: env["X"][env[ki], env[kj]])
        if "n" in by_size:
            j, kj = by_size["n"]
            if self.rng.random() < 0.4:
                last = Size.of("n") - 1
                return Pair(at(W.expr, last - j), lambda env: env["w"][env["n"] - 1 - env[kj]])
            return Pair(at(W.expr, j), lambda env: env["w"][env[kj]])
        return S

    def reduction(self, depth: int, indices: list[tuple[Size, str, str]]) -> Pair:
        """A sum, product or extremum over 0 <= k < n, or over a range that depends on an outer index."""
        name, total = self.rng.choice(REDUCTIONS)
        index, key = fresh_index(), f"index {len(indices)}"
        size = self.rng.choice(["m", "n"])
        outer = [o for o in indices if o[2] == size]
        low, high = Size.of(0), Size.of(size)
        ends: dict[str, Callable[[Env], int]] = {"start": lambda env: 0, "stop": lambda env: env[size]}
        if outer and self.rng.random() < 0.7:
            o, ok, _ = self.rng.choice(outer)
            if self.rng.random() < 0.5:
                extra = 0 if name == "sum" else 1
                high, ends["stop"] = o + extra, lambda env: env[ok] + extra
            else:
                low, ends["start"] = o, lambda env: env[ok]
        body = self.scalar(depth - 1, [*indices, (index, key, size)])

        def meaning(env: Env) -> Any:
            values = [body.meaning({**env, key: k}) for k in range(ends['start'](env), ends['stop'](env))]
            return total(values) if values else env["lift"](0)

        return Pair(bind(name, index, body.expr, low, high), meaning)

    def array(self, depth: int) -> Pair:
        """An m x n array by its entries."""
        i, j = fresh_index(), fresh_index()
        body = self.scalar(depth, [(i, "row", "m"), (j, "column", "n")])

        def meaning(env: Env) -> Any:
            rows = [
                [body.meaning({**env, "row": r, "column": c}) for c in range(env["n"])] for r in range(env["m"])
            ]
            result = np.empty((env["m"], env["n"]), dtype=object)
            for r, row in enumerate(rows):
                result[r] = row
            return result

        return Pair(bind("array", i, bind("array", j, body.expr, 0, "n"), 0, "m"), meaning)


SYMBOLS = [X.expr, W.expr, S.expr]
P = 2**61 - 1


def point_of(seed: int) -> Point:
    rng = Random(seed)
    sizes = {"m": rng.randint(1, 4), "n": rng.randint(1, 4)}
    return sample(SYMBOLS, sizes, rng, rng.choice(["random", "small", "special"]))


def environment(point: Point, lift: object) -> dict[str, object]:
    values = {name: np.vectorize(lift, otypes=[object])(v)[()] for name, v in point.values.items()}
    return {**values, **point.sizes, "lift": lift}


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_floats_and_balls_agree_with_loops(seed: int) -> None:
    point, maker = point_of(seed), Maker(Random(seed), smooth=True)
    pair = maker.array(4)
    expected = pair.meaning(environment(point, float)).astype(float)
    found, enclosed = evaluate(pair.expr, point), evaluate(pair.expr, point, Balls())
    scale = np.maximum(1, np.abs(expected))
    assert np.all(np.abs(found - expected) <= 1e-9 * scale), seed
    for index in np.ndindex(expected.shape):
        ball = enclosed[index]
        assert abs(float(ball.mid()) - expected[index]) <= float(ball.rad()) + 1e-9 * scale[index], seed


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_rationals_are_exact(seed: int) -> None:
    point, maker = point_of(seed), Maker(Random(seed), smooth=False)
    pair = maker.array(4)
    expected = pair.meaning(environment(point, Fraction))
    found = evaluate(pair.expr, point, RATIONALS)
    enclosed = evaluate(pair.expr, point, Balls())
    for index in np.ndindex(expected.shape):
        exact = Fraction(expected[index])
        assert (int(found[index].p), int(found[index].q)) == (exact.numerator, exact.denominator), seed
        with Balls().context():
            assert (enclosed[index] * exact.denominator).contains(flint.fmpz(exact.numerator)), seed


@settings(max_examples=30)
@given(st.integers(0, 2**32))
def test_finite_field_is_the_rationals_modulo_p(seed: int) -> None:
    point, rng = point_of(seed), Random(seed)
    maker = Maker(rng, smooth=False)
    maker.unary = maker.unary[:1]
    i, j = fresh_index(), fresh_index()
    pair = maker.entry([(i, "", "m"), (j, "", "n")])
    total = bind("sum", i, bind("sum", j, pair.expr * pair.expr / 7 + integer(i - j), 0, i + 1), 0, "m")
    small = point.sizes["n"] >= point.sizes["m"]
    if not small:
        return
    exact = evaluate(total, point, RATIONALS)
    found = evaluate(total, point, FiniteField(P))
    assert int(found) == int(exact.p) * pow(int(exact.q), -1, P) % P


@pytest.mark.parametrize("at_once", [1, 4, 30])
def test_a_batch_cut_into_pieces_is_the_same(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [(seed, Maker(Random(seed), smooth=True).array(4)) for seed in range(25)]
    plain = [evaluate(pair.expr, point_of(seed)) for seed, pair in cases]
    monkeypatch.setattr(Floats, "at_once", at_once)
    for (seed, pair), whole in zip(cases, plain):
        assert np.allclose(evaluate(pair.expr, point_of(seed)), whole, rtol=1e-12), seed
