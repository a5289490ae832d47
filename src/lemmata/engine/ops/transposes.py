"""The axes of an array in another order."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Size, at
from lemmata.engine.ops.batches import permuted
from lemmata.engine.ops.implications import ENTRYWISE
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError
from lemmata.engine.ops.structure import Indices, entrywise, one_axis

# Facts about a matrix that its transpose shares.
_TRANSPOSED = (
    "symmetric", "posdef", "semidefinite", "orthogonal", "invertible", "diagonal", "diagonalizable", "square",
)


def _transpose_normal(x: Expr, axes: Any) -> dict[str, Any]:
    if axes is None:
        return {"axes": None}
    if isinstance(axes, int) or len(axes) != x.rank:
        raise ShapeError(f"transpose: {axes} must name each of the {x.rank} axes once")
    order = tuple(one_axis("transpose", x.rank, a) for a in axes)
    if len(set(order)) != x.rank:
        raise ShapeError(f"transpose: {axes} must name each of the {x.rank} axes once")
    return {"axes": None if order == axis_order(x.rank, None) else order}


def axis_order(rank: int, axes: tuple[int, ...] | None) -> tuple[int, ...]:
    """The permutation of axes: without one, the last two change places."""
    if axes is not None:
        return axes
    return tuple(range(-rank, 0)) if rank < 2 else (*range(-rank, -2), -1, -2)


def _transpose_entry(indices: Indices, x: Expr, axes: tuple[int, ...] | None) -> Expr:
    own: list[Size] = list(indices)
    for place, axis in enumerate(axis_order(x.rank, axes)):
        own[axis] = indices[place]
    return at(x, *own)


def _transpose_back(g: Expr, out: Expr, x: Expr, axes: tuple[int, ...] | None) -> list[Expr]:
    if axes is None:
        return [apply("transpose", g)]
    inverse = sorted(range(-x.rank, 0), key=lambda a: axes[a])
    return [apply("transpose", g, axes=tuple(inverse))]


def _moved(rank: int, source: int, target: int) -> tuple[int, ...]:
    axes = [a for a in range(-rank, 0) if a != source]
    axes.insert(rank + target, source)
    return tuple(axes)


def _swapped(rank: int, first: int, second: int) -> tuple[int, ...]:
    axes = list(range(-rank, 0))
    axes[first], axes[second] = axes[second], axes[first]
    return tuple(axes)


register(
    Op(name="transpose", about="transpose: A.T[i, j] = A[j, i]; of a vector the vector, of a stack its last two axes",
       python=("matrix_transpose", "permute_dims", "permute", "adjoint", "t"), group="structure", sort=None,
       params={"axes": None}, normal=_transpose_normal,
       shape=lambda x, axes: tuple(x.shape[a] for a in axis_order(x.rank, axes)),
       entry=_transpose_entry, facts=lambda x: [f for f in (*ENTRYWISE, *_TRANSPOSED) if f in x],
       numpy=lambda call, x: permuted(x, axis_order(call.ranks[0], call.params["axes"])), generic=True,
       vjp=_transpose_back, samples=("A: real[m n]",)),
    Op(name="swapaxes", about="two axes change places: swapaxes(A, 0, 1)[i, j] = A[j, i]", group="structure", sort=None,
       params={"axis1": -1, "axis2": -2},
       normal=lambda x, axis1, axis2: dict(zip(
           ("axis1", "axis2"), sorted(one_axis("swapaxes", x.rank, a) for a in (axis1, axis2)))),
       shape=lambda x, axis1, axis2: tuple(x.shape[a] for a in _swapped(x.rank, axis1, axis2)),
       facts=entrywise,
       body=lambda x, axis1, axis2: apply("transpose", x, axes=_swapped(x.rank, axis1, axis2)),
       numpy=lambda call, x: np.swapaxes(x, call.params["axis1"], call.params["axis2"]), generic=True,
       vjp=lambda g, out, x, axis1, axis2: [apply("swapaxes", g, axis1=axis1, axis2=axis2)],
       samples=("A: real[m n]",)),
    Op(name="moveaxis", about="an axis moves to another place: moveaxis(A, 0, -1)[j, k, i] = A[i, j, k]",
       group="structure", sort=None, params={"source": 0, "destination": -1},
       normal=lambda x, source, destination: {
           "source": one_axis("moveaxis", x.rank, source), "destination": one_axis("moveaxis", x.rank, destination)},
       shape=lambda x, source, destination: tuple(x.shape[a] for a in _moved(x.rank, source, destination)),
       facts=entrywise,
       body=lambda x, source, destination: apply("transpose", x, axes=_moved(x.rank, source, destination)),
       numpy=lambda call, x: np.moveaxis(x, call.params["source"], call.params["destination"]), generic=True,
       vjp=lambda g, out, x, source, destination: [
           apply("moveaxis", g, source=destination, destination=source)],
       samples=("A: real[m n]",)),
)
