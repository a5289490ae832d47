"""Matrices: triangular factors, systems of equations, powers, the exponential."""

from __future__ import annotations

import math


def matmul(A: list[list[float]], B: list[list[float]]) -> list[list[float]]:
    """A @ B"""
    return [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A]


def lu(A: list[list[float]]) -> tuple[list[list[float]], list[int], int]:
    """L and U of the rows of A in the order that is returned, in one matrix; the sign of that order."""
    n, sign = len(A), 1
    LU, order = [[float(a) for a in row] for row in A], list(range(n))
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(LU[i][k]))
        if pivot != k:
            LU[k], LU[pivot], order[k], order[pivot], sign = LU[pivot], LU[k], order[pivot], order[k], -sign
        for i in range(k + 1, n if LU[k][k] else 0):
            LU[i][k] /= LU[k][k]
            for j in range(k + 1, n):
                LU[i][j] -= LU[i][k] * LU[k][j]
    return LU, order, sign


def det(A: list[list[float]]) -> float:
    """The determinant."""
    LU, _, sign = lu(A)
    return sign * math.prod(LU[k][k] for k in range(len(A)))


def logdet(A: list[list[float]]) -> float:
    """The logarithm of the absolute value of the determinant."""
    LU, _, _ = lu(A)
    return sum(math.log(abs(LU[k][k])) if LU[k][k] else -math.inf for k in range(len(A)))


def solve_columns(A: list[list[float]], B: list[list[float]]) -> list[list[float]]:
    """The X with A @ X = B."""
    LU, order, _ = lu(A)
    X = [[float(b) for b in B[k]] for k in order]
    for i in range(len(A)):
        for k in range(i):
            X[i] = [x - LU[i][k] * y for x, y in zip(X[i], X[k])]
    for i in reversed(range(len(A))):
        for k in range(i + 1, len(A)):
            X[i] = [x - LU[i][k] * y for x, y in zip(X[i], X[k])]
        X[i] = [x / LU[i][i] for x in X[i]]
    return X


def solve(A: list[list[float]], b: list[float]) -> list[float]:
    """The x with A @ x = b."""
    return [row[0] for row in solve_columns(A, [[x] for x in b])]


def inv(A: list[list[float]]) -> list[list[float]]:
    """The inverse."""
    return solve_columns(A, [[float(i == j) for j in range(len(A))] for i in range(len(A))])


def cholesky(A: list[list[float]]) -> list[list[float]]:
    """The lower triangular L with L @ L.T = (A + A.T) / 2, which is positive definite."""
    n = len(A)
    L = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = (A[i][j] + A[j][i]) / 2 - sum(a * b for a, b in zip(L[i][:j], L[j]))
            L[i][j] = math.sqrt(rest) if i == j else rest / L[j][j]
    return L


def matrix_power(A: list[list[float]], k: int) -> list[list[float]]:
    """A multiplied k times; for k < 0 its inverse."""
    result = [[float(i == j) for j in range(len(A))] for i in range(len(A))]
    square, k = (inv(A), -k) if k < 0 else (A, k)
    while k:
        if k % 2:
            result = matmul(result, square)
        square, k = matmul(square, square), k // 2
    return result


def expm(A: list[list[float]]) -> list[list[float]]:
    """The exponential: its series at A / 2**s, squared s times."""
    size = max(sum(abs(a) for a in row) for row in A)
    s = max(0, math.frexp(size)[1] + 1)
    small = [[a / 2**s for a in row] for row in A]
    result = term = [[float(i == j) for j in range(len(A))] for i in range(len(A))]
    for k in range(1, 16):
        term = [[a / k for a in row] for row in matmul(term, small)]
        result = [[a + b for a, b in zip(x, y)] for x, y in zip(result, term)]
    for _ in range(s):
        result = matmul(result, result)
    return result
