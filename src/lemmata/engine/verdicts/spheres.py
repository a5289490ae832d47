"""Vectors whose length premises give: `|u| = 1`, `x^T x = 4`, `|g| = r`, put on their spheres at rational points.

So are numbers whose squares add up to one that has a root: `a^2 + s^2 = 1`.
Where two of them are orthogonal, `|x| = |y| = 1` and `x^T y = 0`, the second one is put on the sphere beside the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Point
from lemmata.engine.evaluation.matrices import short
from lemmata.engine.evaluation.parameters import value_of
from lemmata.engine.expr import Apply, Expr, Symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided


def on_spheres(premises: Sequence[Expr], point: Point) -> Point:
    """The point with each vector of a given length moved to a point of that length, if it has a rational one."""
    equations = [p for p in premises if isinstance(p, Apply) and p.op == "eq"]
    pairs = {pair for p in equations if (pair := _orthogonal(p)) is not None}
    placed: dict[Symbol, Any] = {}  # unit vectors
    values = dict(point.values)
    for found in filter(None, map(_length, equations)):
        vector, length, squared = found
        now, told = values.get(vector.name), value_of(length, point)
        radius = None if told is None else _root(told[()]) if squared else told[()]
        if not isinstance(now, np.ndarray) or not now.size or radius is None or radius <= 0:
            continue
        beside = [placed[other] for other in placed if frozenset((vector, other)) in pairs]
        kept = now.dot(now) == radius * radius and all(q.dot(now) == 0 for q in beside)
        unit = now / radius if kept else _beside(beside, short(now))
        if unit is not None:
            placed[vector], values[vector.name] = unit, radius * unit
    for numbers, square in filter(None, map(_squares, equations)):
        told = value_of(square, point)
        radius = None if told is None else _root(told[()])
        now = [values.get(s.name) for s in numbers]
        if radius is None or radius <= 0 or not all(isinstance(v, np.ndarray) for v in now):
            continue
        unit = _direction(np.array([v[()] for v in now], dtype=object))  # type: ignore[index]
        for s, entry in zip(numbers, unit):
            values[s.name] = np.array(radius * (entry if s.domain == "real" else abs(entry)), dtype=object)
    return replace(point, values=values)


def with_lengths(premises: Sequence[Expr]) -> frozenset[Symbol]:
    """The vectors whose lengths premises give."""
    return frozenset(found[0] for p in premises if isinstance(p, Apply) and p.op == "eq" and (
        found := _length(p)) is not None)


@lru_cache(maxsize=256)
def _length(premise: Apply) -> tuple[Symbol, Expr, bool] | None:
    """The vector, its length or the square of it, and which of them it is."""
    for side, other in (premise.args, premise.args[::-1]):
        found = symbols(side)
        if side.shape or other.shape or len(found) != 1 or found[0].domain != "real" or found[0].rank != 1 or (
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


@lru_cache(maxsize=256)
def _squares(premise: Apply) -> tuple[tuple[Symbol, ...], Expr] | None:
    """The numbers of `a^2 + s^2 = 1`, and what their squares add up to."""
    for side, other in (premise.args, premise.args[::-1]):
        found = symbols(side)
        if len(found) < 2 or side.shape or other.shape or any(
                s.shape or s.sort != "real" or s.domain == "function" or s in symbols(other) for s in found):
            continue
        try:
            if same_form(side, sum((s**2 for s in found[1:]), found[0]**2)):
                return tuple(found), other
        except Undecided:
            continue
    return None


@lru_cache(maxsize=256)
def _orthogonal(premise: Apply) -> frozenset[Symbol] | None:
    """The two vectors of `x^T y = 0`."""
    pair = symbols(premise)
    if len(pair) != 2 or any(s.rank != 1 for s in pair) or pair[0].shape != pair[1].shape or premise.args[0].shape:
        return None
    try:
        return frozenset(pair) if same_form(premise.args[0] - premise.args[1], pair[0] @ pair[1]) else None
    except Undecided:
        return None


def _beside(unit: list[Any], w: Any) -> Any:
    """A rational unit vector in the place of w, orthogonal to unit vectors that are orthogonal to each other.

    The reflection that takes the first unit vector to the first of them takes what has no first entry beside it. None
    where there is no place left.
    """
    if len(unit) >= len(w):
        return None
    if not unit:
        return _direction(w)
    first, *rest = unit
    if any(first.dot(q) != 0 for q in rest):
        return None
    way = -first
    way[0] += 1
    square = way.dot(way)

    def reflected(v: Any) -> Any:
        return v - way * (2 * way.dot(v) / square) if square else v

    inner = _beside([reflected(q)[1:] for q in rest], w[1:])
    return None if inner is None else reflected(np.concatenate([[Fraction(0)], inner]))


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
