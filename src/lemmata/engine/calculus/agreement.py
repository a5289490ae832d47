"""Whether what was found elsewhere agrees with values in balls; other people's code is believed nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

import numpy as np

from lemmata.engine.evaluation import (
    ENTRYWISE,
    Balls,
    NoPoint,
    Point,
    Undefined,
    Unsupported,
    evaluate,
    sample,
    size_choices,
)
from lemmata.engine.evaluation.budget import BudgetError, Trace
from lemmata.engine.expr import Expr, symbols

CLOSE = 1e-9
POINTS = 3  # at which a result has to agree
MOST_TRIED = 24


def agree(left: Expr, right: Expr, point: Point) -> bool:
    """Whether the values of two numbers overlap, both narrow."""
    found = difference(left, right, point)
    return found is True


def difference(left: Expr, right: Expr, point: Point) -> bool | None:
    """Whether two numbers are the same at a point; None where one of them has no value there that can be had."""
    try:
        estimate = evaluate(left, point, Balls(), budget=ENTRYWISE, trace=Trace())
        exact = evaluate(right, point, Balls(), budget=ENTRYWISE, trace=Trace())
    except (Unsupported, Undefined, ZeroDivisionError, BudgetError):
        return None
    gaps, sizes = (np.asarray(v, dtype=object).reshape(-1) for v in (estimate - exact, exact))
    for gap, size in zip(gaps, np.broadcast_to(sizes, gaps.shape)):
        if not (gap.is_finite() and size.is_finite()):
            return None
        if size.contains(0):  # 0 has no size that an estimate may be compared with: it is 0, or as good as
            if not (gap.contains(0) or abs(gap) < CLOSE**2):
                return False
        elif not abs(gap) < CLOSE * min(1, abs(size).mid()):  # of a small number as many digits as of others
            return False
    return True


def points(*exprs: Expr) -> Iterator[Point]:
    """Values for all symbols in their domains, the same ones each time."""
    rng, sizes = Random(0), size_choices(*exprs)
    for k in range(MOST_TRIED):
        try:
            yield sample(symbols(*exprs), sizes[k % min(len(sizes), 3)], rng, "random")
        except NoPoint:
            continue


def borne_out(left: Expr, right: Expr) -> bool:
    """Whether two expressions agree at several points, and differ at none that was tried before."""
    seen = 0
    for point in points(left, right):
        found = difference(left, right, point)
        if found is False:
            return False
        seen += found is True
        if seen == POINTS:
            return True
    return seen > 0 and not list(islice(symbols(left, right), 1))
