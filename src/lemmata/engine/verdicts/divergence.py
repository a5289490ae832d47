"""Equations of a number with an integral that is infinite, whatever the letters are."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import numpy as np

from lemmata.engine.evaluation import ENTRYWISE, Balls, Diverges, Point, Undefined, Unsupported, evaluate
from lemmata.engine.expr import Apply, Bind, Expr, number, postorder
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.compare import FAILS, Outcome
from lemmata.engine.verdicts.looking import PRECISIONS, at_point, holds
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.showing import counterexample_of
from lemmata.engine.verdicts.verdict import Verdict

LOOKED_AT, ENOUGH = 24, 5
INFINITE = {1: "infinity", -1: "-infinity"}


def by_divergence(question: Question, points: Iterable[tuple[Point, bool]]) -> Verdict | None:
    """Refuted where one side is an infinite integral at all points, and the other one a number; else None.

    Where it is infinite at some points only, the text may mean the others, as the a > 0 of e^{-ax}.
    """
    if question.op != "eq" or not any(isinstance(n, Bind) and n.binder == "integral" for n in postorder(
            question.left, question.right)):
        return None
    shown: list[tuple[Point, Outcome]] = []
    for point, _ in islice(points, LOOKED_AT):
        if not all(holds(premise, point) for premise in at_point(question.premises, point)):
            continue
        values = [_value(side, point) for side in at_point((question.left, question.right), point)]
        if sum(isinstance(value, str) for value in values) != 1 or None in values:
            return None
        shown.append((point, Outcome(FAILS, values[0], values[1])))
    if not shown or (question.symbols and len(shown) < ENOUGH):
        return None
    side = "left" if isinstance(shown[0][1].left, str) else "right"
    return Verdict("refuted", "counterexample", f"the {side} side is an integral that diverges", True,
                   counterexample_of(*shown[0]))


def _value(side: Expr, point: Point) -> object | None:
    """A number, the word for an infinite integral, or None for anything else."""
    factor, integral = _integral(side)
    try:
        value = np.asarray(evaluate(factor, point, Balls(PRECISIONS[0]), budget=ENTRYWISE), dtype=object)
        if value.shape or not value[()].is_finite():
            return None
        if integral is None:
            return value[()]
        evaluate(integral, point, Balls(PRECISIONS[0]), budget=ENTRYWISE)
    except Diverges as error:
        sign = error.sign * (1 if value[()] > 0 else -1 if value[()] < 0 else 0)
        return INFINITE.get(sign)
    except (Undefined, Unsupported, ZeroDivisionError):
        return None
    return None


def _integral(side: Expr) -> tuple[Expr, Expr | None]:
    """A side as a factor times an integral; the side itself where it is no such product."""
    if isinstance(side, Bind) and side.binder == "integral" and not side.shape:
        return number(1), side
    if not isinstance(side, Apply) or side.op not in ("mul", "div", "neg") or side.shape:
        return side, None
    for k, part in enumerate(side.args[:1] if side.op == "div" else side.args):
        factor, integral = _integral(part)
        if integral is not None:
            return apply(side.op, *side.args[:k], factor, *side.args[k + 1:]), integral
    return side, None
