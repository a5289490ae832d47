"""Norms of vectors and matrices."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr
from lemmata.engine.ops.elementary import sqrt
from lemmata.engine.ops.record import apply, register
from lemmata.engine.ops.reducing import reduced
from lemmata.engine.ops.reductions import Cases, Vjp, extremum_vjp, kept, reduction, sum_vjp
from lemmata.engine.ops.shapes import ShapeError, normal_axes, show
from lemmata.wording import counted

NORMS: Cases = (
    *({"ord": order} for order in (1, "inf", "fro", "nuc", "spectral")),
    *({"ord": order, "axis": 0} for order in (1, 2, "inf", 3)), {"ord": "fro", "keepdims": True},
)


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
        raise ShapeError(f"norm: no order {ord!r} over {counted(len(axes), 'axis')}; there are "
                         f"{', '.join(map(str, known))}")
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


def numpy_norm(call: Any, x: Any) -> Any:
    axis, keepdims = call.params["axis"], call.params["keepdims"]
    order: Any = call.params["ord"]
    if (order == "fro" and len(axis) != 2) or not axis:
        return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))
    order = {"inf": np.inf, "spectral": 2.0, "fro": "fro", "nuc": "nuc"}.get(order, order)
    places: Any = axis if len(axis) == 2 else axis[0]
    return np.linalg.norm(x, ord=float(order) if isinstance(order, Fraction) else order, axis=places, keepdims=keepdims)


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
        return largest_vjp(g, out, x, ord, axis, keepdims)
    return (kept(g / out ** (ord - 1), axis, keepdims) * (sign * apply("abs", x) ** (ord - 1)),)


def largest_vjp(g: Expr, out: Expr, x: Expr, ord: Any, axis: tuple[int, ...], keepdims: bool) -> Vjp:
    """Through the largest entry, or the largest sum of a row or column."""
    top, size = norm_body(x, ord, axis, keepdims), apply("abs", x)
    inner = top.children[0]
    (pulled,) = extremum_vjp(g, out, inner, **top.params)
    assert pulled is not None
    if len(axis) == 2:
        (pulled,) = sum_vjp(pulled, inner, size, **inner.params)
    return (pulled * apply("sign", x),)


register(
    reduction("norm", "norm of order p: sum(|x|**p)**(1/p), max |x| for inf; of a matrix fro, nuc, spectral, 1, inf",
              params={"ord": None, "axis": None, "keepdims": False}, normal=norm_params, numpy=numpy_norm, cases=NORMS,
              facts=("nonnegative",), body=norm_body, vjp=norm_vjp),
)
