"""Functions as people write them, which lose digits."""

import numpy as np


def shares(z):
    return np.exp(z) / np.exp(z).sum()


def cross_entropy(z, y):
    p = shares(z)
    return -np.sum(y * np.log(p))


def penalty(x):
    a = 3 * x
    return np.mean(np.log(1 + np.exp(a)))


def spread(x):
    return np.mean(x**2) - np.mean(x) ** 2


def loop(x):
    total = 0.0
    for i in range(x.shape[0]):
        total = total + np.log(1 - np.exp(-x[i]))
    return total


def growths(A, b):
    total = 0.0
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            total += (np.exp(A[i, j] * b[j]) - 1) / b[j]
    return total


def steps(x):
    total = 0.0
    for i in range(1, x.shape[0]):
        step = np.log(1 + np.exp(x[i] - x[i - 1]))
        total = total + step
    return total


def small_step(x, h):
    return (np.exp(x + h) - np.exp(x)) / h


def twice(a, b):
    return shares(a)[0] + shares(b)[0]


def norm(x):
    return np.sqrt((x * x).sum())


def of_labels(Z, y):
    e = np.exp(Z)
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(Z.shape[0]), y]).mean()


def entropy(p):
    return -np.sum(p * np.log(p))


def fine(X, w, y):
    r = X @ w - y
    return (r**2).mean()


def likelihood(x, S):
    L = np.linalg.cholesky(S)
    z = np.linalg.solve(L, x)
    return (z @ z + np.log(np.linalg.det(S))) / 2


def gap(a, b, reduction="mean"):
    d = np.sqrt(a**2 - b**2) - a
    return d.mean() if reduction == "mean" else d.sum()


def largest(p, k):
    return np.log(np.sort(p)[-k:]).sum() - np.log(np.exp(p).sum())
