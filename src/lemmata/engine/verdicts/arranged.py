"""Lists of numbers in the order, or from the finite sets, that premises name: `x_1 < ... < x_n`, labels in {-1, 1}."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Point
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
)


def chosen(premises: Sequence[Expr], point: Point) -> Point:
    """The point with numbers from the finite sets that premises name: labels in {-1, 1}."""
    values = dict(point.values)
    for premise in premises:
        found = _members(premise)
        value = values.get(found[0].name) if found else None
        if found and isinstance(value, np.ndarray):
            members = found[1]
            if found[0].domain == "simplex" and {0, 1} <= set(members):
                values[found[0].name] = _corners(value)
                continue
            drawn = [v if v in members else members[int(abs(v)) % len(members)] for v in value.flat]
            values[found[0].name] = np.array(drawn, dtype=object).reshape(value.shape)
    return replace(point, values=values)


def _corners(laws: Any) -> Any:
    """Probability vectors that are all on their most probable value."""
    places = np.expand_dims(np.argmax(laws, axis=-1), -1)
    return np.vectorize(Fraction, otypes=[object])(np.arange(laws.shape[-1]) == places)


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


def in_order(premises: Sequence[Expr], point: Point) -> Point:
    """The point with lists sorted as premises say."""
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
