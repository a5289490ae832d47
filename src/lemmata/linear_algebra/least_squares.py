"""Projections onto lines and subspaces, least squares, ridge."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import FullRank, Nonnegative, Real
from lemmata.formulas import formula
from lemmata.linear_algebra.arrays import floating, matrix


@formula
def projection(x: Real["n"], v: Real["n"]):
    """The point of the line through v that is nearest to x: (x . v / v . v) v; what is left is orthogonal to v.

    >>> projection([3.0, 4.0], [2.0, 0.0]).tolist()
    [3.0, 0.0]

    Strang, Introduction to Linear Algebra, 4.2.
    """
    return (x @ v) / (v @ v) * v


@formula
def projection_matrix(A: FullRank["m n"]):
    """The matrix that projects onto the span of the columns of A: P = A (A^T A)^-1 A^T = A A^+; P^2 = P = P^T.

    >>> projection_matrix([[1.0], [1.0]]).round(12).tolist()
    [[0.5, 0.5], [0.5, 0.5]]

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 3.8.2.
    """
    return A @ np.linalg.pinv(A)


def least_squares(X: Any, y: Any) -> Any:
    """The w with the least ||X w - y||: there the residual is orthogonal to the columns, X^T (X w - y) = 0.

    By singular values, as NumPy's `lstsq`: where many w are as good, the shortest. X^T X, whose condition number is
    the square of X's, is never formed.

    X  matrix of m observations of n features
    y  vector of m targets, or a matrix with a column for each target

    Raises ValueError where there are not as many targets as observations.

    >>> least_squares([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], [1.0, 3.0, 5.0]).round(12).tolist()
    [1.0, 2.0]

    Golub and Van Loan, Matrix Computations, 5.3 and 5.5.
    """
    xp, X, y = floating(X, y)
    matrix(X, "X")
    if not 1 <= y.ndim <= 2 or y.shape[0] != X.shape[0]:
        raise ValueError(f"X has shape {tuple(X.shape)} and y {tuple(y.shape)}; give a target for each row of X")
    if not X.shape[0]:
        raise ValueError("X has no rows; give one observation or more")
    U, values, Vt = xp.linalg.svd(X, full_matrices=False)
    kept = values > max(X.shape) * xp.finfo(X.dtype).eps * values[0]
    inverse = xp.where(kept, 1 / xp.where(kept, values, xp.ones_like(values)), xp.zeros_like(values))
    return (Vt.T * inverse) @ (U.T @ y)


@formula
def normal_equations_solution(X: FullRank["m n"], y: Real["m"]):
    """The least squares w in closed form: (X^T X)^-1 X^T y.

    For formulas and proofs; on ill-conditioned numbers `least_squares` keeps twice the digits.

    >>> normal_equations_solution([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], [1.0, 3.0, 5.0]).round(9).tolist()
    [1.0, 2.0]

    Strang, Introduction to Linear Algebra, 4.3.
    """
    return np.linalg.solve(X.T @ X, X.T @ y)


@formula
def residual_sum_of_squares(X: Real["m n"], y: Real["m"], w: Real["n"]):
    """The squared length of the residual: ||X w - y||^2.

    >>> float(residual_sum_of_squares([[1.0], [2.0]], [1.0, 4.0], [1.0]))
    4.0

    Strang, Introduction to Linear Algebra, 4.3.
    """
    return np.sum((X @ w - y) ** 2)


@formula
def ridge(X: FullRank["m n"], y: Real["m"], alpha: Nonnegative):
    """The w with the least ||X w - y||^2 + alpha ||w||^2: (X^T X + alpha I)^-1 X^T y, shrunk towards 0.

    alpha  penalty, 0 or more; for 0 it is least squares. Any X will do where alpha > 0.

    >>> ridge([[1.0], [1.0]], [2.0, 4.0], 1.0).round(12).tolist()
    [2.0]

    Hoerl and Kennard, Ridge regression (1970); Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 9.2.4.
    """
    return np.linalg.solve(X.T @ X + alpha * np.eye(X.shape[1]), X.T @ y)
