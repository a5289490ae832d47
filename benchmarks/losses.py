"""Twelve losses, each as a formula and as people write it by hand for NumPy (with its gradient), JAX and PyTorch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

Arrays = dict[str, Any]


@dataclass(frozen=True)
class Loss:
    """A loss, the variables to differentiate by, its sizes, and the same loss elsewhere.

    numpy    value and gradients by hand
    library  the value, of `m` (jax.numpy or torch) and its functions `nn`, arrays by name
    """

    name: str
    text: str
    vars: str
    wrt: tuple[str, ...]
    small: dict[str, int]
    large: dict[str, int]
    numpy: Callable[..., Any]
    jax: Callable[..., Any]
    torch: Callable[..., Any]

    def arrays(self, sizes: dict[str, int], dtype: Any, seed: int = 0) -> Arrays:
        """Random arrays of the declared shapes."""
        rng = np.random.default_rng(seed)
        found: Arrays = {}
        for part in self.vars.split(", "):
            name, declared = part.split(": ")
            domain, _, dims = declared.partition("[")
            shape = [sizes[d] if d in sizes else int(d) for d in dims.rstrip("]").split()]
            if domain == "labels":
                found[name] = rng.integers(0, shape[-1], shape[:-1])
            elif domain == "posdef":
                a = rng.normal(size=shape)
                found[name] = (a @ a.T / shape[0] + np.eye(shape[0])).astype(dtype)
            elif domain == "binary":
                found[name] = rng.integers(0, 2, shape).astype(dtype)
            elif not shape:
                found[name] = 0.1
            else:
                found[name] = (rng.normal(size=shape) / max(shape) ** 0.25).astype(dtype)
        return found


def _least_squares(X, w, y):  # type: ignore[no-untyped-def]
    r = X @ w - y
    return r @ r / len(y), X.T @ r * (2 / len(y))


def _logistic(X, w, y):  # type: ignore[no-untyped-def]
    z = X @ w
    return np.mean(np.logaddexp(0, z) - y * z), X.T @ (special.expit(z) - y) / len(y)


def _cross_entropy(X, W, y):  # type: ignore[no-untyped-def]
    z = X @ W
    z -= z.max(axis=1, keepdims=True)
    e = np.exp(z)
    s = e.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    value = np.mean(np.log(s[:, 0]) - z[rows, y])
    e /= s
    e[rows, y] -= 1
    return value, X.T @ e / len(y)


def _gaussian(X, mu, S):  # type: ignore[no-untyped-def]
    m, d = X.shape[0], X - mu
    P = np.linalg.inv(S)
    dP = d @ P
    return (m * np.linalg.slogdet(S)[1] + np.vdot(d, dP)) / 2, -dP.sum(axis=0), (m * P.T - dP.T @ dP) / 2


def _mixture(X, mu, a):  # type: ignore[no-untyped-def]
    d = X[:, None, :] - mu
    z = a - np.einsum("ikd,ikd->ik", d, d) / 2
    top = z.max(axis=1, keepdims=True)
    e = np.exp(z - top)
    s = e.sum(axis=1, keepdims=True)
    p = e / s
    return -np.sum(np.log(s) + top), p.sum(axis=0)[:, None] * mu - p.T @ X


def _attention(Q, K, V, Y):  # type: ignore[no-untyped-def]
    root = np.float64(Q.shape[1]) ** 0.5
    z = Q @ K.T / Q.dtype.type(root)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    r = p @ V - Y
    g = 2 * r @ V.T
    g = p * (g - np.sum(g * p, axis=1, keepdims=True))
    return np.vdot(r, r), g @ K / Q.dtype.type(root)


def _layer_norm(X, g, b, Y):  # type: ignore[no-untyped-def]
    c = X - X.mean(axis=1, keepdims=True)
    s = 1 / np.sqrt(np.mean(c * c, axis=1, keepdims=True) + X.dtype.type(1e-5))
    h = c * s
    r = g * h + b - Y
    u = 2 * r * g
    return np.vdot(r, r), s * (u - u.mean(axis=1, keepdims=True) - h * np.mean(u * h, axis=1, keepdims=True))


def _two_layers(X, W1, b1, W2, b2, Y):  # type: ignore[no-untyped-def]
    h = np.tanh(X @ W1 + b1)
    r = h @ W2 + b2 - Y
    u = 2 * r / len(X)
    v = (u @ W2.T) * (1 - h * h)
    return np.vdot(r, r) / len(X), X.T @ v, h.T @ u


def _vae(mu, v):  # type: ignore[no-untyped-def]
    e = np.exp(v)
    return -0.5 * np.sum(1 + v - mu * mu - e), mu.copy(), (e - 1) / 2


def _factorisation(R, U, V, lam):  # type: ignore[no-untyped-def]
    E = U @ V.T - R
    value = np.vdot(E, E) + lam * (np.vdot(U, U) + np.vdot(V, V))
    return value, 2 * (E @ V + lam * U), 2 * (E.T @ U + lam * V)


def _cosine(A, B):  # type: ignore[no-untyped-def]
    na, nb = np.sqrt(np.einsum("ij,ij->i", A, A)), np.sqrt(np.einsum("ij,ij->i", B, B))
    c = np.einsum("ij,ij->i", A, B) / (na * nb)
    return np.mean(1 - c), -(B / (na * nb)[:, None] - A * (c / na**2)[:, None]) / len(A)


def _poisson(X, w, y):  # type: ignore[no-untyped-def]
    z = X @ w
    e = np.exp(z)
    return np.sum(e - y * z), X.T @ (e - y)


def _gaussian_jax(m, nn, X, mu, S):  # type: ignore[no-untyped-def]
    d = X - mu
    return (X.shape[0] * m.linalg.slogdet(S)[1] + m.sum(d * m.linalg.solve(S, d.T).T)) / 2


LOSSES = [
    Loss("least squares", "sum((X @ w - y)**2)/m", "X: real[m n], w: real[n], y: real[m]", ("w",),
         {"m": 20, "n": 5}, {"m": 20000, "n": 200}, _least_squares,
         lambda m, nn, X, w, y: m.mean((X @ w - y) ** 2), lambda m, nn, X, w, y: m.mean((X @ w - y) ** 2)),
    Loss("logistic", "sum(softplus(X @ w) - y*(X @ w))/m", "X: real[m n], w: real[n], y: real[m]", ("w",),
         {"m": 20, "n": 5}, {"m": 20000, "n": 200}, _logistic,
         lambda m, nn, X, w, y: m.mean(nn.softplus(X @ w) - y * (X @ w)),
         lambda m, nn, X, w, y: nn.binary_cross_entropy_with_logits(X @ w, y)),
    Loss("cross-entropy with labels", "-sum(log_softmax(X @ W, axis=1)[arange(m), y])/m",
         "X: real[m n], W: real[n k], y: labels[m k]", ("W",), {"m": 20, "n": 5, "k": 4},
         {"m": 10000, "n": 200, "k": 50}, _cross_entropy,
         lambda m, nn, X, W, y: -m.mean(nn.log_softmax(X @ W)[m.arange(X.shape[0]), y]),
         lambda m, nn, X, W, y: nn.cross_entropy(X @ W, y)),
    Loss("Gaussian likelihood", "m*logdet(S)/2 + sum((X - mu)*((X - mu) @ inv(S)))/2",
         "X: real[m n], mu: real[n], S: posdef[n n]", ("mu", "S"), {"m": 20, "n": 4}, {"m": 5000, "n": 100}, _gaussian,
         _gaussian_jax, _gaussian_jax),
    Loss("mixture", "-sum(logsumexp(a - sum((X[:, None, :] - mu)**2, axis=-1)/2, axis=1))",
         "X: real[m d], mu: real[k d], a: real[k]", ("mu",), {"m": 20, "k": 3, "d": 2}, {"m": 2000, "k": 20, "d": 20},
         _mixture,
         lambda m, nn, X, mu, a: -m.sum(nn.logsumexp(a - m.sum((X[:, None, :] - mu) ** 2, axis=-1) / 2, axis=1)),
         lambda m, nn, X, mu, a: -m.sum(m.logsumexp(a - m.sum((X[:, None, :] - mu) ** 2, dim=-1) / 2, dim=1))),
    Loss("attention", "sum((softmax(Q @ K.T/sqrt(d), axis=1) @ V - Y)**2)",
         "Q: real[t d], K: real[s d], V: real[s d], Y: real[t d]", ("Q",), {"t": 8, "s": 8, "d": 4},
         {"t": 512, "s": 512, "d": 64}, _attention,
         lambda m, nn, Q, K, V, Y: m.sum((nn.softmax(Q @ K.T / Q.shape[1] ** 0.5) @ V - Y) ** 2),
         lambda m, nn, Q, K, V, Y: m.sum((nn.softmax(Q @ K.T / Q.shape[1] ** 0.5, dim=1) @ V - Y) ** 2)),
    Loss("layer norm", "sum((g*(X - mean(X, axis=1, keepdims=True))/sqrt(var(X, axis=1, keepdims=True) + 1e-5) + b "
         "- Y)**2)", "X: real[m n], g: real[n], b: real[n], Y: real[m n]", ("X",), {"m": 8, "n": 6},
         {"m": 4096, "n": 256}, _layer_norm,
         lambda m, nn, X, g, b, Y: m.sum((g * (X - m.mean(X, axis=1, keepdims=True)) / m.sqrt(
             m.var(X, axis=1, keepdims=True) + 1e-5) + b - Y) ** 2),
         lambda m, nn, X, g, b, Y: m.sum((nn.layer_norm(X, X.shape[1:], g, b) - Y) ** 2)),
    Loss("two-layer net", "sum((tanh(X @ W1 + b1) @ W2 + b2 - Y)**2)/n",
         "X: real[n d], W1: real[d h], b1: real[h], W2: real[h c], b2: real[c], Y: real[n c]", ("W1", "W2"),
         {"n": 16, "d": 4, "h": 8, "c": 3}, {"n": 5000, "d": 100, "h": 100, "c": 10}, _two_layers,
         lambda m, nn, X, W1, b1, W2, b2, Y: m.sum((m.tanh(X @ W1 + b1) @ W2 + b2 - Y) ** 2) / X.shape[0],
         lambda m, nn, X, W1, b1, W2, b2, Y: m.sum((m.tanh(X @ W1 + b1) @ W2 + b2 - Y) ** 2) / X.shape[0]),
    Loss("VAE divergence", "-sum(1 + v - mu**2 - exp(v))/2", "mu: real[m n], v: real[m n]", ("mu", "v"),
         {"m": 8, "n": 4}, {"m": 1000, "n": 500}, _vae,
         lambda m, nn, mu, v: -m.sum(1 + v - mu**2 - m.exp(v)) / 2,
         lambda m, nn, mu, v: -m.sum(1 + v - mu**2 - m.exp(v)) / 2),
    Loss("matrix factorisation", "sum((R - U @ V.T)**2) + lam*(sum(U**2) + sum(V**2))",
         "R: real[m n], U: real[m k], V: real[n k], lam: real", ("U", "V"), {"m": 12, "n": 10, "k": 3},
         {"m": 1000, "n": 1000, "k": 20}, _factorisation,
         lambda m, nn, R, U, V, lam: m.sum((R - U @ V.T) ** 2) + lam * (m.sum(U**2) + m.sum(V**2)),
         lambda m, nn, R, U, V, lam: m.sum((R - U @ V.T) ** 2) + lam * (m.sum(U**2) + m.sum(V**2))),
    Loss("cosine similarity", "sum(1 - sum(A*B, axis=1)/(norm(A, axis=1)*norm(B, axis=1)))/m",
         "A: real[m n], B: real[m n]", ("A",), {"m": 8, "n": 6}, {"m": 10000, "n": 128}, _cosine,
         lambda m, nn, A, B: m.mean(1 - m.sum(A * B, axis=1) / (
             m.linalg.norm(A, axis=1) * m.linalg.norm(B, axis=1))),
         lambda m, nn, A, B: m.mean(1 - nn.cosine_similarity(A, B, dim=1))),
    Loss("Poisson regression", "sum(exp(X @ w) - y*(X @ w))", "X: real[m n], w: real[n], y: real[m]", ("w",),
         {"m": 20, "n": 5}, {"m": 20000, "n": 200}, _poisson,
         lambda m, nn, X, w, y: m.sum(m.exp(X @ w) - y * (X @ w)),
         lambda m, nn, X, w, y: m.sum(m.exp(X @ w) - y * (X @ w))),
]
