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
from math import isqrt, prod
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import RATIONALS, Balls, Undefined, Unsupported
from lemmata.engine.evaluation.atoms import event_space
from lemmata.engine.evaluation.coordinates import Structure, Unit, as_fraction, coordinate_weights, masses
from lemmata.engine.evaluation.evaluate import evaluate
from lemmata.engine.evaluation.points import Point, inside, shape_at
from lemmata.engine.evaluation.premises import Premises
from lemmata.engine.evaluation.random import RANDOM
from lemmata.engine.evaluation.samplers import NoPoint
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.evaluation.structure import declared_structure_holds
from lemmata.engine.evaluation.supports import Ends, between, ends_of
from lemmata.engine.expr import Apply, Expr, Symbol, number

MAX_OUTCOMES = 256
CANDIDATES = 192
_USUAL = [Fraction(k) for k in (-2, -1, 0, 1, 1, 2, 2, 3, 4)] + [Fraction(1, 2), Fraction(3, 2)]
Row = dict[tuple[str, tuple[int, ...]], Fraction]


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
    values = _draw(units, weights, known, rng, point)
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
            drawn = Fraction(rng.randint(0, 1)) if unit.event else _value(rng, unit, ends)
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


# Values


def _draw(
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
            sides = sorted({_value(rng, unit, ends, scale, shift) for _ in range(9)})
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
                twins[unit.twin] = dict(zip(cells, (_value(rng, unit, ends, scale, shift) for _ in cells)))
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


def _value(
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
        center = _value(rng) if mean is None else as_fraction(evaluate(mean, point, RATIONALS))
    except (Unsupported, Undefined) as error:
        raise NoPoint(f"a given mean or variance has no exact value: {error}") from None
    count = len(cells)
    factors = _squares(wanted, 3, rng) if count > 2 else [_root(wanted) * rng.choice((-1, 1))]
    free = [c for c in range(1, count) if c not in used]
    columns = rng.sample(free if len(free) >= len(factors) else range(1, count), min(len(factors), count - 1))
    used.update(columns)
    return {
        cell: center + sum(f * (-1) ** (place & column).bit_count() for f, column in zip(factors, columns))
        for place, cell in enumerate(cells)
    }


def _root(value: Fraction) -> Fraction:
    """The deviation of two equally likely values."""
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator)) if value >= 0 else Fraction(0)
    if root**2 != value:
        raise NoPoint(f"two values of variance {value} are not rational")
    return root


def _squares(value: Fraction, count: int, rng: Random) -> list[Fraction]:
    """Rationals whose squares sum to the value; as many different from 0 as can be found quickly."""
    if value < 0:
        raise NoPoint(f"a variance is {value}")
    side, left = _without_squares(value.numerator * value.denominator)
    unit = Fraction(side, value.denominator)  # value = unit**2 * left
    for scale in rng.sample([7, 9, 11, 13], 4) + [1, 2, 3, 4, 5, 6]:
        top = left * scale**2
        found = [
            (a, b, c)
            for a in range(int(top**0.5) + 1) for b in range(a + 1)
            for c in [round(max(top - a * a - b * b, 0) ** 0.5)] if c <= b and a * a + b * b + c * c == top
        ] if top <= 40_000 else []
        if found:
            best = sorted(found, key=lambda t: (sum(k > 0 for k in t), len(set(t))))[-1]
            return [unit * Fraction(k * rng.choice((-1, 1)), scale) for k in best[:count]]
    raise NoPoint(f"no table of rational values with variance {value} was found")


def _without_squares(value: int) -> tuple[int, int]:
    """s and t with s**2 * t the value, without squares of small primes in t.

    >>> _without_squares(72), _without_squares(415**2)
    ((6, 2), (415, 1))
    """
    root = isqrt(value)
    if root * root == value:
        return root, 1
    side = 1
    for prime in (2, 3, 5, 7, 11, 13):
        while value % prime**2 == 0:
            side, value = side * prime, value // prime**2
    return side, value


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
        candidates.append(row | {u.key: _value(rng, u, ends, scale, shift) for u in members if not u.event})
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
