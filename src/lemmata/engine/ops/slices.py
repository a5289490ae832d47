"""Slices, and their adjoint: an array on a slice of zeros."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, at, bind, fresh_index, integer
from lemmata.engine.ops.batches import Array, Call, batch_shape
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, same_size, show
from lemmata.engine.ops.structure import WITH_ZEROS, Indices, as_shape, entrywise, quotient
from lemmata.wording import counted

ZERO = Size.of(0)
# One axis of a slice: the entry i is taken from start + i*step, for i < size.
Part = tuple[Size, Size, int]


def part_length(length: Size, step: int) -> Size:
    """The number of steps in a length, rounded up: n of step 2 in 2*n - 1."""
    width = abs(step)
    if length.constant is not None:
        return Size.of(max(0, -(-length.constant // width)))
    rest = sum(count for monomial, count in length.terms if not monomial)
    count = quotient(length - rest, Size.of(width))
    if count is None:
        raise ShapeError(f"every entry of {length} in steps of {step} are no polynomial number of entries; declare the "
                         f"axis as a multiple of {width}, such as [{width}*n]")
    return count - (-rest // width)


def _parts(op: str, rank: int, shape: Shape, slices: Any) -> tuple[Part, ...]:
    if len(slices) > rank:
        raise ShapeError(f"{op}: {counted(len(slices), 'slice')} of an array with {counted(rank, 'axis')}")
    given = tuple((Size.of(start), Size.of(size), int(step)) for start, size, step in slices)
    return given + tuple((ZERO, size, 1) for size in shape[len(given) :])


def _slice_entry(indices: Indices, x: Expr, slices: tuple[Part, ...]) -> Expr:
    return at(x, *(start + i * step for i, (start, _, step) in zip(indices, slices)))


def _places(part: tuple[int, int, int], length: int) -> Array:
    """Where the entries of a slice lie."""
    start, size, step = part
    places = start + step * np.arange(size)
    outside = places[(places < 0) | (places >= length)]
    if outside.size:
        raise ShapeError(f"slice: place {outside[0]} is outside an axis of size {length}")
    return places


def is_whole(part: Part, size: Size) -> bool:
    return part == (ZERO, size, 1)


def _slice_numpy(call: Call, x: Any) -> Array:
    x = np.asarray(x)
    for axis, part in zip(range(-call.ranks[0], 0), call.params["slices"]):
        x = np.take(x, _places(part, x.shape[axis]), axis=axis)
    return x


def _place_numpy(call: Call, x: Any) -> Array:
    x, rank = np.asarray(x), call.ranks[0]
    full = np.full(batch_shape(x, rank) + call.shape, call.arithmetic.scalar(0), dtype=x.dtype)
    places = [_places(part, length) for part, length in zip(call.params["slices"], call.shape)]
    within: tuple[Any, ...] = (..., *np.ix_(*places))
    full[within] = x
    return full


def _place_shape(x: Expr, shape: Shape, slices: tuple[Part, ...]) -> Shape:
    for size, (_, part, _) in zip(x.shape, slices):
        same_size("place", size, part)
    if len(shape) != x.rank:
        raise ShapeError(f"place: {show(x.shape)} into {show(shape)}; both need the same number of axes")
    return shape


def _place_entry(indices: Indices, x: Expr, shape: Shape, slices: tuple[Part, ...]) -> Expr:
    own, result, sums = [], None, []
    for index, size, part in zip(indices, shape, slices):
        if is_whole(part, size):
            own.append(index)
            continue
        inner = fresh_index()
        own.append(inner)
        sums.append((inner, part[1]))
        guard = apply("delta", integer(index), integer(part[0] + inner * part[2]))
        result = guard if result is None else apply("mul", result, guard)
    entry = at(x, *own)
    entry = entry if result is None else apply("mul", result, entry)
    for inner, size in reversed(sums):
        entry = bind("sum", inner, entry, 0, size)
    return entry


register(
    Op(name="slice", about="a slice: slice(x)[i] = x[start + i*step], one (start, size, step) an axis",
       group="structure", sort=None, params={"slices": ()},
       normal=lambda x, slices: {"slices": _parts("slice", x.rank, x.shape, slices)},
       shape=lambda x, slices: tuple(size for _, size, _ in slices), entry=_slice_entry, facts=entrywise,
       numpy=_slice_numpy, generic=True,
       vjp=lambda g, out, x, slices: [apply("place", g, shape=x.shape, slices=slices)], samples=("x: real[n]",),
       cases=({"slices": ((1, Size.of("n") - 1, 1),)}, {"slices": ((Size.of("n") - 1, "n", -1),)})),
    Op(name="place", about="zeros of a shape with x on a slice: place(x)[start + i*step] = x[i], the adjoint of slice",
       group="structure", sort=None, params={"shape": (), "slices": ()},
       normal=lambda x, shape, slices: {
           "shape": as_shape(shape), "slices": _parts("place", x.rank, x.shape, slices)},
       shape=_place_shape, entry=_place_entry,
       facts=lambda x: [f for f in WITH_ZEROS if f in x],
       numpy=_place_numpy, generic=True,
       vjp=lambda g, out, x, shape, slices: [apply("slice", g, slices=slices)], samples=("x: real[n]",),
       cases=({"shape": (2 * Size.of("n") + 1,), "slices": ((1, "n", 2),)},)),
)
