"""Sizes that coincide wherever both sides are defined: `A^+ = A^T (A A^T)^{-1}` of a matrix of full column rank.

The claim is about matrices of all the sizes that it allows; where one side exists for them and the other one does not,
it lacks the assumption that the sizes are equal.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from lemmata.engine.evaluation import Balls, Point, Undefined, Unsupported, evaluate
from lemmata.engine.expr import Expr
from lemmata.engine.verdicts.question import Question

FEWEST = 3  # points at which a side is undefined, and sizes at which both are not


def only_for_equal_sizes(
    question: Question, held: Sequence[Point], undefined: Sequence[Point]
) -> tuple[str, Point] | None:
    """The two sizes that have to be equal, in words, and a point at which they are not and one side has no value."""
    names = sorted(set.intersection(*(set(p.sizes) for p in held))) if held else []
    for one, other in itertools.combinations(names, 2):
        apart = [p for p in undefined if p.sizes.get(one) != p.sizes.get(other)]
        if len(held) < FEWEST or len(apart) < FEWEST or any(p.sizes[one] != p.sizes[other] for p in held):
            continue
        if len({p.sizes[one] for p in held}) > 1 and all(
                sum(_has_value(side, p) for side in (question.left, question.right)) == 1 for p in apart[:FEWEST]):
            return f"{one} = {other}", min(apart, key=lambda p: (sum(p.sizes.values()), _digits(p)))
    return None


def _digits(point: Point) -> int:
    return sum(len(str(v)) for value in point.values.values() for v in np.asarray(value, dtype=object).flat)


def _has_value(side: Expr, point: Point) -> bool:
    try:
        value = np.asarray(evaluate(side, point, Balls()), dtype=object)
    except (Undefined, ZeroDivisionError, Unsupported):
        return False
    return all(bool(v.is_finite()) for v in value.flat)
