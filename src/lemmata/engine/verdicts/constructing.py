"""Points that premises such as `A v = lambda v` or `x_1 < ... < x_n` hardly ever leave to chance, made for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Point, belongs
from lemmata.engine.evaluation.matrices import inverse
from lemmata.engine.evaluation.parameters import value_of
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Number,
    Symbol,
    as_size,
    as_variable,
    at,
    open_binder,
    operands,
    symbols,
)

UNSYMMETRIC = ("real", "invertible", "diagonalizable")


def constructed(premises: Sequence[Expr], point: Point) -> Point:
    """The point with matrices changed so that they take vectors to where premises say: A v = r for each.

    The change is the smallest one. Lists whose neighbours are in an order are sorted. A point that can't be changed so
    stays as it is.
    """
    point = _sorted(premises, _chosen(premises, point))
    wanted: dict[Symbol, list[tuple[Any, Any]]] = {}
    for matrix, vector, image in _images(premises):
        v, r = value_of(vector, point), value_of(image, point)
        if v is not None and r is not None and v.shape == r.shape and v.ndim == 1:
            wanted.setdefault(matrix, []).append((v, r))
    values = dict(point.values)
    for matrix, pairs in wanted.items():
        a = values.get(matrix.name)
        vectors = np.stack([v for v, _ in pairs], axis=1)
        gram = vectors.T.dot(vectors)
        if a is None or a.shape[1] != len(vectors):
            continue
        try:
            dual = vectors.dot(inverse(gram))  # vectors.T @ dual is the identity
        except (ValueError, ZeroDivisionError):
            continue  # vectors that depend on each other
        rest = np.stack([r for _, r in pairs], axis=1) - a.dot(vectors)
        change = rest.dot(dual.T)
        if matrix.domain not in UNSYMMETRIC and a.shape[0] == a.shape[1]:
            change = change + change.T - dual.dot(vectors.T.dot(rest)).dot(dual.T)
        if belongs(matrix.domain, a + change, ()):
            values[matrix.name] = a + change
    return replace(point, values=values)


def _chosen(premises: Sequence[Expr], point: Point) -> Point:
    """The point with numbers from the finite sets that premises name: labels in {-1, 1}."""
    values = dict(point.values)
    for premise in premises:
        found = _members(premise)
        value = values.get(found[0].name) if found else None
        if found and isinstance(value, np.ndarray):
            members = found[1]
            drawn = [v if v in members else members[int(abs(v)) % len(members)] for v in value.flat]
            values[found[0].name] = np.array(drawn, dtype=object).reshape(value.shape)
    return replace(point, values=values)


def _members(premise: Expr) -> tuple[Symbol, list[Fraction]] | None:
    """What `t_i = -1 or t_i = 1` for all i says of t."""
    index = None
    if isinstance(premise, Bind) and premise.binder == "array" and premise.rank == 1:
        index, premise = open_binder(premise)
    found: set[Expr] = set()
    members = []
    for part in operands(premise, "or"):
        if not isinstance(part, Apply) or part.op != "eq" or not isinstance(part.args[1], Number):
            return None
        found.add(part.args[0])
        members.append(part.args[1].value)
    entry = found.pop() if len(found) == 1 and len(members) > 1 else None
    if isinstance(entry, At) and index is not None and entry is at(entry.array, *entry.indices[:1]) and (
            as_size(entry.indices[0]) == index):
        entry = entry.array
    elif index is not None:
        return None
    return (entry, members) if isinstance(entry, Symbol) else None


def _sorted(premises: Sequence[Expr], point: Point) -> Point:
    values = dict(point.values)
    for premise in premises:
        found = _order(premise)
        value = values.get(found[0].name) if found else None
        if found and isinstance(value, np.ndarray) and value.ndim == 1:
            rising = np.sort(value)
            values[found[0].name] = rising if found[1] else rising[::-1]
    return replace(point, values=values)


def _order(premise: Expr) -> tuple[Symbol, bool] | None:
    """The list of which a premise compares each entry with the next one, and whether it rises."""
    if not isinstance(premise, Apply) or premise.op not in ("lt", "le", "gt", "ge"):
        return None
    entries = []
    for side in premise.args:
        if not isinstance(side, Bind) or side.binder != "array" or side.rank != 1:
            return None
        index, entry = open_binder(side)
        if not isinstance(entry, At) or not isinstance(entry.array, Symbol) or len(entry.indices) != 1:
            return None
        entries.append((entry.array, (as_size(entry.indices[0]) - as_size(as_variable(index))).constant))
    (one, first), (other, second) = entries
    if one is not other or first is None or second is None or abs(second - first) != 1:
        return None
    return one, (premise.op in ("lt", "le")) == (second > first)


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
