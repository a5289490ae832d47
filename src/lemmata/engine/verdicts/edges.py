"""Points where strict orders fail if they fail anywhere: zeros, kernels, numbers that coincide."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from lemmata.engine.evaluation import Point
from lemmata.engine.evaluation.arithmetics import Array
from lemmata.engine.evaluation.matrices import identity
from lemmata.engine.expr import Symbol
from lemmata.engine.verdicts.constructing import constructed
from lemmata.engine.verdicts.question import Question

# Domains of numbers that are intervals.
CONNECTED = ("real", "positive", "nonnegative", "negative", "unit")
_PAIRED = 4  # numbers that are made equal, opposite, reciprocal in pairs


def edges(question: Question, point: Point) -> Iterator[Point]:
    """The point with arrays and numbers moved to where a strict order may fail; its premises may fail there too."""
    yield from _zeros(question, point)
    yield from _kernels(question, point)
    yield from _coincidences(question, point)


def _zeros(question: Question, point: Point) -> Iterator[Point]:
    """The point with one vector at zero, where strict orders fail."""
    for s in question.symbols:
        if s.domain in ("real", "nonnegative") and s.rank == 1:
            yield replace(point, values={**point.values, s.name: 0 * point.values[s.name]})


def _kernels(question: Question, point: Point) -> Iterator[Point]:
    """The point with semidefinite matrices, each and all, that are zero or take a vector to zero: orders fail there."""
    matrices = [s for s in question.symbols if s.domain == "semidefinite" and len(s.shape) == 2]
    vectors = [point.values[s.name] for s in question.symbols if s.sort == "real" and s.rank == 1]
    for group in (*([s] for s in matrices), *([matrices] if len(matrices) > 1 else [])):
        values = {s.name: point.values[s.name] for s in group}
        yield replace(point, values={**point.values, **{name: 0 * a for name, a in values.items()}})
        for v in vectors:
            fits = {name: _without(a, v) for name, a in values.items() if len(a) == len(v) and np.any(v != 0)}
            yield replace(point, values={**point.values, **fits})


def _without(matrix: Array, v: Array) -> Array:
    """The matrix on what is orthogonal to a vector, which it takes to zero."""
    across = identity(len(v)) - np.outer(v, v) / v.dot(v)
    return across.dot(matrix).dot(across)


def _coincidences(question: Question, point: Point) -> Iterator[Point]:
    """The point with numbers that are 0 or 1, equal, opposite or reciprocal, where strict orders fail."""
    numbers = [s for s in question.symbols if s.sort == "real" and not s.shape and s.domain in CONNECTED][:_PAIRED]
    for s in numbers:
        for simple in (0, 1, -1):
            yield _with_number(point, s, Fraction(simple))
    for one, other in itertools.combinations(numbers, 2):
        value = point.values[one.name][()]
        for same in (value, -value, *((1 / value,) if value else ())):
            yield _with_number(point, other, same)
    if len(numbers) > 1:
        alike = point
        for s in numbers:
            alike = _with_number(alike, s, Fraction(1))
        yield constructed(question.premises, alike)  # where a sum is given: 1/n each


def _with_number(point: Point, s: Symbol, value: Fraction) -> Point:
    entry = np.empty((), dtype=object)
    entry[()] = value
    return replace(point, values={**point.values, s.name: entry})
