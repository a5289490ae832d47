"""Norms of vectors and matrices: how large they are, and how much a matrix stretches."""

from __future__ import annotations

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula


@formula
def norm(x: Real["n"], p=2):
    """The p-norm of a vector: (sum_i |x_i|^p)^(1/p); max_i |x_i| for p = inf.

    x  vector of n entries
    p  1 or more, or inf; below 1 it is no norm (the triangle inequality fails)

    Raises ValueError for p < 1.

    >>> import numpy as np
    >>> [round(float(norm([3.0, -4.0], p=p)), 6) for p in (1, 2, 3, np.inf)]
    [7.0, 5.0, 4.497941, 4.0]

    Golub and Van Loan, Matrix Computations, 2.2.
    """
    if not p >= 1:
        raise ValueError(f"p = {p}: a norm needs p >= 1, or inf")
    if p in (1, 2, np.inf):
        return np.linalg.norm(x, p)
    largest = np.max(np.abs(x))
    scale = np.where(largest > 0, largest, 1)  # no power of an entry overflows
    return scale * np.sum((np.abs(x) / scale) ** p) ** (1 / p)


@formula
def frobenius_norm(A: Real["m n"]):
    """The root of the sum of all squared entries: sqrt(sum_ij A_ij^2) = sqrt(tr(A^T A)), the matrix as one vector.

    >>> float(frobenius_norm([[1.0, 2.0], [2.0, 4.0]]))
    5.0

    Golub and Van Loan, Matrix Computations, 2.3.
    """
    return np.linalg.norm(A)


@formula
def spectral_norm(A: Real["m n"]):
    """The largest stretch of a vector: max ||A x|| / ||x|| = the largest singular value.

    >>> round(float(spectral_norm([[3.0, 0.0], [0.0, -5.0]])), 12)
    5.0

    Golub and Van Loan, Matrix Computations, 2.3.
    """
    return np.linalg.norm(A, 2)


@formula
def nuclear_norm(A: Real["m n"]):
    """The sum of the singular values: the convex stand-in for the rank.

    >>> round(float(nuclear_norm([[3.0, 0.0], [0.0, -5.0]])), 12)
    8.0

    Recht, Fazel and Parrilo, Guaranteed minimum-rank solutions of linear matrix equations, 2 (2010).
    """
    return np.linalg.norm(A, "nuc")


@formula
def maximum_column_sum(A: Real["m n"]):
    """The matrix norm that the 1-norm induces: max_x ||A x||_1 / ||x||_1 = max_j sum_i |A_ij|.

    >>> float(maximum_column_sum([[1.0, -2.0], [3.0, 4.0]]))
    6.0

    Golub and Van Loan, Matrix Computations, 2.3.
    """
    return np.max(np.sum(np.abs(A), axis=0))


@formula
def maximum_row_sum(A: Real["m n"]):
    """The matrix norm that the maximum norm induces: max_x ||A x||_inf / ||x||_inf = max_i sum_j |A_ij|.

    >>> float(maximum_row_sum([[1.0, -2.0], [3.0, 4.0]]))
    7.0

    Golub and Van Loan, Matrix Computations, 2.3.
    """
    return np.max(np.sum(np.abs(A), axis=1))
