"""Relations are statements; the kinks' conventions and the conventions at 0 are as written."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from lemmata.engine.evaluation import Point, Unsupported, evaluate
from lemmata.engine.expr import Expr, number, symbol
from lemmata.engine.ops import OPS, apply, as_expr

X, Y = symbol("X", (), "variable"), symbol("Y", (), "variable")
E1, E2 = symbol("A", (), "event"), symbol("B", (), "event")
x, y = symbol("x"), symbol("y")


@pytest.mark.parametrize("name", [n for n, op in sorted(OPS.items()) if op.group == "relations" and n != "decimal"])
def test_a_relation_is_boolean_whatever_it_relates(name: str) -> None:
    for a, b in ((x, y), (X, Y), (E1, E2)):
        assert apply(name, a, b).sort == "boolean"
    with pytest.raises(Unsupported):
        evaluate(apply(name, x, y), {"x": 1.0, "y": 2.0})


def test_iff_and_implies_of_events_are_events() -> None:
    assert apply("iff", E1, E2).sort == apply("implies", E1, E2).sort == "event"


@pytest.mark.parametrize(("op", "table"), [("iff", (1, 0, 0, 1)), ("implies", (1, 1, 0, 1))])
def test_truth_tables(op: str, table: tuple[int, ...]) -> None:
    statement = apply(op, apply("gt", x, 0), apply("gt", y, 0))
    values = [evaluate(statement, {"x": float(a), "y": float(b)}) for a in (0, 1) for b in (0, 1)]
    assert tuple(map(int, values)) == table


CONVENTIONS: list[tuple[Expr, dict[str, Any], float]] = [
    (apply("xlogy", x, y), {"x": 0, "y": 0}, 0.0),
    (x**y, {"x": 0, "y": 0}, 1.0),
    (apply("binomial", x, y), {"x": 3, "y": 5}, 0.0),
    (apply("binomial", x, y), {"x": 5, "y": 2}, 10.0),
    (apply("round", x), {"x": Fraction(5, 2)}, 2.0),
    (apply("round", x), {"x": Fraction(7, 2)}, 4.0),
    (apply("cbrt", x), {"x": -8}, -2.0),
    (apply("decimal", number("3.14"), digits=2) + 0 * x, {"x": 1}, 3.14),
]
KINKS: list[tuple[str, tuple[int, ...], dict[str, Any], tuple[float, ...]]] = [
    ("abs", (0,), {}, (0.0,)), ("relu", (0,), {}, (0.0,)), ("maximum", (1, 1), {}, (1.0, 0.0)),
    ("minimum", (1, 1), {}, (1.0, 0.0)), ("leaky_relu", (0,), {"slope": Fraction(1, 4)}, (0.25,)),
]


@pytest.mark.parametrize(("expr", "values", "expected"), CONVENTIONS)
def test_conventions(expr: Expr, values: dict[str, Any], expected: float) -> None:
    from lemmata.engine.evaluation import Balls

    point = Point({}, {name: np.array(Fraction(v), dtype=object) for name, v in values.items()})
    assert evaluate(expr, point) == pytest.approx(expected, abs=1e-15)
    assert evaluate(expr, point, Balls(64)).contains(expected) or expected == 3.14


@pytest.mark.parametrize(("name", "at", "params", "expected"), KINKS)
def test_derivatives_at_kinks_are_as_the_records_say(
    name: str, at: tuple[int, ...], params: dict[str, Any], expected: tuple[float, ...]
) -> None:
    args = [symbol(n) for n in ("x", "y")][: len(at)]
    node = apply(name, *args, **params)
    values = {s.name: float(v) for s, v in zip(args, at)}
    assert OPS[name].partials is not None
    for partial, wanted in zip(OPS[name].partials, expected):
        slope = as_expr(partial(node, *args, **node.params)) + 0 * sum(args[1:], args[0])
        assert evaluate(slope, values) == wanted
    assert "derivative" in OPS[name].about


def test_an_unknown_norm_is_refused() -> None:
    from lemmata.engine.ops import ShapeError

    with pytest.raises(ShapeError, match="no order 'nuc' over 1 axis"):
        apply("norm", symbol("v", ["n"]), ord="nuc")
    with pytest.raises(ShapeError, match="needs an axis"):
        apply("cumsum", symbol("A", ["m", "n"]))


def test_axes_are_counted_from_the_last() -> None:
    A = symbol("A", ["m", "n"])
    assert apply("sum", A, axis=0) is apply("sum", A, axis=-2) is apply("sum", A, axis=(0,))
    assert apply("norm", A) is apply("norm", A, ord="fro", axis=(1, 0))
    assert apply("norm", A, ord=2) is apply("norm", A, ord="spectral")
