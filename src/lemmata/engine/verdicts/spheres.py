"""Vectors whose length premises give: `|u| = 1`, `x^T x = 4`, `|g| = r`, put on their spheres at rational points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Point
from lemmata.engine.evaluation.parameters import value_of
from lemmata.engine.expr import Apply, Expr, Symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided


def on_spheres(premises: Sequence[Expr], point: Point) -> Point:
    """The point with each vector of a given length moved to a point of that length, if it has a rational one."""
    values = dict(point.values)
    for premise in premises:
        found = _length(premise) if isinstance(premise, Apply) and premise.op == "eq" else None
        if found is None:
            continue
        vector, length, squared = found
        now, told = values.get(vector.name), value_of(length, point)
        radius = None if told is None else _root(told[()]) if squared else told[()]
        if isinstance(now, np.ndarray) and now.size and radius is not None and radius >= 0:
            values[vector.name] = radius * _direction(now)
    return replace(point, values=values)


@lru_cache(maxsize=256)
def _length(premise: Apply) -> tuple[Symbol, Expr, bool] | None:
    """The vector, its length or the square of it, and which of them it is."""
    for side, other in (premise.args, premise.args[::-1]):
        found = symbols(side)
        if side.shape or other.shape or len(found) != 1 or found[0].sort != "real" or found[0].rank != 1 or (
                found[0] in symbols(other)):
            continue
        norm = apply("norm", found[0])
        try:
            if same_form(side, norm):
                return found[0], other, False
            if same_form(side, norm**2):
                return found[0], other, True
        except Undecided:
            continue
    return None


def _direction(w: Any) -> Any:
    """A rational unit vector in the place of w: the point of the sphere seen from a pole through all entries but one.

    Stereographic projection takes (w_1, ..., w_{n-1}) to (2 w_1, ..., 2 w_{n-1}, |w|^2 - 1) / (|w|^2 + 1).
    """
    seen, last = w[:-1], w[-1]
    if not seen.size:
        return np.array([Fraction(-1 if last < 0 else 1)], dtype=object)
    square = sum(x * x for x in seen)
    height = (square - 1) / (square + 1)
    return np.array([*(2 * x / (square + 1) for x in seen), height if last >= 0 else -height], dtype=object)


def _root(square: Fraction) -> Fraction | None:
    """The root of a number that is the square of a rational one."""
    above, below = isqrt(max(square.numerator, 0)), isqrt(square.denominator)
    return Fraction(above, below) if Fraction(above * above, below * below) == square else None
