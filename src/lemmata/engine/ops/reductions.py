"""Sums, products, extrema, means and variances over axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, as_size, at, bind, fresh_index, integer, is_size
from lemmata.engine.ops.elementary import SIGNS, also, sqrt
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.reducing import Axes, as_axes, ball_reduction, numpy_cumsum, numpy_place, reduced, through
from lemmata.engine.ops.shapes import ONE, ShapeError, normal_axes, reduce_shape, show

Cases = tuple[dict[str, Any], ...]
Vjp = Sequence[Expr | None]


def several_axes(op: str) -> Callable[..., dict[str, Any]]:
    """`axis` as a sorted tuple of negative integers, None for all axes."""
    return lambda x, **params: {**params, "axis": normal_axes(op, x.rank, params["axis"])}


def one_axis(op: str) -> Callable[..., dict[str, Any]]:
    """`axis` as one negative integer; None only where there is one axis."""
    def normal(x: Expr, **params: Any) -> dict[str, Any]:
        axis = params["axis"]
        if axis is None and x.rank != 1:
            raise ShapeError(f"{op} of an array of shape {show(x.shape)} needs an axis")
        (place,) = normal_axes(op, x.rank, -1 if axis is None else axis) or ()
        return {**params, "axis": place}
    return normal


def flat_or_one_axis(op: str) -> Callable[..., dict[str, Any]]:
    """`axis` as one negative integer, None for the flattened array."""
    return lambda x, **params: params if params["axis"] is None else one_axis(op)(x, **params)


def kept(value: Expr, axis: Axes | int, keepdims: bool) -> Expr:
    """A reduced value with its axes put back as axes of size 1 (a scalar broadcasts as it is)."""
    axes = as_axes(axis)
    return value if keepdims or axes is None else apply("expand_dims", value, axis=axes)


def spread(value: Expr, x: Expr, axis: Axes | int, keepdims: bool) -> Expr:
    """A reduced value at every entry of `x`."""
    return apply("broadcast_to", kept(value, axis, keepdims), shape=x.shape)


def count(x: Expr, axis: Axes) -> Expr:
    """The number of entries that are reduced to one."""
    return integer(reduce(Size.__mul__, (x.shape[a] for a in reduced(x.rank, axis)), ONE))


def bound_entry(binder: str) -> Callable[..., Expr]:
    """The entry of a reduction as binders over the indices that go."""
    def entry(indices: Sequence[Any], x: Expr, axis: Axes, keepdims: bool) -> Expr:
        gone = reduced(x.rank, axis)
        given = iter(indices)
        places, inner = [], []
        for place in range(-x.rank, 0):
            if place in gone:
                inner.append((fresh_index(), x.shape[place]))
                places.append(inner[-1][0])
                if keepdims:
                    next(given)
            else:
                places.append(next(given))
        body = at(x, *places)
        for index, size in reversed(inner):
            body = bind(binder, index, body, 0, size)
        return body
    return entry


def place_entry(binder: str) -> Callable[..., Expr]:
    """The entry of argmax or argmin; without an axis the place in the flattened array."""
    def entry(indices: Sequence[Any], x: Expr, axis: int | None, keepdims: bool) -> Expr:
        index = fresh_index()
        if axis is None:
            places, left = [], integer(index)
            for size in reversed(x.shape[1:]):
                above = apply("floor", left / integer(size))
                places.append(left - integer(size) * above)
                left = above
            return bind(binder, index, at(x, *([left] * bool(x.rank)), *reversed(places)), 0, count(x, None))
        outer = list(indices)
        if keepdims:
            outer[axis] = index
        else:
            outer.insert(x.rank + axis, index)
        return bind(binder, index, at(x, *outer), 0, x.shape[axis])
    return entry


def cumsum_entry(indices: Sequence[Any], x: Expr, axis: int) -> Expr:
    index, places = fresh_index(), list(indices)
    last = places[axis]
    if isinstance(last, Expr):
        high = as_size(last) + 1 if is_size(last) else last + 1
    else:
        high = Size.of(last) + 1
    places[axis] = index
    return bind("sum", index, at(x, *places), 0, high)


def reduction_shape(x: Expr, axis: Axes | int, keepdims: bool, **_: Any) -> Shape:
    return reduce_shape(x, as_axes(axis), keepdims)


def same_shape(x: Expr, **_: Any) -> Shape:
    return x.shape


def sum_vjp(g: Expr, out: Expr, x: Expr, axis: Axes, keepdims: bool) -> Vjp:
    return (spread(g, x, axis, keepdims),)


def prod_vjp(g: Expr, out: Expr, x: Expr, axis: Axes, keepdims: bool) -> Vjp:
    """g * out / x where no entry can be 0, else the product of the other entries."""
    from lemmata.engine.ops.facts import known  # which needs all records, also these

    if known(x, "nonzero"):
        return (spread(g * out, x, axis, keepdims) / x,)
    return (spread(g, x, axis, keepdims) * product_of_others(x, reduced(x.rank, axis)),)


def product_of_others(x: Expr, gone: tuple[int, ...]) -> Expr:
    """At each place the product of all other entries along the axes."""
    outer = [fresh_index() for _ in x.shape]
    places = [fresh_index() if a in gone else outer[a] for a in range(-x.rank, 0)]
    same = [apply("eq", integer(places[a]), integer(outer[a])) for a in gone]
    entry = at(x, *places)
    if same:
        entry = apply("where", reduce(lambda a, b: apply("and", a, b), same), 1, entry)
    for a in reversed(gone):
        entry = bind("prod", places[a], entry, 0, x.shape[a])
    for index, size in zip(reversed(outer), reversed(x.shape)):
        entry = bind("array", index, entry, 0, size)
    return entry


def extremum_vjp(g: Expr, out: Expr, x: Expr, axis: Axes, keepdims: bool) -> Vjp:
    """The entries that attain the extremum share the cotangent equally."""
    hit = apply("where", apply("eq", x, kept(out, axis, keepdims)), 1, 0)
    share = kept(g, axis, keepdims) / apply("sum", hit, axis=axis, keepdims=axis is not None)
    return (share * hit,)


def mean_vjp(g: Expr, out: Expr, x: Expr, axis: Axes, keepdims: bool) -> Vjp:
    return (spread(g / count(x, axis), x, axis, keepdims),)


def centered(x: Expr, axis: Axes) -> Expr:
    return x - apply("mean", x, axis=axis, keepdims=True)


def var_vjp(g: Expr, out: Expr, x: Expr, axis: Axes, keepdims: bool, ddof: Any) -> Vjp:
    return (kept(2 * g / (count(x, axis) - ddof), axis, keepdims) * centered(x, axis),)


def std_vjp(g: Expr, out: Expr, x: Expr, axis: Axes, keepdims: bool, ddof: Any) -> Vjp:
    return (kept(g / ((count(x, axis) - ddof) * out), axis, keepdims) * centered(x, axis),)


def var_body(x: Expr, axis: Axes, keepdims: bool, ddof: Any) -> Expr:
    return apply("sum", centered(x, axis) ** 2, axis=axis, keepdims=keepdims) / (count(x, axis) - ddof)


AXES: Cases = ({}, {"axis": 0}, {"axis": -1, "keepdims": True}, {"axis": (0, 1), "keepdims": True})


def reduction(name: str, about: str, **fields: Any) -> Op:
    given: dict[str, Any] = dict(
        group="reductions", shape=reduction_shape, params={"axis": None, "keepdims": False},
        normal=several_axes(name), samples=("x: real[m n]",), cases=AXES,
    )
    return Op(name=name, about=about, **{**given, **fields})


def like_max(first: str) -> dict[str, Any]:
    return dict(sort=None, facts=also(*SIGNS, "integer", "unit"), entry=bound_entry(first), vjp=extremum_vjp)


PLACE: dict[str, Any] = dict(
    cases=({}, {"axis": 0}, {"axis": 1, "keepdims": True}, {"keepdims": True}),
    sort="integer", facts=("integer", "nonnegative"), constant="its values are steps, so it is flat where it is smooth",
)

register(
    reduction("sum", "sum of the entries along axes", sort=None, numpy=through(np.sum), generic=True,
              facts=also("positive", "negative", "nonnegative", "nonpositive", "integer", "zero"),
              entry=bound_entry("sum"), vjp=sum_vjp),
    reduction("prod", "product of the entries along axes", python=("product",), sort=None, numpy=through(np.prod),
              generic=True, facts=also("positive", "nonnegative", "nonzero", "integer", "unit"),
              entry=bound_entry("prod"), vjp=prod_vjp),
    reduction("max", "largest entry along axes; entries that attain it share the derivative", python=("amax",),
              latex=("max",), numpy=through(np.max), arb=ball_reduction(lambda a, b: a.max(b)), **like_max("max")),
    reduction("min", "smallest entry along axes; entries that attain it share the derivative", python=("amin",),
              latex=("min",), numpy=through(np.min), arb=ball_reduction(lambda a, b: a.min(b)), **like_max("min")),
    reduction("argmax", "place of the first largest entry, counted from 0", normal=flat_or_one_axis("argmax"),
              numpy=numpy_place(np.argmax), entry=place_entry("argmax"), latex=("argmax",), **PLACE),
    reduction("argmin", "place of the first smallest entry, counted from 0", normal=flat_or_one_axis("argmin"),
              numpy=numpy_place(np.argmin), entry=place_entry("argmin"), latex=("argmin",), **PLACE),
    reduction("mean", "mean of the entries along axes: sum(x) / n", latex=("mean",), numpy=through(np.mean),
              facts=also("positive", "negative", "nonnegative", "nonpositive", "zero", "unit"),
              body=lambda x, axis, keepdims: apply("sum", x, axis=axis, keepdims=keepdims) / count(x, axis),
              vjp=mean_vjp),
    reduction("var", "variance of the entries along axes: sum((x - mean(x))**2) / (n - ddof)",
              params={"axis": None, "keepdims": False, "ddof": 0}, numpy=through(np.var, "ddof"),
              cases=(*AXES, {"ddof": 1}),
              facts=("nonnegative",), body=var_body, vjp=var_vjp),
    reduction("std", "standard deviation of the entries along axes: sqrt(var(x))",
              params={"axis": None, "keepdims": False, "ddof": 0}, numpy=through(np.std, "ddof"),
              cases=(*AXES, {"ddof": 1}),
              facts=("nonnegative",), body=lambda x, **params: sqrt(apply("var", x, **params)), vjp=std_vjp),
    reduction("cumsum", "sums of the first entries along an axis: y[i] = x[0] + ... + x[i]", params={"axis": None},
              normal=one_axis("cumsum"), shape=same_shape, sort=None, numpy=numpy_cumsum, generic=True,
              facts=also("positive", "negative", "nonnegative", "nonpositive", "integer", "zero"),
              entry=cumsum_entry, cases=({"axis": 0}, {"axis": 1}),
              vjp=lambda g, out, x, axis: (
                  apply("sum", g, axis=axis, keepdims=True) - apply("cumsum", g, axis=axis) + g,)),
)
