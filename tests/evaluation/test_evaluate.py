"""What the evaluator does with sizes, depth, budgets, mistakes; compositions have a file of their own."""

from fractions import Fraction
from random import Random

import flint
import numpy as np
import pytest

from lemmata.engine.evaluation import (
    FLOATS,
    RATIONALS,
    Balls,
    Budget,
    BudgetError,
    FiniteField,
    Point,
    Unsupported,
    evaluate,
    evaluate_all,
    sample,
)
from lemmata.engine.expr import Size, at, bind, constant, fresh_index, integer, number, symbol
from lemmata.engine.ops import apply

X, W, S = symbol("X", ["m", "n"]), symbol("w", ["n"]), symbol("s")
P = 2**61 - 1


def test_too_much_work_is_refused() -> None:
    i, j = fresh_index(), fresh_index()
    x = symbol("x", ["n"])
    total = bind("sum", i, bind("sum", j, at(x, i) * at(x, j), 0, "n"), 0, "n")
    with pytest.raises(BudgetError, match="smaller sizes"):
        evaluate(total, {"x": np.ones(100)}, budget=Budget(entries=5000))


@pytest.mark.parametrize("arithmetic", [FLOATS, Balls(), RATIONALS, FiniteField()])
def test_deep_chains(arithmetic: object) -> None:
    x = symbol("x")
    chain = x
    for _ in range(20_000):
        chain = x - chain
    value = evaluate(chain, Point({}, {"x": np.array(Fraction(3), dtype=object)}), arithmetic)
    assert value == 3


def test_deep_sums_inside_sums() -> None:
    x = symbol("x", ["n"])
    body = at(x, 0)
    for _ in range(60):
        k = fresh_index()
        body = bind("sum", k, body * at(x, k), 0, "n")
    assert evaluate(body, {"x": np.array([0.5, 0.5])}) == 0.5


def test_ragged_arrays_inside_a_sum() -> None:
    x = symbol("x", ["n"])
    i, j = fresh_index(), fresh_index()
    part = bind("array", j, at(x, j) * integer(i), 0, i + 1)
    total = bind("sum", i, apply("sum", part) + apply("max", part), 0, "n")
    v = np.array([1.0, -2.0, 4.0])
    expected = sum((v[: k + 1] * k).sum() + (v[: k + 1] * k).max() for k in range(3))
    assert evaluate(total, {"x": v}) == expected


def test_closed_parts_are_shared() -> None:
    x = symbol("x", ["n"])
    a, b = evaluate_all([x * x, apply("sum", x * x)], {"x": [1.0, 2.0]})
    assert a.tolist() == [1, 4] and b == 5


def test_labels_index() -> None:
    P_, y = symbol("P", ["m", "k"]), symbol("y", ["m"], "labels", (Size.of("k"),))
    i = fresh_index()
    picked = bind("array", i, at(P_, i, at(y, i)), 0, "m")
    values = {"P": np.arange(6.0).reshape(3, 2), "y": np.array([1, 0, 1])}
    for arithmetic in (FLOATS, Balls(), RATIONALS, FiniteField()):
        assert [int(float(str(v))) for v in evaluate(picked, values, arithmetic)] == [1, 2, 5]


def test_an_index_outside_has_no_value() -> None:
    x, i = symbol("x", ["n"]), fresh_index()
    shifted = bind("array", i, at(x, i + 1), 0, "n")
    assert np.isnan(evaluate(shifted, {"x": [1.0, 2.0]})).tolist() == [False, True]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_users_dtype_is_kept(dtype: type) -> None:
    x = symbol("x", ["n"])
    value = evaluate(apply("exp", x / 3) + constant("pi") + number("0.1"), {"x": np.ones(3, dtype)})
    assert value.dtype == dtype


MISTAKES = [
    ({"X": np.ones((3, 2)), "w": np.ones(3), "s": 1.0}, "axis 0 of w has size 3, declared n = 2 .*axis 1 of X"),
    ({"X": np.ones((3, 2)), "s": 1.0}, "no value for w"),
    ({"X": np.ones((3, 2)), "w": np.ones(2), "s": 1.0, "t": 1.0}, "t doesn't occur"),
    ({"X": np.ones(3), "w": np.ones(2), "s": 1.0}, r"X has 1 axis .*declared with 2: \[m n\]"),
]


@pytest.mark.parametrize(("values", "message"), MISTAKES)
def test_mistakes_are_named(values: dict[str, object], message: str) -> None:
    expr = apply("matmul", X, W) + S
    with pytest.raises(ValueError, match=message):
        evaluate(expr, values)


def test_sizes_are_solved() -> None:
    x = symbol("x", [2 * Size.of("n") + 1])
    assert evaluate(apply("sum", x) * integer("n"), {"x": np.ones(7)}) == 21
    with pytest.raises(ValueError, match="which is no"):
        evaluate(x, {"x": np.ones(6)})


def test_what_has_no_value_says_so() -> None:
    with pytest.raises(Unsupported, match="no value in the field"):
        evaluate(constant("pi") * 2, {}, FiniteField(P))
    with pytest.raises(Unsupported, match="order"):
        evaluate(apply("lt", S, number("1/2")), {"s": 1}, FiniteField(P))
    with pytest.raises(Unsupported, match="not rational"):
        evaluate(apply("sqrt", S), {"s": 2}, RATIONALS)


@pytest.mark.parametrize("arithmetic", [RATIONALS, FiniteField(P)])
def test_division_by_zero(arithmetic: object) -> None:
    assert str(evaluate(1 / S, {"s": 0}, arithmetic)) == "undefined"


def test_functions_are_applied() -> None:
    f, x = symbol("f", [], "function", ((Size.of("n"),),)), symbol("x", ["n"])
    expr = apply("call", f, x)
    point = sample([f, x], {"n": 3}, Random(4))
    first, second = evaluate(expr, point), evaluate(expr, point, Balls())
    assert abs(first - float(second.mid())) < 1e-9 * max(1, abs(first))


def test_precision_is_restored() -> None:
    before = flint.ctx.prec
    evaluate(apply("exp", S), {"s": 1}, Balls(400))
    with pytest.raises(Unsupported):
        evaluate(apply("big_o", S, S), {"s": 1}, Balls(400))
    assert flint.ctx.prec == before


def test_an_extremum_inside_an_empty_sum_is_never_taken() -> None:
    i, k, j = fresh_index(), fresh_index(), fresh_index()
    least = bind("min", j, number("1/2"), k, "n")
    rows = bind("array", i, bind("sum", k, least, 0, i), 0, "n")
    for size, expected in ((1, [0.0]), (3, [0.0, 0.5, 1.0])):
        assert evaluate(rows, {}, sizes={"n": size}).tolist() == expected
