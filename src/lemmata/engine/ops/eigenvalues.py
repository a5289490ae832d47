"""Eigenvalues, singular values and roots of matrices of balls, with their vectors, in certified order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import flint
import numpy as np

from lemmata.engine.ops.matrices import Array, array_of, cholesky, exact, inverse, matrix_of, unknown, vector_of


def _eigenvalues(array: Array) -> list[Any] | None:
    """Enclosures of all eigenvalues, as often as they occur; None where they can't be isolated."""
    matrix = flint.acb_mat(matrix_of(array))
    try:
        return list(matrix.eig())
    except ValueError:
        pass
    points = exact(array)
    if points is not None:
        return _roots(points)
    try:
        return list(matrix.eig(multiple=True))
    except ValueError:
        return None


def _roots(points: Any) -> list[Any]:
    """The roots of the characteristic polynomial of a rational matrix, as often as they occur."""
    return [flint.acb(root) for root, count in points.charpoly().complex_roots() for _ in range(count)]


def _widened(array: Array) -> list[Any] | None:
    """Eigenvalues of a symmetric matrix of balls: no further from those of the midpoints than the norm of the radii."""
    if not all(e.is_finite() for e in array.flat):
        return None
    middles = np.vectorize(lambda e: e.mid(), otypes=[object])(array)
    points = exact(middles)
    distance = sum(e.rad() ** 2 for e in array.flat).sqrt()
    around = flint.arb(0).union(distance).union(-distance)
    return [root.real + around for root in _roots(points)]


def ascending(values: Sequence[Any]) -> list[Any]:
    """Enclosures of the sorted numbers: the k-th lies between the k-th lower and the k-th upper end."""
    lower = sorted((v.lower() for v in values), key=_middle)
    upper = sorted((v.upper() for v in values), key=_middle)
    return [a.union(b) for a, b in zip(lower, upper)]


