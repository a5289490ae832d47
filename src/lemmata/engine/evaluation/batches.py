"""Arrays with named batch axes: one for each opened index that they depend on, outermost first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Batch:
    """`array` has an axis for each name in `names`, then its own axes."""

    array: Array
    names: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        return self.array.ndim - len(self.names)

    @property
    def own(self) -> tuple[int, ...]:
        return self.array.shape[len(self.names) :]

    def over(self, names: tuple[str, ...], rank: int | None = None) -> Array:
        """The array over more names (size 1 where it is constant), its own axes padded on the left to `rank`.

        >>> Batch(np.zeros((2, 3)), ("%0",)).over(("%0", "%1"), 2).shape
        (2, 1, 1, 3)
        """
        if names == self.names and rank in (None, self.rank):
            return self.array
        sizes = dict(zip(self.names, self.array.shape))
        pad = (1,) * (0 if rank is None else rank - self.rank)
        return self.array.reshape(*(sizes.get(name, 1) for name in names), *pad, *self.own)


def join(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All names, in the order in which they were opened."""
    return tuple(sorted({name for some in names for name in some}, key=lambda name: int(name[1:])))


def constant_batch(value: Any) -> Batch:
    """One element as an array without axes."""
    if isinstance(value, np.generic):
        return Batch(np.asarray(value))
    boxed = np.empty((), dtype=object)
    boxed[()] = value
    return Batch(boxed)


def positions(count: int, axis: int, rank: int) -> Array:
    """0, ..., count - 1 along one of `rank` axes."""
    return np.arange(count).reshape([count if a == axis else 1 for a in range(rank)])


def gather(array: Batch, indices: list[Batch]) -> tuple[Batch, Array | None]:
    """Entries (or slices) of an array at integer indices, clipped into it; and where they were outside.

    An index into an axis of size 1 that was broadcast stays an index: nothing stretches here.
    """
    names = join([array.names, *(i.names for i in indices)])
    source, count = array.over(names), len(names)
    at: list[Array] = [
        positions(source.shape[axis], axis, count) if source.shape[axis] != 1 else np.zeros((1,) * count, int)
        for axis in range(count)
    ]
    outside: Array | None = None
    for axis, index in enumerate(indices):
        size = source.shape[count + axis]
        where = index.over(names)
        wrong = (where < 0) | (where >= size)
        if wrong.any():
            outside = wrong if outside is None else outside | wrong
            where = np.clip(where, 0, max(size - 1, 0))
        at.append(where)
    if 0 in source.shape[count:count + len(indices)]:  # nothing to take from: every index is outside
        source = np.zeros([*source.shape[:count], *(max(n, 1) for n in source.shape[count:])], source.dtype)
    picked = source[tuple(at)] if at else source
    if not isinstance(picked, np.ndarray):
        boxed = np.empty((), dtype=source.dtype)
        boxed[()] = picked
        picked = boxed
    return Batch(picked, names), outside
