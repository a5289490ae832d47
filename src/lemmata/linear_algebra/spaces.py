"""Vector spaces: span, independence, dimension, bases and coordinates."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Invertible, Real
from lemmata.formulas import formula
from lemmata.linear_algebra.arrays import floating, matrix
from lemmata.linear_algebra.inverses import rank


def dimension(V: Any) -> int:
    """The dimension of the span of the columns: the number of vectors in each of its bases.

    >>> dimension([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
    2

    Strang, Introduction to Linear Algebra, 3.4.
    """
    _, V = matrix(V, "V")
    return int(rank(V))


def is_independent(V: Any) -> bool:
    """Whether no column is a combination of the others: V c = 0 only for c = 0.

    To the precision of the numbers: columns that are dependent but for rounding are dependent.

    >>> is_independent([[1.0, 1.0], [0.0, 1.0]]), is_independent([[1.0, 2.0], [2.0, 4.0]])
    (True, False)

    Strang, Introduction to Linear Algebra, 3.4.
    """
    _, V = matrix(V, "V")
    return int(rank(V)) == V.shape[-1]


def in_span(x: Any, V: Any, tolerance: float = 1e-10) -> bool:
    """Whether x is a combination of the columns of V, up to `tolerance` times its length.

    Raises ValueError where x has not as many entries as the columns.

    >>> V = [[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    >>> in_span([2.0, 5.0, 3.0], V), in_span([1.0, 0.0, 0.0], V)
    (True, False)

    Strang, Introduction to Linear Algebra, 3.1.
    """
    xp, x, V = floating(x, V)
    if V.ndim != 2 or tuple(x.shape) != (V.shape[0],):
        raise ValueError(f"x has shape {tuple(x.shape)} and V {tuple(V.shape)}; give a vector, and vectors of as many "
                         "entries as the columns of a matrix")
    Q = orthonormal_basis(V)
    return bool(xp.linalg.vector_norm(x - Q @ (Q.T @ x)) <= tolerance * xp.linalg.vector_norm(x))


@formula
def coordinates(x: Real["n"], B: Invertible["n n"]):
    """The coordinates of x in the basis of the columns of B: the c with B c = x.

    >>> coordinates([3.0, 1.0], [[1.0, 1.0], [1.0, -1.0]]).tolist()
    [2.0, 1.0]

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 2.7.1.
    """
    return np.linalg.solve(B, x)


@formula
def change_of_basis(A: Real["n n"], B: Invertible["n n"]):
    """The map A in the basis of the columns of B: B^-1 A B; similar to A: eigenvalues, trace and determinant stay.

    >>> change_of_basis([[2.0, 1.0], [1.0, 2.0]], [[1.0, 1.0], [0.0, -1.0]]).tolist()
    [[3.0, 0.0], [-1.0, 1.0]]

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 2.7.2.
    """
    return np.linalg.solve(B, A @ B)


def gram_schmidt(V: Any) -> Any:
    """Orthonormal columns with the same spans as the first 1, 2, ... columns of V: each column less its projections.

    The modified form, done twice, is orthonormal to rounding. q_j . v_j > 0.

    V  matrix of independent columns

    Raises ValueError, with the column, where one depends on those before it.

    >>> gram_schmidt([[3.0, 1.0], [4.0, 1.0]]).round(6).tolist()
    [[0.6, 0.8], [0.8, -0.6]]

    Golub and Van Loan, Matrix Computations, 5.2.8.
    """
    xp, V = matrix(V, "V")
    columns: list[Any] = []
    for j in range(V.shape[1]):
        v = V[:, j]
        top = xp.max(xp.abs(v))
        v = v / xp.where(top > 0, top, xp.ones_like(top))  # a unit vector has no scale, and squares do not end
        length = xp.linalg.vector_norm(v)
        for _ in range(2):
            for q in columns:
                v = v - (q @ v) * q
        rest = xp.linalg.vector_norm(v)
        if rest <= 10 * V.shape[0] * xp.finfo(V.dtype).eps * length:
            raise ValueError(f"column {j} depends on the columns before it; leave it out, or take `orthonormal_basis`")
        columns.append(v / rest)
    return xp.stack(columns, axis=1)


def orthonormal_basis(V: Any) -> Any:
    """Orthonormal columns that span what the columns of V span, as many as its dimension.

    Independent columns go through Householder's QR, with q_j . v_j > 0 as in Gram and Schmidt's; others through the
    singular value decomposition.

    >>> import numpy as np
    >>> Q = orthonormal_basis([[1.0, 1.0, 2.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    >>> Q.shape, bool(np.allclose(Q.T @ Q, np.eye(2)))
    ((3, 2), True)

    Golub and Van Loan, Matrix Computations, 5.2 and 5.4.
    """
    xp, V = matrix(V, "V")
    if not is_independent(V):
        return image(V)
    Q, R = xp.linalg.qr(V)
    diagonal = xp.linalg.diagonal(R)
    return Q * xp.where(diagonal < 0, -xp.ones_like(diagonal), xp.ones_like(diagonal))


def image(A: Any) -> Any:
    """An orthonormal basis, as columns, of all A x: the span of the columns of A.

    From the left singular vectors, as SciPy's `orth`.

    >>> abs(image([[1.0, 2.0], [1.0, 2.0]])).round(6).tolist()
    [[0.707107], [0.707107]]

    Strang, Introduction to Linear Algebra, 3.5 and 7.2.
    """
    xp, A = matrix(A)
    return xp.linalg.svd(A, full_matrices=False)[0][:, : int(rank(A))]


def kernel(A: Any) -> Any:
    """An orthonormal basis, as columns, of all x with A x = 0; without columns where that is x = 0 alone.

    From the right singular vectors, as SciPy's `null_space`; with those of `image(A.T)` they are a basis of the
    whole space: rank + dim kernel = number of columns.

    >>> abs(kernel([[1.0, -1.0], [2.0, -2.0]])).round(6).tolist()
    [[0.707107], [0.707107]]

    Strang, Introduction to Linear Algebra, 3.5 and 7.2.
    """
    xp, A = matrix(A)
    return xp.linalg.svd(A, full_matrices=True)[2][int(rank(A)) :, :].T
