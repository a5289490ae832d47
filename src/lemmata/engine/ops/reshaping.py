"""The entries of an array under another shape."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, at, bind, fresh_index, integer
from lemmata.engine.ops.batches import Array, Call, batch_shape, permuted
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ONE, ShapeError, show
from lemmata.engine.ops.structure import Indices, as_shape, entrywise, quotient, volume
from lemmata.engine.ops.transposes import axis_order


def _reshape_normal(x: Expr, shape: Any) -> dict[str, Any]:
    wanted = as_shape(shape)
    unknown = [k for k, size in enumerate(wanted) if size == Size.of(-1)]
    if len(unknown) > 1:
        raise ShapeError(f"reshape: only one size of {show(wanted)} may be -1")
    if unknown:
        rest = volume(s for s in wanted if s != Size.of(-1))
        size = quotient(volume(x.shape), rest)
        if size is None:
            raise ShapeError(f"reshape: {volume(x.shape)} entries don't divide by {rest}; write the sizes as products")
        wanted = (*wanted[: unknown[0]], size, *wanted[unknown[0] + 1 :])
    return {"shape": wanted}


def _reshape_shape(x: Expr, shape: Shape) -> Shape:
    have, want = volume(x.shape), volume(shape)
    if have != want:
        raise ShapeError(f"reshape: {show(x.shape)} has {have} entries, {show(shape)} has {want}", have, want)
    return shape


def _flat(indices: Indices, shape: Shape) -> Size:
    """The place in row-major order."""
    place = Size.of(0)
    for index, size in zip(indices, shape):
        place = place * size + index
    return place


def _groups(old: Shape, new: Shape) -> list[tuple[range, range]]:
    """The shortest runs of old and new axes with the same number of entries each."""
    groups, i, j = [], 0, 0
    while i < len(old) or j < len(new):
        for width in range(1, len(old) - i + len(new) - j + 1):
            found = next(((a, width - a) for a in range(width + 1)
                          if a <= len(old) - i and width - a <= len(new) - j
                          and volume(old[i : i + a]) == volume(new[j : j + width - a])), None)
            if found:
                break
        assert found is not None
        groups.append((range(i, i + found[0]), range(j, j + found[1])))
        i, j = i + found[0], j + found[1]
    return groups


def _reshape_entry(indices: Indices, x: Expr, shape: Shape) -> Expr:
    """Axes that are split have an affine form; where axes are merged, a sum over a delta finds the place."""
    own: list[Size] = []
    merged: list[tuple[Size, Size]] = []
    guards: list[Expr] = []
    for old, new in _groups(x.shape, shape):
        place = _flat([indices[j] for j in new], [shape[j] for j in new])  # type: ignore[arg-type]
        if len(old) == 1:
            own.append(place)
            continue
        found = [(fresh_index() if x.shape[i] != ONE else Size.of(0), x.shape[i]) for i in old]
        own.extend(index for index, _ in found)
        if found:
            merged.extend(pair for pair in found if pair[1] != ONE)
            guards.append(apply("delta", integer(place), integer(_flat(*zip(*found)))))
    result = at(x, *own)
    for guard in guards:
        result = apply("mul", guard, result)
    for index, size in reversed(merged):
        result = bind("sum", index, result, 0, size)
    return result


def reshape_numpy(call: Call, x: Array) -> Array:
    x = np.asarray(x)
    return x.reshape(batch_shape(x, call.ranks[0]) + tuple(call.shape))


def _column_order(x: Expr) -> Expr:
    return apply("reshape", apply("transpose", x), shape=(volume(x.shape),))


register(
    Op(name="reshape", about="the entries, row by row, under another shape: reshape(A, (m*n,))[i*n + j] = A[i, j]",
       python=("view",), group="structure", sort=None, params={"shape": ()}, normal=_reshape_normal,
       shape=_reshape_shape, entry=_reshape_entry, facts=entrywise, numpy=reshape_numpy, generic=True,
       vjp=lambda g, out, x, shape: [apply("reshape", g, shape=x.shape)], samples=("A: real[m n]",),
       cases=({"shape": ("n", "m")}, {"shape": (-1,)})),
    Op(name="ravel", about="all entries as a vector, row by row: ravel(A)[i*n + j] = A[i, j]", python=("flatten",),
       group="structure", sort=None, shape=lambda x: (volume(x.shape),), facts=entrywise,
       body=lambda x: apply("reshape", x, shape=(volume(x.shape),)), numpy=reshape_numpy, generic=True,
       vjp=lambda g, out, x: [apply("reshape", g, shape=x.shape)], samples=("A: real[m n]",)),
    Op(name="vec", about="the columns of a matrix below each other: vec(A)[j*m + i] = A[i, j]",
       group="structure", sort=None, shape=lambda x: (volume(x.shape),), facts=entrywise, body=_column_order,
       numpy=lambda call, x: reshape_numpy(call, permuted(x, axis_order(call.ranks[0], None))), generic=True,
       vjp=lambda g, out, x: [apply("transpose", apply("reshape", g, shape=apply("transpose", x).shape))],
       samples=("A: real[m n]",)),
)
