"""Arrays stretched along axes of size 1, and these axes put in and taken away."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, at
from lemmata.engine.ops.batches import Array, Call, batch_shape, own_rank
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.reshaping import reshape_numpy
from lemmata.engine.ops.shapes import ONE, ShapeError, broadcast, normal_axes, show
from lemmata.engine.ops.structure import Indices, as_shape, entrywise


def broadcast_at(array: Expr, indices: Indices, shape: Shape) -> Expr:
    """The entry of an array that is broadcast to a shape."""
    rank = array.rank
    own = zip(indices[len(indices) - rank :], array.shape, shape[len(shape) - rank :])
    return at(array, *(Size.of(0) if size == ONE and full != ONE else i for i, size, full in own))


def unbroadcast(g: Expr, shape: Shape) -> Expr:
    """The adjoint of broadcasting to the shape of `g`: the sum over the axes that were stretched.

    >>> from lemmata.engine.expr import shape_of, symbol
    >>> unbroadcast(symbol("g", ["m", "n"]), shape_of(["n"])).shape
    (n,)
    """
    extra = g.rank - len(shape)
    if extra:
        g = apply("sum", g, axis=tuple(range(-g.rank, -len(shape))), keepdims=False)
    axes = tuple(a for a in range(-len(shape), 0) if shape[a] == ONE and g.shape[a] != ONE)
    return apply("sum", g, axis=axes, keepdims=True) if axes else g


def _broadcast_shape(x: Expr, shape: Shape) -> Shape:
    if broadcast("broadcast_to", x.shape, shape) != shape:
        raise ShapeError(f"broadcast_to: {show(x.shape)} doesn't stretch to {show(shape)}; only a literal 1 stretches")
    return shape


def _broadcast_numpy(call: Call, x: Array) -> Array:
    x = own_rank(x, call.ranks[0], len(call.shape))
    return np.broadcast_to(x, batch_shape(x, len(call.shape)) + tuple(call.shape))


def _squeezed(x: Expr, axis: Any) -> dict[str, Any]:
    if axis is None:
        return {"axis": tuple(a for a in range(-x.rank, 0) if x.shape[a] == ONE)}
    return {"axis": normal_axes("squeeze", x.rank, axis)}


def _squeeze_shape(x: Expr, axis: tuple[int, ...]) -> Shape:
    for a in axis:
        if x.shape[a] != ONE:
            raise ShapeError(f"squeeze: axis {a} has size {x.shape[a]}, not 1", x.shape[a], ONE)
    return tuple(size for a, size in zip(range(-x.rank, 0), x.shape) if a not in axis)


def _squeeze_entry(indices: Indices, x: Expr, axis: tuple[int, ...]) -> Expr:
    rest = iter(indices)
    return at(x, *(Size.of(0) if a in axis else next(rest) for a in range(-x.rank, 0)))


def _expanded(x: Expr, axis: Any) -> dict[str, Any]:
    count = 1 if isinstance(axis, int) else len(axis)
    return {"axis": normal_axes("expand_dims", x.rank + count, axis)}


def _expand_shape(x: Expr, axis: tuple[int, ...]) -> Shape:
    rest = iter(x.shape)
    return tuple(ONE if a in axis else next(rest) for a in range(-x.rank - len(axis), 0))


register(
    Op(name="broadcast_to", about="an array stretched to a shape: broadcast_to(x, (m, n))[i, j] = x[j]",
       python=("expand",), group="structure", sort=None, params={"shape": ()},
       normal=lambda x, shape: {"shape": as_shape(shape)}, shape=_broadcast_shape,
       entry=lambda indices, x, shape: broadcast_at(x, indices, shape), facts=entrywise,
       numpy=_broadcast_numpy, generic=True,
       vjp=lambda g, out, x, shape: [unbroadcast(g, x.shape)], samples=("x: real[n]",),
       cases=({"shape": ("m", "n")},)),
    Op(name="expand_dims", about="new axes of size 1: expand_dims(x, 0)[0, i] = x[i]", python=("unsqueeze",),
       group="structure", sort=None, params={"axis": 0}, normal=_expanded, shape=_expand_shape,
       entry=lambda indices, x, axis: at(x, *(i for a, i in zip(range(-len(indices), 0), indices) if a not in axis)),
       facts=entrywise, numpy=reshape_numpy, generic=True,
       vjp=lambda g, out, x, axis: [apply("squeeze", g, axis=axis)], samples=("x: real[n]",)),
    Op(name="squeeze", about="axes of size 1 taken away: squeeze(A, 0)[i] = A[0, i]", group="structure", sort=None,
       params={"axis": None}, normal=_squeezed, shape=_squeeze_shape, entry=_squeeze_entry, facts=entrywise,
       numpy=reshape_numpy, generic=True,
       vjp=lambda g, out, x, axis: [apply("expand_dims", g, axis=axis)] if axis else [g], samples=("A: real[1 n]",)),
)
