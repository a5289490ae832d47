"""Singular values: what any matrix does, as a rotation, a stretch along axes, and a rotation; and what to leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lemmata.linear_algebra.arrays import matrix, signs_of_largest


def singular_values(A: Any) -> Any:
    """The stretches of A, descending: the roots of the eigenvalues of A^T A, min(m, n) of them.

    >>> singular_values([[3.0, 0.0], [4.0, 5.0]]).round(6).tolist()
    [6.708204, 2.236068]

    Golub and Van Loan, Matrix Computations, 2.4.
    """
    xp, A = matrix(A)
    return xp.linalg.svdvals(A)


@dataclass(frozen=True)
class SingularValueDecomposition:
    """A = left diag(values) right^T.

    left    orthonormal columns u_i, a basis of the outputs
    values  the singular values, descending
    right   orthonormal columns v_i, a basis of the inputs: A v_i = values_i u_i

    >>> import numpy as np
    >>> SingularValueDecomposition(np.eye(2), np.array([2.0, 1.0]), np.eye(2)).matrix().tolist()
    [[2.0, 0.0], [0.0, 1.0]]
    """

    left: Any
    values: Any
    right: Any

    def matrix(self) -> Any:
        """left diag(values) right^T, the matrix again."""
        return (self.left * self.values) @ self.right.T


def singular_value_decomposition(A: Any) -> SingularValueDecomposition:
    """A = U diag(values) V^T, with min(m, n) columns each; the largest entry of each v_i is positive.

    >>> found = singular_value_decomposition([[0.0, 2.0], [0.0, 0.0], [1.0, 0.0]])
    >>> found.values.tolist(), found.right.tolist(), found.matrix().tolist()
    ([2.0, 1.0], [[0.0, 1.0], [1.0, 0.0]], [[0.0, 2.0], [0.0, 0.0], [1.0, 0.0]])

    Golub and Van Loan, Matrix Computations, 2.4.
    """
    xp, A = matrix(A)
    U, values, Vt = xp.linalg.svd(A, full_matrices=False)
    signs = signs_of_largest(xp, Vt.T)
    return SingularValueDecomposition(U * signs, values, Vt.T * signs)


def low_rank_approximation(A: Any, k: int) -> Any:
    """The matrix of rank k that is nearest to A, in the Frobenius and the spectral norm: its k largest singular parts.

    Raises ValueError for k below 0 or above min(m, n).

    >>> low_rank_approximation([[3.0, 0.0], [0.0, 1.0]], 1).tolist()
    [[3.0, 0.0], [0.0, 0.0]]

    Eckart and Young (1936); Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 4.6.
    """
    xp, A = matrix(A)
    _check_rank(A, k)
    U, values, Vt = xp.linalg.svd(A, full_matrices=False)
    return (U[:, :k] * values[:k]) @ Vt[:k, :]


def low_rank_error(A: Any, k: int, norm: str = "frobenius") -> Any:
    """How far A is from its best approximation of rank k, told by the singular values that are left out.

    norm  "frobenius": sqrt(sum of their squares); "spectral": the largest of them

    Raises ValueError for k below 0 or above min(m, n), or another norm.

    >>> float(low_rank_error([[3.0, 0.0], [0.0, 1.0]], 1))
    1.0

    Eckart and Young (1936); Golub and Van Loan, Matrix Computations, 2.4.
    """
    xp, A = matrix(A)
    _check_rank(A, k)
    if norm not in ("frobenius", "spectral"):
        raise ValueError(f"norm {norm!r}; choose frobenius or spectral")
    left_out = xp.concat([xp.linalg.svdvals(A)[k:], xp.zeros_like(A[0, :1])])
    return xp.max(left_out) if norm == "spectral" else xp.linalg.vector_norm(left_out)


def _check_rank(A: Any, k: int) -> None:
    if not 0 <= k <= min(A.shape):
        raise ValueError(f"rank {k}; a matrix of shape {tuple(A.shape)} has one from 0 to {min(A.shape)}")
