"""Products of vectors, matrices and stacks of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, at, bind, fresh_index
from lemmata.engine.ops.arithmetic import product_facts
from lemmata.engine.ops.batches import Array, Call, batch_shape, own_rank, same_batch
from lemmata.engine.ops.broadcasting import broadcast_at, unbroadcast
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, broadcast, need_rank, need_square, same_size, show
from lemmata.engine.ops.structure import Indices, letters
from lemmata.wording import counted

_SIGNS = ("positive", "nonnegative", "integer", "natural")


def signs(*facts: frozenset[str]) -> list[str]:
    """What sums of products of entries share with their factors."""
    return [f for f in _SIGNS if all(f in x for x in facts)]


# matmul


def _matmul_shape(a: Expr, b: Expr) -> Shape:
    if a.rank == 0 or b.rank == 0:
        raise ShapeError(f"matmul takes vectors and matrices, not {show(a.shape)} and {show(b.shape)}; "
                         "multiply by a scalar with *")
    same_size("matmul", a.shape[-1], b.shape[-2] if b.rank > 1 else b.shape[-1])
    stack = broadcast("matmul", a.shape[:-2], b.shape[:-2])
    return stack + (a.shape[-2:-1] if a.rank > 1 else ()) + (b.shape[-1:] if b.rank > 1 else ())


def _matmul_entry(indices: Indices, a: Expr, b: Expr) -> Expr:
    k, own = fresh_index(), list(indices)
    column = [own.pop()] if b.rank > 1 else []
    row = [own.pop()] if a.rank > 1 else []
    stack = broadcast("matmul", a.shape[:-2], b.shape[:-2])
    left = _stacked_at(a, own, stack, [*row, k])
    right = _stacked_at(b, own, stack, [k, *column])
    return bind("sum", k, apply("mul", left, right), 0, a.shape[-1])


def _stacked_at(x: Expr, own: Sequence[Size], stack: Shape, last: Sequence[Size]) -> Expr:
    """The entry of a matrix of a stack that is broadcast to more matrices."""
    return broadcast_at(x, [*own, *last], stack + x.shape[x.rank - len(last) :])


def _matmul_numpy(call: Call, a: Any, b: Any) -> Array:
    (ra, rb), a, b = call.ranks, np.asarray(a), np.asarray(b)
    rank = max(ra, rb, 2)
    left = own_rank(a[..., None, :] if ra == 1 else a, max(ra, 2), rank)
    right = own_rank(b[..., :, None] if rb == 1 else b, max(rb, 2), rank)
    product = np.matmul(left, right)
    if rb == 1:
        product = product[..., 0]
    if ra == 1:
        product = product[..., 0] if rb == 1 else product[..., 0, :]
    return product


def _matmul_back(g: Expr, out: Expr, a: Expr, b: Expr) -> list[Expr]:
    """Of A @ B: g @ B.T and A.T @ g, where matrices of one stack served several of the other summed."""
    if a.rank == 1 and b.rank == 1:
        return [g * b, g * a]
    if a.rank == 2 and b.rank == 1:
        return [apply("outer", g, b), apply("matmul", a.T, g)]
    if a.rank == 1 and b.rank == 2:
        return [apply("matmul", b, g), apply("outer", a, g)]
    if b.rank == 1:
        return [apply("expand_dims", g, axis=-1) * b, apply("einsum", a, g, subscripts=_contraction(a.rank))]
    if a.rank == 1:
        column, row = apply("expand_dims", a, axis=-1), apply("expand_dims", g, axis=-2)
        return [apply("einsum", b.T, g, subscripts=_contraction(b.rank)), column * row]
    left, right = apply("matmul", g, b.T), apply("matmul", a.T, g)
    return [unbroadcast(left, a.shape), unbroadcast(right, b.shape)]


def _contraction(rank: int) -> str:
    """A stack of rows against a stack of values: 'abc,ab->c'."""
    names = letters(rank)
    return f"{names},{names[:-1]}->{names[-1]}"


def _matmul_facts(a: frozenset[str], b: frozenset[str]) -> list[str]:
    return signs(a, b) + [f for f in ("orthogonal", "invertible", "diagonal") if f in a and f in b]


# dot, inner, outer


def _dot_body(a: Expr, b: Expr) -> Expr:
    if a.rank == 0 or b.rank == 0:
        return apply("mul", a, b)
    if b.rank > 2:
        raise ShapeError(f"dot: the second array has {counted(b.rank, 'axis')}; use @ for stacks of matrices")
    return apply("matmul", a, b)


def _inner_body(a: Expr, b: Expr) -> Expr:
    if a.rank == 0 or b.rank == 0:
        return apply("mul", a, b)
    if a.rank > 2 or b.rank > 2:
        raise ShapeError(f"inner takes vectors and matrices, not {show(a.shape)} and {show(b.shape)}; use einsum")
    return apply("matmul", a, apply("transpose", b))


def _by_body(op: str) -> dict[str, Any]:
    """Shape and value of a product that is a product of numbers or `matmul`, by its ranks."""
    body = _dot_body if op == "dot" else _inner_body

    def numpy(call: Call, a: Any, b: Any) -> Array:
        a, b = np.asarray(a), np.asarray(b)
        if 0 in call.ranks:
            rank = max(call.ranks)
            return own_rank(a, call.ranks[0], rank) * own_rank(b, call.ranks[1], rank)
        return _matmul_numpy(call, a, b if op == "dot" or call.ranks[1] == 1 else np.swapaxes(b, -1, -2))

    return dict(shape=lambda a, b: body(a, b).shape, body=body, numpy=numpy, generic=True, facts=signs, sort=None,
                group="products", arity=2)


def _same_shapes(op: str, a: Expr, b: Expr) -> Shape:
    if a.rank != b.rank:
        raise ShapeError(f"{op}: shapes {show(a.shape)} and {show(b.shape)} must be equal")
    for left, right in zip(a.shape, b.shape):
        same_size(op, left, right)
    return ()


def _inner_product_numpy(call: Call, a: Any, b: Any) -> Array:
    a, b = same_batch(call, (a, b))
    names = letters(call.ranks[0])
    return np.einsum(f"...{names},...{names}->...", a, b)


def _outer_shape(a: Expr, b: Expr) -> Shape:
    need_rank("outer", a, 1)
    need_rank("outer", b, 1)
    return a.shape + b.shape


def _cross_shape(a: Expr, b: Expr) -> Shape:
    for x in (a, b):
        need_rank("cross", x, 1)
        same_size("cross", x.shape[0], Size.of(3))
    return a.shape


def _cross_body(a: Expr, b: Expr) -> Expr:
    return apply("stack", *(a[i] * b[j] - a[j] * b[i] for i, j in ((1, 2), (2, 0), (0, 1))))


def _cross_numpy(call: Call, a: Any, b: Any) -> Array:
    a, b = same_batch(call, (a, b))
    left, right = (1, 2, 0), (2, 0, 1)
    return a[..., left] * b[..., right] - a[..., right] * b[..., left]


# kron


def _kron_shape(a: Expr, b: Expr) -> Shape:
    if a.rank != b.rank or a.rank not in (1, 2):
        raise ShapeError(f"kron takes two matrices or two vectors, not {show(a.shape)} and {show(b.shape)}")
    return tuple(p * q for p, q in zip(a.shape, b.shape))


def _interleaved(a: Expr, b: Expr) -> tuple[str, str, str, Shape]:
    left, right = letters(a.rank), letters(b.rank, a.rank)
    both = "".join(p + q for p, q in zip(left, right))
    return left, right, both, tuple(size for pair in zip(a.shape, b.shape) for size in pair)


def _kron_body(a: Expr, b: Expr) -> Expr:
    left, right, both, _ = _interleaved(a, b)
    blocks = apply("einsum", a, b, subscripts=f"{left},{right}->{both}")
    return apply("reshape", blocks, shape=_kron_shape(a, b))


def _kron_back(g: Expr, out: Expr, a: Expr, b: Expr) -> list[Expr]:
    left, right, both, shape = _interleaved(a, b)
    blocks = apply("reshape", g, shape=shape)
    return [apply("einsum", blocks, b, subscripts=f"{both},{right}->{left}"),
            apply("einsum", blocks, a, subscripts=f"{both},{left}->{right}")]


def _kron_numpy(call: Call, a: Any, b: Any) -> Array:
    a, b = same_batch(call, (a, b))
    if call.ranks[0] == 1:
        product = a[..., :, None] * b[..., None, :]
    else:
        product = a[..., :, None, :, None] * b[..., None, :, None, :]
    return product.reshape(batch_shape(a, call.ranks[0]) + call.shape)


register(
    Op(name="matmul", about="matrix product, as NumPy's @: (A @ B)[i, j] = sum over k of A[i, k] B[k, j]", arity=2,
       python=("mm", "mv", "bmm"), group="products", sort=None, shape=_matmul_shape, entry=_matmul_entry,
       facts=_matmul_facts, numpy=_matmul_numpy, generic=True, vjp=_matmul_back,
       samples=("A: real[m n]", "B: real[n k]")),
    Op(name="dot", about="NumPy's dot: inner product of vectors, matrix product, or a scalar times an array",
       **_by_body("dot"), samples=("a: real[n]", "b: real[n]")),
    Op(name="inner", about="NumPy's inner: contraction of the last axes, A @ B.T of matrices", **_by_body("inner"),
       samples=("a: real[n]", "b: real[n]")),
    Op(name="inner_product", about="inner product of arrays of one shape (of matrices Frobenius'): sum of a * b",
       arity=2, python=("vdot", "frobenius_inner"), group="products", sort=None,
       shape=lambda a, b: _same_shapes("inner_product", a, b), body=lambda a, b: apply("sum", apply("mul", a, b)),
       facts=signs, numpy=_inner_product_numpy, generic=True, vjp=lambda g, out, a, b: [g * b, g * a],
       samples=("a: real[n]", "b: real[n]")),
    Op(name="outer", about="outer product of vectors: outer(a, b)[i, j] = a[i] b[j]", arity=2, python=("ger",),
       group="products", sort=None, shape=_outer_shape,
       entry=lambda indices, a, b: apply("mul", at(a, indices[0]), at(b, indices[1])),
       body=lambda a, b: apply("mul", apply("expand_dims", a, axis=-1), b), facts=product_facts,
       numpy=lambda call, a, b: np.asarray(a)[..., :, None] * np.asarray(b)[..., None, :], generic=True,
       vjp=lambda g, out, a, b: [apply("matmul", g, b), apply("matmul", g.T, a)],
       samples=("a: real[m]", "b: real[n]")),
    Op(name="cross", about="cross product of vectors of 3: cross(a, b)[0] = a[1] b[2] - a[2] b[1]", arity=2,
       group="products", sort=None, shape=_cross_shape, body=_cross_body, numpy=_cross_numpy, generic=True,
       vjp=lambda g, out, a, b: [apply("cross", b, g), apply("cross", g, a)],
       samples=("a: real[3]", "b: real[3]")),
    Op(name="kron", about="Kronecker product: kron(A, B)[i*p + k, j*q + l] = A[i, j] B[k, l]", arity=2,
       group="products", sort=None, shape=_kron_shape, body=_kron_body,
       facts=lambda a, b: [*product_facts(a, b), *(
           f for f in ("symmetric", "posdef", "orthogonal", "invertible", "diagonal") if f in a and f in b)],
       numpy=_kron_numpy, generic=True, vjp=_kron_back, samples=("A: real[m n]", "B: real[p q]")),
    Op(name="trace", about="sum of the diagonal: trace(A) = sum over i of A[i, i]", latex=("tr", "Tr", "trace"),
       python=("tr",), group="products", sort=None, shape=lambda a: (need_square("trace", a), ())[1],
       body=lambda a: apply("sum", apply("diag", a)),
       facts=lambda a: [f for f in ("positive", "nonnegative", "integer") if f in a or
                        (f != "integer" and "posdef" in a) or (f == "nonnegative" and "semidefinite" in a)],
       numpy=lambda call, a: np.einsum("...aa->...", np.asarray(a)), generic=True,
       vjp=lambda g, out, a: [g * apply("eye", n=a.shape[0])], samples=("A: real[n n]",)),
)
