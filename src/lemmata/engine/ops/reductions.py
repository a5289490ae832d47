"""Sums, products, extrema, means, norms and their like over axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, as_size, at, bind, fresh_index, integer, is_size
from lemmata.engine.ops.elementary import SIGNS, also, exp, log, sqrt
from lemmata.engine.ops.record import Op, apply, as_expr, register
from lemmata.engine.ops.shapes import ONE, ShapeError, normal_axes, reduce_shape, show

Axes = tuple[int, ...] | None
Cases = tuple[dict[str, Any], ...]
Vjp = Sequence[Expr | None]


def reduced(rank: int, axis: Axes) -> tuple[int, ...]:
    """The axes that a reduction removes, counted from the last; None: all."""
    return tuple(range(-rank, 0)) if axis is None else axis


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


def as_axes(axis: Axes | int) -> Axes:
    return (axis,) if isinstance(axis, int) else axis


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


# --- evaluation -------------------------------------------------------------------------------------------------


def through(function: Callable[..., Any], *names: str) -> Callable[..., Any]:
    """A NumPy reduction over own axes; the leading batch axes stay."""
    def evaluate(call: Any, x: Any) -> Any:
        params = call.params
        axes = reduced(call.ranks[0], as_axes(params["axis"]))
        return function(x, axis=axes, keepdims=params["keepdims"], **{name: float(params[name]) for name in names})
    return evaluate


def numpy_place(function: Callable[..., Any]) -> Callable[..., Any]:
    def evaluate(call: Any, x: Any) -> Any:
        axis, rank, keepdims = call.params["axis"], call.ranks[0], call.params["keepdims"]
        if axis is not None:
            return function(x, axis=axis, keepdims=keepdims)
        batch = x.shape[: x.ndim - rank]
        result = function(x.reshape(*batch, -1), axis=-1)
        return result.reshape(*batch, *([1] * rank)) if keepdims else result
    return evaluate


def numpy_cumsum(call: Any, x: Any) -> Any:
    return np.cumsum(x, axis=call.params["axis"])


def numpy_logsumexp(x: Any, axis: tuple[int, ...], keepdims: bool) -> Any:
    top = np.max(x, axis=axis, keepdims=True)
    shift = np.where(np.isfinite(top), top, 0)
    total = np.log(np.sum(np.exp(x - shift), axis=axis, keepdims=True)) + shift
    return total if keepdims else np.squeeze(total, axis=axis)


def numpy_softmax(call: Any, x: Any) -> Any:
    axes = reduced(call.ranks[0], call.params["axis"])
    weights = np.exp(x - np.max(x, axis=axes, keepdims=True))
    return weights / np.sum(weights, axis=axes, keepdims=True)


def numpy_log_softmax(call: Any, x: Any) -> Any:
    axes = reduced(call.ranks[0], call.params["axis"])
    shifted = x - np.max(x, axis=axes, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axes, keepdims=True))


def numpy_norm(call: Any, x: Any) -> Any:
    axis, keepdims = call.params["axis"], call.params["keepdims"]
    order: Any = call.params["ord"]
    if (order == "fro" and len(axis) != 2) or not axis:
        return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))
    order = {"inf": np.inf, "spectral": 2.0, "fro": "fro", "nuc": "nuc"}.get(order, order)
    places: Any = axis if len(axis) == 2 else axis[0]
    return np.linalg.norm(x, ord=float(order) if isinstance(order, Fraction) else order, axis=places, keepdims=keepdims)


def ball_reduction(combine: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """An extremum of balls, entry by entry of the result."""
    def evaluate(call: Any, x: Any) -> Any:
        return over_axes(x, call, lambda values: reduce(combine, values))
    return evaluate


def over_axes(x: Any, call: Any, function: Callable[[list[Any]], Any]) -> Any:
    """Apply a function of a list to the entries along the axes of a reduction."""
    x = np.asarray(x, dtype=object)
    gone = [a + x.ndim for a in reduced(x.ndim, as_axes(call.params["axis"]))]
    stay = [a for a in range(x.ndim) if a not in gone]
    result = np.empty([x.shape[a] for a in stay], dtype=object)
    moved = x.transpose(*stay, *gone)
    for place in product(*map(range, result.shape)):
        result[place] = function(list(np.ravel(moved[place])))
    if call.params["keepdims"]:
        result = result.reshape([1 if a in gone else size for a, size in enumerate(x.shape)])
    return result


# --- derivatives ------------------------------------------------------------------------------------------------


def sum_vjp(g: Expr, out: Expr, x: Expr, axis: Axes, keepdims: bool) -> Vjp:
    return (spread(g, x, axis, keepdims),)


def prod_vjp(g: Expr, out: Expr, x: Expr, axis: Axes, keepdims: bool) -> Vjp:
    """g * out / x where no entry can be 0, else the product of the other entries."""
    from lemmata.engine.ops.facts import known

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


def softmax_vjp(g: Expr, out: Expr, x: Expr, axis: Axes) -> Vjp:
    return (out * (g - apply("sum", out * g, axis=axis, keepdims=True)),)


def norm_vjp(g: Expr, out: Expr, x: Expr, ord: Any, axis: tuple[int, ...], keepdims: bool) -> Vjp:
    if ord in (2, "fro"):
        return (kept(g / out, axis, keepdims) * x,)
    if ord in ("nuc", "spectral"):
        left, right = apply("svd_left", x), apply("svd_right", x)
        slope = left @ right.T if ord == "nuc" else apply("outer", left.T[0], right.T[0])
        return (kept(g, axis, keepdims) * slope,)
    sign = apply("sign", x)
    if ord == 1 and len(axis) == 1:
        return (kept(g, axis, keepdims) * sign,)
    if isinstance(ord, str) or len(axis) == 2:
        return pull(norm_body(x, ord, axis, keepdims), g, x)
    return (kept(g / out ** (ord - 1), axis, keepdims) * (sign * apply("abs", x) ** (ord - 1)),)


def pull(value: Expr, g: Expr, x: Expr) -> Vjp:
    """The cotangent of `x` through a chain of operations of one argument that ends in `value`."""
    from lemmata.engine.ops.record import OPS

    while value is not x:
        record, (inner,) = OPS[value.op], value.args
        if record.partials is not None:
            g = g * as_expr(record.partials[0](value, inner, **value.params))
        else:
            assert record.vjp is not None
            (pulled,) = record.vjp(g, value, inner, **value.params)
            assert pulled is not None
            g = pulled
        value = inner
    return (g,)


# --- definitions ------------------------------------------------------------------------------------------------


def var_body(x: Expr, axis: Axes, keepdims: bool, ddof: Any) -> Expr:
    return apply("sum", centered(x, axis) ** 2, axis=axis, keepdims=keepdims) / (count(x, axis) - ddof)


def logsumexp_body(x: Expr, axis: Axes, keepdims: bool) -> Expr:
    return log(apply("sum", exp(x), axis=axis, keepdims=keepdims))


def softmax_body(x: Expr, axis: Axes) -> Expr:
    return exp(x) / apply("sum", exp(x), axis=axis, keepdims=True)


def log_softmax_body(x: Expr, axis: Axes) -> Expr:
    return x - apply("logsumexp", x, axis=axis, keepdims=True)


def norm_params(x: Expr, ord: Any, axis: Any, keepdims: bool) -> dict[str, Any]:
    """Axes written out, and the order under one name: a matrix norm of order 2 is "spectral"."""
    axes = reduced(x.rank, normal_axes("norm", x.rank, axis))
    if ord is None:
        ord = "fro"
    if ord in (float("inf"), "inf"):
        ord = "inf"
    if ord == 2 and len(axes) == 2:
        ord = "spectral"
    if ord == "fro" and len(axes) < 2:
        ord = 2
    if isinstance(ord, float):
        ord = Fraction(ord)
    known = {0: (2,), 1: (1, 2, "inf"), 2: (1, "inf", "fro", "nuc", "spectral")}.get(len(axes), ("fro",))
    general = len(axes) == 1 and isinstance(ord, (int, Fraction)) and ord >= 1
    if ord not in known and not general:
        raise ShapeError(f"norm: no order {ord!r} over {len(axes)} axes; there are {', '.join(map(str, known))}")
    if ord in ("nuc", "spectral") and x.rank != 2:
        raise ShapeError(f"norm: order {ord!r} takes a matrix, not an array of shape {show(x.shape)}")
    return {"ord": ord, "axis": axes, "keepdims": keepdims}


def norm_body(x: Expr, ord: Any, axis: tuple[int, ...], keepdims: bool) -> Expr:
    def over(op: str, value: Expr, *axes: int) -> Expr:
        return apply(op, value, axis=axes, keepdims=keepdims)

    size = apply("abs", x)
    if ord in (2, "fro"):
        return sqrt(over("sum", x**2, *axis))
    if ord in ("nuc", "spectral"):
        values = apply("svdvals", x)
        value = apply("sum", values) if ord == "nuc" else values[0]
        return apply("expand_dims", value, axis=(-2, -1)) if keepdims else value
    if len(axis) == 1:
        if ord == "inf":
            return over("max", size, *axis)
        return over("sum", size, *axis) if ord == 1 else over("sum", size**ord, *axis) ** (1 / Fraction(ord))
    rows, columns = axis
    if ord == 1:
        return over("max", over("sum", size, rows), columns)
    return over("max", over("sum", size, columns), rows if keepdims else rows + 1)


# --- the records ------------------------------------------------------------------------------------------------


AXES: Cases = ({}, {"axis": 0}, {"axis": -1, "keepdims": True}, {"axis": (0, 1), "keepdims": True})
NORMS: Cases = (
    *({"ord": order} for order in (1, "inf", "fro", "nuc", "spectral")),
    *({"ord": order, "axis": 0} for order in (1, 2, "inf", 3)), {"ord": "fro", "keepdims": True},
)
SLICES: Cases = ({}, {"axis": 0}, {"axis": None})


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
    reduction("logsumexp", "log(sum(exp(x))) along axes", latex=("logsumexp", "LSE"),
              numpy=through(numpy_logsumexp), body=logsumexp_body,
              vjp=lambda g, out, x, axis, keepdims: (
                  kept(g, axis, keepdims) * apply("softmax", x, axis=axis),)),
    reduction("softmax", "exp(x) / sum(exp(x)) along axes (the last one unless said otherwise)",
              params={"axis": -1}, latex=("softmax",), shape=same_shape, numpy=numpy_softmax, cases=SLICES,
              facts=("positive", "unit", "simplex"), values="(0, 1]", body=softmax_body, vjp=softmax_vjp),
    reduction("log_softmax", "log(softmax(x)): x - logsumexp(x) along axes (the last one unless said otherwise)",
              params={"axis": -1}, shape=same_shape, numpy=numpy_log_softmax, cases=SLICES, facts=("nonpositive",),
              python=("logsoftmax",), body=log_softmax_body,
              vjp=lambda g, out, x, axis: (g - exp(out) * apply("sum", g, axis=axis, keepdims=True),)),
    reduction("cumsum", "sums of the first entries along an axis: y[i] = x[0] + ... + x[i]", params={"axis": None},
              normal=one_axis("cumsum"), shape=same_shape, sort=None, numpy=numpy_cumsum, generic=True,
              facts=also("positive", "negative", "nonnegative", "nonpositive", "integer", "zero"),
              entry=cumsum_entry, cases=({"axis": 0}, {"axis": 1}),
              vjp=lambda g, out, x, axis: (
                  apply("sum", g, axis=axis, keepdims=True) - apply("cumsum", g, axis=axis) + g,)),
    reduction("norm", "norm of order p: sum(|x|**p)**(1/p), max |x| for inf; of a matrix fro, nuc, spectral, 1, inf",
              params={"ord": None, "axis": None, "keepdims": False}, normal=norm_params, numpy=numpy_norm, cases=NORMS,
              facts=("nonnegative",), body=norm_body, vjp=norm_vjp),
)
