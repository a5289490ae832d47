"""Exact matrices of Fractions, through FLINT."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import numpy as np

from lemmata.engine.evaluation.arithmetics import Array


def exact(entries: Any, shape: tuple[int, ...] | None = None) -> Array:
    """Nested lists (or one number) as an object array of Fractions.

    >>> exact([[1, 0], [0, 2]])[1, 1]
    Fraction(2, 1)
    """
    source: Any = np.array(entries, dtype=object)
    source = source if shape is None else source.reshape(shape)
    result = np.empty(source.shape, dtype=object)
    for index in np.ndindex(source.shape):
        result[index] = Fraction(source[index])
    return result


def short(entries: Array, most: int = 60) -> Array:
    """Numbers with small denominators near the entries: digits don't pile up in what is made of them again and again.

    >>> short(exact(["1/3", "123456789/1000000000"])).tolist() == [Fraction(1, 3), Fraction(7, 57)]
    True
    """
    return exact([Fraction(v).limit_denominator(most) for v in entries.flat], entries.shape)


def identity(n: int) -> Array:
    return exact([[int(i == j) for j in range(n)] for i in range(n)], (n, n))


def to_flint(matrix: Array) -> Any:
    return flint.fmpq_mat([[flint.fmpq(v.numerator, v.denominator) for v in row] for row in matrix])


def from_flint(matrix: Any) -> Array:
    entries = [Fraction(int(e.p), int(e.q)) for e in matrix.entries()]
    return exact(entries, (matrix.nrows(), matrix.ncols()))


def determinant(matrix: Array) -> Fraction:
    if matrix.shape[0] == 0:
        return Fraction(1)
    value = to_flint(matrix).det()
    return Fraction(int(value.p), int(value.q))


def rank(matrix: Array) -> int:
    return int(to_flint(matrix).rank()) if matrix.size else 0


def inverse(matrix: Array) -> Array:
    """Raises ZeroDivisionError where the matrix is singular."""
    return from_flint(to_flint(matrix).inv()) if matrix.size else matrix


def cayley(skew: Array) -> Array:
    """The orthogonal matrix (I - S) (I + S)**-1 of a skew-symmetric S.

    >>> cayley(exact([[0, 1], [-1, 0]])).tolist() == exact([[0, -1], [1, 0]]).tolist()
    True
    """
    eye = identity(skew.shape[0])
    return (eye - skew).dot(inverse(eye + skew)) if skew.size else skew


def is_diagonalizable(matrix: Array) -> bool:
    """Whether there is a basis of eigenvectors over C: the squarefree part of the characteristic
    polynomial annihilates the matrix.

    >>> is_diagonalizable(exact([[1, 1], [0, 1]])), is_diagonalizable(exact([[0, -1], [1, 0]]))
    (False, True)
    """
    if not matrix.size:
        return True
    a = to_flint(matrix)
    polynomial = flint.fmpq_poly(a.charpoly())
    common = polynomial.gcd(polynomial.derivative())
    squarefree = polynomial // common
    n = matrix.shape[0]
    eye = to_flint(identity(n))
    total = eye * flint.fmpq(0)
    for coefficient in reversed(squarefree.coeffs()):
        total = total * a + eye * coefficient
    return all(e == 0 for e in total.entries())


def is_positive_definite(matrix: Array) -> bool:
    """Symmetric, and every leading minor is positive (Sylvester)."""
    n = matrix.shape[0]
    return bool((matrix == matrix.T).all()) and all(determinant(matrix[:k, :k]) > 0 for k in range(1, n + 1))


def is_positive_semidefinite(matrix: Array) -> bool:
    """Symmetric, and no eigenvalue is negative: the coefficients of the characteristic polynomial alternate in sign.

    >>> is_positive_semidefinite(exact([[1, 1], [1, 1]])), is_positive_semidefinite(exact([[0, 1], [1, 0]]))
    (True, False)
    """
    n = matrix.shape[0]
    if not (matrix == matrix.T).all():
        return False
    return not n or all(c * (-1) ** (n - k) >= 0 for k, c in enumerate(to_flint(matrix).charpoly().coeffs()))
