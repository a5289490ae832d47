"""Values of random variables at the cells of a finite space, with ties and in general position."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from math import prod
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import RATIONALS, Undefined, Unsupported
from lemmata.engine.evaluation.coordinates import Unit, as_fraction, masses
from lemmata.engine.evaluation.evaluate import evaluate
from lemmata.engine.evaluation.points import Point, shape_at
from lemmata.engine.evaluation.premises import Premises
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.evaluation.squares import square_root, squares
from lemmata.engine.evaluation.styles import NoPoint
from lemmata.engine.evaluation.supports import Ends, between, ends_of

CANDIDATES = 192
_USUAL = [Fraction(k) for k in (-2, -1, 0, 1, 1, 2, 2, 3, 4)] + [Fraction(1, 2), Fraction(3, 2)]
Row = dict[tuple[str, tuple[int, ...]], Fraction]


def drawn_values(
    units: list[Unit], weights: list[list[Fraction]], known: Premises, rng: Random, point: Point
) -> dict[Any, dict[tuple[int, ...], Fraction]]:
    """For each unit its value at each cell of its coordinates."""
    values: dict[Any, dict[tuple[int, ...], Fraction]] = {}
    ends = ends_of(known, point)
    # Where all values are small, a bound on a tail by a wrong power of its threshold shows; where all lie far
    # from 0, one by a wrong sign of its exponent.
    usual: list[tuple[Fraction | int, int]] = [(1, 0), (1, 0), (1, 3), (Fraction(1, 4), 0), (Fraction(1, 16), 0)]
    scale, shift = rng.choice(usual)
    groups: dict[tuple[int, ...], list[Unit]] = {}
    twins: dict[str, dict[tuple[int, ...], Fraction]] = {}
    patterns: set[int] = set()
    apart = any(unit.given_variance for unit in units) and rng.random() < 0.5  # uncorrelated, or not
    for unit in units:
        cells = list(itertools.product(*(range(len(weights[c])) for c in unit.coordinates)))
        if unit.coin:
            sides = sorted({drawn_value(rng, unit, ends, scale, shift) for _ in range(9)})
            pair = (Fraction(0), Fraction(1)) if unit.event else rng.sample(sides, 2) if len(sides) > 1 else sides * 2
            values[unit.key] = {cell: pair[sum(cell) % 2] for cell in cells}
        elif unit.law is not None:
            values[unit.key] = _by_law(masses(unit.law, point), weights[unit.coordinates[0]])
        elif unit.given_variance:
            given = twins.get(unit.twin) if unit.twin else None
            if given is None or given.keys() != set(cells):
                given = _standardized(cells, unit, known, rng, point, patterns if apart else set())
            values[unit.key] = given
            if unit.twin:
                twins[unit.twin] = given
        elif unit.middle:
            numbers = range(len(cells)) if unit.event else rng.sample(range(-2, max(5, len(cells))), len(cells))
            values[unit.key] = dict(zip(cells, (Fraction(k % 2 if unit.event else k) for k in numbers)))
        elif unit.twin:
            if unit.twin not in twins:
                twins[unit.twin] = dict(zip(cells, (drawn_value(rng, unit, ends, scale, shift) for _ in cells)))
            if twins[unit.twin].keys() != set(cells):
                raise NoPoint(f"{unit.name} shall have the law of what is a function of other coordinates")
            values[unit.key] = twins[unit.twin]
        else:
            groups.setdefault(unit.coordinates, []).append(unit)
    for coordinates, members in sorted(groups.items()):
        cells = list(itertools.product(*(range(len(weights[c])) for c in coordinates)))
        rows = _rows(members, cells, known, rng, point, ends, scale, shift)
        for unit in members:
            values[unit.key] = {cell: row[unit.key] for cell, row in zip(cells, rows)}
    return values


def drawn_value(
    rng: Random, unit: Unit | None = None, ends: Ends | None = None, scale: Fraction | int = 1, shift: int = 0
) -> Fraction:
    """A value, for a unit between the ends that premises leave it."""
    if unit is not None and unit.mixed:
        return Fraction(rng.randint(0, 1))
    free = shift + scale * rng.choice(_USUAL)
    if unit is None or not ends or unit.name not in ends:
        return free
    low, high = (None if end is None else end[unit.place] for end in ends[unit.name])
    return between(rng, low, high, free)


def _by_law(masses: list[tuple[Fraction, Fraction]], cells: list[Fraction]) -> dict[tuple[int, ...], Fraction]:
    """The quantile function on the cells."""
    found: dict[tuple[int, ...], Fraction] = {}
    ends = list(itertools.accumulate(p for _, p in masses))
    reached = Fraction(0)
    for place, weight in enumerate(cells):
        reached += weight
        found[(place,)] = next(x for (x, _), end in zip(masses, ends) if reached <= end)
    return found


def _standardized(
    cells: list[tuple[int, ...]], unit: Unit, known: Premises, rng: Random, point: Point, used: set[int]
) -> dict[tuple[int, ...], Fraction]:
    """Values of a given variance on 2, 4 or 8 equally likely cells: a combination of orthogonal sign patterns.

    Of none that is used, if there are others: then the variables are uncorrelated.
    """
    variance, mean = known.variance_of(*unit.key), known.mean_of(*unit.key)
    assert variance is not None, "only units of a given variance come here"
    try:
        wanted = as_fraction(evaluate(variance, point, RATIONALS))
        center = drawn_value(rng) if mean is None else as_fraction(evaluate(mean, point, RATIONALS))
    except (Unsupported, Undefined) as error:
        raise NoPoint(f"a given mean or variance has no exact value: {error}") from None
    count = len(cells)
    factors = squares(wanted, 3, rng) if count > 2 else [square_root(wanted) * rng.choice((-1, 1))]
    free = [c for c in range(1, count) if c not in used]
    columns = rng.sample(free if len(free) >= len(factors) else range(1, count), min(len(factors), count - 1))
    used.update(columns)
    return {
        cell: center + sum(f * (-1) ** (place & column).bit_count() for f, column in zip(factors, columns))
        for place, cell in enumerate(cells)
    }


def _rows(
    members: list[Unit], cells: list[tuple[int, ...]], known: Premises, rng: Random, point: Point, ends: Ends,
    scale: Fraction | int, shift: int,
) -> list[Row]:
    """Joint values at each cell, in general position among those that the premises allow."""
    events = [u for u in members if u.event]
    patterns = (
        list(itertools.product((0, 1), repeat=len(events))) if len(events) <= 6
        else [tuple(rng.randint(0, 1) for _ in events) for _ in range(CANDIDATES)]
    )
    candidates: list[Row] = []
    names = {u.name for u in members}
    wanted = CANDIDATES if any(own <= names for _, own in known.pointwise) else 3 * len(cells)
    for k in range(max(wanted, len(patterns))):
        row = {u.key: Fraction(b) for u, b in zip(events, patterns[k % len(patterns)])}
        candidates.append(row | {u.key: drawn_value(rng, u, ends, scale, shift) for u in members if not u.event})
    allowed = _allowed(candidates, members, known, point)
    if not allowed:
        raise NoPoint("no outcome was found at which the premises hold")
    rng.shuffle(allowed)
    kinds: dict[Any, list[Row]] = {}
    for row in allowed:
        kinds.setdefault(tuple(row[u.key] for u in events), []).append(row)
    order = sorted(kinds)
    rng.shuffle(order)
    for _ in range(20):
        chosen = [kinds[order[k]][0] if k < len(order) else rng.choice(allowed) for k in range(len(cells))]
        for kind in order:
            kinds[kind] = kinds[kind][1:] + kinds[kind][:1]
        rng.shuffle(chosen)
        if all(len({row[u.key] for row in chosen}) > 1 for u in members):
            break
    return chosen


def _allowed(candidates: list[Row], members: list[Unit], known: Premises, point: Point) -> list[Row]:
    """Those at which the premises on single outcomes hold, of which all symbols are here."""
    shapes = {s.name: shape_at(s, point.sizes) for s in known.symbols}
    names = {u.name for u in members}
    names = {n for n in names if sum(u.name == n for u in members) == prod(shapes.get(n, ()))}  # with all its entries
    premises = [p for p, wanted in known.pointwise if wanted <= names]
    if not premises:
        return candidates
    tables: dict[str, Any] = {}
    for name in sorted({n for _, wanted in known.pointwise if wanted <= names for n in wanted}):
        units = [u for u in members if u.name == name]
        shape = tuple(max(u.place[axis] for u in units) + 1 for axis in range(len(units[0].place)))
        tables[name] = np.empty((len(candidates), *shape), dtype=object)
        for unit in units:
            for k, row in enumerate(candidates):
                tables[name][(k, *unit.place)] = row[unit.key]
    space = FiniteSpace((Fraction(1, len(candidates)),) * len(candidates), tables)
    holds = np.ones(len(candidates), dtype=bool)
    for premise in premises:
        try:
            truth = np.asarray(evaluate(premise, replace(point, space=space), RATIONALS), dtype=object)
        except (Unsupported, Undefined) as error:
            raise NoPoint(f"a premise on the random variables has no exact value: {error}") from None
        truth = truth.reshape(len(candidates), -1) if truth.ndim else np.full((len(candidates), 1), bool(truth))
        holds &= np.array([all(t is True or t == 1 for t in row) for row in truth])
    return [row for row, kept in zip(candidates, holds) if kept]
