"""One point: whether the premises of a question hold there, and what its sides are."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.derivatives import unfold
from lemmata.engine.evaluation import (
    ENTRYWISE,
    RATIONALS,
    Balls,
    BudgetError,
    Point,
    Undefined,
    Unsupported,
    evaluate,
    evaluate_all,
    inside,
    lawful,
)
from lemmata.engine.expr import Apply, Expr, postorder, symbols
from lemmata.engine.ops.calculus import SHAPED, substitute_function
from lemmata.engine.verdicts.compare import FAILS, HOLDS, UNDEFINED, UNKNOWN, Outcome, compare, fit
from lemmata.engine.verdicts.question import Question

PRECISIONS = (96, 256, 768)
_OPEN = (Undefined, Unsupported, BudgetError, ZeroDivisionError)
_STRICT = ("lt", "gt", "ne")


def look(question: Question, point: Point) -> Outcome | None:
    """The outcome at one point; None where a premise does not hold there."""
    left_side, right_side, *premises = at_point(question.exprs, point)
    if not lawful(question.exprs, point) or not all(holds(premise, point) for premise in premises):
        return None
    rounded = has_op(question, "decimal")
    for bits in PRECISIONS:
        try:
            left, right = evaluate_all([left_side, right_side], point, Balls(bits), budget=ENTRYWISE)
        except (Undefined, ZeroDivisionError):
            return Outcome(UNDEFINED)
        except (Unsupported, BudgetError) as error:
            return Outcome(UNKNOWN, why=str(error))
        if not fit(left, right):
            return Outcome(UNKNOWN, why="one side has a value for each outcome, the other an array")
        state = compare(question.op, left, right, rounded)
        exact = question.op == "eq" and not question.symbols and not rounded
        if state == HOLDS and exact and _differ(left_side, right_side, point):
            state = FAILS
        if state == UNKNOWN and question.op in _STRICT and _same(left_side, right_side, point):
            state = FAILS
        if state == FAILS and not inside(point):
            return None  # whoever made the point: outside of the declared domains nothing fails
        if state != UNKNOWN:
            return Outcome(state, left, right)
    return Outcome(UNKNOWN, left, right, why="the balls stay too wide")


def _exact(expr: Expr, point: Point) -> Any:
    return evaluate(expr, point, RATIONALS, budget=ENTRYWISE)


def _differ(left: Expr, right: Expr, point: Point) -> bool:
    """Whether two numbers certainly differ in a digit that balls don't tell: 2**10000 and 2**10000 + 1."""
    try:
        return bool(np.any(np.asarray(_exact(left, point) != _exact(right, point))))
    except _OPEN:
        return False


def _same(left: Expr, right: Expr, point: Point) -> bool:
    """Whether two numbers are certainly equal, which balls never tell: 1/27 < 1/27 fails."""
    try:
        return bool(np.all(np.asarray(_exact(left, point) == _exact(right, point))))
    except _OPEN:
        return False


def at_point(exprs: tuple[Expr, ...], point: Point) -> list[Expr]:
    """Expressions with the point's functions put in for the symbols, and derivatives worked out."""
    functions = tuple((name, value) for name, value in point.values.items() if isinstance(value, Expr))
    return [_applied(e, functions) for e in exprs] if functions else list(exprs)


@lru_cache(maxsize=1024)  # a premise that a point was drawn for is asked again where it is looked at
def _applied(expr: Expr, functions: tuple[tuple[str, Expr], ...]) -> Expr:
    """An expression in which functions stand for their symbols, with their derivatives worked out."""
    values = dict(functions)
    for symbol in symbols(expr):
        if symbol.name in values and symbol.domain == "function":
            expr = substitute_function(expr, symbol, values[symbol.name])
    return unfold(expr)


# Premises that shape the probability space; it is drawn so that they hold.
STRUCTURAL = ("tends", "independent", "conditionally_independent", "identically_distributed", "distributed",
              "partition", "disjoint", *SHAPED)


def holds(premise: Expr, point: Point) -> bool:
    """Whether a premise certainly holds at a point, in exact numbers where these can tell; if open, it does not."""
    if isinstance(premise, Apply) and (premise.op in STRUCTURAL or (
            premise.op == "eq" and premise.args[0] is premise.args[1])):
        return True
    for arithmetic in (RATIONALS, Balls(PRECISIONS[0])):
        try:
            value = evaluate(premise, point, arithmetic, budget=ENTRYWISE)
        except (Undefined, ZeroDivisionError):
            return False
        except Unsupported:
            continue
        different = isinstance(premise, Apply) and premise.op == "ne"
        return (any if different else all)(v is not None and bool(v) for v in np.asarray(value, dtype=object).flat)
    return False


def meets(stronger: Question, question: Question, point: Point) -> bool:
    """Whether a point of a question certainly meets the further conditions of a stronger one."""
    declared = {s.name: s for s in stronger.symbols}
    if any(s.name not in declared for s in question.symbols):
        return False  # it is made of other symbols
    kept = tuple(declared.get(s.name, s) for s in point.symbols)
    if any(now.sort == "variable" != s.sort for now, s in zip(kept, point.symbols)):
        return False  # values of a random variable
    if not inside(replace(point, symbols=kept)):
        return False
    return all(certain(p, point) for p in stronger.premises if p not in question.premises)


def certain(premise: Expr, point: Point) -> bool:
    """Whether a premise, one on the probability space too, holds at a point in exact numbers."""
    try:
        truth = evaluate(premise, point, RATIONALS, budget=ENTRYWISE)
    except (Undefined, Unsupported, ZeroDivisionError):
        return False
    return all(v is not None and bool(v) for v in np.asarray(truth, dtype=object).flat)


def has_op(question: Question, *ops: str) -> bool:
    return any(isinstance(n, Apply) and n.op in ops for n in postorder(*question.exprs))
