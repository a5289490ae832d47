"""Points: numbers of one format for the symbols of a formula, many at a time; and the walk over all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetic import Arithmetic
from lemmata.engine.evaluation.batches import Batch, join
from lemmata.engine.evaluation.budget import Budget, Trace
from lemmata.engine.evaluation.evaluator import Evaluator
from lemmata.engine.expr import Symbol
from lemmata.engine.stability.formats import Array, Format

AXIS = "%-1"  # the name of the axis over points, which comes before all opened indices
BUDGET = Budget(entries=2**34)


@dataclass(frozen=True)
class Group:
    """Points of the same sizes.

    values   by the name of the symbol, float64 (integers: int64) with the points along the first axis
    """

    sizes: Mapping[str, int]
    values: Mapping[str, Array]
    count: int

    def __getitem__(self, chosen: Any) -> Group:
        """The points at some places."""
        places = np.arange(self.count)[chosen]
        return replace(self, values={name: v[places] for name, v in self.values.items()}, count=len(places))


@dataclass(frozen=True)
class Points:
    """Points of a format, in groups by their sizes."""

    format: Format
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    def at(self, place: int) -> tuple[dict[str, int], dict[str, Any]]:
        """Sizes and values of one point, counted through all groups."""
        for group in self.groups:
            if place < group.count:
                return dict(group.sizes), {name: v[place] for name, v in group.values.items()}
            place -= group.count
        raise IndexError(f"no point {place}; there are {self.count}")


    def plainest(self, places: Array) -> int:
        """Of some points, the one whose numbers are nearest to 1 in magnitude."""
        sizes = []
        for group in self.groups:
            total = np.zeros(group.count)
            for value in group.values.values():
                size = np.abs(value.reshape(group.count, -1).astype(float))
                with np.errstate(all="ignore"):
                    far = np.abs(np.log2(size))
                total += np.where(size == 0, 1.0, np.where(np.isfinite(far), far, 1e6)).sum(axis=1)
            sizes.append(total)
        return int(places[np.argmin(np.concatenate(sizes)[places])])


def joined(format: Format, groups: Sequence[Group]) -> Points:
    """Groups as points; those of the same sizes and symbols become one."""
    found: dict[tuple[Any, ...], list[Group]] = {}
    for group in groups:
        found.setdefault((*sorted(group.sizes.items()), *sorted(group.values)), []).append(group)
    return Points(format, tuple(
        some[0] if len(some) == 1 else Group(
            some[0].sizes, {n: np.concatenate([g.values[n] for g in some]) for n in some[0].values},
            sum(g.count for g in some))
        for some in found.values()))


class Over(Evaluator):
    """Values of nodes at all points of a group, in one arithmetic: the points are an axis of the batch."""

    def __init__(self, group: Group, arithmetic: Arithmetic):
        super().__init__(group.values, group.sizes, arithmetic, BUDGET, Trace())
        self.group, self.count = group, group.count

    def _symbol(self, node: Symbol) -> Batch:
        if node.name not in self.symbols:
            raise ValueError(f"no values for {node.name}; declare it, or give it a law")
        return Batch(self.symbols[node.name], (AXIS,))

    def rows(self, batch: Batch) -> Array:
        """All entries of each point in a row, those over opened indices too."""
        names = join([batch.names, (AXIS,)])
        moved = np.moveaxis(batch.over(names), names.index(AXIS), 0)
        flat = moved.reshape(moved.shape[0], -1)
        return np.broadcast_to(flat, (self.count, flat.shape[1]))

    def over_points(self, batch: Batch) -> Array:
        """The array with the points along its first axis."""
        array = batch.over((AXIS,))
        return np.broadcast_to(array, (self.count, *array.shape[1:]))
