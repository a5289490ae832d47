"""Entries in ascending order: sorted arrays, the places that they come from, medians."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Size, at, bind, fresh_index, integer, number
from lemmata.engine.ops.elementary import SIGNS, also
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.reductions import AXES, one_axis, reduction, same_shape, several_axes


def _places_entry(indices: Sequence[Any], x: Expr, axis: int) -> Expr:
    """The place j before which i entries come: smaller ones, and equal ones that stand before."""
    j, k = fresh_index(), fresh_index()
    own, other = list(indices), list(indices)
    own[axis], other[axis] = j, k
    this, that = at(x, *own), at(x, *other)
    earlier = apply("and", apply("eq", that, this), apply("lt", integer(k), integer(j)))
    before = bind("sum", k, apply("where", apply("or", apply("lt", that, this), earlier), 1, 0), 0, x.shape[axis])
    wanted = indices[axis] if isinstance(indices[axis], Expr) else integer(indices[axis])
    return bind("sum", j, apply("where", apply("eq", before, wanted), integer(j), 0), 0, x.shape[axis])


def _sort_back(g: Expr, out: Expr, x: Expr, axis: int) -> list[Expr]:
    """Each entry has the cotangent of the place that it came to."""
    ranks = apply("argsort", apply("argsort", x, axis=axis), axis=axis)
    return [apply("take_along", g, ranks, axis=axis)]


def _sort_balls(call: Any, x: Any) -> Any:
    """By comparing neighbours, so that balls which overlap stay enclosed."""
    axis = call.params["axis"]
    rows = list(np.moveaxis(np.asarray(x, dtype=object), axis, 0))
    least, largest = np.frompyfunc(lambda a, b: a.min(b), 2, 1), np.frompyfunc(lambda a, b: a.max(b), 2, 1)
    for end in range(len(rows) - 1, 0, -1):
        for k in range(end):
            rows[k], rows[k + 1] = least(rows[k], rows[k + 1]), largest(rows[k], rows[k + 1])
    return np.moveaxis(np.array(rows, dtype=object).reshape(len(rows), *x.shape[:axis], *x.shape[axis:][1:]), 0, axis)


def _median_body(x: Expr, axis: tuple[int, ...] | None, keepdims: bool) -> Expr:
    """The mean of the two entries in the middle, which are one where their number is odd."""
    gone = tuple(range(-x.rank, 0)) if axis is None else axis
    kept = [a for a in range(-x.rank, 0) if a not in gone]
    rows = x if not kept else apply("transpose", x, axes=(*gone, *kept))
    if len(gone) > 1:
        rows = apply("reshape", rows, shape=(reduce(Size.__mul__, (x.shape[a] for a in gone)),
                                             *(x.shape[a] for a in kept)))
    ordered, length = apply("sort", rows, axis=0), integer(rows.shape[0])
    low, high = (apply("floor", (length - 1 + k) / number(2)) for k in (0, 1))
    found = (at(ordered, low) + at(ordered, high)) / 2
    return apply("expand_dims", found, axis=gone) if keepdims else found


register(
    Op(name="argsort", about="places of the entries in ascending order along an axis, counted from 0; equal entries "
       "in the order in which they stand", group="reductions", sort="integer", params={"axis": -1},
       normal=one_axis("argsort"), shape=same_shape, facts=("integer", "nonnegative"), entry=_places_entry,
       numpy=lambda call, x: np.argsort(x, axis=call.params["axis"], kind="stable"),
       constant="its values are steps, so it is flat where it is smooth", samples=("x: real[m n]",),
       cases=({}, {"axis": 0})),
    Op(name="sort", about="entries in ascending order along an axis; equal ones keep their order, and so their "
       "derivatives", group="reductions", sort=None, params={"axis": -1}, normal=one_axis("sort"), shape=same_shape,
       facts=also(*SIGNS, "integer", "unit"),
       body=lambda x, axis: apply("take_along", x, apply("argsort", x, axis=axis), axis=axis),
       numpy=lambda call, x: np.sort(x, axis=call.params["axis"], kind="stable"), arb=_sort_balls, vjp=_sort_back,
       samples=("x: real[m n]",), cases=({}, {"axis": 0})),
    reduction("median", "entry in the middle of the order along axes, the mean of the two where their number is even, "
              "which share the derivative", normal=several_axes("median"), facts=also(*SIGNS, "unit"),
              body=_median_body, cases=AXES),
)
