"""Formulas that people differentiate, with points, and derivatives by differences of their values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

import lemmata as lm
from lemmata.engine.derivations import Derivation
from lemmata.engine.derivations.derivation import Stage
from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import Expr, symbols

SIZES = {"m": 3, "n": 2, "k": 3, "h": 2, "d": 2, "e": 2}
FIT = "X: real[m n], w: real[n], y: real[m]"
NET = "X: real[m n], W1: real[n h], b: real[h], W2: real[h k], Y: real[m k]"
GAUSS = "x: real[n], mu: real[n], S: posdef[n n]"
CASES: list[tuple[str, str, str, str, int]] = [
    ("least squares", "sum((X @ w - y)**2)", FIT, "w", 2),
    ("least squares in its matrix", "sum((X @ w - y)**2)/(2*m)", FIT, "X", 1),
    ("ridge", "sum((X @ w - y)**2)/2 + lam*sum(w**2)/2", FIT + ", lam: positive", "w", 2),
    ("lasso", "sum((X @ w - y)**2)/2 + lam*sum(abs(w))", FIT + ", lam: positive", "w", 1),
    ("logistic", "sum(log(1 + exp(-y*(X @ w))))", FIT, "w", 2),
    ("logistic by softplus", "mean(softplus(X @ w) - y*(X @ w))", FIT, "w", 2),
    ("logistic by sigmoid", "-sum(y*log(sigmoid(X @ w)) + (1 - y)*log(1 - sigmoid(X @ w)))", FIT, "w", 1),
    ("Poisson regression", "sum(exp(X @ w) - y*(X @ w))", FIT, "w", 2),
    ("hinge", "sum(maximum(0, 1 - y*(X @ w)))", FIT, "w", 1),
    ("softmax regression", "-sum(Y*log_softmax(X @ W, axis=1))", "X: real[m n], W: real[n k], Y: real[m k]", "W", 1),
    ("cross-entropy", "-sum(y*log(softmax(W @ x)))", "W: real[k n], x: real[n], y: simplex[k]", "W", 1),
    ("cross-entropy of scores", "-sum(h*log(softmax(z)))", "h: onehot[k], z: real[k]", "z", 2),
    ("labels", "mean(logsumexp(Z, axis=1) - Z[arange(m), c])", "Z: real[m k], c: labels[m k]", "Z", 1),
    ("Gaussian mean", "(x - mu) @ inv(S) @ (x - mu)/2 + logdet(S)/2", GAUSS, "mu", 2),
    ("Gaussian covariance", "(x - mu) @ inv(S) @ (x - mu)/2 + logdet(S)/2", GAUSS, "S", 1),
    ("Mahalanobis distance", "sqrt((x - mu) @ inv(S) @ (x - mu))", GAUSS, "x", 1),
    ("quadratic form", "x @ A @ x", "x: real[n], A: real[n n]", "x", 2),
    ("one entry", "x @ A @ x", "x: real[n], A: real[n n]", "x[0]", 2),
    ("log-determinant", "logdet(X.T @ X + lam*eye(n))", "X: real[m n], lam: positive", "X", 1),
    ("trace of a product", "trace(A @ X @ B)", "A: real[k m], X: real[m n], B: real[n k]", "X", 1),
    ("inverse between vectors", "a @ inv(X) @ b", "a: real[n], b: real[n], X: real[n n]", "X", 1),
    ("factorisation", "sum((R - U @ V.T)**2)", "R: real[m n], U: real[m k], V: real[n k]", "U", 2),
    ("attention", "sum((softmax(Q @ K.T / sqrt(d), axis=1) @ V - T)**2)",
     "Q: real[n d], K: real[n d], V: real[n e], T: real[n e]", "Q", 1),
    ("attention in its keys", "sum((softmax(Q @ K.T / sqrt(d), axis=1) @ V - T)**2)",
     "Q: real[n d], K: real[n d], V: real[n e], T: real[n e]", "K", 1),
    ("layer norm", "sum(g*(x - mean(x))/sqrt(var(x) + eps) * t)", "x: real[n], g: real[n], t: real[n], eps: positive",
     "x", 1),
    ("tanh net", "sum((tanh(X @ W1 + b) @ W2 - Y)**2)", NET, "W1", 1),
    ("tanh net in its bias", "sum((tanh(X @ W1 + b) @ W2 - Y)**2)", NET, "b", 1),
    ("relu net", "mean((relu(X @ W1 + b) @ W2 - Y)**2)", NET, "W1", 1),
    ("three layers", "sum(tanh(tanh(tanh(X @ A) @ A) @ A))", "X: real[m n], A: real[n n]", "A", 1),
    ("residual", "sum((x + tanh(A @ x))**2)", "x: real[n], A: real[n n]", "x", 2),
    ("cosine similarity", "-(u @ v)/(norm(u)*norm(v))", "u: real[n], v: real[n]", "u", 1),
    ("VAE divergence", "sum(exp(s) + mu**2 - 1 - s)/2", "s: real[n], mu: real[n]", "s", 2),
    ("mixture", "-sum(logsumexp(log(p) - (x[:, None] - mu)**2/2, axis=1))", "x: real[n], mu: real[k], p: positive[k]",
     "mu", 1),
    ("norm", "norm(A @ x - b)", "A: real[m n], x: real[n], b: real[m]", "x", 2),
    ("maximum", "max(A @ x)", "A: real[m n], x: real[n]", "x", 1),
    ("Huber", "sum(where(abs(x - c) < 1, (x - c)**2/2, abs(x - c) - 1/2))", "x: real[n], c: real[n]", "x", 1),
    ("x to the x", "x**x", "x: positive", "x", 2),
    ("sinc", "sin(x)/x", "x: real", "x", 2),
    ("quotient", "(x**2 + 1)/(x**3 - 2)", "x: real", "x", 2),
    ("chain", "exp(sin(x**2))", "x: real", "x", 3),
    ("product of three", "x*sin(x)*exp(x)", "x: real", "x", 2),
    ("Gaussian density", "exp(-x**2/(2*s))/sqrt(2*pi*s)", "x: real, s: positive", "s", 1),
    ("einsum", "sum(einsum('ij,jk,k->i', A, B, c)**2)", "A: real[m n], B: real[n k], c: real[k]", "B", 1),
    ("sum over an index", "sum(log(1 + exp(-y[i]*(X[i] @ w))) for i in range(m))", FIT, "w", 1),
    ("double sum", "sum(exp(x[i]*y[j])*A[i, j]**2 for i in range(n) for j in range(k))",
     "x: real[n], y: real[k], A: real[n k]", "x", 1),
    ("softmax, Jacobian", "softmax(W @ x)", "W: real[k n], x: real[n]", "x", 1),
    ("softmax, Jacobian by its matrix", "softmax(W @ x)", "W: real[k n], x: real[n]", "W", 1),
    ("a layer, Jacobian", "tanh(X @ W)", "X: real[m n], W: real[n h]", "W", 1),
    ("log-sum-exp", "log(sum(exp(A @ x)))", "A: real[m n], x: real[n]", "x", 2),
    ("Rayleigh quotient", "w @ C @ w/(w @ w)", "w: real[n], C: symmetric[n n]", "w", 1),
    ("determinant", "det(A @ B)", "A: real[n n], B: real[n n]", "A", 1),
    ("variance", "var(tanh(x))", "x: real[m]", "x", 1),
    ("focal loss", "-mean((1 - sigmoid(X @ w))**2*log(sigmoid(X @ w)))", FIT, "w", 1),
    ("contrastive", "-log(exp(u @ v/t)/(exp(u @ v/t) + exp(u @ w/t)))",
     "u: real[n], v: real[n], w: real[n], t: positive", "u", 1),
    ("no dependence", "sum(y**2)", "y: real[n], x: real[n]", "x", 1),
    ("gated", "sum((sigmoid(X @ W1)*tanh(X @ W2) - Y)**2)",
     "X: real[m n], W1: real[n h], W2: real[n h], Y: real[m h]", "W1", 1),
]


@cache
def derivation(row: tuple[str, str, str, str, int]) -> Derivation:
    _, text, names, wrt, order = row
    return lm.parse(text, names).derivation(wrt, order=order)


def point(formula: lm.Formula, seed: int) -> dict[str, Any]:
    """Arrays for the variables of a formula, in their domains and off kinks."""
    rng = np.random.default_rng(seed)
    found: dict[str, Any] = {}
    for name, s in formula.declarations.items():
        shape = tuple(size.value(SIZES) for size in s.shape)
        draw = rng.normal(size=shape)
        if s.domain == "positive":
            draw = np.abs(draw) + 0.5
        elif s.domain == "simplex":
            draw = np.abs(draw) / np.abs(draw).sum()
        elif s.domain == "onehot":
            draw = np.eye(*shape)[0]
        elif s.domain == "labels":
            draw = rng.integers(SIZES["k"], size=shape)
        elif s.domain == "symmetric":
            draw = draw + draw.T
        elif s.domain == "posdef":
            draw = draw @ draw.T + np.eye(*shape)
        found[name] = draw
    return found


def value(expr: Expr, given: Mapping[str, Any], sizes: Mapping[str, int] = SIZES) -> Any:
    names = {s.name for s in symbols(expr)}
    return np.asarray(evaluate(expr, {name: v for name, v in given.items() if name in names}, sizes=sizes), dtype=float)


def by_differences(function: Any, x: Any, step: float = 1e-4) -> Any:
    """d function[i..] / d x[j..] at [i.., j..], of the fourth order in the step."""
    x = np.asarray(x, dtype=float)
    columns = []
    for index in np.ndindex(x.shape):
        move = np.zeros_like(x)
        move[index] = step
        near, far = (function(x + c * move) - function(x - c * move) for c in (1, 2))
        columns.append((8 * near - far) / (12 * step))
    return np.moveaxis(np.array(columns), 0, -1).reshape((*np.shape(columns[0]), *x.shape))


def truth(stages: tuple[Stage, ...], given: dict[str, Any], sizes: Mapping[str, int] = SIZES) -> dict[str, Any]:
    """The value of every name of a derivation.

    The derivative by a part is that of the formula in which the part is a variable of its own, and all that is made of
    it is made of that variable.
    """
    found = dict(given)
    last: Any = None
    for stage in stages:
        for part in stage.parts:
            found[part.symbol.name] = value(part.whole, given, sizes)
        found[stage.symbol.name] = value(stage.formula, given, sizes) if last is None else last
        for slope in stage.slopes:
            def moved(x: Any, stage: Stage = stage, name: str = slope.part.name) -> Any:
                names = {**given, name: x}
                for part in stage.parts:
                    if part.symbol.name != name:
                        names[part.symbol.name] = value(part.inside, names, sizes)
                return value(stage.inside, names, sizes)
            found[slope.symbol.name] = by_differences(moved, found[slope.part.name])
        last = found[stage.slopes[-1].symbol.name]
    return found
