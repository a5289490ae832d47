"""Arrays joined: one after the other, or along a new axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, at, bind, fresh_index, integer
from lemmata.engine.ops.batches import Array, Call, own_rank, same_batch
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, same_size, show
from lemmata.engine.ops.slices import ZERO
from lemmata.engine.ops.structure import Indices, entrywise, one_axis


def _need_parts(op: str, parts: Sequence[Expr]) -> None:
    if not parts:
        raise ShapeError(f"{op} needs at least one array")
    for part in parts[1:]:
        if part.rank != parts[0].rank:
            raise ShapeError(f"{op}: {show(parts[0].shape)} and {show(part.shape)} have different numbers of axes")


def _concat_axis(*parts: Expr, axis: int) -> dict[str, Any]:
    _need_parts("concat", parts)
    return {"axis": one_axis("concat", parts[0].rank, axis)}


def _concat_shape(*parts: Expr, axis: int) -> Shape:
    shape = list(parts[0].shape)
    for part in parts[1:]:
        for a in range(-part.rank, 0):
            shape[a] = shape[a] + part.shape[a] if a == axis else same_size("concat", shape[a], part.shape[a])
    return tuple(shape)


def _concat_entry(indices: Indices, *parts: Expr, axis: int) -> Expr:
    """A sum over the parts, each with a delta for its place: no entry outside a part is named."""
    total, offset = None, ZERO
    for part in parts:
        inner, own = fresh_index(), list(indices)
        own[axis] = inner
        guard = apply("delta", integer(indices[axis]), integer(offset + inner))
        term = bind("sum", inner, apply("mul", guard, at(part, *own)), 0, part.shape[axis])
        total = term if total is None else apply("add", total, term)
        offset = offset + part.shape[axis]
    assert total is not None
    return total


def _concat_back(g: Expr, out: Expr, *parts: Expr, axis: int) -> list[Expr]:
    result, offset = [], ZERO
    for part in parts:
        slices = [(ZERO, size, 1) for size in part.shape]
        slices[axis] = (offset, part.shape[axis], 1)
        result.append(apply("slice", g, slices=tuple(slices)))
        offset = offset + part.shape[axis]
    return result


def _stack_axis(*parts: Expr, axis: int) -> dict[str, Any]:
    _need_parts("stack", parts)
    return {"axis": one_axis("stack", parts[0].rank + 1, axis)}


def _stack_shape(*parts: Expr, axis: int) -> Shape:
    shape = list(parts[0].shape)
    for part in parts[1:]:
        for a in range(part.rank):
            same_size("stack", shape[a], part.shape[a])
    shape.insert(len(shape) + axis + 1, Size.of(len(parts)))
    return tuple(shape)


def _stack_entry(indices: Indices, *parts: Expr, axis: int) -> Expr:
    chosen, own = indices[axis], list(indices)
    del own[axis]
    if chosen.constant is not None and 0 <= chosen.constant < len(parts):
        return at(parts[chosen.constant], *own)
    total = None
    for k, part in enumerate(parts):
        term = apply("mul", apply("delta", integer(chosen), k), at(part, *own))
        total = term if total is None else apply("add", total, term)
    assert total is not None
    return total


def _stack_back(g: Expr, out: Expr, *parts: Expr, axis: int) -> list[Expr]:
    first = g if axis == -g.rank else apply("moveaxis", g, source=axis, destination=0)
    return [at(first, k) for k in range(len(parts))]


def _vstack(*parts: Expr) -> Expr:
    rows = [apply("expand_dims", p, axis=0) if p.rank == 1 else p for p in parts]
    return apply("concat", *rows, axis=0)


def _hstack(*parts: Expr) -> Expr:
    return apply("concat", *parts, axis=0 if parts[0].rank == 1 else 1)


def _shared(*facts: frozenset[str]) -> list[str]:
    return entrywise(*facts) if facts else []


register(
    Op(name="concat", about="arrays one after the other along an axis", arity=None, python=("concatenate", "cat"),
       group="structure", sort=None, params={"axis": 0}, normal=_concat_axis, shape=_concat_shape,
       entry=_concat_entry, facts=_shared,
       numpy=lambda call, *parts: np.concatenate(same_batch(call, parts), axis=call.params["axis"]), generic=True,
       vjp=_concat_back, samples=("x: real[m]", "y: real[n]")),
    Op(name="stack", about="arrays of one shape along a new axis: stack(x, y)[0] = x", arity=None,
       group="structure", sort=None, params={"axis": 0}, normal=_stack_axis, shape=_stack_shape,
       entry=_stack_entry, facts=_shared,
       numpy=lambda call, *parts: np.stack(same_batch(call, parts), axis=call.params["axis"]), generic=True,
       vjp=_stack_back, samples=("x: real[n]", "y: real[n]")),
    Op(name="vstack", about="arrays below each other, vectors as rows", arity=None, group="structure", sort=None,
       shape=lambda *parts: _vstack(*parts).shape, facts=_shared, body=_vstack,
       numpy=lambda call, *parts: np.concatenate(
           [own_rank(p, r, max(r, 2)) for p, r in _batched(call, parts)], axis=-2), generic=True,
       samples=("x: real[n]", "y: real[n]")),
    Op(name="hstack", about="arrays beside each other", arity=None, group="structure", sort=None,
       shape=lambda *parts: _hstack(*parts).shape, facts=_shared, body=_hstack,
       numpy=lambda call, *parts: np.concatenate(
           same_batch(call, parts), axis=-1 if call.ranks[0] == 1 else 1 - call.ranks[0]), generic=True,
       samples=("A: real[m n]", "B: real[m k]")),
)


def _batched(call: Call, parts: Sequence[Any]) -> list[tuple[Array, int]]:
    return list(zip(same_batch(call, parts), call.ranks))
