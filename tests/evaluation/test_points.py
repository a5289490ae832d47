"""Points: sizes to try, sampled functions, what is shown, and counterexamples made small."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from lemmata.engine.evaluation import (
    FLOATS,
    RATIONALS,
    Balls,
    Point,
    draw_function,
    evaluate,
    inside,
    sample,
    show,
    shrink,
    size_choices,
)
from lemmata.engine.evaluation.continuous import ContinuousSpace
from lemmata.engine.evaluation.matrices import exact
from lemmata.engine.evaluation.shrinking import complexity
from lemmata.engine.expr import Size, number, shape_of, symbol
from lemmata.engine.ops import apply

A, B = symbol("A", ["n", "n"]), symbol("B", ["n", "n"])


def test_sizes_distinct_first_then_equal_then_ones() -> None:
    choices = size_choices(symbol("A", ["m", "n"]), symbol("b", ["k"]))
    kinds = [
        "ones" if 1 in c.values() else "distinct" if len(set(c.values())) == len(c) else "equal" for c in choices
    ]
    assert kinds == sorted(kinds, key=["distinct", "equal", "ones"].index)
    assert set(kinds) == {"distinct", "equal", "ones"}


def test_sizes_that_a_domain_can_have() -> None:
    tall = symbol("Q", ["m", "n"], "semiorthogonal")
    assert all(c["m"] >= c["n"] for c in size_choices(tall))
    assert all(c["n"] >= 2 for c in size_choices(symbol("x", [Size.of("n") - 2])))
    assert size_choices(symbol("s")) == [{}]


@pytest.mark.parametrize("style", ["random", "small", "special"])
@pytest.mark.parametrize(("arguments", "shape"), [([()], ()), ([("n",)], ()), ([("n",), ()], ("m",)),
                                                  ([("m", "n")], ("n", "m"))])
def test_drawn_functions_have_values(arguments: list[tuple[str, ...]], shape: tuple[str, ...], style: str) -> None:
    shapes = tuple(shape_of(a) for a in arguments)
    f = symbol("f", shape, "function", shapes)
    xs = [symbol(f"x{k}", a) for k, a in enumerate(arguments)]
    point = sample([f, *xs], {"m": 2, "n": 3}, Random(7), style)
    expr = apply("call", f, *xs)
    values = np.asarray(evaluate(expr, point))
    balls = np.asarray(evaluate(expr, point, Balls()), dtype=object)
    assert values.shape == tuple({"m": 2, "n": 3}[d] for d in shape)
    for index in np.ndindex(values.shape):
        assert abs(values[index] - float(balls[index].mid())) <= 1e-9 * max(1.0, abs(values[index]))


def test_functions_are_drawn_the_same_again() -> None:
    first, second = (draw_function(Random(3), [shape_of(["n"])], shape_of(["m"])) for _ in range(2))
    assert first is second


def test_a_function_depends_on_its_arguments() -> None:
    f = symbol("f", [], "function", (shape_of(["n"]),))
    x = symbol("x", ["n"])
    point = sample([f, x], {"n": 2}, Random(1))
    moved = Point(point.sizes, {**point.values, "x": point.values["x"] + Fraction(1, 3)})
    assert evaluate(apply("call", f, x), point) != evaluate(apply("call", f, x), moved)


def commutes(point: Point) -> bool:
    left, right = (evaluate(apply("matmul", *pair), point, RATIONALS) for pair in ((A, B), (B, A)))
    return bool(np.all(left == right))


@pytest.mark.parametrize("seed", range(4))
def test_a_counterexample_shrinks(seed: int) -> None:
    point = sample([A, B], {"n": 3}, Random(seed))
    assert not commutes(point)
    small = shrink(point, lambda p: not commutes(p))
    assert small.sizes == {"n": 2}
    assert not commutes(small)
    assert complexity(small) < complexity(point)
    assert all(abs(v) <= 1 and v.denominator == 1 for a in small.values.values() for v in a.flat)


@pytest.mark.parametrize("domain", ["posdef", "orthogonal", "simplex", "invertible", "symmetric", "onehot", "diagonal"])
def test_shrinking_stays_in_the_domain(domain: str) -> None:
    dims = ["n"] if domain in ("simplex", "onehot") else ["n", "n"]
    point = sample([symbol("Z", dims, domain)], {"n": 4}, Random(2))
    small = shrink(point, lambda p: p.sizes["n"] >= 2, budget=60)
    assert inside(small)
    assert complexity(small) < complexity(point)


@pytest.mark.parametrize("dims", [[], ["n"], ["n", "n"]])
def test_shrinking_keeps_the_outcome_of_laws(dims: list[str]) -> None:
    rolled = symbol("X", dims, "variable")
    value = np.full([3] * len(dims), Fraction(5, 2), dtype=object)
    space = ContinuousSpace({"X": apply("normal", number(0), number(1))}, {}, {"X": value})
    point = replace(sample([A, rolled], {"n": 3}, Random(0)), space=space)
    small = shrink(point, lambda p: p.sizes["n"] >= 1, random=[rolled])
    assert isinstance(small.space, ContinuousSpace)
    assert small.sizes == {"n": 1}
    outcome = np.asarray(small.space.outcome["X"])
    assert outcome.shape == (1,) * len(dims)
    assert (outcome == Fraction(5, 2)).all()


def test_shrinking_stops_at_its_budget() -> None:
    trials = 0

    def fails(point: Point) -> bool:
        nonlocal trials
        trials += 1
        return True

    shrink(sample([A, B], {"n": 4}, Random(0)), fails, budget=5)
    assert trials == 5


def test_points_are_shown_and_exact() -> None:
    point = Point({"n": 2}, {"A": exact([[1, "1/2"], [0, -1]])})
    assert show(point) == {"n": "2", "A": "[[1, 1/2], [0, -1]]"}
    assert evaluate(A, point, FLOATS).tolist() == [[1.0, 0.5], [0.0, -1.0]]
