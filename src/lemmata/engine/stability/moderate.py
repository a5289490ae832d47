"""Further points of moderate size, which points spread over all floats hardly ever are in all variables at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.points import Group, Over, Points
from lemmata.engine.stability.truth import Truth, truth
from lemmata.engine.stability.written import floats_in

DECADES = 4  # of sizes, above 1 and below
KEPT = 0.1  # of the numbers stay as they are


def moderate(known: Truth, declared: Mapping[str, Symbol], conditions: Sequence[Expr], count: int, seed: int) -> Truth:
    """The truth at points whose numbers have the signs of those known, sizes near 1, and lie between them.

    Some keep one of their variables as it was, so that one is large or small and the others are not.
    """
    rng = np.random.default_rng(seed)
    groups = []
    names = [name for name, s in declared.items() if not s.shape and s.sort == "real"]
    if not names:
        return Truth(known.exprs, known.format, (), 0, 0)
    for k in known.known:
        ends = {name: (v.min(axis=0), v.max(axis=0)) for name, v in k.group.values.items()}
        places = rng.integers(k.group.count, size=2 * count)
        group = k.group[places]
        values = {name: _sized(v, known.format, rng) if name in names else v for name, v in group.values.items()}
        inside = np.ones(group.count, bool)
        for name, v in values.items():
            low, high = ends[name]
            inside &= ((v >= low) & (v <= high)).reshape(group.count, -1).all(axis=1)
        moved = Group(group.sizes, values, group.count)[np.flatnonzero(inside)]
        if conditions and moved.count:
            moved = moved[np.flatnonzero(_hold(conditions, moved, known.format))]
        if moved.count:
            groups.append(moved[slice(0, count)])
    return truth(known.exprs, Points(known.format, tuple(groups)))


def _sized(values: Array, format: Format, rng: np.random.Generator) -> Array:
    sizes = 10.0 ** rng.uniform(-DECADES, DECADES, values.shape)
    return np.where(rng.random(values.shape) < KEPT, values, format.rounded(np.sign(values) * sizes))


def _hold(conditions: Sequence[Expr], group: Group, format: Format) -> Array:
    arithmetic = floats_in(format)
    with arithmetic.context():
        over = Over(group, arithmetic)
        found = np.ones(group.count, bool)
        for condition in conditions:
            found &= over.over_points(over.value(condition)).astype(bool).reshape(group.count, -1).all(axis=1)
    return found
