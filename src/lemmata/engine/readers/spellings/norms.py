"""Norms as NumPy, SciPy and PyTorch have them: of vectors, of matrices, of all entries."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, number
from lemmata.engine.ops import apply
from lemmata.engine.readers.spellings.record import spelled


def vector_norm(x: Expr, ord: Any, axis: Any, keepdims: bool) -> Expr:
    """Of all entries along the axes as one vector; also the orders 0 and -inf."""
    order, size = ord, apply("abs", x)
    if order in (2, None):
        return apply("norm", x, axis=axis, keepdims=keepdims)
    one = x.rank == 1 if axis is None else isinstance(axis, int) or len(axis) == 1
    if one and (order == "inf" or (not isinstance(order, str) and order >= 1)):
        return apply("norm", x, ord=order, axis=axis, keepdims=keepdims)
    if order in ("inf", "-inf"):
        return apply("max" if order == "inf" else "min", size, axis=axis, keepdims=keepdims)
    if order == 0:
        return apply("sum", apply("where", apply("ne", x, 0), 1, 0), axis=axis, keepdims=keepdims)
    if isinstance(order, str):
        raise TypeError(f"a vector has no norm of order {order!r}")
    total = size if order == 1 else size**order
    total = apply("sum", total, axis=axis, keepdims=keepdims)
    return total if order == 1 else total ** (1 / number(order))


def matrix_norm(x: Expr, ord: Any, axes: tuple[int, int], keepdims: bool) -> Expr:
    """The operator norms 1, inf, 2 and their least counterparts, Frobenius', the nuclear norm."""
    order = ord
    if order not in (-1, "-inf", -2):
        return apply("norm", x, ord=order, axis=axes, keepdims=keepdims)
    if order == -2:
        if x.rank != 2 or keepdims:
            raise TypeError("the least singular value is that of one matrix")
        return apply("min", apply("svdvals", x))
    within = axes[0] if order == -1 else axes[1]
    sums = apply("sum", apply("abs", x), axis=within, keepdims=True)
    return apply("min", sums, axis=axes, keepdims=keepdims)


def _norm(x: Expr, ord: Any, axis: Any, keepdims: bool) -> Expr:
    """NumPy's: of one axis a vector norm, of two a matrix norm; without an order of all entries."""
    if ord is None or (axis is None and x.rank > 2):
        return apply("norm", x, ord=ord, axis=axis, keepdims=keepdims)
    axes = tuple(range(-x.rank, 0)) if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)
    if len(axes) == 1:
        return vector_norm(x, ord, axes, keepdims) if ord != "fro" else apply("norm", x, axis=axes, keepdims=keepdims)
    return matrix_norm(x, ord, axes, keepdims)  # type: ignore[arg-type]


@spelled("norm", "numpy.linalg jax.numpy.linalg scipy.linalg -", "x, ord=None, axis=None, keepdims=False")
def _numpy_norm(x: Expr, ord: Any, axis: Any, keepdims: bool) -> Expr:
    return _norm(x, ord, axis, keepdims)


@spelled("norm", "torch.linalg", "A, ord=None, dim=None, keepdim=False")
def _linalg_norm(A: Expr, ord: Any, dim: Any, keepdim: bool) -> Expr:
    return _norm(A, ord, dim, keepdim)


@spelled("norm", "torch .", "input, p='fro', dim=None, keepdim=False")
def _torch_norm(input: Expr, p: Any, dim: Any, keepdim: bool) -> Expr:
    """Of a number p always that of all entries along the axes as one vector."""
    if p == "nuc":
        return apply("norm", input, ord="nuc", axis=dim, keepdims=keepdim)
    return vector_norm(input, 2 if p in ("fro", None) else p, dim, keepdim)


@spelled("cdist", "torch -", "x1, x2, p=2")
def _cdist(x1: Expr, x2: Expr, p: Any) -> Expr:
    """Distances between all rows of two matrices."""
    gap = apply("expand_dims", x1, axis=-2) - apply("expand_dims", x2, axis=-3)
    return vector_norm(gap, p, -1, False)


@spelled("pairwise_distance", "torch.nn.functional", "x1, x2, p=2, eps=1e-06, keepdim=False")
def _pairwise_distance(x1: Expr, x2: Expr, p: Any, eps: Any, keepdim: bool) -> Expr:
    return vector_norm(x1 - x2 + number(str(eps)), p, -1, keepdim)


@spelled("vector_norm", "numpy.linalg jax.numpy.linalg -", "x, *, axis=None, keepdims=False, ord=2")
@spelled("vector_norm", "torch", "x, ord=2, dim=None, keepdim=False")
def _vector_norm(x: Expr, ord: Any, keepdims: bool = False, axis: Any = None, dim: Any = None,
                 keepdim: bool = False) -> Expr:
    return vector_norm(x, ord, axis if dim is None else dim, keepdims or keepdim)


@spelled("matrix_norm", "numpy.linalg jax.numpy.linalg -", "x, *, keepdims=False, ord='fro'")
@spelled("matrix_norm", "torch", "x, ord='fro', dim=(-2, -1), keepdim=False")
def _matrix_norm(x: Expr, ord: Any, keepdims: bool = False, dim: Any = (-2, -1), keepdim: bool = False) -> Expr:
    return matrix_norm(x, ord, dim, keepdims or keepdim)
