"""Where an opened index runs, and the reduction of its batch axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lemmata.engine.evaluation.arithmetic import Arithmetic, Array, Undefined
from lemmata.engine.evaluation.batches import Batch, join
from lemmata.engine.expr import Local, Size


@dataclass
class Range:
    """An index takes `values`, `count` along its own axis; where `mask` is given, only those under it count."""

    values: Batch
    count: int
    mask: Batch | None = None

    @property
    def outer(self) -> tuple[str, ...]:
        """The outer indices that a ragged range depends on."""
        return () if self.mask is None else self.mask.names[:-1]


def open_range(name: str, low: Batch, high: Batch, first: int = 0, last: int | None = None) -> Range:
    """The positions first <= k < last of low <= i < high, whose ends may depend on outer indices.

    Where the lengths differ, the longest one is taken and a mask tells which positions are inside; those
    outside are moved to the last one inside, so that an expression is evaluated only where it means something.
    """
    outer = join((low.names, high.names))
    lengths = np.asarray(high.over(outer) - low.over(outer))
    count = max(int(lengths.max(initial=0)), 0)
    last = count if last is None else min(last, count)
    steps = np.arange(first, last).reshape(*(1,) * len(outer), -1)
    if lengths.size == 1 and low.array.size == 1:
        return Range(Batch(int(low.array.reshape(())) + steps.reshape(-1), (name,)), last - first)
    start = low.over(outer)[..., None]
    # Inside an empty outer range nothing is opened; the mask keeps that axis, so that it is no extremum over nothing.
    if lengths.size and int(lengths.min()) == count:
        return Range(Batch(start + steps, (*outer, name)), last - first)
    inside = np.clip(steps, 0, np.maximum(lengths - 1, 0)[..., None])
    mask = np.asarray(steps < lengths[..., None])
    return Range(Batch(start + inside, (*outer, name)), last - first, Batch(mask, (*outer, name)))


def keep_axis(name: str, span: Range, body: Batch) -> Batch:
    """The batch axis of the index as the first own axis."""
    names = join((body.names, (name,)))
    array, place = body.over(names), names.index(name)
    wanted = list(array.shape)
    wanted[place] = span.count
    moved = np.moveaxis(np.broadcast_to(array, wanted), place, len(names) - 1)
    return Batch(moved, tuple(n for n in names if n != name))


def reduce_axis(arithmetic: Arithmetic, binder: str, name: str, span: Range, body: Batch) -> Batch:
    """sum, prod, max, min, argmax or argmin over the values of the index.

    An empty sum is 0, an empty product 1.

    Raises Undefined where an extremum is over nothing.
    """
    names = join((body.names, (name,) if span.mask is None else span.mask.names))
    array, place = body.over(names), names.index(name)
    wanted = list(array.shape)
    wanted[place] = span.count
    mask = None
    if span.mask is not None:
        flags = span.mask.over(names)
        wanted[: len(names)] = np.broadcast_shapes(tuple(wanted[: len(names)]), flags.shape)
        mask = np.broadcast_to(flags.reshape(flags.shape + (1,) * body.rank), wanted)
    array = np.broadcast_to(array, wanted)
    rest = tuple(n for n in names if n != name)
    if binder in ("sum", "prod"):
        return Batch(_total(arithmetic, binder, array, mask, place), rest)
    shape = array.shape[:place] + array.shape[place + 1 :]
    if 0 in shape:  # inside an empty outer range
        return Batch(np.empty(shape, dtype=array.dtype), rest)
    if span.count == 0:
        raise Undefined(f"{binder} over an empty range")
    result = np.asarray(arithmetic.reduce(binder, array, place))
    if mask is not None and not mask.any(axis=place).all():
        result = result.astype(array.dtype)
        result[~mask.any(axis=place)] = arithmetic.undefined
    return Batch(result, rest)


def _total(arithmetic: Arithmetic, binder: str, array: Array, mask: Array | None, place: int) -> Array:
    neutral = arithmetic.scalar(0 if binder == "sum" else 1)
    if array.shape[place] == 0:
        result = np.empty(array.shape[:place] + array.shape[place + 1 :], dtype=np.asarray(neutral).dtype)
        result[...] = neutral
        return result
    if mask is not None:
        array = np.where(mask, array, neutral)
    return np.asarray(arithmetic.reduce(binder, array, place))


def concatenate(parts: Sequence[Batch]) -> Batch:
    """Pieces joined along their first own axis."""
    names, arrays = _aligned(parts)
    return Batch(np.concatenate(arrays, axis=len(names)), names)


def stack(parts: Sequence[Batch]) -> Batch:
    """Pieces along a new axis in front of all."""
    names, arrays = _aligned(parts)
    return Batch(np.stack(arrays), names)


def _aligned(parts: Sequence[Batch]) -> tuple[tuple[str, ...], list[Array]]:
    names = join(part.names for part in parts)
    arrays = [part.over(names) for part in parts]
    shape = np.broadcast_shapes(*(a.shape[: len(names)] for a in arrays))
    return names, [np.broadcast_to(a, shape + a.shape[len(names) :]) for a in arrays]


def name_of(variable: Size | Local) -> str:
    return str(variable.atom) if isinstance(variable, Size) else variable.name
