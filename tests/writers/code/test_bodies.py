"""What people would paste: the lines of functions, compared as text."""

from __future__ import annotations

import re

import numpy as np
import pytest
from tests.optional import need_target
from tests.writers.code.running import run

import lemmata as lm

DATA = "X: real[m n], w: real[n], y: real[m]"
BODIES = [
    ("sum((X @ w - y)**2)/m", DATA, "w", "numpy", """
     m = X.shape[0]
     r = X @ w - y
     value = r @ r / m
     grad_w = 2 / m * (X.T @ r)
     return value, grad_w"""),
    ("sum((X @ w - y)**2)/m", DATA, "w", "python", """
     m, n = len(X), len(w)
     r = [sum(X_ij * w_j for X_ij, w_j in zip(X_i, w)) - y_i for X_i, y_i in zip(X, y)]
     value = sum(r_i**2 for r_i in r) / m
     grad_w = [2 / m * sum(X_i[j] * r_i for X_i, r_i in zip(X, r)) for j in range(n)]
     return value, grad_w"""),
    ("sum((X @ w - y)**2)/m", DATA, "w", "js", """
     const m = X.length, n = w.length;
     const r = array(m, i => sum(n, j => X[i][j] * w[j]) - y[i]);
     const value = sum(m, i => r[i] ** 2) / m;
     const grad_w = array(n, j => 2 / m * sum(m, i => X[i][j] * r[i]));
     return [value, grad_w];"""),
    ("X.T @ diag(sigmoid(X @ w)*(1 - sigmoid(X @ w))) @ X + 2*eye(n)", DATA, (), "numpy", """
     s = special.expit(X @ w)
     Z = X * np.sqrt(s * (1 - s))[:, None]
     H = Z.T @ Z
     np.einsum("aa->a", H)[...] += 2
     return H"""),
    ("X.T @ diag(y) @ X", DATA, (), "numpy", "return X.T @ (y[:, None] * X)"),
    ("x @ A @ x", "x: real[n], A: real[n n]", (), "jax", "return x @ A @ x"),
    ("sum(log(1 + exp(-y*(X @ w))))", DATA, "w", "torch", """
     t = -y * (X @ w)
     value = torch.sum(torch.nn.functional.softplus(t))
     grad_w = -(X.T @ (torch.sigmoid(t) * y))
     return value, grad_w"""),
    ("trace(A @ B)", "A: real[m n], B: real[n m]", (), "numpy", "return np.vdot(A, B.T)"),
    ("a @ B @ C @ d", "a: real[m], B: real[m n], C: real[n k], d: real[k]", (), "numpy", "return a @ B @ (C @ d)"),
    ("sum((x[i] - y[j])**2 * A[i, j] for i in range(m) for j in range(n))", "x: real[m], y: real[n], A: real[m n]", (),
     "numpy", """
     r = x[:, None] - y
     return np.vdot(r, r * A)"""),
    ("-sum(log_softmax(X @ W, axis=1)[arange(m), y])/m", "X: real[m n], W: real[n k], y: labels[m k]", "W", "js", """
     const m = X.length, n = W.length, k = W[0].length;
     const XW = array(m, i => array(k, l => sum(n, j => X[i][j] * W[j][l])));
     const log_p = array(m, i => logSoftmax(XW[i]));
     const value = -sum(m, i => log_p[i][y[i]]) / m;
     const p = array(m, i => softmax(XW[i]));
     const r = array(m, i => array(k, l => p[i][l] - (y[i] === l ? 1 : 0)));
     const grad_W = array(n, j => array(k, l => sum(m, i => X[i][j] * r[i][l]) / m));
     return [value, grad_W];"""),
    ("softmax(Q @ K.T/sqrt(d), axis=1) @ V", "Q: real[t d], K: real[s d], V: real[s d]", (), "python", """
     d = len(Q[0])
     root = math.sqrt(d)
     q = [[sum(Q_ij * K_kj for Q_ij, K_kj in zip(Q_i, K_k)) / root for K_k in K] for Q_i in Q]
     p = [softmax(q_i) for q_i in q]
     return [[sum(p_ik * V_k[j] for p_ik, V_k in zip(p_i, V)) for j in range(d)] for p_i in p]"""),
    ("x @ A @ x", "x: real[n], A: real[n n]", "x", "js", """
     const n = x.length;
     const xA = array(n, i => sum(n, j => x[j] * A[j][i]));
     const value = sum(n, i => xA[i] * x[i]);
     const grad_x = array(n, i => xA[i] + sum(n, j => A[i][j] * x[j]));
     return [value, grad_x];"""),
    ("x[1:] - x[:-1]", "x: real[n]", (), "python", """
     n = len(x)
     return [x[j + 1] - x[j] for j in range(n - 1)]"""),
    ("concat([x, cumsum(y)[::-1], [1, t]])", "x: real[n], y: real[m], t: real", (), "js", """
     const m = y.length;
     const sums = cumsum(y);
     return [...x, ...array(m, j => sums[m - j - 1]), 1, t];"""),
    ("sum(where(x > y, log(x), -y))", "x: positive[n], y: real[n]", "x", "python", """
     t = [x_i > y_i for x_i, y_i in zip(x, y)]
     value = sum(math.log(x_i) if t_i else -y_i for t_i, x_i, y_i in zip(t, x, y))
     grad_x = [1 / x_i if t_i else 0.0 for t_i, x_i in zip(t, x)]
     return value, grad_x"""),
    ("where(x > 0, log(x), 0)", "x: real[n]", (), "python", "return [math.log(x_i) if x_i > 0 else 0.0 for x_i in x]"),
    ("A @ inv(B) + eye(n)", "A: real[n n], B: real[n n]", (), "python", """
     n = len(A)
     B_inv = inv(B)
     return [
         [
             sum(A_ik * B_inv_k[j] for A_ik, B_inv_k in zip(A[i], B_inv)) + (1.0 if i == j else 0.0)
             for j in range(n)
         ]
         for i in range(n)
     ]"""),
    ("max(X, axis=1) + mean(y)", DATA, (), "python", """
     m = len(X)
     mean = sum(y) / m
     return [max(X_i) + mean for X_i in X]"""),
]


