"""Identity, zeros and ones, diagonals and triangles, Kronecker's delta."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, at, integer, number
from lemmata.engine.ops import balls
from lemmata.engine.ops.batches import Array, Call
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import need_rank, same_size
from lemmata.engine.ops.slices import part_length
from lemmata.engine.ops.structure import WITH_ZEROS, Indices, as_shape, entrywise

ZERO = Size.of(0)


def delta(i: Size | Expr | int, j: Size | Expr | int) -> Expr:
    """Kronecker's delta of two integers."""
    left, right = (integer(k) if isinstance(k, Size) else k for k in (i, j))
    return apply("delta", left, right)


def _eye_normal(n: Any) -> dict[str, Any]:
    return {"n": Size.of(n)}


def _arange_normal(start: Any, stop: Any, step: Any) -> dict[str, Any]:
    """As Python's range: one number is the end."""
    if stop is None:
        start, stop = 0, start
    return {"start": Size.of(start), "stop": Size.of(stop), "step": int(step)}


def _arange_shape(start: Size, stop: Size, step: int) -> Shape:
    return (part_length(stop - start if step > 0 else start - stop, step),)


def _arange_numpy(call: Call) -> Array:
    return call.arithmetic.array(call.params["start"] + call.params["step"] * np.arange(call.shape[-1]))


register(
    Op(name="eye", about="identity matrix: eye(n)[i, j] = 1 if i = j, else 0", arity=0, python=("identity",),
       group="structure", sort="integer", params={"n": ZERO}, normal=_eye_normal, shape=lambda n: (n, n),
       entry=lambda indices, n: delta(*indices),
       facts=("integer", "binary", "nonnegative", "unit", "natural", "symmetric", "posdef", "orthogonal",
              "invertible", "diagonal", "diagonalizable", "semidefinite", "square"),
       numpy=lambda call: call.arithmetic.array(np.eye(call.shape[-1], dtype=int)), generic=True,
       vjp=lambda g, out, n: []),
    Op(name="zeros", about="zeros of a shape", arity=0, group="structure", sort="integer", params={"shape": ()},
       normal=lambda shape: {"shape": as_shape(shape)}, shape=lambda shape: shape,
       entry=lambda indices, shape: number(0),
       facts=("zero", "integer", "natural", "binary", "unit", "nonnegative", "nonpositive"),
       numpy=lambda call: call.arithmetic.array(np.zeros(call.shape, dtype=int)), generic=True,
       vjp=lambda g, out, shape: []),
    Op(name="ones", about="ones of a shape", arity=0, group="structure", sort="integer", params={"shape": ()},
       normal=lambda shape: {"shape": as_shape(shape)}, shape=lambda shape: shape,
       entry=lambda indices, shape: number(1),
       facts=("integer", "natural", "binary", "unit", "nonnegative", "positive", "nonzero"),
       numpy=lambda call: call.arithmetic.array(np.ones(call.shape, dtype=int)), generic=True,
       vjp=lambda g, out, shape: []),
    Op(name="zeros_like", about="zeros of the shape of x", group="structure", sort="integer",
       shape=lambda x: x.shape, body=lambda x: apply("zeros", shape=x.shape),
       facts=("zero", "integer", "natural", "binary", "unit", "nonnegative", "nonpositive"),
       numpy=lambda call, x: call.arithmetic.array(np.zeros(call.shape, dtype=int)), generic=True,
       constant="it is zero", samples=("x: real[n]",)),
    Op(name="ones_like", about="ones of the shape of x", group="structure", sort="integer",
       shape=lambda x: x.shape, body=lambda x: apply("ones", shape=x.shape),
       facts=("integer", "natural", "binary", "unit", "nonnegative", "positive", "nonzero"),
       numpy=lambda call, x: call.arithmetic.array(np.ones(call.shape, dtype=int)), generic=True,
       constant="it is one", samples=("x: real[n]",)),
    Op(name="full", about="one number at every entry of a shape: full((m, n), a)[i, j] = a", group="structure",
       sort=None, params={"shape": ()}, normal=lambda a, shape: {"shape": as_shape(shape)},
       shape=lambda a, shape: shape, body=lambda a, shape: apply("broadcast_to", a, shape=shape), facts=entrywise,
       numpy=lambda call, a: np.broadcast_to(
           np.asarray(a).reshape(np.shape(a) + (1,) * len(call.shape)), np.shape(a) + tuple(call.shape)),
       generic=True, vjp=lambda g, out, a, shape: [apply("sum", g)], samples=("a: real",)),
    Op(name="arange", about="integers: arange(n)[i] = i, arange(start, stop, step)[i] = start + i*step", arity=0,
       group="structure", sort="integer", params={"start": ZERO, "stop": None, "step": 1}, normal=_arange_normal,
       shape=_arange_shape, entry=lambda indices, start, stop, step: integer(start + indices[0] * step),
       facts=("integer",), numpy=_arange_numpy, generic=True, vjp=lambda g, out, start, stop, step: []),
)


