"""Losses whose Hessians are compared, each as a formula and as people write it for the libraries beside Lemmata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.losses import Arrays, Loss

Function = Callable[..., Any]


@dataclass(frozen=True)
class Case:
    """The Hessian of a loss by one variable, or by two.

    loss     the value, of `m` (jax.numpy, torch or pytensor.tensor) and its functions `nn`, arrays in order
    network  the value for tensorgrad, of its functions, its variables by name, and the sizes
    by_rows  PyTensor is faster with a loop over the rows than with its vectorised Jacobian
    """

    name: str
    text: str
    vars: str
    wrt: tuple[str, str]
    sizes: dict[str, int]
    loss: Function
    network: Function
    by_rows: bool = False

    def arrays(self, dtype: Any = np.float64) -> Arrays:
        """Random arrays of the declared shapes."""
        return Loss(self.name, self.text, self.vars, (), {}, {}, print, print, print).arrays(self.sizes, dtype)


def _net(m, nn, X, W1, W2, Y):  # type: ignore[no-untyped-def]
    return ((m.tanh(X @ W1) @ W2 - Y) ** 2).sum() / X.shape[0]


def _net_network(F, v, s):  # type: ignore[no-untyped-def]
    error = F.tanh(v.X @ v.W1) @ v.W2 - v.Y
    return F.sum(error * error) * (1 / s["n"])


def _mixture(m, nn, X, mu, a):  # type: ignore[no-untyped-def]
    z = a - ((X[:, None, :] - mu) ** 2).sum(-1) / 2
    return -(nn.logsumexp(z, axis=1) if hasattr(nn, "logsumexp") else m.logsumexp(z, 1)).sum()


def _mixture_network(F, v, s):  # type: ignore[no-untyped-def]
    d = v.X - v.mu
    return -F.sum(F.log(F.sum(F.exp(v.a - F.sum(d * d, dim="d") * 0.5), dim="k")))


def _logsumexp(m, nn, x):  # type: ignore[no-untyped-def]
    return nn.logsumexp(x) if hasattr(nn, "logsumexp") else m.logsumexp(x, 0)


def _gaussian(m, nn, X, mu, S):  # type: ignore[no-untyped-def]
    d = X - mu
    return X.shape[0] * m.linalg.slogdet(S)[1] / 2 + (d * (d @ m.linalg.inv(S))).sum() / 2


def _gaussian_network(F, v, s):  # type: ignore[no-untyped-def]
    d = v.X - v.mu
    return F.log(F.det(v.S)) * (s["m"] / 2) + F.sum(d @ F.inverse(v.S) * d.rename(n="n_")) * 0.5


def _logistic_network(F, v, s):  # type: ignore[no-untyped-def]
    z = v.X @ v.w
    return F.sum(F.log(F.exp(z) + 1) - v.y * z) * (1 / s["m"])


def _factorisation_network(F, v, s):  # type: ignore[no-untyped-def]
    error = v.R - v.U @ v.V
    return F.sum(error * error)


NET = ("sum((tanh(X @ W1) @ W2 - Y)**2)/n", "X: real[n d], W1: real[d h], W2: real[h c], Y: real[n c]")
NET_SIZES = {"n": 1000, "d": 20, "h": 32, "c": 10}
CASES = [
    Case("logistic regression", "sum(softplus(X @ w) - y*(X @ w))/m", "X: real[m n], w: real[n], y: real[m]",
         ("w", "w"), {"m": 4000, "n": 1000}, lambda m, nn, X, w, y: (nn.softplus(X @ w) - y * (X @ w)).mean(),
         _logistic_network),
    Case("matrix factorisation", "sum((R - U @ V.T)**2)", "R: real[n p], U: real[n k], V: real[p k]", ("U", "U"),
         {"n": 300, "p": 300, "k": 5}, lambda m, nn, R, U, V: ((R - U @ V.T) ** 2).sum(), _factorisation_network, True),
    Case("two-layer net, first layer", *NET, ("W1", "W1"), NET_SIZES, _net, _net_network, True),
    Case("two-layer net, second layer", *NET, ("W2", "W2"), NET_SIZES, _net, _net_network, True),
    Case("two-layer net, mixed", *NET, ("W1", "W2"), NET_SIZES, _net, _net_network, True),
    Case("quadratic form", "x @ A @ x", "x: real[n], A: real[n n]", ("x", "x"), {"n": 1000},
         lambda m, nn, x, A: x @ A @ x, lambda F, v, s: v.x @ v.A @ v.x.rename(n="n_")),
    Case("logsumexp", "logsumexp(x)", "x: real[n]", ("x", "x"), {"n": 1000}, _logsumexp,
         lambda F, v, s: F.log(F.sum(F.exp(v.x)))),
    Case("mixture", "-sum(logsumexp(a - sum((X[:, None, :] - mu)**2, axis=-1)/2, axis=1))",
         "X: real[m d], mu: real[k d], a: real[k]", ("mu", "mu"), {"m": 1000, "k": 10, "d": 5}, _mixture,
         _mixture_network),
    Case("Gaussian likelihood", "m*logdet(S)/2 + sum((X - mu)*((X - mu) @ inv(S)))/2",
         "X: real[m n], mu: real[n], S: posdef[n n]", ("S", "S"), {"m": 500, "n": 20}, _gaussian, _gaussian_network),
]
