"""O and o: how the ratio of a difference to its gauge behaves on the way to the limit."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Balls, NoPoint, Point, Undefined, Unsupported, evaluate_all, sample, size_choices
from lemmata.engine.expr import Apply, Constant, Number, Symbol, symbols
from lemmata.engine.verdicts.constructing import constructed
from lemmata.engine.verdicts.looking import at_point, holds
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.verdict import Verdict
from lemmata.wording import counted

STEPS = 6
BITS = 2048
POINTS = 6
STILL = 0.1  # by how much a gauge changes that is none
DRAWS = 20  # for each point, where premises have to hold
# Each step halves the distance to the limit eight times.
SHRINK = 8


def by_order(question: Question, seed: int) -> Verdict:
    """a = O(b) or a = o(b), from the ratio a / b along a geometric sequence, at several points.

    The ratio of an analytic function to a power either settles or grows by a power of the step, so
    that few steps tell; but a finite sequence proves nothing, and the verdict is never more than
    `agrees` or an uncertified `refuted`.
    """
    variable, target = _limit_of(question)
    if variable is None:
        return Verdict("undecided", "orders", "the text does not say which variable goes to its limit")
    found: list[bool] = []
    rng = random.Random(seed)
    given = [p for p in question.premises if not (isinstance(p, Apply) and p.op == "tends")
             and variable not in symbols(p)]
    for k in range((3 if not given else DRAWS) * POINTS):
        choices = size_choices(*question.exprs)
        try:
            point = constructed(given, sample(question.symbols, choices[k % len(choices)], rng, "random"))
        except NoPoint:
            continue
        if given and not all(holds(premise, point) for premise in at_point(tuple(given), point)):
            continue
        state = _behaviour(question, point, variable, target, -1 if k % 2 and target == 0 else 1)
        if state is not None:
            found.append(state)
        if len(found) == POINTS:
            break
    if len(found) < 3:
        return Verdict("undecided", "orders", "the ratio of the two sides has no clear limit" if not given else
                       "too few points were found at which the premises hold and the ratio has a clear limit")
    where = f"{variable.name} -> {'inf' if target is None else target}"
    if all(found):
        return Verdict("agrees", "orders", f"the ratio stays bounded as {where}, at "
                                           f"{counted(len(found), 'point')} (seed {seed})")
    if not any(found):
        return Verdict("refuted", "orders", f"the ratio of the difference to the stated order grows as {where}",
                       counterexample=_example(question, variable, target))
    return Verdict("undecided", "orders", "the ratio is bounded at some points and not at others")


def _limit_of(question: Question) -> tuple[Symbol | None, Fraction | None]:
    """The variable that goes to its limit, and the limit (None: infinity)."""
    for premise in question.premises:
        if isinstance(premise, Apply) and premise.op == "tends" and isinstance(premise.args[0], Symbol):
            end = premise.args[1]
            if isinstance(end, Number):
                return premise.args[0], end.value
            if isinstance(end, Constant) and end.name == "inf":
                return premise.args[0], None
    gauge = [s for s in symbols(question.right) if not s.shape]
    gauge = gauge or [s for s in symbols(question.left) if not s.shape][:1]
    if len(gauge) != 1:
        return None, None
    return gauge[0], None if gauge[0].sort == "integer" else Fraction(0)


def _place(target: Fraction | None, step: int, sign: int) -> Fraction:
    return Fraction(2) ** (SHRINK * step) if target is None else target + sign * Fraction(1, 2 ** (SHRINK * step))


def _ratios(question: Question, point: Point, variable: Symbol, target: Fraction | None, sign: int) -> list[Any]:
    pair = at_point((question.left, question.right), point)
    ratios, gauges = [], []
    for step in range(2, 2 + STEPS):
        value = np.empty((), dtype=object)
        value[()] = _place(target, step, sign)
        here = replace(point, values={**point.values, variable.name: value})
        top, bottom = evaluate_all(pair, here, Balls(BITS))
        ratio = top / bottom
        gauges.append(bottom)
        ratios.append(max((abs(r) for r in ratio.flat), key=lambda r: float(r.mid())) if np.ndim(ratio) else abs(ratio))
    if symbols(question.right) and np.all(abs(gauges[-1] / gauges[0] - 1) < STILL):
        raise Unsupported("what it is compared with does not change on the way to the limit")
    return ratios


def _behaviour(question: Question, point: Point, variable: Symbol, target: Fraction | None, sign: int) -> bool | None:
    """Whether the claimed order holds along one way to the limit; None where that is not clear."""
    try:
        ratios = _ratios(question, point, variable, target, sign)
    except (Undefined, Unsupported, ZeroDivisionError, TypeError):
        return None
    if not all(hasattr(r, "is_finite") and r.is_finite() for r in ratios):
        return None
    sizes = [float(r.mid()) for r in ratios]
    if sizes[-1] < 1e-300:
        return True
    if question.op == "big_o":
        beyond = sizes[-1] == float("inf")  # larger than any float, as e^n is
        grows = _grows(sizes) if not beyond else True if ratios[-1] > ratios[-2] else None
        return None if grows is None else not grows
    return _grows([1 / size if size else float("inf") for size in sizes])


def _grows(sizes: list[float]) -> bool | None:
    """Whether numbers along the way grow without bound: like a power of the step, or steadily, as logarithms do.

    Those that converge do it by ever smaller changes; what changes slowly and ever slower (log log n) is not clear.
    """
    if sizes[-1] <= sizes[-2] * (1 + 1e-9):
        return False
    if all(after > 1.4 * before for before, after in pairwise(sizes[-4:])):
        return True
    earlier, last = sizes[-2] - sizes[-3], sizes[-1] - sizes[-2]
    if all(after > before for before, after in pairwise(sizes)) and last >= 0.95 * earlier:
        return True
    return False if 0 < last < 0.7 * abs(earlier) else None


def _example(question: Question, variable: Symbol, target: Fraction | None) -> dict[str, str]:
    point = Point({}, {}, None)
    if {s.name for s in question.symbols} != {variable.name}:
        return {}
    ratios = _ratios(question, point, variable, target, 1)
    return {f"ratio at {variable.name} = {float(_place(target, k, 1)):.3g}": f"{float(ratios[k - 2].mid()):.3g}"
            for k in (2, 3, 4)}

