"""Dense matrices, factored: solved with, and refused where they are singular."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from scipy.linalg import lapack

Array = np.ndarray[Any, Any]
Solve = Callable[[Array], Array]  # of arrays (n, k)
SMALL = 128  # rows of a triangular matrix that is inverted to be solved with


class SingularError(np.linalg.LinAlgError):
    """A matrix without an inverse, as far as its digits tell."""

    def __init__(self, why: str):
        super().__init__(f"the matrix is singular to working precision: {why}; damp it, solve(b, lam=1e-6), or ask for "
                         "the shortest least-squares solution, solve(b, least_squares=True)")


@cache
def _lapack(kind: str) -> dict[str, Callable[..., Any]]:
    return {name: getattr(lapack, kind + name) for name in (
        "potrf", "potrs", "pocon", "trtri", "getrf", "getrs", "gecon")}


def is_symmetric(matrix: Array) -> bool:
    """Whether a matrix is its transpose up to rounding."""
    scale = np.abs(matrix).max(initial=0.0)
    return bool(np.abs(matrix - matrix.T).max(initial=0.0) <= 64 * np.finfo(matrix.dtype).eps * scale)


def factored(matrix: Array) -> Solve:
    """Solves with a square matrix: Cholesky where it is positive definite, LU else.

    Raises SingularError where its condition number is beyond the precision of its numbers.
    """
    routines = _lapack("s" if matrix.dtype == np.float32 else "d")
    norm = np.abs(matrix).sum(axis=0).max(initial=0.0)
    if not np.isfinite(norm):
        raise SingularError("it has entries that are no finite numbers")
    least = np.finfo(matrix.dtype).eps
    if np.all(matrix.diagonal() > 0) and is_symmetric(matrix):
        lower, info = routines["potrf"](matrix, lower=1)
        if info == 0:
            _need(routines["pocon"](lower, norm, uplo="L")[0], least)
            if len(matrix) <= SMALL:
                return _by_inverse(routines["trtri"](lower, lower=1)[0])
            return lambda b: routines["potrs"](lower, b, lower=1)[0]
    lu, pivots, info = routines["getrf"](matrix)
    if info:
        raise SingularError(f"column {info - 1} is a combination of those before it")
    _need(routines["gecon"](lu, norm)[0], least)
    return lambda b: routines["getrs"](lu, pivots, b)[0]


def _by_inverse(inverse: Array) -> Solve:
    """By the inverse of the Cholesky factor: two products, as precise as two triangular solves.

    For few rows and many right sides these are faster, and they use NumPy's threads: SciPy's wait for those.
    """
    return lambda b: inverse.T @ (inverse @ b)


def _need(condition: float, least: float) -> None:
    if condition < 8 * least:
        raise SingularError(f"its reciprocal condition number is {condition:.1g}")


def factored_blocks(blocks: Array) -> Solve:
    """Solves with matrices (b, n, n), of arrays (b, n, k)."""
    norms = np.abs(blocks).sum(axis=1).max(axis=-1, initial=0.0)
    if not np.isfinite(norms).all():
        raise SingularError("it has entries that are no finite numbers")
    factors = _cholesky(blocks)
    try:
        inverse = np.linalg.inv(blocks if factors is None else factors)
    except np.linalg.LinAlgError:
        raise SingularError("one of its blocks is") from None
    turned = inverse.transpose(0, 2, 1)
    whole = inverse if factors is None else turned @ inverse
    conditions = 1 / np.maximum(norms * np.abs(whole).sum(axis=1).max(axis=-1, initial=0.0), 1)
    if blocks.shape[-1]:
        _need(conditions.min(initial=1.0), float(np.finfo(blocks.dtype).eps))
    if factors is None:
        return lambda b: np.linalg.solve(blocks, b)
    return lambda b: turned @ (inverse @ b)


def _cholesky(blocks: Array) -> Array | None:
    """The factors of symmetric, positive definite matrices (b, n, n)."""
    least = 64 * np.finfo(blocks.dtype).eps * np.abs(blocks).max(axis=(1, 2), initial=0.0)
    if not (np.abs(blocks - blocks.transpose(0, 2, 1)).max(axis=(1, 2), initial=0.0) <= least).all():
        return None
    try:
        return np.linalg.cholesky(blocks)
    except np.linalg.LinAlgError:
        return None


def with_low_rank(base: Solve, left: Array, right: Array) -> Solve:
    """Solves with base + left @ right by Woodbury's formula.

    left    (n, r)
    right   (r, n)
    """
    spread = base(left)
    through = right @ spread
    inner = np.eye(len(right), dtype=through.dtype) + through
    size = 1 + np.abs(through).sum(axis=0).max(initial=0.0)
    if not np.isfinite(size):
        raise SingularError("its part that is easily inverted overflows")
    # What cancels in `inner` is as uncertain as the numbers that it comes from.
    smallest = np.linalg.svd(inner, compute_uv=False).min(initial=size)
    _need(smallest / size, float(np.finfo(inner.dtype).eps))
    solve = factored(inner)

    def result(b: Array) -> Array:
        first = base(b)
        return first - spread @ solve(right @ first)

    return result
