"""Indexing: entries picked by integer labels, and NumPy's brackets."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, at
from lemmata.engine.ops.batches import Array, Call, batch_shape, own_rank, own_shape, same_batch
from lemmata.engine.ops.broadcasting import broadcast_at
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, broadcast, same_size, show
from lemmata.engine.ops.structure import Indices, entrywise, letters, one_axis
from lemmata.wording import counted


def need_integers(op: str, *labels: Expr) -> None:
    for label in labels:
        if label.sort not in ("integer", "variable"):
            raise ShapeError(f"{op}: the labels must be integers, not {label.sort}; declare them as labels[m k]")


def one_hot(labels: Expr, size: Size) -> Expr:
    """Rows with a 1 at the label: delta(labels[i], c), an axis of `size` appended."""
    return apply("delta", apply("expand_dims", labels, axis=-1), apply("arange", start=size))


def _take_axis(x: Expr, labels: Expr, axis: int) -> dict[str, Any]:
    need_integers("take", labels)
    return {"axis": one_axis("take", x.rank, axis)}


def _take_shape(x: Expr, labels: Expr, axis: int) -> Shape:
    return x.shape[: x.rank + axis] + labels.shape + x.shape[x.rank + axis + 1 :]


def _take_entry(indices: Indices, x: Expr, labels: Expr, axis: int) -> Expr:
    first = x.rank + axis
    label = at(labels, *indices[first : first + labels.rank])
    return at(x, *indices[:first], label, *indices[first + labels.rank :])


def _take_back(g: Expr, out: Expr, x: Expr, labels: Expr, axis: int) -> list[Expr | None]:
    first, count = x.rank + axis, labels.rank
    old, picked, rest = letters(first), letters(count, first), letters(-axis - 1, first + count)
    new = letters(1, first + count - axis - 1)
    hot = one_hot(labels, x.shape[axis])
    return [apply("einsum", g, hot, subscripts=f"{old}{picked}{rest},{picked}{new}->{old}{new}{rest}"), None]


def _take_numpy(call: Call, x: Any, labels: Any) -> Array:
    x, labels = np.asarray(x), call.arithmetic.integers(np.asarray(labels))
    rank, axis = call.ranks[0], call.params["axis"]
    if labels.ndim == call.ranks[1]:
        return np.take(x, labels, axis=axis)
    x, labels = same_batch(call, (x, labels))
    lead, own = batch_shape(labels, call.ranks[1]), own_shape(labels, call.ranks[1])
    along = [1] * rank
    along[axis] = -1
    found = np.take_along_axis(x, labels.reshape((*lead, *along)), axis=axis)
    first = len(lead) + rank + axis
    return found.reshape(found.shape[:first] + own + found.shape[first + 1 :])


def _pick_shape(x: Expr, *labels: Expr) -> Shape:
    need_integers("pick", *labels)
    if not labels or len(labels) > x.rank:
        raise ShapeError(f"pick: {len(labels)} label arrays for an array with {counted(x.rank, 'axis')}")
    return broadcast("pick", *(label.shape for label in labels)) + x.shape[len(labels) :]


def _pick_entry(indices: Indices, x: Expr, *labels: Expr) -> Expr:
    shape = broadcast("pick", *(label.shape for label in labels))
    own = (broadcast_at(label, indices[: len(shape)], shape) for label in labels)
    return at(x, *own, *indices[len(shape) :])


def _pick_back(g: Expr, out: Expr, x: Expr, *labels: Expr) -> list[Expr | None]:
    shape = broadcast("pick", *(label.shape for label in labels))
    rows, rest = letters(len(shape)), letters(x.rank - len(labels), len(shape))
    news = letters(len(labels), len(shape) + len(rest))
    hots = [one_hot(label if label.shape == shape else apply("broadcast_to", label, shape=shape), size)
            for label, size in zip(labels, x.shape)]
    terms = ",".join([rows + rest, *(rows + new for new in news)])
    return [apply("einsum", g, *hots, subscripts=f"{terms}->{news}{rest}"), *(None for _ in labels)]


def _pick_numpy(call: Call, x: Any, *labels: Any) -> Array:
    rank, shared = call.ranks[0], max(call.ranks[1:])
    wide = [own_rank(call.arithmetic.integers(np.asarray(label)), r, shared)
            for label, r in zip(labels, call.ranks[1:])]
    x = np.asarray(x)
    lead = np.broadcast_shapes(batch_shape(x, rank), *(batch_shape(w, shared) for w in wide))
    x = np.broadcast_to(x, lead + own_shape(x, rank))
    batch = [np.arange(n).reshape((n,) + (1,) * (len(lead) - k - 1 + shared)) for k, n in enumerate(lead)]
    return x[(*batch, *wide)]


def _along_axis(x: Expr, labels: Expr, axis: int) -> dict[str, Any]:
    need_integers("take_along", labels)
    if x.rank != labels.rank:
        raise ShapeError(f"take_along: {show(x.shape)} and labels {show(labels.shape)}; give both the same axes")
    return {"axis": one_axis("take_along", x.rank, axis)}


def _along_shape(x: Expr, labels: Expr, axis: int) -> Shape:
    for a in range(-x.rank, 0):
        if a != axis:
            same_size("take_along", x.shape[a], labels.shape[a])
    return labels.shape


def _along_entry(indices: Indices, x: Expr, labels: Expr, axis: int) -> Expr:
    own: list[Any] = list(indices)
    own[axis] = at(labels, *indices)
    return at(x, *own)


def _along_back(g: Expr, out: Expr, x: Expr, labels: Expr, axis: int) -> list[Expr | None]:
    old, new = letters(x.rank), letters(1, x.rank)
    target = old[: x.rank + axis] + new + old[x.rank + axis + 1 :]
    hot = one_hot(labels, x.shape[axis])
    return [apply("einsum", g, hot, subscripts=f"{old},{old}{new}->{target}"), None]


def _along_numpy(call: Call, x: Any, labels: Any) -> Array:
    x, labels = same_batch(call, (x, call.arithmetic.integers(np.asarray(labels))))
    return np.take_along_axis(x, labels, axis=call.params["axis"])


register(
    Op(name="take", about="indexing by integer labels: take(X, labels)[i, j] = X[labels[i], j]", arity=2,
       python=("index_select", "embedding"), group="structure", sort=lambda x, labels: _picked_sort(x, labels),
       params={"axis": 0}, normal=_take_axis, shape=_take_shape, entry=_take_entry,
       facts=lambda x, labels: entrywise(x), numpy=_take_numpy, generic=True, vjp=_take_back,
       samples=("X: real[k n]", "c: labels[m k]")),
    Op(name="pick", about="one entry for each label: pick(X, rows, labels)[i] = X[rows[i], labels[i]]", arity=None,
       group="structure", sort=lambda x, *labels: _picked_sort(x, *labels), shape=_pick_shape, entry=_pick_entry,
       facts=lambda x, *labels: entrywise(x), numpy=_pick_numpy, generic=True, vjp=_pick_back,
       samples=("X: real[k n]", "c: labels[m k]")),
    Op(name="take_along", about="one entry for each label along an axis: take_along(X, L)[i, j] = X[i, L[i, j]]",
       arity=2, python=("take_along_axis",), group="structure", sort=lambda x, labels: _picked_sort(x, labels),
       params={"axis": -1}, normal=_along_axis, shape=_along_shape, entry=_along_entry,
       facts=lambda x, labels: entrywise(x), numpy=_along_numpy, generic=True, vjp=_along_back,
       samples=("x: real[n]", "c: labels[m n]")),
)


def _picked_sort(x: Expr, *labels: Expr) -> str:
    return "variable" if any(label.sort == "variable" for label in labels) else x.sort



