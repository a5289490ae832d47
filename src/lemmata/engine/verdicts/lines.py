"""Arrays in one equation between numbers that is linear along lines: `x . y = 1`, `|x + y|^2 = |x|^2 + |y|^2`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.derivatives import NoDerivative, derivative
from lemmata.engine.evaluation import Point
from lemmata.engine.evaluation.matrices import short
from lemmata.engine.evaluation.parameters import value_of
from lemmata.engine.expr import Apply, Expr, Symbol, symbols
from lemmata.engine.ops import ShapeError
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.spheres import with_lengths


def on_lines(premises: Sequence[Expr], point: Point) -> Point:
    """The point with an array of each such equation moved along a line to where the equation holds.

    Each array is moved once, so that an equation does not undo what another one has reached.
    """
    held = with_lengths(premises)  # these last, as they would leave their spheres
    moved: set[Symbol] = set()
    for premise in premises:
        gap = _gap(premise) if isinstance(premise, Apply) and premise.op == "eq" else None
        for s in sorted(symbols(gap), key=held.__contains__) if gap is not None else ():
            free = s.rank and s.domain == "real" and s not in moved
            place = _reached(gap, s, point) if free and gap is not None and _straight(gap, s) else None
            if place is not None:
                point = replace(point, values={**point.values, s.name: place})
                moved.add(s)
                break
    return point


@lru_cache(maxsize=256)
def _gap(premise: Apply) -> Expr | None:
    """The left side less the right one, where both are numbers."""
    left, right = premise.args
    try:
        return None if left.shape or right.shape or left.sort not in ("real", "integer") else canonical(left - right)
    except (Undecided, ShapeError):
        return None


@lru_cache(maxsize=256)
def _straight(gap: Expr, s: Symbol) -> bool:
    """Whether the slope by an array is the same wherever the array is: not of `|x| = 1`."""
    try:
        return s not in symbols(derivative(gap, s))
    except NoDerivative:
        return False


def _reached(gap: Expr, s: Symbol, point: Point) -> Any:
    """Where on a line through the array's value the gap closes, if it changes steadily along it."""
    now = point.values.get(s.name)
    if not isinstance(now, np.ndarray) or not now.size:
        return None
    rng = Random(f"{point.seed} {s.name}")
    now = short(now)
    way = np.array([rng.randint(-3, 3) for _ in range(now.size)], dtype=object).reshape(now.shape)
    found = [value_of(gap, replace(point, values={**point.values, s.name: now + t * way})) for t in range(3)]
    if any(f is None for f in found):
        return None
    zero, one, two = (f[()] for f in found)
    if one - zero != two - one or one == zero:
        return None
    return now + way * (zero / (zero - one))