@pytest.mark.parametrize(("text", "variables", "grad", "target", "lines"), BODIES,
                         ids=[f"{row[3]}: {row[0]}" for row in BODIES])
def test_the_lines_of_the_body(text: str, variables: str, grad: str, target: str, lines: str) -> None:
    source = lm.parse(text, variables).code(target, grad=grad)
    body = source.partition("function f")[2].partition("{")[2].rpartition("}")[0] if target == "js" else (
        source.partition("def f")[2].split('"""')[2])
    assert [line.strip() for line in body.strip().splitlines()] == [line.strip() for line in lines.strip().splitlines()]


def test_a_whole_function_in_python() -> None:
    assert lm.parse("sum(softplus(X @ w)) + t", "X: real[m n], w: real[n], t: real").code("python", name="loss") == '''\
import math


def softplus(x: float) -> float:
    """log(1 + exp(x))"""
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def loss(X: list[list[float]], w: list[float], t: float) -> float:
    """sum(softplus(X @ w)) + t

    X: real[m n], w: real[n], t: real
    """
    return sum(softplus(sum(X_ij * w_j for X_ij, w_j in zip(X_i, w))) for X_i in X) + t
'''


def test_a_whole_function_in_javascript() -> None:
    assert lm.parse("sum(x**2)*eye(n) + c", "x: real[n], c: labels[n k]").code("js", name="scaled") == '''\
function array(n, entry) {
  return Array.from({ length: n }, (_, i) => entry(i));
}


function sum(n, term) {
  let total = 0;
  for (let i = 0; i < n; i++) total += term(i);
  return total;
}


/**
 * sum(x**2)*eye(n) + c
 *
 * @param {number[]} x real[n]
 * @param {number[]} c labels[n k]
 * @returns {number[][]}
 */
function scaled(x, c) {
  const n = x.length;
  const dot = sum(n, i => x[i] ** 2);
  return array(n, i => array(n, j => (i === j ? dot : 0) + c[j]));
}
'''


@pytest.mark.parametrize("target", ["python", "js"])
def test_nothing_but_the_language(target: str) -> None:
    """No library is imported."""
    source = lm.parse("logdet(S) + sum(digamma(x)) + sum(eigvalsh(S))", "S: posdef[n n], x: positive[n]").code(target)
    assert re.findall(r"(?m)^\s*(?:import|from|const .*require).*$", source) == (["import math"] if target == "python"
                                                                                else [])


@pytest.mark.parametrize(("name", "target"), [("class", "python"), ("sum", "python"), ("new", "js"), ("Math", "js")])
def test_names_that_the_code_needs_itself(name: str, target: str) -> None:
    with pytest.raises(ValueError, match=f"{name} means something else in this code"):
        lm.parse("sum(x)", "x: real[n]").code(target, name=name)


@pytest.mark.parametrize("target", ["python", "js"])
def test_a_function_named_like_a_helper(target: str) -> None:
    need_target(target)
    f = lm.parse("log(sum(softmax(x)**2)) + sum(array)", "x: real[n], array: real[n]")
    for name in ("softmax", "sum2", "zip_i"):
        (found,) = run(f.code(target, name=name), name, target, {"x": np.zeros(4)} | (
            {"array": np.ones(4)} if target == "python" else {"array2": np.ones(4)}))
        assert float(found) == pytest.approx(4 - np.log(4))
