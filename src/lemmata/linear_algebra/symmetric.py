"""Symmetric matrices: the spectral theorem, definiteness, Cholesky's factor, the distance that a covariance makes."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import PosDef, Real, Symmetric
from lemmata.formulas import formula
from lemmata.linear_algebra.arrays import matrix, number, signs_of_largest
from lemmata.linear_algebra.eigenvalues import Eigendecomposition


def spectral_decomposition(A: Any) -> Eigendecomposition:
    """A = Q diag(values) Q^T of a symmetric A: real values, ascending, and orthonormal vectors (the spectral theorem).

    The sign of each vector is such that its largest entry is positive; those of equal values are any basis.

    Raises ValueError where A is not symmetric.

    >>> found = spectral_decomposition([[2.0, 1.0], [1.0, 2.0]])
    >>> found.values.round(12).tolist(), abs(found.vectors).round(6).tolist()
    ([1.0, 3.0], [[0.707107, 0.707107], [0.707107, 0.707107]])

    Axler, Linear Algebra Done Right, 7.B; Strang, Introduction to Linear Algebra, 6.4.
    """
    xp, A = matrix(A, square=True)
    difference, size = number(xp.max(xp.abs(A - A.T))), number(xp.max(xp.abs(A)))
    if not difference <= 100 * float(xp.finfo(A.dtype).eps) * size:
        raise ValueError(f"the matrix differs from its transpose by {difference:.3g}; "
                         "take its `symmetric_part`, or `eigendecomposition`")
    values, vectors = xp.linalg.eigh(A)
    return Eigendecomposition(values, vectors * signs_of_largest(xp, vectors))


@formula
def symmetric_eigenvalues(A: Symmetric["n n"]):
    """The eigenvalues of a symmetric matrix, ascending; all are real.

    >>> symmetric_eigenvalues([[2.0, 1.0], [1.0, 2.0]]).round(12).tolist()
    [1.0, 3.0]

    Strang, Introduction to Linear Algebra, 6.4.
    """
    return np.linalg.eigvalsh(A)


def definiteness(A: Any) -> str:
    """What x^T A x is for x other than 0, from the eigenvalues of the symmetric part.

    "positive definite" (> 0), "positive semidefinite" (>= 0), the same with "negative", "zero" or "indefinite";
    eigenvalues below n eps times the largest in size count as zero.

    >>> definiteness([[2.0, -1.0], [-1.0, 2.0]]), definiteness([[1.0, 2.0], [2.0, 1.0]])
    ('positive definite', 'indefinite')

    Strang, Introduction to Linear Algebra, 6.5.
    """
    xp, A = matrix(A, square=True)
    values = xp.linalg.eigvalsh((A + A.T) / 2)
    least, most = number(values[0]), number(values[-1])
    zero = values.shape[0] * float(xp.finfo(A.dtype).eps) * max(abs(least), abs(most))
    if max(abs(least), abs(most)) == 0:
        return "zero"
    if least > zero or most < -zero:
        return "positive definite" if least > 0 else "negative definite"
    if least >= -zero or most <= zero:
        return "positive semidefinite" if least >= -zero else "negative semidefinite"
    return "indefinite"


def is_positive_definite(A: Any) -> bool:
    """Whether x^T A x > 0 for all x other than 0: all eigenvalues of the symmetric part positive, beyond rounding.

    >>> is_positive_definite([[2.0, -1.0], [-1.0, 2.0]]), is_positive_definite([[1.0, 2.0], [2.0, 1.0]])
    (True, False)

    Golub and Van Loan, Matrix Computations, 4.2.
    """
    return definiteness(A) == "positive definite"


@formula
def cholesky(A: PosDef["n n"]):
    """The lower triangular L with L L^T = A and a positive diagonal: the root of a positive definite matrix.

    L z of a standard normal z has covariance A; nan where A is not positive definite.

    >>> cholesky([[4.0, 2.0], [2.0, 5.0]]).tolist()
    [[2.0, 0.0], [1.0, 2.0]]

    Golub and Van Loan, Matrix Computations, 4.2.
    """
    return np.linalg.cholesky(A)


@formula
def mahalanobis_distance(x: Real["n"], mu: Real["n"], Sigma: PosDef["n n"]):
    """The distance in standard deviations of a covariance: sqrt((x - mu)^T Sigma^-1 (x - mu)).

    >>> float(mahalanobis_distance([2.0, 0.0], [0.0, 0.0], [[4.0, 0.0], [0.0, 1.0]]))
    1.0

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 3.3 and 6.5.
    """
    d = x - mu
    return np.sqrt(d @ np.linalg.solve(Sigma, d))
