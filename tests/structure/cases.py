"""Losses and maps as people write them, with the same in JAX, and the structure of their derivative."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.nn import log_softmax, logsumexp, sigmoid, softmax, softplus

from lemmata import parse
from lemmata.formulas import Formula

jax.config.update("jax_enable_x64", True)

SIZES = ({"m": 7, "n": 4, "k": 3, "l": 5, "d": 3, "e": 2}, {"m": 3, "n": 6, "k": 2, "l": 2, "d": 2, "e": 5})


@dataclass(frozen=True)
class Case:
    """The derivative of `text` by `wrt`: Hessian of a number, Jacobian of an array; mixed where `wrt` is two names."""

    name: str
    text: str
    vars: str
    wrt: str
    function: Callable[..., Any]
    structure: str

    @property
    def formula(self) -> Formula:
        return parse(self.text, self.vars)

    @property
    def derivative(self) -> Formula:
        first, *second = self.wrt.split()
        f = self.formula
        return f.jacobian(first) if f.shape else f.hessian(first, *second)

    def arrays(self, seed: int, sizes: dict[str, int]) -> dict[str, Any]:
        """Values inside the domains."""
        rng = np.random.default_rng(seed)
        return {name: drawn(rng, s.domain, tuple(size.value(sizes) for size in s.shape))
                for name, s in self.formula.declarations.items()}

    def truth(self, arrays: dict[str, Any]) -> np.ndarray:
        """The same by JAX, over (rows | columns)."""
        first, *second = self.wrt.split()

        def at(*values: Any) -> Any:
            return self.function(**{**arrays, **dict(zip((first, *second), values))})

        inner = jax.jacfwd(at) if self.formula.shape else jax.jacfwd(jax.grad(at), argnums=len(second))
        return np.asarray(inner(*(jnp.asarray(arrays[name], dtype=float) for name in (first, *second))))


def drawn(rng: np.random.Generator, domain: str, shape: tuple[int, ...]) -> np.ndarray:
    x = rng.normal(size=shape)
    if domain == "onehot":
        return np.eye(shape[-1])[rng.integers(0, shape[-1], shape[:-1])]
    if domain == "simplex":
        return np.exp(x) / np.exp(x).sum()
    if domain == "posdef":
        return x @ x.T + np.eye(len(x))
    if domain == "symmetric":
        return x + x.T
    if domain in ("positive", "nonnegative"):
        return np.abs(x) + 0.2
    return x + 2 * np.eye(len(x)) if domain == "invertible" else x


XWY = "X: real[m n], w: real[n], y: real[m]"
RUV = "R: real[m n], U: real[m k], V: real[n k], lam: positive"
QKV = "Q: real[m d], K: real[n d], V: real[n e]"
NET = "X: real[m n], W: real[n k], V: real[k l], Y: real[m l]"
LOW, SYMMETRIC, ON_DIAGONAL = "low rank", "symmetric low rank", "diagonal plus low rank"

CASES = [
    Case("least squares", "sum((X @ w - y)**2)", XWY, "w", lambda X, w, y: jnp.sum((X @ w - y) ** 2), SYMMETRIC),
    Case("ridge", "sum((X @ w - y)**2) + lam*sum(w**2)", XWY + ", lam: positive", "w",
         lambda X, w, y, lam: jnp.sum((X @ w - y) ** 2) + lam * jnp.sum(w**2), ON_DIAGONAL),
    Case("smooth by a matrix", "sum((X @ w - y)**2) + w @ S @ w", XWY + ", S: symmetric[n n]", "w",
         lambda X, w, y, S: jnp.sum((X @ w - y) ** 2) + w @ S @ w, "dense"),
    Case("weighted least squares", "sum(p*(X @ w - y)**2)", XWY + ", p: positive[m]", "w",
         lambda X, w, y, p: jnp.sum(p * (X @ w - y) ** 2), SYMMETRIC),
    Case("logistic regression", "sum(softplus(X @ w) - y*(X @ w))", XWY, "w",
         lambda X, w, y: jnp.sum(softplus(X @ w) - y * (X @ w)), SYMMETRIC),
    Case("logistic regression with ridge", "sum(log(1 + exp(-y*(X @ w)))) + lam*sum(w**2)/2", XWY + ", lam: positive",
         "w", lambda X, w, y, lam: jnp.sum(jnp.log(1 + jnp.exp(-y * (X @ w)))) + lam * jnp.sum(w**2) / 2, ON_DIAGONAL),
    Case("softmax regression", "sum(logsumexp(X @ W, axis=1)) - sum(Y*(X @ W)) + lam*sum(W**2)",
         "X: real[m n], W: real[n k], Y: onehot[m k], lam: positive", "W",
         lambda X, W, Y, lam: jnp.sum(logsumexp(X @ W, axis=1)) - jnp.sum(Y * (X @ W)) + lam * jnp.sum(W**2),
         "block diagonal plus low rank"),
    Case("softmax by its logits", "sum(logsumexp(Z, axis=1)) - sum(Y*Z) + lam*sum(Z**2)",
         "Z: real[m k], Y: onehot[m k], lam: positive", "Z",
         lambda Z, Y, lam: jnp.sum(logsumexp(Z, axis=1)) - jnp.sum(Y * Z) + lam * jnp.sum(Z**2), "block diagonal"),
    Case("factorisation by U", "sum((R - U @ V.T)**2) + lam*sum(U**2)", RUV, "U",
         lambda R, U, V, lam: jnp.sum((R - U @ V.T) ** 2) + lam * jnp.sum(U**2), "Kronecker"),
    Case("factorisation by V", "sum((R - U @ V.T)**2) + lam*sum(V**2)", RUV, "V",
         lambda R, U, V, lam: jnp.sum((R - U @ V.T) ** 2) + lam * jnp.sum(V**2), "Kronecker"),
    Case("factorisation, mixed", "sum((R - U @ V.T)**2) + lam*sum(V**2)", RUV, "U V",
         lambda R, U, V, lam: jnp.sum((R - U @ V.T) ** 2) + lam * jnp.sum(V**2), "dense"),
    Case("weighted factorisation", "sum(P*(R - U @ V.T)**2)", RUV[:-len(", lam: positive")] + ", P: positive[m n]", "U",
         lambda R, U, V, P: jnp.sum(P * (R - U @ V.T) ** 2), "block diagonal"),
    Case("Gaussian likelihood by the mean", "sum((X - mu) @ inv(S) * (X - mu))/2 + logdet(S)*m/2",
         "X: real[m n], mu: real[n], S: posdef[n n]", "mu",
         lambda X, mu, S: jnp.sum((X - mu) @ jnp.linalg.inv(S) * (X - mu)) / 2, "dense"),
    Case("Gaussian likelihood by the covariance", "-logdet(S) + trace(S @ C)", "S: posdef[n n], C: symmetric[n n]", "S",
         lambda S, C: -jnp.linalg.slogdet(S)[1] + jnp.trace(S @ C), "Kronecker"),
    Case("Poisson regression", "sum(exp(X @ w) - y*(X @ w))", XWY, "w",
         lambda X, w, y: jnp.sum(jnp.exp(X @ w) - y * (X @ w)), SYMMETRIC),
    Case("quadratic form", "x @ A @ x", "x: real[n], A: real[n n]", "x", lambda x, A: x @ A @ x, "dense"),
    Case("logsumexp", "logsumexp(x) + lam*sum(x**2)", "x: real[n], lam: positive", "x",
         lambda x, lam: logsumexp(x) + lam * jnp.sum(x**2), ON_DIAGONAL),
    Case("entropy", "sum(p*log(p))", "p: positive[n]", "p", lambda p: jnp.sum(p * jnp.log(p)), "diagonal"),
    Case("square", "sum(X**2)", "X: real[m n]", "X", lambda X: jnp.sum(X**2), "scaled identity"),
    Case("linear", "sum(A*X)", "A: real[m n], X: real[m n]", "X", lambda A, X: jnp.sum(A * X), "zero"),
    Case("elementwise map", "tanh(X)*A", "X: real[m n], A: positive[m n]", "X",
         lambda X, A: jnp.tanh(X) * A, "diagonal"),
    Case("softmax", "softmax(x)", "x: real[n]", "x", softmax, ON_DIAGONAL),
    Case("log-softmax", "log_softmax(x)", "x: real[n]", "x", log_softmax, ON_DIAGONAL),
    Case("softmax by rows", "softmax(Z, axis=1)", "Z: real[m k]", "Z", lambda Z: softmax(Z, axis=1), "block diagonal"),
    Case("layer norm", "(x - mean(x))/sqrt(var(x) + eps)", "x: real[n], eps: positive", "x",
         lambda x, eps: (x - jnp.mean(x)) / jnp.sqrt(jnp.var(x) + eps), ON_DIAGONAL),
    Case("layer", "tanh(W @ x + b)", "W: real[m n], x: real[n], b: real[m]", "W",
         lambda W, x, b: jnp.tanh(W @ x + b), "block diagonal"),
    Case("layer by its input", "sigmoid(W @ x + b)", "W: real[m n], x: real[n], b: real[m]", "x",
         lambda W, x, b: sigmoid(W @ x + b), "dense"),
    Case("residual", "x + U @ tanh(V @ x)", "x: real[n], U: real[n k], V: real[k n]", "x",
         lambda x, U, V: x + U @ jnp.tanh(V @ x), ON_DIAGONAL),
    Case("attention by the queries", "softmax(Q @ K.T, axis=1) @ V", QKV, "Q",
         lambda Q, K, V: softmax(Q @ K.T, axis=1) @ V, "block diagonal"),
    Case("attention by the values", "softmax(Q @ K.T, axis=1) @ V", QKV, "V",
         lambda Q, K, V: softmax(Q @ K.T, axis=1) @ V, "Kronecker"),
    Case("attention by the keys", "softmax(Q @ K.T, axis=1) @ V", QKV, "K",
         lambda Q, K, V: softmax(Q @ K.T, axis=1) @ V, "dense"),
    Case("bilinear, mixed", "x @ A @ y", "x: real[m], A: real[m n], y: real[n]", "x y", lambda x, A, y: x @ A @ y,
         "dense"),
    Case("net, first layer", "sum((tanh(X @ W) @ V - Y)**2)", NET, "W",
         lambda X, W, V, Y: jnp.sum((jnp.tanh(X @ W) @ V - Y) ** 2), "block diagonal plus low rank"),
    Case("net, second layer", "sum((tanh(X @ W) @ V - Y)**2) + sum(V**2)", NET, "V",
         lambda X, W, V, Y: jnp.sum((jnp.tanh(X @ W) @ V - Y) ** 2) + jnp.sum(V**2), "Kronecker"),
    Case("matrix quadratic", "sum((A @ X @ B - C)**2)", "A: real[m n], X: real[n k], B: real[k l], C: real[m l]", "X",
         lambda A, X, B, C: jnp.sum((A @ X @ B - C) ** 2), "Kronecker"),
    Case("trace of a product", "trace(X.T @ A @ X @ B)", "X: real[n k], A: real[n n], B: real[k k]", "X",
         lambda X, A, B: jnp.trace(X.T @ A @ X @ B), "sum of Kronecker products"),
    Case("trace of a product, symmetric", "trace(X.T @ A @ X @ B)", "X: real[n k], A: posdef[n n], B: posdef[k k]", "X",
         lambda X, A, B: jnp.trace(X.T @ A @ X @ B), "Kronecker"),
    Case("Sylvester", "sum((A @ X + X @ B)*X)", "X: real[n k], A: posdef[n n], B: posdef[k k]", "X",
         lambda X, A, B: jnp.sum((A @ X + X @ B) * X), "sum of Kronecker products"),
    Case("linear map of a matrix", "A @ X @ B", "X: real[n k], A: real[n n], B: real[k k]", "X",
         lambda X, A, B: A @ X @ B, "Kronecker"),
    Case("transpose", "X.T", "X: real[m n]", "X", lambda X: X.T, "permutation"),
    Case("inverse", "inv(A)", "A: invertible[n n]", "A", lambda A: jnp.linalg.inv(A), "Kronecker"),
    Case("norm", "norm(x)", "x: real[n]", "x", jnp.linalg.norm, ON_DIAGONAL),
    Case("direction", "x/norm(x)", "x: real[n]", "x", lambda x: x / jnp.linalg.norm(x), ON_DIAGONAL),
    Case("Frobenius norm", "sqrt(sum(X**2) + 1)", "X: real[m n]", "X", lambda X: jnp.sqrt(jnp.sum(X**2) + 1),
         ON_DIAGONAL),
    Case("kernel ridge", "sum((K @ a - y)**2) + lam*(a @ K @ a)",
         "K: posdef[n n], a: real[n], y: real[n], lam: positive", "a",
         lambda K, a, y, lam: jnp.sum((K @ a - y) ** 2) + lam * (a @ K @ a), "dense"),
    Case("PCA", "-trace(W.T @ X.T @ X @ W)", "X: real[m n], W: real[n k]", "W",
         lambda X, W: -jnp.trace(W.T @ X.T @ X @ W), "Kronecker"),
    Case("reconstruction", "sum((X - X @ W @ W.T)**2)", "X: real[m n], W: real[n k]", "W",
         lambda X, W: jnp.sum((X - X @ W @ W.T) ** 2), "dense"),
    Case("cumulative sum", "cumsum(x)", "x: real[n]", "x", lambda x: jnp.cumsum(x), "dense"),
    Case("differences", "sum((x[1:] - x[:-1])**4)", "x: real[n]", "x", lambda x: jnp.sum((x[1:] - x[:-1]) ** 4),
         "dense"),
    Case("diagonal of a vector", "diag(x)", "x: real[n]", "x", lambda x: jnp.diag(x), "block diagonal"),
    Case("outer product", "outer(x, x)", "x: real[n]", "x", lambda x: jnp.outer(x, x), "dense"),
    Case("mixture", "-sum(logsumexp(log(p) - (x[:, None] - mu)**2/2, axis=1))",
         "x: real[m], mu: real[k], p: simplex[k]", "mu",
         lambda x, mu, p: -jnp.sum(logsumexp(jnp.log(p) - (x[:, None] - mu) ** 2 / 2, axis=1)), ON_DIAGONAL),
    Case("by a number", "s*sum(exp(s*x))", "x: real[n], s: real", "s", lambda x, s: s * jnp.sum(jnp.exp(s * x)),
         "scaled identity"),
]
