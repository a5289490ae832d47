"""Sums and dot products over axes that carry along what each operation rounds off.

Their values are those of the plain ones; they are operations of their own so that code keeps them. Entries are added
by pairs, each addition with its rounding error (Knuth), and the errors come to the sum at the end. Factors are split
into halves whose four products are exact, so that a compiler may fuse multiplications with additions. The result is
that of a sum in twice the precision, rounded once (Ogita, Rump and Oishi, Accurate sum and dot product, 2005).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.expr import Expr
from lemmata.engine.ops.elementary import also
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.reducing import Axes, reduced
from lemmata.engine.ops.reductions import AXES, Vjp, reduction, reduction_shape, several_axes, spread, sum_vjp
from lemmata.engine.ops.shapes import ShapeError, show

COMPENSATED = ("compensated_sum", "compensated_dot")


def two_sum(a: Any, b: Any) -> tuple[Any, Any]:
    """A sum and what rounding took from it: s = fl(a + b) and e, so that a + b = s + e exactly.

    a, b  numbers or arrays of one floating-point type, of any magnitudes; entry by entry
    exact as long as a + b does not overflow

    >>> two_sum(1.0, 1e-20)
    (1.0, 1e-20)

    Source: Knuth, The Art of Computer Programming 2 (1997), section 4.2.2, theorem B.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        s = a + b
        other = s - a
        return s, (a - (s - other)) + (b - other)


def halves(x: Any) -> tuple[Any, Any]:
    """Floats as sums of two with half the digits each, the first one nearer to 0: products of these are exact.

    >>> [float(h) for h in halves(np.float64(1 + 2.0**-40))] == [1.0, 2.0**-40]
    True
    """
    digits = np.finfo(x.dtype).nmant + 1
    part, exponent = np.frexp(x)
    with np.errstate(invalid="ignore"):
        high = np.ldexp(np.trunc(np.ldexp(part, digits // 2)), exponent - digits // 2)
        return high, x - high


def _sum_of_last(x: Any) -> Any:
    """The sum over the last axis."""
    lost = np.zeros(x.shape[:-1], x.dtype)
    while x.shape[-1] > 1:
        if x.shape[-1] % 2:
            x = np.concatenate([x, np.zeros_like(x[..., :1])], axis=-1)
        x, error = two_sum(x[..., 0::2], x[..., 1::2])
        lost = lost + np.sum(np.where(np.isfinite(x), error, np.zeros_like(error)), axis=-1)
    return np.sum(x, axis=-1) + lost


def _over_axes(call: Any, x: Any) -> tuple[Any, list[int]]:
    """The array with the axes that go as its last one, and where they were."""
    x = np.asarray(x)
    gone = [x.ndim + a for a in reduced(call.ranks[0], call.params["axis"])]
    stay = [a for a in range(x.ndim) if a not in gone]
    moved = x.transpose(*stay, *gone)
    return moved.reshape(*moved.shape[: len(stay)], -1), gone


def _numpy_sum(call: Any, x: Any) -> Any:
    rows, gone = _over_axes(call, x)
    found = _sum_of_last(rows)
    return np.expand_dims(found, tuple(gone)) if call.params["keepdims"] else found


def _numpy_dot(call: Any, x: Any, y: Any) -> Any:
    x, y = np.broadcast_arrays(x, y)
    rows, gone = _over_axes(call, x)
    others = _over_axes(call, y)[0]
    product, none = rows * others, np.zeros_like(rows)
    (x1, x2), (y1, y2) = halves(rows), halves(others)
    with np.errstate(invalid="ignore"):
        parts = [np.where(np.isfinite(product), exact, other)
                 for exact, other in ((x1 * y1, product), (x1 * y2, none), (x2 * y1, none), (x2 * y2, none))]
    found = _sum_of_last(np.concatenate(parts, axis=-1))
    return np.expand_dims(found, tuple(gone)) if call.params["keepdims"] else found


def _dot_shape(x: Expr, y: Expr, axis: Axes, keepdims: bool) -> Any:
    if x.shape != y.shape:
        raise ShapeError(f"compensated_dot of arrays of shapes {show(x.shape)} and {show(y.shape)}; they must be equal")
    return reduction_shape(x, axis, keepdims)


def _dot_vjp(g: Expr, out: Expr, x: Expr, y: Expr, axis: Axes, keepdims: bool) -> Vjp:
    share = spread(g, x, axis, keepdims)
    return share * y, share * x


register(
    reduction("compensated_sum", "sum over axes, with what each addition rounds off added at the end",
              numpy=_numpy_sum, facts=also("positive", "negative", "nonnegative", "nonpositive", "integer", "zero"),
              body=lambda x, axis, keepdims: apply("sum", x, axis=axis, keepdims=keepdims), vjp=sum_vjp),
    Op(name="compensated_dot", arity=2,
       about="sum over axes of x * y, with what products and additions round off added at the end",
       group="reductions", shape=_dot_shape, params={"axis": None, "keepdims": False},
       normal=lambda x, y, **params: several_axes("compensated_dot")(x, **params), numpy=_numpy_dot,
       facts=lambda x, y: [f for f in ("positive", "nonnegative", "integer") if f in x and f in y],
       body=lambda x, y, axis, keepdims: apply("sum", x * y, axis=axis, keepdims=keepdims), vjp=_dot_vjp,
       samples=("x: real[m n]", "y: real[m n]"), cases=AXES),
)