# diagonals and triangles


def _diag_shape(x: Expr) -> Shape:
    if x.rank == 1:
        return (x.shape[0], x.shape[0])
    need_rank("diag", x, 1, 2)
    return (same_size("diag", *x.shape),)


def _diag_entry(indices: Indices, x: Expr) -> Expr:
    if x.rank == 2:
        return at(x, indices[0], indices[0])
    return apply("mul", delta(*indices), at(x, indices[0]))


def _diag_numpy(call: Call, x: Any) -> Array:
    x = np.asarray(x)
    if call.ranks[0] == 2:
        return np.diagonal(x, axis1=-2, axis2=-1)
    return np.where(np.eye(x.shape[-1], dtype=bool), x[..., None], call.arithmetic.scalar(0))


def _triangle(lower: bool) -> dict[str, Any]:
    name, sign = ("tril", "<=") if lower else ("triu", ">=")
    compare = "le" if lower else "ge"

    def shape(x: Expr, k: int) -> Shape:
        need_rank(name, x, 2)
        return x.shape

    def entry(indices: Indices, x: Expr, k: int) -> Expr:
        inside = apply(compare, integer(indices[1]), integer(indices[0] + k))
        return apply("where", inside, at(x, *indices), 0)

    return dict(
        name=name, about=f"the triangle of A with j {sign} i + k, zeros elsewhere", group="structure", sort=None,
        params={"k": 0}, shape=shape, entry=entry, generic=True,
        facts=lambda x: [f for f in (*WITH_ZEROS, "diagonal") if f in x],
        numpy=lambda call, x: np.where(
            getattr(np, name)(np.ones(np.shape(x)[-2:], dtype=bool), call.params["k"]), x, call.arithmetic.scalar(0)),
        vjp=lambda g, out, x, k: [apply(name, g, k=k)], samples=("A: real[n n]",))


register(
    Op(name="diag", about="of a vector the diagonal matrix, diag(x)[i, j] = delta(i, j) x[i]; of a matrix its "
       "diagonal, diag(A)[i] = A[i, i]", python=("diagonal", "diagflat", "diag_embed"), latex=("diag",),
       group="structure", sort=None, shape=_diag_shape, entry=_diag_entry, numpy=_diag_numpy, generic=True,
       facts=lambda x: [f for f in WITH_ZEROS if f in x],
       vjp=lambda g, out, x: [apply("diag", g)], samples=("x: real[n]",)),
    Op(**_triangle(lower=True)),
    Op(**_triangle(lower=False)),
)


# Kronecker's delta


def _equal(i: Any, j: Any) -> Any:
    return i * 0 + 1 * (i == j)


def _equal_balls(i: Any, j: Any) -> Any:
    """1, 0, or the ball [0, 1] where two balls may or may not be equal."""
    known = balls.equal(i, j)
    zero = (i + j) * 0
    return zero.union(zero + 1) if known is None else zero + int(known)


register(
    Op(name="delta", about="Kronecker's delta: delta(i, j) = 1 if i = j, else 0", arity=2,
       python=("kronecker_delta", "KroneckerDelta"), group="structure", elementwise=True, sort="integer",
       facts=("integer", "natural", "binary", "unit", "nonnegative"), numpy=_equal, arb=_equal_balls, generic=True,
       constant="its values are 0 and 1", samples=("i: integer", "j: integer")),
)
