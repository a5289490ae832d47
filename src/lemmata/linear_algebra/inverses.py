"""Determinant, inverse and what a matrix loses: rank, condition."""

from __future__ import annotations

import numpy as np

from lemmata.engine.readers.annotations import Invertible, Real
from lemmata.formulas import formula


@formula
def determinant(A: Real["n n"]):
    """The signed volume to which A takes the unit cube: the product of the eigenvalues; 0 where A is not invertible.

    For many rows it over- or underflows where its logarithm does not: `log_determinant`.

    >>> round(float(determinant([[1.0, 2.0], [3.0, 4.0]])), 12)
    -2.0

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 4.1.
    """
    return np.linalg.det(A)


@formula
def log_determinant(A: Invertible["n n"]):
    """log |det A|, from the factors of A: no over- or underflow; -inf for a singular matrix.

    >>> import numpy as np
    >>> float(determinant(np.eye(400) / 1000)), round(float(log_determinant(np.eye(400) / 1000)), 6)
    (0.0, -2763.102112)

    Golub and Van Loan, Matrix Computations, 3.2.
    """
    return np.linalg.slogdet(A)[1]


@formula
def inverse(A: Invertible["n n"]):
    """The matrix that undoes A: A A^-1 = A^-1 A = I.

    To solve A x = b, `solve` is cheaper and loses fewer digits.

    nan for a matrix that is exactly singular; torch raises its own error.

    >>> inverse([[2.0, 0.0], [0.0, 4.0]]).tolist()
    [[0.5, 0.0], [0.0, 0.25]]

    Strang, Introduction to Linear Algebra, 2.5.
    """
    return np.linalg.inv(A)


@formula
def solve(A: Invertible["n n"], b: Real["n"]):
    """The x with A x = b, by factors of A (LU with pivots).

    nan for a matrix that is exactly singular; torch raises its own error.

    >>> solve([[2.0, 0.0], [0.0, 4.0]], [2.0, 2.0]).tolist()
    [1.0, 0.5]

    Golub and Van Loan, Matrix Computations, 3.4.
    """
    return np.linalg.solve(A, b)


@formula
def pseudo_inverse(A: Real["m n"]):
    """Moore and Penrose's inverse of any matrix: A^+ b is the shortest of the x with the least ||A x - b||.

    It is A^-1 where A is invertible, (A^T A)^-1 A^T where its columns are independent; singular values are inverted,
    zeros stay zeros. Its derivative supposes that the rank does not change.

    >>> pseudo_inverse([[2.0, 0.0], [0.0, 0.0]]).tolist()
    [[0.5, 0.0], [0.0, 0.0]]

    Golub and Van Loan, Matrix Computations, 5.5.
    """
    return np.linalg.pinv(A)


@formula
def rank(A: Real["m n"]):
    """The largest number of independent columns, and of independent rows: the dimension of the image.

    Counted are the singular values above max(m, n) eps times the largest, as NumPy does.

    >>> int(rank([[1.0, 2.0], [2.0, 4.0]]))
    1

    Strang, Introduction to Linear Algebra, 3.5.
    """
    return np.linalg.matrix_rank(A)


@formula
def condition_number(A: Invertible["n n"]):
    """How much A may enlarge relative errors: largest over smallest singular value, ||A|| ||A^-1||; at least 1.

    Solving A x = b loses about log10 of it digits.

    >>> round(float(condition_number([[1.0, 0.0], [0.0, 1e-3]])), 6)
    1000.0

    Golub and Van Loan, Matrix Computations, 2.6.
    """
    return np.linalg.cond(A)
