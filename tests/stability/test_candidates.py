"""Every kind of candidate against balls: moves and fractions equal the formula, series come ever closer to it.

The same checks fail for a wrong rule, a wrong fraction and a wrong series.
"""

from __future__ import annotations

from collections.abc import Callable

import flint
import pytest
from tests.rewriting.sampling import check_rule

import lemmata as lm
from lemmata.engine.evaluation import Balls, evaluate_all
from lemmata.engine.expr import Expr, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability.hazards import HAZARDS
from lemmata.engine.rewriting.rules.stability.table import RULES
from lemmata.engine.stability.candidates import fractions as making_fractions
from lemmata.engine.stability.candidates import series as making_series
from lemmata.engine.stability.candidates.fractions import fraction
from lemmata.engine.stability.candidates.moves import APPROXIMATE, TERMS, Moves
from lemmata.engine.stability.candidates.series import FAR, beginning, series

MOVED = (  # formulas from which most kinds of rules lead on
    ("sqrt(x + 1) - sqrt(x)", "x: positive"), ("log(exp(x) + exp(y)) - x", "x: real, y: real"),
    ("(1 - cos(x))/sin(x)", "x: real"), ("log(sum(exp(x))) - x[0]", "x: real[n]"),
    ("1/(1 + exp(-x)) - 1/(1 + exp(-y))", "x: real, y: real"), ("mean(x**2) - mean(x)**2", "x: real[n]"),
    ("log(p/q) + (1 - p)*log(1 - p)", "p: unit, q: positive"), ("sqrt(b**2 - a*c) - b", "a: real, b: real, c: real"),
)
FRACTIONS = ("1/(x + 1) - 2/x + 1/(x - 1)", "(x**2 - y**2)/(x - y)", "(exp(2*x) - 1)/(exp(x) - 1)",
             "(sqrt(x) - 1)*(sqrt(x) + 1)/x", "x/(y - x) + 3/x**2")
SERIES = ("(x - sin(x))/(x - tan(x))", "log((1 - x)/(1 + x))", "1/x - 1/tan(x)", "(exp(x) - 1)/x - sqrt(1 + x)",
          "atan(1/x) - 1/x", "tanh(x) - sinh(x)/(1 + x)")
MOST = 60  # moves from one formula
NEAR = (10, 20)  # powers of 1/2 at which a series is compared


def check_moves(expr: Expr) -> None:
    moves = [move for move in Moves().of(expr) if move.rule not in APPROXIMATE]
    assert moves
    step = max(1, len(moves) // MOST)
    for move in moves[::step]:
        check_rule(Rule(move.rule, expr, move.whole), points=3)


def check_fraction(expr: Expr) -> None:
    for factored in (True, False):
        found = fraction(expr, factored)
        assert found is not None
        check_rule(Rule("one fraction", expr, found))


def check_series(expr: Expr) -> None:
    """The relative error falls with the distance from 0 (or with the distance from infinity)."""
    check_closer(expr, list(series(expr)))


def check_closer(expr: Expr, found: list[tuple[str, Expr]]) -> None:
    assert found
    for name, after in found:
        near, nearer = (_error(expr, after, flint.fmpq(2) ** (k if name == FAR else -k)) for k in NEAR)
        assert nearer < flint.arb(2) ** -300 or nearer * 2 ** (NEAR[1] - NEAR[0] - 2) < near, (
            f"{name} is off by {nearer.str(5)}")


def _error(expr: Expr, after: Expr, at: flint.fmpq) -> flint.arb:
    arithmetic = Balls(2000)
    with arithmetic.context():
        one, other = evaluate_all([expr, after], {"x": at}, arithmetic)
        return abs((one - other) / one)


@pytest.mark.parametrize("text, vars", MOVED, ids=[text for text, _ in MOVED])
def test_moves_equal_the_formula(text: str, vars: str) -> None:
    check_moves(lm.parse(text, vars).expr)


@pytest.mark.parametrize("text", FRACTIONS)
def test_fractions_equal_the_expression(text: str) -> None:
    check_fraction(lm.parse(text, "x: real, y: real").expr)


@pytest.mark.parametrize("text", SERIES)
def test_series_come_closer(text: str) -> None:
    check_series(lm.parse(text, "x: real").expr)


x = symbol("x")


@pytest.mark.parametrize("op", [op for op in making_series.FUNCTIONS if beginning(op, x, 1) is not None])
def test_first_terms_come_closer(op: str) -> None:
    check_closer(apply(op, x), [(op, after) for count in TERMS if (after := beginning(op, x, count)) is not None])


def wrong_move(patch: pytest.MonkeyPatch) -> None:
    wrong = Rule("difference of square roots, with a wrong sign", apply("sqrt", x) - apply("sqrt", symbol("y")),
                 (x - symbol("y")) / (apply("sqrt", x) - apply("sqrt", symbol("y"))))
    patch.setitem(RULES, "add", [wrong])


def wrong_fraction(patch: pytest.MonkeyPatch) -> None:
    right = making_fractions._combined
    patch.setattr(making_fractions, "_combined", lambda node, parts: right(
        node, [parts[0], parts[1][::-1]] if node.op == "div" else parts))


def wrong_series(patch: pytest.MonkeyPatch) -> None:
    making_series.terms_of.cache_clear()
    patch.setitem(making_series.FUNCTIONS, "sin", making_series._composed(lambda s: s.sinh(), 0))


WRONG: list[tuple[Callable[[pytest.MonkeyPatch], None], Callable[[Expr], None], str]] = [
    (wrong_move, check_moves, "sqrt(x + 1) - sqrt(x)"),
    (wrong_fraction, check_fraction, "x/(y - x) + 3/x**2"),
    (wrong_series, check_series, "(x - sin(x))/(x - tan(x))"),
]


@pytest.mark.parametrize("break_it, check, text", WRONG, ids=["move", "fraction", "series"])
def test_what_is_wrong_is_caught(break_it, check, text, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    break_it(monkeypatch)
    with pytest.raises(AssertionError, match=r"is not|is off by"):
        check(lm.parse(text, "x: real, y: real").expr)
    making_series.terms_of.cache_clear()


@pytest.mark.parametrize("rule", HAZARDS, ids=lambda rule: rule.name)
def test_hazards_less_their_argument_hold_to_rounding(rule):  # type: ignore[no-untyped-def]
    arithmetic = Balls(4000)
    with arithmetic.context():
        for at in (-30, -9, -6, -1, 2, 7, 40):
            values = {v.name: flint.fmpq(at) if v.name == "x" else flint.fmpq(3, 4) for v in symbols(rule.left)}
            one, other = evaluate_all([rule.left, rule.right], values, arithmetic)
            assert abs((one - other) / one) < flint.arb(2) ** -50, f"{rule.name} at {at}"
