"""Eigenvalues of symmetric matrices and singular values, both by Jacobi's rotations."""

from __future__ import annotations

import math


def eigh(A: list[list[float]]) -> tuple[list[float], list[list[float]]]:
    """Ascending eigenvalues of (A + A.T) / 2, and eigenvectors as rows, the largest entry of each positive."""
    n = len(A)
    S = [[(A[i][j] + A[j][i]) / 2 for j in range(n)] for i in range(n)]
    V = [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(60):
        if sum(S[i][j] ** 2 for i in range(n) for j in range(i)) == 0:
            break
        for p in range(n):
            for q in range(p + 1, n):
                if abs(S[p][q]) <= 1e-18 * math.sqrt(abs(S[p][p] * S[q][q])):
                    S[p][q] = S[q][p] = 0.0
                    continue
                angle = (S[q][q] - S[p][p]) / (2 * S[p][q])
                t = math.copysign(1.0, angle) / (abs(angle) + math.hypot(angle, 1.0))
                c = 1 / math.hypot(t, 1.0)
                s = t * c
                for k in range(n):
                    S[k][p], S[k][q] = c * S[k][p] - s * S[k][q], s * S[k][p] + c * S[k][q]
                for M in (S, V):
                    M[p], M[q] = ([c * a - s * b for a, b in zip(M[p], M[q])],
                                  [s * a + c * b for a, b in zip(M[p], M[q])])
                S[p][q] = S[q][p] = 0.0
    order = sorted(range(n), key=lambda i: S[i][i])
    return [S[i][i] for i in order], [upright(V[i]) for i in order]


def upright(v: list[float]) -> list[float]:
    """v or -v: the one whose largest entry is positive."""
    return [-a for a in v] if max(v, key=abs) < 0 else v


def eigvalsh(A: list[list[float]]) -> list[float]:
    """The ascending eigenvalues of (A + A.T) / 2."""
    return eigh(A)[0]


def eigh_vectors(A: list[list[float]]) -> list[list[float]]:
    """The eigenvectors of (A + A.T) / 2 as columns."""
    return [list(row) for row in zip(*eigh(A)[1])]


def svd(A: list[list[float]]) -> list[tuple[float, list[float], list[float]]]:
    """Singular values, largest first, with their left and right vectors; zeros after the smaller size of A."""
    m, n = len(A), len(A[0])
    U = [[float(row[j]) for row in A] for j in range(n)]  # the columns of A, which are turned until they are orthogonal
    V = [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(60):
        turned = False
        for p in range(n):
            for q in range(p + 1, n):
                a, b = sum(x * x for x in U[p]), sum(x * x for x in U[q])
                c = sum(x * y for x, y in zip(U[p], U[q]))
                if abs(c) <= 1e-16 * math.sqrt(a * b) or c == 0:
                    continue
                turned = True
                angle = (b - a) / (2 * c)
                t = math.copysign(1.0, angle) / (abs(angle) + math.hypot(angle, 1.0))
                cos = 1 / math.hypot(t, 1.0)
                sin = t * cos
                for M in (U, V):
                    M[p], M[q] = ([cos * x - sin * y for x, y in zip(M[p], M[q])],
                                  [sin * x + cos * y for x, y in zip(M[p], M[q])])
        if not turned:
            break
    found = []
    for u, v in zip(U, V):
        s = math.hypot(*u)
        turn = 1.0 if v == upright(v) else -1.0
        found.append((s, [turn * x / (s or 1.0) for x in u], [turn * x for x in v]))
    found.sort(key=lambda triple: -triple[0])
    return [f if k < min(m, n) else (0.0, [0.0] * m, [0.0] * n) for k, f in enumerate(found)]


def svdvals(A: list[list[float]], count: int) -> list[float]:
    """The singular values, largest first."""
    return [s for s, _, _ in svd(A)[:count]]


def svd_left(A: list[list[float]], count: int) -> list[list[float]]:
    """Left singular vectors as columns."""
    return [list(row) for row in zip(*(u for _, u, _ in svd(A)[:count]))]


def svd_right(A: list[list[float]], count: int) -> list[list[float]]:
    """Right singular vectors as columns, the largest entry of each positive."""
    return [list(row) for row in zip(*(v for _, _, v in svd(A)[:count]))]


def pinv(A: list[list[float]]) -> list[list[float]]:
    """The pseudoinverse: singular values that are rounding errors count as 0."""
    parts = svd(A)
    kept = [(s, u, v) for s, u, v in parts if s > 1e-15 * parts[0][0]]
    return [[sum(v[i] * u[j] / s for s, u, v in kept) for j in range(len(A))] for i in range(len(A[0]))]


def rank(A: list[list[float]]) -> int:
    """How many singular values are more than rounding errors."""
    values = [s for s, _, _ in svd(A)]
    return sum(s > values[0] * max(len(A), len(A[0])) * 2.0**-52 for s in values)


def cond(A: list[list[float]]) -> float:
    """The largest over the smallest singular value."""
    values = [s for s, _, _ in svd(A)][: min(len(A), len(A[0]))]
    return values[0] / values[-1] if values[-1] else math.inf
