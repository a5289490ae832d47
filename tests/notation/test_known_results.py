"""More results that textbooks and papers state, as they print them, with the values that JAX computes."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from tests.notation import test_textbook as textbook

import lemmata as lm

VARS = textbook.VARS + (
    ", N: posdef[m m], al: real[m], F: real[n r], Z: real[m n], E: real[m r], O: real[r n], v: real[n], g: real[n], "
    "eps: positive, psi: positive[n], bv: real[n]")
JAX = {**textbook.JAX, "where": jnp.where, "log_softmax": jax.nn.log_softmax, "cosh": jnp.cosh, "sign": jnp.sign,
       "erf": jax.scipy.special.erf, "matrix_power": jnp.linalg.matrix_power, "sin": jnp.sin,
       "solve": jnp.linalg.solve, "eye": jnp.eye, "diag": jnp.diag}

GRADIENTS = [
    ("generalised least squares", "(y - X @ w) @ inv(N) @ (y - X @ w)/2", "w", "-(X.T @ inv(N) @ (y - X @ w))"),
    ("Mahalanobis distance", "sqrt((x - mu) @ inv(S) @ (x - mu))", "x",
     "inv(S) @ (x - mu) / sqrt((x - mu) @ inv(S) @ (x - mu))"),
    ("ridge, dual", "al @ N @ al/2 + lam*al @ al/2 - y @ al", "al", "N @ al + lam*al - y"),
    ("kernel ridge", "sum((y - N @ al)**2) + lam*al @ N @ al", "al", "2*lam*(N @ al) + 2*(N @ (N @ al - y))"),
    ("Tikhonov", "sum((X @ w - y)**2) + lam*sum((A @ w)**2)", "w", "2*lam*(A.T @ A @ w) + 2*(X.T @ (X @ w - y))"),
    ("log barrier", "-sum(log(y - X @ w))", "w", "X.T @ (1/(y - X @ w))"),
    ("graphical lasso", "trace(C @ S) - logdet(S)", "S", "C - inv(S)"),
    ("log-determinant along a line", "-logdet(A + t*C)", "t", "-trace(C @ inv(t*C + A))"),
    ("negative binomial", "sum((y + s)*log(s + exp(X @ w)) - y*(X @ w))", "w",
     "s*(X.T @ ((exp(X @ w) - y)/(exp(X @ w) + s)))"),
    ("logistic of signs", "sum(log(1 + exp(-y*(X @ w))))", "w", "-(X.T @ (y*sigmoid(-(y*(X @ w)))))"),
    ("AdaBoost", "sum(exp(-y*(X @ w)))", "w", "-(X.T @ (y*exp(-(y*(X @ w)))))"),
    ("hinge", "lam*w@w/2 + mean(maximum(1 - y*(X @ w), 0))", "w", "lam*w - X.T @ where(1 - y*(X @ w) >= 0, y, 0) / m"),
    ("squared hinge", "sum(relu(1 - y*(X @ w))**2)", "w",
     "-2*(X.T @ where(1 - y*(X @ w) > 0, y*relu(1 - y*(X @ w)), 0))"),
    ("pinball", "sum(maximum(t*(y - X @ w), (t - 1)*(y - X @ w)))", "w",
     "-(X.T @ where(t*(y - X @ w) >= (t - 1)*(y - X @ w), t, t - 1))"),
    ("Huber", "sum(where(abs(y - X @ w) <= s, (y - X @ w)**2/2, s*(abs(y - X @ w) - s/2)))", "w",
     "-(X.T @ where(abs(y - X @ w) > s, s*sign(y - X @ w), y - X @ w))"),
    ("log cosh", "sum(log(cosh(X @ w - y)))", "w", "X.T @ tanh(X @ w - y)"),
    ("Charbonnier", "sum(sqrt(1 + (X @ w - y)**2))", "w", "X.T @ ((X @ w - y)/sqrt((X @ w - y)**2 + 1))"),
    ("Cauchy", "sum(log(1 + (X @ w - y)**2))", "w", "2*(X.T @ ((X @ w - y)/((X @ w - y)**2 + 1)))"),
    ("elastic net", "sum((X @ w - y)**2)/(2*m) + lam*sum(abs(w)) + s*w@w/2", "w",
     "X.T @ (X @ w - y) / m + lam*sign(w) + s*w"),
    ("label smoothing", "-sum(((1 - eps)*h + eps/k)*log_softmax(z))", "z", "softmax(z) - (1 - eps)*h - eps/k"),
    ("distillation", "-s**2*sum(softmax(b/s)*log_softmax(z/s))", "z", "s*(softmax(z/s) - softmax(b/s))"),
    ("entropy of a softmax", "-sum(softmax(z)*log_softmax(z))", "z",
     "softmax(z)*(log_softmax(z) @ softmax(z) - log_softmax(z))"),
    ("policy gradient", "log_softmax(z) @ h*(t - s)", "z", "(t - s)*(h - softmax(z))"),
    ("Gaussian, precision", "logdet(S)/2 - (x - mu) @ S @ (x - mu)/2", "S", "(inv(S) - outer(x - mu, x - mu))/2"),
    ("Gaussian, log-variance", "sum(v + (x - mu)**2*exp(-v))/2", "v", "(1 - exp(-v)*(x - mu)**2)/2"),
    ("a sample of a Gaussian", "m*logdet(S)/2 + sum(((X - mu) @ inv(S))*(X - mu))/2", "S",
     "(m*inv(S) - inv(S) @ (X - mu).T @ (X - mu) @ inv(S))/2"),
    ("Wishart", "(s - n - 1)/2*logdet(S) - trace(inv(C) @ S)/2", "S", "((s - n - 1)*inv(S) - inv(C))/2"),
    ("Student's t", "(s + n)/2*log(1 + (x - mu) @ inv(S) @ (x - mu)/s)", "mu",
     "-((n + s)*(inv(S) @ (x - mu))) / (s + (x - mu) @ inv(S) @ (x - mu))"),
    ("factor analysis", "logdet(F @ F.T + diag(psi)) + trace(inv(F @ F.T + diag(psi)) @ C)", "F",
     "2*((inv(F @ F.T + diag(psi)) - inv(F @ F.T + diag(psi)) @ C @ inv(F @ F.T + diag(psi))) @ F)"),
    ("Gaussian process, noise", "y @ inv(N + s*eye(m)) @ y/2 + logdet(N + s*eye(m))/2", "s",
     "(trace(inv(s*eye(m) + N)) - inv(s*eye(m) + N) @ y @ (inv(s*eye(m) + N) @ y))/2"),
    ("discriminant analysis", "(w @ C @ w)/(w @ S @ w)", "w",
     "2*(C @ w) / (w @ S @ w) - 2*(w @ C @ w)*(S @ w) / (w @ S @ w)**2"),
    ("trace ratio", "trace(F.T @ C @ F)/trace(F.T @ S @ F)", "F",
     "2*(C @ F) / trace(F.T @ S @ F) - 2*trace(F.T @ C @ F)*(S @ F) / trace(F.T @ S @ F)**2"),
    ("Gram log-determinant", "logdet(F.T @ S @ F)", "F", "2*(S @ F @ inv(F.T @ S @ F))"),
    ("Gram determinant", "det(F.T @ F)", "F", "2*det(F.T @ F)*(F @ inv(F.T @ F))"),
    ("PCA by reconstruction", "sum((X - X @ F @ F.T)**2)", "F",
     "-2*((X.T @ (X - X @ F @ F.T) + (X - X @ F @ F.T).T @ X) @ F)"),
    ("linear autoencoder", "sum((X @ F @ O - X)**2)", "F", "2*(X.T @ (X @ F @ O - X) @ O.T)"),
    ("factorisation with biases", "sum((M - (U @ V.T + c[:, None] + bv + t))**2)", "c",
     "-2*sum(M - U @ V.T - bv - c[:, None] - t, axis=1)"),
    ("masked factorisation", "sum(Z**2*(M - U @ V.T)**2)/2", "U", "-(Z**2*(M - U @ V.T) @ V)"),
    ("NMF by divergence", "sum(U @ V.T - M*log(U @ V.T))", "U", "(1 - M/(U @ V.T)) @ V"),
    ("cosine distance", "1 - u @ v/(norm(u)*norm(v))", "u", "((u @ v)*u / norm(u)**2 - v)/(norm(u)*norm(v))"),
    ("triplet", "relu(sum((u - v)**2) - sum((u - x)**2) + s)", "u",
     "2*where(s + (u - v) @ (u - v) - (u - x) @ (u - x) > 0, x - v, 0)"),
    ("InfoNCE", "sum(logsumexp(Q @ K.T/s, axis=1)) - sum(G*(Q @ K.T))/s", "Q", "(softmax(Q @ K.T / s) - G) @ K / s"),
    ("attention, values", "sum(E*(softmax(Q @ K.T/sqrt(r)) @ F))", "F", "softmax(Q @ K.T / sqrt(r)).T @ E"),
    ("RMS norm", "u @ (g*x/sqrt(mean(x**2) + eps))", "x",
     "g*u / sqrt(eps + mean(x**2)) - mean(g*u*x)*x / (eps + mean(x**2))**(3/2)"),
    ("layer norm with gain", "u @ (g*(x - mean(x))/sqrt(var(x) + eps))", "x",
     "(g*u - mean(g*u*(x - mean(x)))*(x - mean(x)) / (eps + var(x)) - mean(g*u))/sqrt(eps + var(x))"),
    ("weight norm", "s*(x @ v)/norm(v)", "v", "s*(x - (v @ x)*v / norm(v)**2) / norm(v)"),
    ("gated unit", "u @ ((1 - sigmoid(A @ x))*v + sigmoid(A @ x)*tanh(C @ x))", "A",
     "outer(u*sigmoid(A @ x)*(1 - sigmoid(A @ x))*(tanh(C @ x) - v), x)"),
    ("a ReLU layer", "sum((relu(X @ W) @ z - y)**2)/2", "W",
     "X.T @ where(X @ W > 0, outer(relu(X @ W) @ z - y, z), 0)"),
    ("a sigmoid layer", "sum((sigmoid(X @ W) @ z - y)**2)/2", "W",
     "X.T @ (sigmoid(X @ W)*(1 - sigmoid(X @ W))*outer(sigmoid(X @ W) @ z - y, z))"),
    ("reparametrisation", "sum((mu + exp(v/2)*u - x)**2)", "v", "u*exp(v/2)*(mu + u*exp(v/2) - x)"),
    ("ELU", "where(t > 0, t, s*(exp(t) - 1))", "t", "where(t > 0, 1, s*exp(t))"),
    ("swish", "t*sigmoid(t)", "t", "sigmoid(t)*(t*(1 - sigmoid(t)) + 1)"),
    ("swish, written out", "t/(1 + exp(-t))", "t", "sigmoid(t)*(t*(1 - sigmoid(t)) + 1)"),
    ("GELU", "t*(1 + erf(t/sqrt(2)))/2", "t", "t*exp(-t**2 / 2) / sqrt(2*pi) + (erf(t/sqrt(2)) + 1)/2"),
    ("mixture responsibilities", "-log(sum(p*exp(z)))", "z", "-(p*exp(z)) / (p @ exp(z))"),
    ("mixture, means", "-logsumexp(log(p) - (t - z)**2/2)", "z", "-((t - z)*softmax(log(p) - (t - z)**2/2))"),
    ("chi-squared divergence", "sum((p - q)**2/q)", "q", "1 - p**2/q**2"),
    ("Hellinger", "sum((sqrt(p) - sqrt(q))**2)/2", "p", "(1 - sqrt(q)/sqrt(p))/2"),
    ("Jensen-Shannon", "sum(p*log(2*p/(p + q)) + q*log(2*q/(p + q)))/2", "p", "log(2*p / (p + q))/2"),
    ("Sinkhorn dual", "lam*sum(exp((c[:, None] + bv - M)/lam)) - c @ y", "c",
     "sum(exp((bv + c[:, None] - M)/lam), axis=1) - y"),
    ("pairwise ranking", "-log(sigmoid(u @ x - u @ v))", "u", "(1 - sigmoid(u @ x - u @ v))*(v - x)"),
    ("Cox", "logsumexp(X @ w) - (X @ w)[0]", "w", "X.T @ (softmax(X @ w) - [delta(0, i) for i in range(m)])"),
    ("Pearson's correlation", "(x - mean(x)) @ (v - mean(v))/(norm(x - mean(x))*norm(v - mean(v)))", "x",
     "(v - ((v - mean(v)) @ (x - mean(x)))*(x - mean(x)) / norm(x - mean(x))**2 - mean(v))/(norm(v - "
     "mean(v))*norm(x - mean(x)))"),
    ("a sample covariance", "trace((X - mean(X, axis=0)).T @ (X - mean(X, axis=0)) @ A)/m", "X",
     "X @ (A + A.T) / m - (A + A.T) @ sum(X, axis=0) / m**2"),
    ("Student's kernel", "1/(1 + sum((x - mu)**2))", "x", "-2*(x - mu) / ((x - mu) @ (x - mu) + 1)**2"),
    ("a derivative of an inverse", "u @ inv(A + s*eye(n)) @ v", "s",
     "-(u @ inv(s*eye(n) + A) @ inv(s*eye(n) + A) @ v)"),
    ("a piecewise cubic", "sum(where(x > 1, 3*x - 2, where(x > 0, x**3, where(x > -1, x**2, sin(x)))))", "x",
     "where(x > 1, 3, where(x > 0, 3*x**2, where(x > -1, 2*x, cos(x))))"),
    ("powers in a trace", "trace(matrix_power(A, 5) @ C) + trace(matrix_power(C, 4))", "C",
     "matrix_power(A, 5).T + 4*matrix_power(C, 3)"),
    ("a product rule", "trace(matrix_power(A, 3) @ S)", "A",
     "S @ A.T @ A.T + A.T @ S @ A.T + A.T @ A.T @ S"),
    ("cross-validation", "sum((y - X @ solve(X.T @ X + lam*eye(n), X.T @ y))**2)", "lam",
     "2*(solve(X.T @ X + lam*eye(n), X.T @ y) @ solve(X.T @ X + lam*eye(n), X.T @ (y - X @ solve(X.T @ X + "
     "lam*eye(n), X.T @ y))))"),
    ("inverse Gram", "trace(A @ inv(X.T @ X))", "X", "-(X @ inv(X.T @ X) @ (A + A.T) @ inv(X.T @ X))"),
]

HESSIANS = [
    ("generalised least squares", "(y - X @ w) @ inv(N) @ (y - X @ w)/2", "w", "X.T @ inv(N) @ X"),
    ("Mahalanobis distance", "sqrt((x - mu) @ inv(S) @ (x - mu))", "x",
     "inv(S)/sqrt((x - mu) @ inv(S) @ (x - mu)) - outer(inv(S) @ (x - mu), inv(S) @ (x - mu))/((x - mu) @ "
     "inv(S) @ (x - mu))**(3/2)"),
    ("log barrier", "-sum(log(y - X @ w))", "w", "X.T @ diag(1/(y - X @ w)**2) @ X"),
    ("negative binomial", "sum((y + s)*log(s + exp(X @ w)) - y*(X @ w))", "w",
     "s*(X.T @ diag((y + s)*exp(X @ w) / (exp(X @ w) + s)**2) @ X)"),
    ("logistic of signs", "sum(log(1 + exp(-y*(X @ w))))", "w",
     "X.T @ diag(y**2*sigmoid(y*(X @ w))*(1 - sigmoid(y*(X @ w)))) @ X"),
    ("squared hinge", "sum(relu(1 - y*(X @ w))**2)/2", "w", "X.T @ diag(where(1 - y*(X @ w) > 0, y**2, 0)) @ X"),
    ("log cosh", "sum(log(cosh(X @ w - y)))", "w", "X.T @ diag(1 - tanh(X @ w - y)**2) @ X"),
    ("log-sum-exp of a layer", "logsumexp(W.T @ x + b)", "x",
     "W @ diag(softmax(W.T @ x + b)) @ W.T - outer(W @ softmax(W.T @ x + b), W @ softmax(W.T @ x + b))"),
    ("Cox", "logsumexp(X @ w) - (X @ w)[0]", "w",
     "X.T @ diag(softmax(X @ w)) @ X - outer(X.T @ softmax(X @ w), X.T @ softmax(X @ w))"),
    ("Gaussian kernel", "exp(-sum((x - mu)**2)/(2*s**2))", "x",
     "exp(-((x - mu) @ (x - mu)) / (2*s**2))*(outer(x - mu, x - mu)/s**2 - eye(n)) / s**2"),
    ("Rayleigh quotient", "(x @ C @ x)/(x @ x)", "x",
     "2*C / (x @ x) + 8*(x @ C @ x)*outer(x, x) / (x @ x)**3 - 2*(x @ C @ x)*eye(n) / (x @ x)**2 - "
     "4*outer(C @ x, x) / (x @ x)**2 - 4*outer(x, C @ x) / (x @ x)**2"),
    ("mixture, means", "-logsumexp(log(p) - (t - z)**2/2)", "z",
     "outer((t - z)*softmax(log(p) - (t - z)**2/2), (t - z)*softmax(log(p) - (t - z)**2/2)) + diag((1 - "
     "(t - z)**2)*softmax(log(p) - (t - z)**2/2))"),
    ("cubic regularisation", "norm(w)**3/3", "w", "norm(w)*eye(n) + outer(w, w)/norm(w)"),
]

JACOBIANS = [
    ("softmax with a temperature", "softmax(z/s)", "z", "(diag(softmax(z/s)) - outer(softmax(z/s), softmax(z/s)))/s"),
    ("log-softmax", "log_softmax(z)", "z", "eye(k) - outer(ones((k,)), softmax(z))"),
    ("a normalised vector", "s*v/norm(v)", "v", "s*(eye(n) - outer(v, v)/norm(v)**2) / norm(v)"),
    ("RMS norm", "x/sqrt(mean(x**2) + eps)", "x",
     "eye(n)/sqrt(eps + mean(x**2)) - outer(x, x)/(n*(eps + mean(x**2))**(3/2))"),
    ("soft thresholding", "sign(x)*relu(abs(x) - lam)", "x", "diag(where(abs(x) - lam > 0, sign(x)**2, 0))"),
    ("a recurrent step", "tanh(A @ v + C @ x)", "v", "diag(1 - tanh(A @ v + C @ x)**2) @ A"),
    ("a softmax layer", "softmax(W.T @ x)", "x",
     "diag(softmax(W.T @ x)) @ W.T - outer(softmax(W.T @ x), W @ softmax(W.T @ x))"),
]
CASES = [pytest.param(derive, *row[1:], id=f"{row[0]} ({name})") for name, derive, rows in (
    ("gradient", jax.grad, GRADIENTS), ("Hessian", jax.hessian, HESSIANS), ("Jacobian", jax.jacobian, JACOBIANS))
    for row in rows]


@pytest.mark.parametrize(("derive", "text", "wrt", "expected"), CASES)
def test_a_known_result(derive, text, wrt, expected):
    given = textbook.values(VARS)
    formula = lm.parse(text, VARS)
    found = formula.derivative(wrt, order=2 if derive is jax.hessian else 1)
    assert found.text == expected
    truth = textbook.in_jax(text, wrt, given, derive, JAX)
    np.testing.assert_allclose(lm.parse(expected, VARS)(**given), truth, rtol=1e-9, atol=1e-11)
