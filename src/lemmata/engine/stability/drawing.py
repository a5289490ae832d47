"""Numbers for symbols: by their laws, or as their domains look, inside of the domains and where conditions hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lemmata.engine.evaluation import FLOATS
from lemmata.engine.expr import Symbol
from lemmata.engine.stability.domains import DOMAINS, ENTRIES, PLAIN, UNBOUNDED, moderate, with_infinite
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.laws import floats, normal
from lemmata.engine.stability.points import Group, Over
from lemmata.engine.stability.where import Where

ROUNDS = 12  # of drawing, where few points lie in the domain
FURTHER = 1000  # points at least that are drawn where the first ones lie outside of the domain
INFINITE = 0.01  # of the points, of symbols without a law of their own, have infinite entries
TIED = 0.05  # of the points have a symbol that is near another one of its kind


def draw(used: Sequence[Symbol], sizes: Mapping[str, int], where: Where, format: Format, count: int,
         rng: np.random.Generator) -> Group:
    """Points of these sizes, in the declared domains."""
    kept: list[dict[str, Array]] = []
    done = 0
    for _ in range(ROUNDS):
        tried = max(2 * count, FURTHER) if kept else count
        some = _drawn(used, sizes, where, format, tried, rng)
        inside = _inside(used, sizes, where, some, tried)
        kept.append({name: v[inside] for name, v in some.items()})
        done += int(inside.sum())
        if done >= count:
            break
    if not done:
        conditions = " where " + str(len(where.conditions)) + " conditions hold" if where.conditions else ""
        raise ValueError(f"no point was found in the domain of {', '.join(s.name for s in used)}{conditions}; "
                         "give laws whose numbers lie in it")
    values = {s.name: np.concatenate([k[s.name] for k in kept])[:count] for s in used}
    return Group(dict(sizes), values, min(done, count) if used else count)


def _drawn(used: Sequence[Symbol], sizes: Mapping[str, int], where: Where, format: Format, count: int,
           rng: np.random.Generator) -> dict[str, Array]:
    found: dict[str, Array] = {}
    infinite = rng.random(count) < INFINITE
    tied = rng.random(count) < TIED
    for s in used:
        shape = (count, *(size.value(sizes) for size in s.shape))
        own = where.laws.get(s.name)
        if own is not None:
            values = own(rng, shape, format)
        elif s.domain == "labels":
            values = rng.integers(0, s.params[0].value(sizes), shape).astype(float)
        else:
            values = DOMAINS[s.domain](rng, shape, format)
            values = moderate(values) if where.moderate and s.domain in PLAIN else values
            if s.domain in UNBOUNDED and infinite.any():
                values[infinite] = with_infinite(normal)(rng, values[infinite].shape, format)
            near = next((name for name, v in found.items() if v.shape == shape and name not in where.laws), None)
            if near is not None and s.domain in PLAIN:
                values[tied] = (found[near] * (1 + rng.integers(-3, 4, shape) * format.epsilon))[tied]
            if s.name in where.bounds and s.domain in PLAIN:
                low, high = where.bounds[s.name]
                if low <= high:
                    inside = (values >= low) & (values <= high)
                    values = np.where(inside, values, _between(rng, shape, format, low, high))
        found[s.name] = values.astype(np.int64) if s.sort == "integer" else format.rounded(values)
    return found


def _inside(used: Sequence[Symbol], sizes: Mapping[str, int], where: Where, values: Mapping[str, Array],
            count: int) -> Array:
    """The points whose entries lie in their domains, and at which the conditions hold."""
    found = np.ones(count, bool)
    for s in used:
        if s.domain in ENTRIES:
            found &= np.asarray(ENTRIES[s.domain](values[s.name])).reshape(count, -1).all(axis=1)
        if s.name not in where.laws and s.domain not in UNBOUNDED:
            found &= np.isfinite(values[s.name]).reshape(count, -1).all(axis=1)
    if where.conditions:
        with FLOATS.context():
            over = Over(Group(dict(sizes), dict(values), count), FLOATS)
            for condition in where.conditions:
                found &= over.over_points(over.value(condition)).astype(bool).reshape(count, -1).all(axis=1)
    return found


def _between(rng: np.random.Generator, shape: tuple[int, ...], format: Format, low: float, high: float) -> Array:
    """Numbers between two: of any size, half of them evenly where both ends are there."""
    found = floats(rng, shape, format, low, high)
    if np.isinf(low) or np.isinf(high):
        return found
    return np.where(rng.random(shape) < 0.5, rng.uniform(low, high, shape), found)
