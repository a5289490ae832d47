"""Structure of arrays: order of axes, shapes, broadcasting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, at, bind, fresh_index, integer
from lemmata.engine.ops.batches import Array, Call, batch_shape, own_rank, permuted
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ONE, ShapeError, broadcast, normal_axes, show

Indices = Sequence[Size]

# Facts about each entry for itself, which hold for any choice and order of the entries.
ENTRYWISE = ("positive", "nonnegative", "negative", "nonpositive", "nonzero", "zero", "unit", "integer", "natural",
             "binary", "even", "odd")
# Those that are left when zeros are put between the entries.
WITH_ZEROS = ("nonnegative", "nonpositive", "zero", "unit", "integer", "natural", "binary", "even")
# Facts about a matrix that its transpose shares.
_TRANSPOSED = (
    "symmetric", "posdef", "semidefinite", "orthogonal", "invertible", "diagonal", "diagonalizable", "square",
)


def entrywise(*facts: frozenset[str]) -> list[str]:
    """The facts about single entries that all arguments share."""
    return [f for f in ENTRYWISE if all(f in x for x in facts)]


def one_axis(op: str, rank: int, axis: int) -> int:
    """An axis counted from the last."""
    axes = normal_axes(op, rank, axis)
    assert axes is not None
    return axes[0]


def as_shape(shape: Any) -> Shape:
    """A shape from a size or several."""
    sizes = shape if isinstance(shape, (tuple, list)) else (shape,)
    return tuple(Size.of(s) for s in sizes)


def letters(count: int, after: int = 0) -> str:
    """Index letters for an einsum: the first `count` after the first `after`."""
    return "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[after : after + count]


def volume(shape: Iterable[Size]) -> Size:
    """The number of entries."""
    total = ONE
    for size in shape:
        total = total * size
    return total


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


# transpose


def _transpose_normal(x: Expr, axes: Any) -> dict[str, Any]:
    if axes is None:
        return {"axes": None}
    if isinstance(axes, int) or len(axes) != x.rank:
        raise ShapeError(f"transpose: {axes} must name each of the {x.rank} axes once")
    order = tuple(one_axis("transpose", x.rank, a) for a in axes)
    if len(set(order)) != x.rank:
        raise ShapeError(f"transpose: {axes} must name each of the {x.rank} axes once")
    return {"axes": None if order == _order(x.rank, None) else order}


def _order(rank: int, axes: tuple[int, ...] | None) -> tuple[int, ...]:
    """The permutation of axes: without one, the last two change places."""
    if axes is not None:
        return axes
    return tuple(range(-rank, 0)) if rank < 2 else (*range(-rank, -2), -1, -2)


def _transpose_entry(indices: Indices, x: Expr, axes: tuple[int, ...] | None) -> Expr:
    own: list[Size] = list(indices)
    for place, axis in enumerate(_order(x.rank, axes)):
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
       shape=lambda x, axes: tuple(x.shape[a] for a in _order(x.rank, axes)),
       entry=_transpose_entry, facts=lambda x: [f for f in (*ENTRYWISE, *_TRANSPOSED) if f in x],
       numpy=lambda call, x: permuted(x, _order(call.ranks[0], call.params["axes"])), generic=True,
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


# reshape


def quotient(total: Size, part: Size) -> Size | None:
    """total / part where `part` is a single term that divides every term of `total`."""
    if total == part:
        return ONE
    if len(part.terms) != 1:
        return None
    powers, factor = dict(part.terms[0][0]), part.terms[0][1]
    result = {}
    for monomial, count in total.terms:
        left = dict(monomial)
        if count % factor or any(left.get(name, 0) < power for name, power in powers.items()):
            return None
        key = tuple((name, p - powers.get(name, 0)) for name, p in monomial if p != powers.get(name, 0))
        result[key] = count // factor
    return Size(result)


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


def _reshape_numpy(call: Call, x: Array) -> Array:
    x = np.asarray(x)
    return x.reshape(batch_shape(x, call.ranks[0]) + tuple(call.shape))


def _column_order(x: Expr) -> Expr:
    return apply("reshape", apply("transpose", x), shape=(volume(x.shape),))


register(
    Op(name="reshape", about="the entries, row by row, under another shape: reshape(A, (m*n,))[i*n + j] = A[i, j]",
       python=("view",), group="structure", sort=None, params={"shape": ()}, normal=_reshape_normal,
       shape=_reshape_shape, entry=_reshape_entry, facts=entrywise, numpy=_reshape_numpy, generic=True,
       vjp=lambda g, out, x, shape: [apply("reshape", g, shape=x.shape)], samples=("A: real[m n]",),
       cases=({"shape": ("n", "m")}, {"shape": (-1,)})),
    Op(name="ravel", about="all entries as a vector, row by row: ravel(A)[i*n + j] = A[i, j]", python=("flatten",),
       group="structure", sort=None, shape=lambda x: (volume(x.shape),), facts=entrywise,
       body=lambda x: apply("reshape", x, shape=(volume(x.shape),)), numpy=_reshape_numpy, generic=True,
       vjp=lambda g, out, x: [apply("reshape", g, shape=x.shape)], samples=("A: real[m n]",)),
    Op(name="vec", about="the columns of a matrix below each other: vec(A)[j*m + i] = A[i, j]",
       group="structure", sort=None, shape=lambda x: (volume(x.shape),), facts=entrywise, body=_column_order,
       numpy=lambda call, x: _reshape_numpy(call, permuted(x, _order(call.ranks[0], None))), generic=True,
       vjp=lambda g, out, x: [apply("transpose", apply("reshape", g, shape=apply("transpose", x).shape))],
       samples=("A: real[m n]",)),
)


# broadcasting


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
       facts=entrywise, numpy=_reshape_numpy, generic=True,
       vjp=lambda g, out, x, axis: [apply("squeeze", g, axis=axis)], samples=("x: real[n]",)),
    Op(name="squeeze", about="axes of size 1 taken away: squeeze(A, 0)[i] = A[0, i]", group="structure", sort=None,
       params={"axis": None}, normal=_squeezed, shape=_squeeze_shape, entry=_squeeze_entry, facts=entrywise,
       numpy=_reshape_numpy, generic=True,
       vjp=lambda g, out, x, axis: [apply("expand_dims", g, axis=axis)] if axis else [g], samples=("A: real[1 n]",)),
)
