"""Gradients and Hessians as textbooks print them, with the values that JAX computes."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import lemmata as lm

VARS = ("X: real[m n], Y: real[m k], W: real[n k], w: real[n], b: real[k], y: real[m], z: real[k], h: onehot[k], "
        "x: real[n], mu: real[n], A: real[n n], S: posdef[n n], C: symmetric[n n], U: real[m r], V: real[n r], "
        "M: real[m n], lam: positive, c: real[m], p: simplex[k], q: simplex[k], u: real[n], P: positive[m], "
        "Q: real[m r], K: real[n r], G: real[m n], s: positive, t: real")
SIZES = {"m": 4, "n": 3, "k": 2, "r": 2}
jax.config.update("jax_enable_x64", True)
JAX: dict[str, Any] = {
    "sum": jnp.sum, "mean": jnp.mean, "var": jnp.var, "std": jnp.std, "exp": jnp.exp, "log": jnp.log,
    "norm": jnp.linalg.norm, "outer": jnp.outer, "inv": jnp.linalg.inv, "det": jnp.linalg.det, "trace": jnp.trace,
    "logdet": lambda a: jnp.linalg.slogdet(a)[1],
    "softmax": jax.nn.softmax, "logsumexp": jax.nn.logsumexp, "sigmoid": jax.nn.sigmoid, "softplus": jax.nn.softplus,
    "tanh": jnp.tanh, "relu": jax.nn.relu, "sqrt": jnp.sqrt, "abs": jnp.abs, "maximum": jnp.maximum, "pi": jnp.pi,
}

GRADIENTS = [
    ("least squares", "sum((X @ w - y)**2)", "w", "2*(X.T @ (X @ w - y))"),
    ("half its mean", "sum((X @ w - y)**2)/(2*m)", "w", "X.T @ (X @ w - y) / m"),
    ("its residual", "sum((X @ w - y)**2)", "y", "-2*(X @ w - y)"),
    ("ridge", "sum((X @ w - y)**2) + lam*w@w", "w", "2*(X.T @ (X @ w - y)) + 2*lam*w"),
    ("lasso", "sum((X @ w - y)**2)/2 + lam*sum(abs(w))", "w", "X.T @ (X @ w - y) + lam*sign(w)"),
    ("weighted least squares", "sum(P*(X @ w - y)**2)", "w", "2*(X.T @ (P*(X @ w - y)))"),
    ("several outputs", "sum((X @ W + b - Y)**2)", "W", "2*(X.T @ (X @ W + b - Y))"),
    ("its bias", "sum((X @ W + b - Y)**2)", "b", "2*sum(X @ W + b - Y, axis=0)"),
    ("logistic", "sum(softplus(X @ w) - y*(X @ w))", "w", "X.T @ (sigmoid(X @ w) - y)"),
    ("logistic by its logarithms", "-sum(y*log(sigmoid(X @ w)) + (1 - y)*log(1 - sigmoid(X @ w)))", "w",
     "X.T @ (sigmoid(X @ w) - y)"),
    ("softmax regression", "sum(logsumexp(X @ W, axis=1)) - sum(Y*(X @ W))", "W", "X.T @ (softmax(X @ W) - Y)"),
    ("cross-entropy", "-sum(h*log(softmax(z)))", "z", "softmax(z) - h"),
    ("log-sum-exp", "logsumexp(z)", "z", "softmax(z)"),
    ("a mean under softmax", "softmax(z) @ b", "z", "softmax(z)*(b - b @ softmax(z))"),
    ("Poisson regression", "sum(exp(X @ w) - y*(X @ w))", "w", "X.T @ (exp(X @ w) - y)"),
    ("a quadratic form", "x @ A @ x", "x", "(A + A.T) @ x"),
    ("a symmetric one", "x @ C @ x/2 - u @ x", "x", "C @ x - u"),
    ("a bilinear form", "u @ A @ x", "A", "outer(u, x)"),
    ("Gaussian, mean", "(x - mu) @ inv(S) @ (x - mu)/2 + logdet(S)/2", "mu", "-(inv(S) @ (x - mu))"),
    ("Gaussian, covariance", "(x - mu) @ inv(S) @ (x - mu)/2 + logdet(S)/2", "S",
     "(inv(S) - outer(inv(S) @ (x - mu), inv(S) @ (x - mu)))/2"),
    ("Gaussian, scatter", "trace(inv(S) @ C)/2 + logdet(S)/2", "S", "(inv(S) - inv(S) @ C @ inv(S))/2"),
    ("Gaussian, scale", "m*log(s)/2 + sum((y - t)**2)/(2*s)", "s", "(m/s - (y - t) @ (y - t) / s**2)/2"),
    ("log-determinant", "logdet(S)", "S", "inv(S)"),
    ("determinant", "det(A)", "A", "det(A)*inv(A).T"),
    ("trace of a product", "trace(A @ C)", "A", "C"),
    ("trace of an inverse", "trace(inv(A))", "A", "-(inv(A).T @ inv(A).T)"),
    ("an inverse between vectors", "u @ inv(A) @ x", "A", "-outer(inv(A).T @ u, inv(A) @ x)"),
    ("PCA", "trace(V.T @ C @ V)", "V", "2*(C @ V)"),
    ("factorisation", "sum((M - U @ V.T)**2)", "U", "-2*((M - U @ V.T) @ V)"),
    ("the other factor", "sum((M - U @ V.T)**2)", "V", "-2*((M - U @ V.T).T @ U)"),
    ("attention scores", "sum(G*softmax(Q @ K.T / sqrt(s)))", "Q",
     "softmax(Q @ K.T / sqrt(s))*(G - sum(G*softmax(Q @ K.T / sqrt(s)), axis=1)[:, None]) @ K / sqrt(s)"),
    ("cosine similarity", "u @ x/(norm(u)*norm(x))", "u", "(x - (u @ x)*u / norm(u)**2)/(norm(u)*norm(x))"),
    ("a norm", "norm(X @ w - y)", "w", "X.T @ (X @ w - y) / norm(X @ w - y)"),
    ("Rayleigh quotient", "w @ C @ w/(w @ w)", "w", "2*(C @ w) / (w @ w) - 2*(w @ C @ w)*w / (w @ w)**2"),
    ("variance", "var(x)", "x", "2*(x - mean(x)) / n"),
    ("sample mean", "mean(x)", "x", "ones((n,))/n"),
    ("entropy", "-sum(p*log(p))", "p", "-(log(p) + 1)"),
    ("KL divergence", "sum(p*log(p/q))", "p", "log(p/q) + 1"),
    ("its second argument", "sum(p*log(p/q))", "q", "-p / q"),
    ("KL of a Gaussian to the unit one", "sum(exp(x) + mu**2 - 1 - x)/2", "x", "(exp(x) - 1)/2"),
    ("a hidden layer", "sum((tanh(X @ W) @ z - y)**2)", "W",
     "2*(X.T @ ((1 - tanh(X @ W)**2)*outer(tanh(X @ W) @ z - y, z)))"),
    ("layer norm", "u @ ((x - mean(x))/std(x))", "x",
     "(u - mean(u*(x - mean(x)))*(x - mean(x)) / std(x)**2 - mean(u))/std(x)"),
]

HESSIANS = [
    ("least squares", "sum((X @ w - y)**2)", "w", "2*(X.T @ X)"),
    ("ridge", "sum((X @ w - y)**2) + lam*w@w", "w", "2*(X.T @ X) + 2*lam*eye(n)"),
    ("logistic", "sum(softplus(X @ w) - y*(X @ w))", "w", "X.T @ diag(sigmoid(X @ w)*(1 - sigmoid(X @ w))) @ X"),
    ("Poisson regression", "sum(exp(X @ w) - y*(X @ w))", "w", "X.T @ diag(exp(X @ w)) @ X"),
    ("log-sum-exp", "logsumexp(z)", "z", "diag(softmax(z)) - outer(softmax(z), softmax(z))"),
    ("cross-entropy of labels", "-sum(h*log(softmax(z)))", "z",
     "diag(softmax(z)) - outer(softmax(z), softmax(z))"),
    ("a quadratic form", "x @ A @ x", "x", "A + A.T"),
    ("Gaussian, mean", "(x - mu) @ inv(S) @ (x - mu)/2", "mu", "inv(S)"),
    ("a norm", "norm(x)", "x", "eye(n)/norm(x) - outer(x, x)/norm(x)**3"),
    ("entropy", "-sum(p*log(p))", "p", "-diag(1/p)"),
    ("variance", "var(x)", "x", "2*eye(n) / n - 2*ones((n, n)) / n**2"),
]


def values(declarations: str = VARS) -> dict[str, Any]:
    rng = np.random.default_rng(1)
    found = {}
    for name, symbol in lm.parse("0", declarations).declarations.items():
        shape = tuple(size.value(SIZES) for size in symbol.shape)
        draw = rng.normal(size=shape)
        if symbol.domain == "positive":
            draw = np.abs(draw) + 0.5
        if symbol.domain == "simplex":
            draw = np.abs(draw) / np.abs(draw).sum()
        if symbol.domain == "onehot":
            draw = np.eye(*shape)[0]
        if symbol.domain == "symmetric":
            draw = draw + draw.T
        if symbol.domain == "posdef":
            draw = draw @ draw.T + np.eye(*shape)
        found[name] = draw
    return found


def in_jax(text: str, wrt: str, given: dict[str, Any], derive: Any, functions: dict[str, Any] = JAX) -> Any:
    """The derivative by JAX of a row of this table, which Python reads: the truth owes nothing to our reader."""
    def value(variable: Any) -> Any:
        return eval(text, {**functions, **SIZES, **given, wrt: variable})
    return derive(value)(given[wrt])


@pytest.mark.parametrize(("text", "wrt", "expected"), [r[1:] for r in GRADIENTS], ids=[r[0] for r in GRADIENTS])
def test_gradients(text, wrt, expected):
    given = values()
    found = lm.parse(text, VARS).grad(wrt)
    assert found.text == expected
    np.testing.assert_allclose(called(found, given), in_jax(text, wrt, given, jax.grad), rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize(("text", "wrt", "expected"), [r[1:] for r in HESSIANS], ids=[r[0] for r in HESSIANS])
def test_hessians(text, wrt, expected):
    given = values()
    found = lm.parse(text, VARS).hessian(wrt)
    assert found.text == expected
    truth = in_jax(text, wrt, given, jax.hessian)
    np.testing.assert_allclose(called(found, given), truth, rtol=1e-9, atol=1e-11)


def called(formula: lm.Formula, given: dict[str, Any]) -> Any:
    """The value of a formula, as its text says it."""
    return lm.parse(formula.text, VARS)(**given)


def test_further_derivatives_are_of_what_was_written():
    """sum(p) = 1 holds of p, not beside it."""
    assert lm.parse("sum(p)**2", "p: simplex[n]").hessian("p").text == "2*ones((n, n))"
    assert lm.parse("sum(p)**2", "p: simplex[n]").grad("p").text == "2*ones((n,))"
