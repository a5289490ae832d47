"""Matrices of balls and of exact numbers, and rigorous enclosures of what is computed from them.

An array of objects becomes the matrix type of its elements; what can't be certified is nan.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import flint
import numpy as np

Array = np.ndarray[Any, Any]


def matrix_of(array: Array) -> Any:
    """The flint matrix of an object array: acb_mat, arb_mat (also of no entries), nmod_mat, fmpq_mat of rationals."""
    rows, columns = array.shape
    entries = list(array.flat)
    if any(isinstance(e, flint.acb) for e in entries):
        return flint.acb_mat(rows, columns, entries)
    if not entries or any(isinstance(e, flint.arb) for e in entries):
        return flint.arb_mat(rows, columns, entries)
    modulus = next((e.modulus() for e in entries if isinstance(e, flint.nmod)), None)
    if modulus is not None:
        return flint.nmod_mat(rows, columns, [int(e) for e in entries], modulus)
    return flint.fmpq_mat(rows, columns, [as_fmpq(e) for e in entries])


def as_fmpq(value: Any) -> Any:
    return flint.fmpq(value.numerator, value.denominator) if isinstance(value, Fraction) else flint.fmpq(value)


def array_of(matrix: Any) -> Array:
    """The object array of a flint matrix."""
    result = np.empty((matrix.nrows(), matrix.ncols()), dtype=object)
    for place, entry in zip(np.ndindex(result.shape), matrix.entries()):
        result[place] = entry
    return result


def vector_of(values: Sequence[Any]) -> Array:
    result = np.empty(len(values), dtype=object)
    for place, value in enumerate(values):
        result[place] = value
    return result


def unknown(shape: tuple[int, ...]) -> Array:
    result = np.empty(shape, dtype=object)
    result.fill(flint.arb.nan())
    return result


def inverse(array: Array) -> Array:
    """The inverse; nan where the determinant may be zero."""
    try:
        return array_of(matrix_of(array).inv())
    except ZeroDivisionError:
        return unknown(array.shape)


def solution(array: Array, right: Array) -> Array:
    """x with array @ x = right; nan where the determinant may be zero."""
    columns = right if right.ndim == 2 else right[:, None]
    joined = matrix_of(np.concatenate([array, columns], axis=1))  # one type of element for both
    n, whole = array.shape[0], array_of(joined)
    try:
        return array_of(matrix_of(whole[:, :n]).solve(matrix_of(whole[:, n:]))).reshape(right.shape)
    except ZeroDivisionError:
        return unknown(right.shape)


def exact(array: Array) -> Any:
    """The balls as rationals, where each is a point; else None."""
    if not all(isinstance(e, flint.arb) and e.is_exact() and e.is_finite() for e in array.flat):
        return None
    entries = []
    for e in array.flat:
        mantissa, exponent = (int(v) for v in e.man_exp())
        entries.append(flint.fmpq(mantissa) * flint.fmpq(2) ** exponent)
    rows, columns = array.shape
    return flint.fmpq_mat(rows, columns, entries)


def full_rank(array: Array) -> bool:
    """Whether the smaller of the two Gram matrices is certainly invertible."""
    gram = array.T @ array if array.shape[0] >= array.shape[1] else array @ array.T
    return matrix_of(gram).det() != 0


def rank(array: Array) -> Any:
    """The rank, where it is certified: balls of full rank, or points."""
    if full_rank(array):
        return flint.arb(min(array.shape))
    points = exact(array)
    return flint.arb.nan() if points is None else flint.arb(points.rank())


def pseudoinverse(array: Array) -> Array:
    """Moore and Penrose's inverse: through a Gram matrix, or of points through a rank factorization."""
    if full_rank(array):
        if array.shape[0] >= array.shape[1]:
            return inverse(array.T @ array) @ array.T
        return array.T @ inverse(array @ array.T)
    points = exact(array)
    if points is None:
        return unknown(array.shape[::-1])
    reduced, count = points.rref()
    entries = array_of(reduced)
    pivots = [next(j for j, e in enumerate(row) if e != 0) for row in entries[:count]]
    if not pivots:
        return array.T * 0
    rows, columns = entries[:count], array_of(points)[:, pivots]
    result = rows.T @ inverse(rows @ rows.T) @ inverse(columns.T @ columns) @ columns.T
    return vector_of([flint.arb(e) for e in result.flat]).reshape(result.shape)


def cholesky(array: Array) -> Array:
    """Lower triangular L with L @ L.T = (A + A.T)/2; nan where a pivot may not be positive."""
    symmetric, n = (array + array.T) / 2, array.shape[0]
    lower = array * 0
    for j in range(n):
        pivot = symmetric[j, j] - sum(lower[j, k] ** 2 for k in range(j))
        if not pivot > 0:
            return unknown(array.shape)
        lower[j, j] = pivot.sqrt()
        for i in range(j + 1, n):
            lower[i, j] = (symmetric[i, j] - sum(lower[i, k] * lower[j, k] for k in range(j))) / lower[j, j]
    return lower
