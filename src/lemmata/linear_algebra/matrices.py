"""Products of matrices, and what is read off one."""

from __future__ import annotations

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula


@formula
def matrix_vector_product(A: Real["m n"], x: Real["n"]):
    """A matrix times a vector: (A x)_i = sum_j A_ij x_j, the columns of A combined with the entries of x.

    >>> matrix_vector_product([[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0]).tolist()
    [5.0, 11.0]

    Strang, Introduction to Linear Algebra, 1.3.
    """
    return A @ x


@formula
def matrix_product(A: Real["m n"], B: Real["n p"]):
    """The product of two matrices: (A B)_ij = sum_k A_ik B_kj, B first and then A as maps.

    >>> matrix_product([[1.0, 2.0], [3.0, 4.0]], [[0.0, 1.0], [1.0, 0.0]]).tolist()
    [[2.0, 1.0], [4.0, 3.0]]

    Strang, Introduction to Linear Algebra, 2.4.
    """
    return A @ B


@formula
def outer_product(a: Real["m"], b: Real["n"]):
    """The matrix of all products of entries: (a b^T)_ij = a_i b_j; of rank 1 unless one of them is zero.

    >>> outer_product([1.0, 2.0], [3.0, 4.0]).tolist()
    [[3.0, 4.0], [6.0, 8.0]]

    Strang, Introduction to Linear Algebra, 2.4.
    """
    return np.outer(a, b)


@formula
def hadamard_product(A: Real["m n"], B: Real["m n"]):
    """The product entry by entry: (A o B)_ij = A_ij B_ij.

    >>> hadamard_product([[1.0, 2.0]], [[3.0, 4.0]]).tolist()
    [[3.0, 8.0]]

    Horn and Johnson, Topics in Matrix Analysis, 5.0.
    """
    return A * B


@formula
def kronecker_product(A: Real["m n"], B: Real["p q"]):
    """The block matrix with blocks A_ij B; it turns A X B into one matrix: vec(A X B) = (B^T kron A) vec(X).

    >>> kronecker_product([[1.0, 2.0]], [[1.0], [3.0]]).tolist()
    [[1.0, 2.0], [3.0, 6.0]]

    Golub and Van Loan, Matrix Computations, 1.3.6.
    """
    return np.kron(A, B)


@formula
def transpose(A: Real["m n"]):
    """Rows become columns: (A^T)_ij = A_ji; the matrix with (A x) . y = x . (A^T y).

    >>> transpose([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]).tolist()
    [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]

    Strang, Introduction to Linear Algebra, 2.7.
    """
    return A.T


@formula
def trace(A: Real["n n"]):
    """The sum of the diagonal: tr(A) = sum_i A_ii, also the sum of the eigenvalues.

    >>> float(trace([[1.0, 2.0], [3.0, 4.0]]))
    5.0

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 4.1.
    """
    return np.trace(A)


@formula
def frobenius_inner_product(A: Real["m n"], B: Real["m n"]):
    """The dot product of two matrices as vectors: sum_ij A_ij B_ij = tr(A^T B).

    >>> float(frobenius_inner_product([[1.0, 2.0]], [[3.0, 4.0]]))
    11.0

    Horn and Johnson, Matrix Analysis, 5.2.
    """
    return np.sum(A * B)


@formula
def gram_matrix(X: Real["m n"]):
    """The dot products of the columns with each other: X^T X; semidefinite, of the same rank as X.

    >>> gram_matrix([[1.0, 1.0], [0.0, 2.0]]).tolist()
    [[1.0, 1.0], [1.0, 5.0]]

    Horn and Johnson, Matrix Analysis, 7.2.
    """
    return X.T @ X


@formula
def quadratic_form(x: Real["n"], A: Real["n n"]):
    """The number x^T A x = sum_ij x_i A_ij x_j; it sees the symmetric part of A alone.

    >>> float(quadratic_form([1.0, 2.0], [[2.0, 1.0], [1.0, 3.0]]))
    18.0

    Strang, Introduction to Linear Algebra, 6.5.
    """
    return x @ A @ x


@formula
def symmetric_part(A: Real["n n"]):
    """The symmetric matrix nearest to A: (A + A^T) / 2; what is left, (A - A^T) / 2, is antisymmetric.

    >>> symmetric_part([[1.0, 2.0], [4.0, 3.0]]).tolist()
    [[1.0, 3.0], [3.0, 3.0]]

    Horn and Johnson, Matrix Analysis, 4.1.
    """
    return (A + A.T) / 2


@formula
def commutator(A: Real["n n"], B: Real["n n"]):
    """How far two matrices are from commuting: A B - B A; zero for rotations of the plane, not for those of space.

    >>> commutator([[0.0, 1.0], [0.0, 0.0]], [[0.0, 0.0], [1.0, 0.0]]).tolist()
    [[1.0, 0.0], [0.0, -1.0]]

    Horn and Johnson, Matrix Analysis, 2.4.
    """
    return A @ B - B @ A
