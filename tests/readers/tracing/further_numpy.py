"""Further losses in the ways of NumPy code, tried after the reader was written."""

from __future__ import annotations

import numpy as np
from numpy.linalg import det, inv
from scipy import special
from scipy.special import erf, gammaln, log_softmax
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


@loss("theta: real[n], X: real[m n], y: binary[m]", "theta")
def course_logistic(theta, X, y, lam=1.0):
    m = y.size
    h = sigmoid(X.dot(theta))
    J = -1.0 * (1.0 / m) * (np.log(h).T.dot(y) + np.log(1 - h).T.dot(1 - y)) + (lam / (2.0 * m)) * np.sum(
        np.square(theta[1:])
    )
    return J


@loss("A2: unit[1 m], Y: binary[1 m]", "A2")
def course_cost(A2, Y):
    m = Y.shape[1]
    logprobs = np.multiply(np.log(A2), Y) + np.multiply(1 - Y, np.log(1 - A2))
    cost = -np.sum(logprobs) / m
    return np.squeeze(cost)


@loss("W: real[d k], X: real[n d], T: onehot[n k]", "W")
def cs231n(W, X, T):
    return -np.sum(T * log_softmax(X @ W, axis=1)) / len(X) + np.sum(np.abs(W))


@loss("x: real[n], mu: real, sigma: positive, nu: positive", "mu", "sigma", "nu")
def student(x, mu, sigma, nu):
    z = (x - mu) / sigma
    return -np.sum(
        gammaln((nu + 1) / 2)
        - gammaln(nu / 2)
        - np.log(np.sqrt(np.pi * nu) * sigma)
        - (nu + 1) / 2 * np.log1p(z**2 / nu)
    )


@loss("a: positive, b: positive, k: natural[n], N: natural[n]", "a", "b")
def beta_binomial(a, b, k, N):
    return -(special.betaln(k + a, N + b) - special.betaln(a, b)).sum()


@loss("x: real[n], best: real, mu: real[n], s: positive[n]", "mu", "s")
def expected_improvement(x, best, mu, s):
    z = (best - mu) / s
    cdf = 0.5 * (1 + erf(z / np.sqrt(2)))
    pdf = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return ((best - mu) * cdf + s * pdf).sum()


@loss("X: real[n d], H: positive[n k], W: positive[k d]", "H", "W")
def nmf_kl(X, H, W):
    V = X**2 + 1
    WH = np.matmul(H, W)
    return np.sum(V * np.log(V / WH) - V + WH)


@loss("X: real[n d], mu: real[k d], r: unit[n k]", "mu")
def kmeans(X, mu, r):
    d = np.linalg.norm(X[:, None] - mu[None], axis=2)
    return (r * d**2).sum() / r.sum()


@loss("U: real[n k], V: real[m k], i: labels[b n], j: labels[b m], r: real[b]", "U", "V")
def als(U, V, i, j, r, lam=0.02):
    e = r - np.sum(U[i] * V[j], axis=1)
    return np.dot(e, e) + lam * (np.linalg.norm(U, "fro") ** 2 + np.linalg.norm(V) ** 2)


@loss("y: real[n], yhat: real[n]", "yhat")
def r2(y, yhat):
    ss_res = np.sum((y - yhat) ** 2)
    ss_tot = np.sum((y - np.mean(y)) ** 2)
    return 1 - ss_res / ss_tot


@loss("y: real[n], mu: real[n], sig: positive[n]", "mu", "sig")
def crps(y, mu, sig):
    z = (y - mu) / sig
    return (
        sig * (z * (2 * special.ndtr(z) - 1) + 2 * np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi) - 1 / np.sqrt(np.pi))
    ).mean()


@loss("X: real[n d], Y: real[n q]", "X")
def cka(X, Y):
    def center(K):
        n = K.shape[0]
        H = np.eye(n) - np.ones((n, n)) / n
        return H @ K @ H

    K, L = center(X @ X.T), center(Y @ Y.T)
    return 1 - np.sum(K * L) / np.sqrt(np.sum(K * K) * np.sum(L * L))


@loss("x: real[t], phi: real[2], sigma: positive", "phi", "sigma")
def ar2(x, phi, sigma):
    e = x[2:] - phi[0] * x[1:-1] - phi[1] * x[:-2]
    n = e.shape[0]
    return 0.5 * n * np.log(2 * np.pi * sigma**2) + e.dot(e) / (2 * sigma**2)


@loss("w: simplex[n], mu: real[n], S: posdef[n n]", "w")
def markowitz(w, mu, S, risk_aversion=2.5):
    ret = w @ mu
    vol = np.sqrt(w.T @ S @ w)
    return -(ret - 0.02) / vol + risk_aversion * (w**2).sum()


@loss("A: real[n n], B: real[n n], x: real[n]", "x")
def wishartish(A, B, x):
    S = A @ A.T + B @ B.T + np.diag(np.exp(x))
    return -np.log(det(S)) + np.trace(inv(S) @ (A + A.T))


@loss("y: real[n], q: real[n 3]", "q")
def pinballs(y, q):
    total = 0
    for k, tau in enumerate([0.1, 0.5, 0.9]):
        d = y - q[:, k]
        total += np.mean(np.maximum(tau * d, (tau - 1) * d))
    return total / 3


@loss("s: real[n], y: labels[n 2]", "s")
def signed(s, y):
    t = np.where(y == 1, 1.0, -1.0)
    return np.logaddexp(0, -t * s).mean()
