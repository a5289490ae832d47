"""Random finite spaces in which declared structure holds, and nothing else by chance.

The outcomes are the cells of a product of coordinates. Variables that are declared independent are
functions of different coordinates, the others share one; a law that is given fixes the weights of its
coordinate. Values are drawn with ties, events in general position (neither disjoint nor nested), and
what premises say of every outcome (`X >= 0`, `A` and `B` disjoint) filters the draws.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import RATIONALS, Balls, Undefined, Unsupported
from lemmata.engine.evaluation.atoms import event_space
from lemmata.engine.evaluation.coordinates import Structure, Unit, as_fraction, coordinate_weights
from lemmata.engine.evaluation.evaluate import evaluate
from lemmata.engine.evaluation.finite_values import drawn_value, drawn_values
from lemmata.engine.evaluation.points import Point, inside, shape_at
from lemmata.engine.evaluation.premises import Premises
from lemmata.engine.evaluation.random import RANDOM
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.evaluation.structure import declared_structure_holds
from lemmata.engine.evaluation.styles import NoPoint
from lemmata.engine.evaluation.supports import ends_of
from lemmata.engine.expr import Apply, Expr, Symbol, number

MAX_OUTCOMES = 256


def finite_space(wanted: Sequence[Symbol], known: Premises, rng: Random, point: Point) -> Point:
    """The point with a finite space for the random symbols, made for the premises.

    Raises NoPoint where no such space was found.
    """
    wanted = sorted({s for s in wanted if s.sort in RANDOM}, key=lambda s: s.name)
    solved = event_space(wanted, known, rng, point)
    if solved is not None:
        return solved
    known = _with_variances(known, rng)
    structure = Structure(wanted, known, point, rng)
    units = structure.units
    weights = coordinate_weights(structure, rng, point)
    cells = list(itertools.product(*(range(len(w)) for w in weights)))
    if len(cells) > MAX_OUTCOMES:
        raise NoPoint(f"the premises need a space of {len(cells)} outcomes")
    values = drawn_values(units, weights, known, rng, point)
    total = [prod((weights[c][k] for c, k in enumerate(cell)), start=Fraction(1)) for cell in cells]
    tables: dict[str, Any] = {}
    for node in wanted:
        table = np.empty((len(cells), *shape_at(node, point.sizes)), dtype=object)
        for unit in (u for u in units if u.name == node.name):
            for row, cell in enumerate(cells):
                table[(row, *unit.place)] = values[unit.key][tuple(cell[c] for c in unit.coordinates)]
        tables[node.name] = table
    space = _shifted(FiniteSpace(tuple(total), tables), known, point)
    if not declared_structure_holds(space.weights, space.values, known):
        raise NoPoint("the coordinates don't make the premises hold")
    return replace(point, space=space)


def constant_space(wanted: Sequence[Symbol], known: Premises, rng: Random, point: Point) -> Point:
    """The point with a space of one outcome, in which nothing varies: of most laws the edge.

    Raises NoPoint where premises give a law or a variance.
    """
    if known.laws or known.variances:
        raise NoPoint("what has a given law or variance is not constant")
    ends, tables, twins = ends_of(known, point), {}, dict[str, Fraction]()
    for node in sorted({s for s in wanted if s.sort in RANDOM}, key=lambda s: s.name):
        table = np.empty((1, *shape_at(node, point.sizes)), dtype=object)
        for place in np.ndindex(table.shape[1:]):
            unit = Unit(node.name, place, node.sort == "event", ())
            drawn = Fraction(rng.randint(0, 1)) if unit.event else drawn_value(rng, unit, ends)
            twin = known.twin_of(node.name, place)
            table[(0, *place)] = twins.setdefault(twin, drawn) if twin else drawn
        tables[node.name] = table
    return replace(point, space=_shifted(FiniteSpace((Fraction(1),), tables), known, point))


def _with_variances(known: Premises, rng: Random) -> Premises:
    """Variables that are uncorrelated, as a premise says, get a variance: values of one are drawn so that they are."""
    free: dict[tuple[str, tuple[int, ...] | None], Expr] = {}
    lawful = {name for name, _, _ in known.laws} | {name for name, _ in known.variances}
    for premise in known.checked:
        left, right = premise.args if isinstance(premise, Apply) and premise.op == "eq" else (premise, premise)
        if right is number(0) and isinstance(left, Apply) and left.op == "covariance" and len(left.args) == 2:
            free |= {(s.name, None): number(rng.choice((1, 2, 4, Fraction(9, 4)))) for s in left.args
                     if isinstance(s, Symbol) and not s.rank and s.name not in lawful}
    return replace(known, variances={**known.variances, **free}) if free else known


def settle(known: Premises, point: Point) -> Point:
    """Give determined symbols their values and check every premise that can fail.

    Raises NoPoint where a premise does not hold or has no exact value, or a value lies outside of its domain.
    """
    try:
        for name, expr in known.determined:
            value = np.empty((), dtype=object)
            found = evaluate(expr, point, RATIONALS)
            if np.shape(found):
                raise NoPoint(f"the value of {name} is an array")
            value[()] = as_fraction(found)
            point = replace(point, values={**point.values, name: value})
        for premise in known.checked:
            if any(truth is False for truth in _truths(premise, point)):
                raise NoPoint("a premise on the random variables does not hold in this space")
    except (Unsupported, Undefined) as error:
        raise NoPoint(f"a premise on the random variables has no value: {error}") from None
    if known.determined and not inside(point):
        raise NoPoint("a number that the premises determine is not of its domain in this space")
    return point


def _truths(premise: Expr, point: Point) -> list[bool | None]:
    """Exact where possible, else in balls, where equal values are undecided (None)."""
    try:
        found = evaluate(premise, point, RATIONALS)
    except Unsupported:
        found = evaluate(premise, point, Balls())
    return [None if t is None else bool(t) for t in np.asarray(found, dtype=object).flat]


def _shifted(space: FiniteSpace, known: Premises, point: Point) -> FiniteSpace:
    """Move variables whose mean a premise gives."""
    tables = dict(space.values)
    for name, place in known.means:
        if name not in tables or known.law_of(name, place or ()) is not None:
            continue
        places = list(np.ndindex(tables[name].shape[1:]))
        here = [p for p in places if place in (None, p)]
        tables[name] = tables[name].copy()
        for entry in here:
            mean = known.mean_of(name, entry)
            if mean is None or known.variance_of(name, entry) is not None:
                continue  # the values of a given variance are drawn with this mean
            try:
                wanted = as_fraction(evaluate(mean, point, RATIONALS))
            except (Unsupported, Undefined) as error:
                raise NoPoint(f"the mean of {name} has no exact value: {error}") from None
            column = (slice(None), *entry)
            now = sum(w * v for w, v in zip(space.weights, tables[name][column]))
            tables[name][column] = tables[name][column] + (wanted - now)
    for name, like in known.same_means.items():
        if name in tables and like in tables and not any(name == n for n, _, _ in known.laws):
            apart = [sum(w * v for w, v in zip(space.weights, tables[one])) for one in (like, name)]
            tables[name] = tables[name] + (apart[0] - apart[1])
    return FiniteSpace(space.weights, tables)
