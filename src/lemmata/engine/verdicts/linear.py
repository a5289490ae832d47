"""Matrices that premises tie by equations: linear in one of them (`A B = I`, `A B = A C`, `A^T = -A`), `A A^T = I`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Point
from lemmata.engine.evaluation.matrices import from_flint, inverse, to_flint
from lemmata.engine.evaluation.parameters import value_of
from lemmata.engine.expr import Apply, Expr, Symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided


def tied(premises: Sequence[Expr], point: Point) -> Point:
    """The point with skew matrices where premises say so, and one factor of each product such that it is as said.

    What the premise leaves free of the factor stays as it was drawn: of a product that is zero neither factor is.
    """
    values = dict(point.values)
    for premise in premises:
        skew = _skew(premise) if isinstance(premise, Apply) and premise.op == "eq" else None
        if skew is not None and isinstance(a := values.get(skew.name), np.ndarray):
            values[skew.name] = a - a.T
    for fixed, free, image, turned in _products(premises):
        here = replace(point, values=values)
        x, y, r = value_of(fixed, here), values.get(free.name), value_of(image, here)
        if x is None or r is None or not isinstance(y, np.ndarray):
            continue
        r = np.broadcast_to(r, (y.shape[0], x.shape[1]) if turned else (x.shape[0], y.shape[1]))
        if turned:
            x, y, r = x.T, y.T, r.T
        if isinstance(fixed, Symbol) and known(image, "zero") is True and x.shape[1] > 1:
            x = x.copy()
            x[:, -1] = x[:, 0]  # of an invertible matrix the other factor would be 0
            values[fixed.name] = x.T if turned else x
        new = _solved(x, y, r)
        if new is not None:
            values[free.name] = new.T if turned else new
    return replace(point, values=values)


def framed(premises: Sequence[Expr], point: Point) -> Point:
    """The point with matrices of orthonormal rows or columns where premises say so: A A^T = I, A^T A = I."""
    values = dict(point.values)
    for premise in premises:
        matrix, rows = _frame(premise) if isinstance(premise, Apply) and premise.op == "eq" else (None, False)
        a = None if matrix is None else values.get(matrix.name)
        if matrix is None or not isinstance(a, np.ndarray) or (
                a.shape[0] > a.shape[1] if rows else a.shape[0] < a.shape[1]):
            continue  # none has more orthonormal rows than columns
        size = max(a.shape)
        skew = np.full((size, size), Fraction(0), dtype=object)
        skew[:a.shape[0], :a.shape[1]] = a
        skew = skew - skew.T
        identity = np.array([[Fraction(int(i == j)) for j in range(size)] for i in range(size)], dtype=object)
        turned = (identity - skew).dot(inverse(identity + skew))  # Cayley's: orthogonal, with rational entries
        values[matrix.name] = turned[:a.shape[0], :a.shape[1]]
    return replace(point, values=values)


@lru_cache(maxsize=256)
def _frame(premise: Apply) -> tuple[Symbol | None, bool]:
    """The matrix of which a premise says that its rows (or else its columns) are orthonormal."""
    for side, other in (premise.args, premise.args[::-1]):
        if isinstance(side, Apply) and side.op == "matmul" and isinstance(other, Apply) and other.op == "eye" and (
                len(side.args) == 2):
            for matrix, rows in ((side.args[0], True), (side.args[1], False)):
                turned = side.args[1] if rows else side.args[0]
                if isinstance(matrix, Symbol) and matrix.domain in ("real", "fullrank") and matrix.T is turned:
                    return matrix, rows
    found = symbols(premise)
    if len(found) == 1 and found[0].rank == 2 and found[0].domain == "real" and (
            premise.args[0].shape == premise.args[1].shape == (found[0].shape[0],) * 2):
        matrix = found[0]  # of vectors b_i: b_i^T b_j = delta_{ij}
        sides = [matrix @ matrix.T, apply("eye", n=matrix.shape[0])]
        try:
            if any(same_form(one, sides[0]) and same_form(other, sides[1])
                   for one, other in (premise.args, premise.args[::-1])):
                return matrix, True
        except Undecided:
            return None, False
    return None, False


@lru_cache(maxsize=256)
def _skew(premise: Apply) -> Symbol | None:
    """The matrix of which a premise says that A^T = -A."""
    left, right = premise.args
    found = symbols(left, right)
    if len(found) != 1 or found[0].rank != 2 or found[0].shape != found[0].shape[::-1] or left.shape != found[0].shape:
        return None
    try:
        both = found[0] + found[0].T
        return found[0] if same_form(left - right, both) or same_form(right - left, both) else None
    except Undecided:
        return None


def _products(premises: Sequence[Expr]) -> Iterator[tuple[Expr, Symbol, Expr, bool]]:
    """The fixed factor, the free one and the product of `A B = C`; whether the free one is the first.

    Of several factors that might be free it is one that may be any matrix.
    """
    for premise in premises:
        if not isinstance(premise, Apply) or premise.op != "eq":
            continue
        found: list[tuple[Expr, Symbol, Expr, bool]] = []
        for side, other in (premise.args, premise.args[::-1]):
            if isinstance(side, Apply) and side.op == "matmul" and side.rank == 2:
                one, two = side.args
                for fixed, free, turned in ((one, two, False), (two, one, True)):
                    if isinstance(free, Symbol) and free.rank == 2 and free not in symbols(fixed, other):
                        found.append((fixed, free, other, turned))
        if found:
            yield min(found, key=lambda option: option[1].domain != "real")


def _solved(x: Any, y: Any, r: Any) -> Any | None:
    """The matrix next to y, by columns, with x @ y == r; None where there is none."""
    rest = r - x.dot(y)
    form, rank = to_flint(np.concatenate([x, rest], axis=1)).rref()
    reduced, change = from_flint(form), np.full(y.shape, Fraction(0), dtype=object)
    for row in reduced[:rank]:
        pivot = int(np.flatnonzero(row != 0)[0])
        if pivot >= x.shape[1]:
            return None  # no matrix has this product
        change[pivot] = row[x.shape[1]:]
    return y + change