def _middle(value: Any) -> Any:
    """The midpoint as an exact number, 0 for a ball that is not finite."""
    if not value.is_finite():
        return Fraction(0)
    mantissa, exponent = (int(v) for v in value.mid().man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent


def symmetric_eigenvalues(array: Array) -> Array:
    """Ascending eigenvalues of (A + A.T)/2, which are real."""
    symmetric = (array + array.T) / 2
    found = _eigenvalues(symmetric)
    real = _widened(symmetric) if found is None else [v.real for v in found]
    if real is None or not all(v.is_finite() for v in real):
        return unknown(array.shape[:1])
    return vector_of(ascending(real))


def eigenvalues(array: Array) -> Array:
    """Complex eigenvalues by real, then by imaginary part; nan where their order is open."""
    found = _clustered(_eigenvalues(array))
    order = None if found is None else _order(found, array)
    if found is None or order is None:
        return vector_of([flint.acb(e) for e in unknown(array.shape[:1])])
    return vector_of([found[k] for k in order])


def _clustered(values: list[Any] | None) -> list[Any] | None:
    """The same, where those that overlap have one enclosure in common, so that their order does not matter."""
    if values is None:
        return None
    merged = list(values)
    for i in range(len(merged)):
        for j in range(i):
            if merged[i].overlaps(merged[j]):
                both, old = merged[i].union(merged[j]), (merged[i], merged[j])
                merged = [both if any(v is o for o in old) else v for v in merged]
    return merged


def eigenvectors(array: Array) -> Array:
    """Eigenvectors of length 1 as columns, in the order of the eigenvalues; nan where these are not isolated."""
    try:
        values, vectors = flint.acb_mat(matrix_of(array)).eig(right=True)
    except ValueError:
        values, vectors = [], None
    order = _order(values, array) if vectors is not None else None
    if order is None:
        return vector_of([flint.acb(e) for e in unknown(array.shape).flat]).reshape(array.shape)
    full = array_of(vectors)
    columns = []
    for k in order:
        length = sum(abs(v) ** 2 for v in full[:, k]).sqrt()
        columns.append(vector_of([v / length for v in full[:, k]]))
    return np.stack(columns, axis=1)


def _order(values: Sequence[Any], array: Array) -> list[int] | None:
    """The places of the eigenvalues by real, then by imaginary part; None where that is open."""
    if not all(v.is_finite() for v in values):
        return None
    real = all(isinstance(e, flint.arb) or e.imag.is_zero() for e in array.flat)
    order = sorted(range(len(values)), key=lambda k: (_middle(values[k].real), _middle(values[k].imag)))
    # The two of a pair have one real part, whose enclosures may be in any order.
    for place in range(len(order) - 1):
        left, right = (values[k] for k in order[place : place + 2])
        if real and _paired(left, right, values) and left.imag > right.imag:
            order[place : place + 2] = order[place + 1], order[place]
    for i, j in pairwise(order):
        left, right = values[i], values[j]
        alike = left is right or (real and _paired(left, right, values) and left.imag < right.imag)
        if not (alike or left.real < right.real):
            return None
    return order


def _paired(left: Any, right: Any, values: Sequence[Any]) -> bool:
    """Whether the mirror image of an eigenvalue of a real matrix can only be the other one."""
    mirrored = flint.acb(left.real, -left.imag)
    return [v for v in values if v.overlaps(mirrored)] == [right]


def singular_values(array: Array, count: int) -> Array:
    """Descending square roots of the eigenvalues of the smaller Gram matrix, filled with zeros."""
    gram = array.T @ array if array.shape[0] >= array.shape[1] else array @ array.T
    squares = symmetric_eigenvalues(gram)
    if any(v.is_nan() for v in squares):
        return unknown((count,))
    zero = flint.arb(0)
    roots = [v.lower().max(zero).sqrt().union(v.upper().max(zero).sqrt()) for v in squares[::-1]]
    return vector_of((roots + [zero] * count)[:count])


def symmetric_eigenvectors(array: Array) -> Array:
    """Orthonormal eigenvectors of (A + A.T)/2 as columns, by ascending eigenvalue; the largest entry is positive."""
    symmetric = (array + array.T) / 2
    try:
        values, vectors = flint.acb_mat(matrix_of(symmetric)).eig(right=True)
    except ValueError:
        return unknown(array.shape)
    order = sorted(range(len(values)), key=lambda k: _middle(values[k].real))
    if any(not values[i].real < values[j].real for i, j in pairwise(order)):
        return unknown(array.shape)
    full = array_of(vectors)
    return np.stack([_unit(full[:, k]) for k in order], axis=1)


def singular_vectors(array: Array, count: int) -> tuple[Array, Array]:
    """Left and right singular vectors from those of the smaller Gram matrix, filled with zero columns."""
    if array.shape[0] < array.shape[1]:
        right, left = _both_sides(array.T)
    else:
        left, right = _both_sides(array)
    signs = [1 if _middle(column[_largest(column)]) >= 0 else -1 for column in right.T]
    filled = []
    for columns in (left, right):
        full = np.empty((columns.shape[0], count), dtype=object)
        full.fill(flint.arb(0))
        full[:, : columns.shape[1]] = columns * signs
        filled.append(full[:, :count])
    return filled[0], filled[1]


def _both_sides(tall: Array) -> tuple[Array, Array]:
    gram = tall.T @ tall
    right = symmetric_eigenvectors(gram)[:, ::-1]
    return tall @ right / singular_values(tall, tall.shape[1]), right


def _largest(vector: Array) -> int:
    return max(range(len(vector)), key=lambda k: (_middle(abs(vector[k])), -k))


def _unit(vector: Array) -> Array:
    """A real vector of length 1 from a complex multiple of it."""
    largest = vector[_largest(vector)]
    scaled = [(v / largest).real for v in vector]
    length = sum(v * v for v in scaled).sqrt()
    return vector_of([v / length for v in scaled])


def square_root(array: Array) -> Array:
    """The positive semidefinite R with R @ R = (A + A.T)/2; nan where an eigenvalue may be negative."""
    symmetric = (array + array.T) / 2
    vectors = symmetric_eigenvectors(array)
    if any(v.is_nan() for v in vectors.flat):
        return _root_by_steps(symmetric)
    values = symmetric_eigenvalues(array)
    return (vectors * vector_of([v.sqrt() for v in values])) @ vectors.T


def _root_by_steps(a: Array) -> Array:
    """The root of a definite matrix whose eigenvalues are not isolated: Denman and Beavers' steps, then a bound.

    |A^(1/2) - R| <= |A - R^2| / least eigenvalue of R, for a positive definite R (van Hemmen and Ando).
    """
    root = matrix_of(a).mid()
    back = flint.arb_mat(root.nrows(), root.ncols(), [int(i == j) for i, j in np.ndindex(a.shape)])
    try:
        for _ in range(flint.ctx.prec.bit_length() + 16):
            root, back = ((root + back.inv()) / 2).mid(), ((back + root.inv()) / 2).mid()
        near = array_of(root)
        near = (near + near.T) / 2
        least = 1 / _frobenius(inverse(near))
    except ZeroDivisionError:
        return unknown(a.shape)
    if any(e.is_nan() for e in cholesky(near).flat) or not least > 0:
        return unknown(a.shape)
    off = flint.arb(0, (_frobenius(a - near @ near) / least.lower()).upper())
    return near + off


def _frobenius(array: Array) -> Any:
    """A number that the Frobenius norm does not exceed."""
    return sum((e.abs_upper() ** 2 for e in array.flat), flint.arb(0)).sqrt().upper()
