"""Points that premises such as `A v = lambda v` or `sum_j P_ij = 1` hardly ever leave to chance, made for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Point, belongs
from lemmata.engine.evaluation.matrices import inverse
from lemmata.engine.evaluation.parameters import value_of
from lemmata.engine.evaluation.points import params_at
from lemmata.engine.expr import Apply, Expr, Number, Symbol, integer, operands, symbols
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.arranged import chosen, in_order
from lemmata.engine.verdicts.bounded import between_bounds, beyond_values
from lemmata.engine.verdicts.isolating import isolated
from lemmata.engine.verdicts.linear import framed, tied
from lemmata.engine.verdicts.lines import on_lines
from lemmata.engine.verdicts.spheres import on_spheres

_SCALED = ("positive", "nonnegative", "unit", "real")
UNSYMMETRIC = ("real", "invertible", "diagonalizable")


def constructed(premises: Sequence[Expr], point: Point) -> Point:
    """The point with arrays changed so that they are what premises say, as far as their domains allow."""
    for change in (between_bounds, chosen, in_order, tied, framed, _carried, _balanced, _with_totals, _at_rest,
                   on_spheres, on_lines, _solved, beyond_values):
        point = _within(point, change(premises, point))
    return point


def _within(before: Point, after: Point) -> Point:
    """The changed point, where what was changed still lies in its domain; what does not stays as it was."""
    values = dict(after.values)
    for s in after.symbols:
        value = values[s.name]
        if value is not before.values[s.name] and not belongs(s.domain, value, params_at(s, after.sizes)):
            values[s.name] = before.values[s.name]
    return replace(after, values=values)


def _carried(premises: Sequence[Expr], point: Point) -> Point:
    """The point with matrices changed so that they take vectors to where premises say: A v = r for each.

    The change is the smallest one. A point that can't be changed so stays as it is.
    """
    wanted: dict[Symbol, list[tuple[Any, Any]]] = {}
    for matrix, vector, image in _images(premises):
        a, v, r = point.values.get(matrix.name), value_of(vector, point), value_of(image, point)
        if isinstance(a, np.ndarray) and v is not None and r is not None and v.ndim == 1 and (
                r.shape in ((), a.shape[:1])):
            wanted.setdefault(matrix, []).append((v, np.broadcast_to(r, a.shape[:1])))
    values = dict(point.values)
    for matrix, pairs in wanted.items():
        a = values[matrix.name]
        vectors = np.stack([v for v, _ in pairs], axis=1)
        gram = vectors.T.dot(vectors)
        if a.shape[1] != len(vectors):
            continue
        try:
            dual = vectors.dot(inverse(gram))  # vectors.T @ dual is the identity
        except (ValueError, ZeroDivisionError):
            continue  # vectors that depend on each other
        rest = np.stack([r for _, r in pairs], axis=1) - a.dot(vectors)
        change = rest.dot(dual.T)
        if matrix.domain not in UNSYMMETRIC and a.shape[0] == a.shape[1]:
            change = change + change.T - dual.dot(vectors.T.dot(rest)).dot(dual.T)
        values[matrix.name] = a + change
    return replace(point, values=values)


def _balanced(premises: Sequence[Expr], point: Point) -> Point:
    """The point with entries scaled so that rows, columns or vectors have the sums that premises give them."""
    wanted: dict[Symbol, dict[int, Any]] = {}
    for premise in premises:
        found = _sums(premise) if isinstance(premise, Apply) and premise.op == "eq" else None
        if found is not None and (value := value_of(found[2], point)) is not None:
            wanted.setdefault(found[0], {})[found[1]] = value
    values = dict(point.values)
    for array, totals in wanted.items():
        a = values.get(array.name)
        if not isinstance(a, np.ndarray) or not a.size:
            continue
        if len(totals) == 2:
            if a.shape[0] == a.shape[1] and all(np.all(total == 1) for total in totals.values()):
                values[array.name] = _doubly_stochastic(a.shape[0], Random(f"{point.seed} {a[0, 0]}"))
            continue
        ((axis, total),) = totals.items()
        now = np.asarray(a.sum(axis=axis), dtype=object)
        if np.all(total == 0):  # moved, as what is scaled would be zero as a whole
            values[array.name] = a - np.expand_dims(now / a.shape[axis], axis)
        elif np.all(now != 0):
            values[array.name] = a * np.expand_dims(total / now, axis) if a.ndim == 2 else a * (total / now)
    return replace(point, values=values)


def _with_totals(premises: Sequence[Expr], point: Point) -> Point:
    """The point with numbers scaled to the sum that a premise gives them: p + q + r = 1."""
    values = dict(point.values)
    for premise in premises:
        if not isinstance(premise, Apply) or premise.op != "eq":
            continue
        terms = operands(premise.args[0], "add")
        names = [t.name for t in terms if isinstance(t, Symbol) and not t.shape and (
            t.domain in _SCALED and t.name in values)]
        if len(terms) < 2 or len(set(names)) < len(terms):
            continue
        total, now = value_of(premise.args[1], point), sum(values[name][()] for name in names)
        if total is not None and total[()] != 0 and now != 0:
            values.update({name: np.array(values[name][()] * total[()] / now, dtype=object) for name in names})
    return replace(point, values=values)


def _at_rest(premises: Sequence[Expr], point: Point) -> Point:
    """The point with numbers solved for that an equation tells by themselves: v = a^2 v + s^2, linear in v."""
    for premise in premises:
        if not isinstance(premise, Apply) or premise.op != "eq":
            continue
        for s, other in (premise.args, premise.args[::-1]):
            if not isinstance(s, Symbol) or s.shape or s.domain not in _SCALED or s not in symbols(other):
                continue
            gaps = [_gap(other, s, Fraction(k), point) for k in range(3)]
            zero, one, two = gaps
            if zero is not None and one is not None and two is not None and one != zero and two - one == one - zero:
                point = _placed(point, s, zero / (zero - one))
    return point


def _solved(premises: Sequence[Expr], point: Point) -> Point:
    """The point with numbers that equations tell by the other numbers in them: 1/p + 1/q = 1. Each is moved once."""
    moved: set[Symbol] = set()
    for premise in premises:
        found = symbols(premise)
        if not isinstance(premise, Apply) or premise.op != "eq" or len(found) < 2 or any(
                s.shape or s.domain not in _SCALED for s in found) or any(side.shape for side in premise.args):
            continue
        left, right = (value_of(side, point) for side in premise.args)
        if left is not None and right is not None and left == right:
            continue
        for s in reversed(found):
            told = _told(premise, s) if s not in moved else None
            value = value_of(told, point) if told is not None else None
            if value is not None:
                point = _placed(point, s, value[()])
                moved.add(s)
                break
    return point


@lru_cache(maxsize=256)
def _told(equation: Expr, s: Symbol) -> Expr | None:
    found = isolated(equation, s)
    return found.value if found is not None and not found.either else None  # of two roots none is preferred


def _gap(other: Expr, s: Symbol, value: Fraction, point: Point) -> Fraction | None:
    """By how much the other side of an equation for a number differs from it at this value."""
    found = value_of(other, _placed(point, s, value))
    return None if found is None or found.shape else found[()] - value


def _placed(point: Point, s: Symbol, value: Fraction) -> Point:
    entry = np.empty((), dtype=object)
    entry[()] = value
    return replace(point, values={**point.values, s.name: entry})


@lru_cache(maxsize=256)
def _sums(premise: Apply) -> tuple[Symbol, int, Expr] | None:
    """The array, the axis and the values of `sum_j P_ij = 1`, `sum(w) = 1`."""
    for side, other in (premise.args, premise.args[::-1]):
        found = symbols(side)
        if len(found) != 1 or found[0].sort != "real" or found[0].rank not in (1, 2) or found[0] in symbols(other):
            continue
        array = found[0]
        for axis in range(array.rank):
            total = apply("sum", array, axis=axis - array.rank)
            mean = isinstance(other, Number) and other.value == 0  # its zero is that of the sum
            try:
                if total.shape == side.shape and (same_form(side, total) or (
                        mean and same_form(side, total / integer(array.shape[axis])))):
                    return array, axis, other
            except Undecided:
                continue
    return None


def _doubly_stochastic(size: int, rng: Random) -> Any:
    """A mixture of permutation matrices."""
    mixed = np.full((size, size), Fraction(0), dtype=object)
    weights = [rng.randint(1, 6) for _ in range(size + 1)]
    for weight in weights:
        for row, column in enumerate(rng.sample(range(size), size)):
            mixed[row, column] += Fraction(weight, sum(weights))
    return mixed


def _images(premises: Sequence[Expr]) -> Iterator[tuple[Symbol, Expr, Expr]]:
    """What premises say of products: a matrix, a vector, and its image, in which the matrix does not occur."""
    for premise in premises:
        if not isinstance(premise, Apply) or premise.op != "eq":
            continue
        for side, other in (premise.args, reversed(premise.args)):
            if isinstance(side, Apply) and side.op == "matmul":
                matrix, vector = side.args
                if isinstance(matrix, Symbol) and matrix.rank == 2 and vector.rank == 1 and (
                        matrix not in symbols(vector, other)):
                    yield matrix, vector, other
