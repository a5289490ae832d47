"""Losses as people write them with NumPy and SciPy: each with what its arguments are, and by which to differentiate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.linalg
import scipy.special as sp
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit, gammaln, logsumexp, xlogy
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


@loss("X: real[m n], W: real[n k], b: real[k], y: labels[m k]", "W", "b")
def softmax_regression(X, W, b, y, reg=0.1):
    scores = X @ W + b
    scores -= np.max(scores, axis=1, keepdims=True)
    probs = np.exp(scores)
    probs /= np.sum(probs, axis=1, keepdims=True)
    data_loss = np.sum(-np.log(probs[np.arange(len(y)), y])) / X.shape[0]
    return data_loss + 0.5 * reg * np.sum(W * W)


@loss("X: real[m n], w: real[n], y: binary[m]", "w")
def logistic(X, w, y):
    p = expit(X.dot(w))
    eps = 1e-12
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))


@loss("X: real[m n], w: real[n], y: real[m]", "w")
def svm(X, w, y, C=1.0):
    margins = np.maximum(0, 1 - y * (X @ w))
    return 0.5 * w.T @ w + C * margins.sum()


def kernel(a, b, ell):
    d2 = np.sum(a**2, axis=1)[:, None] + np.sum(b**2, axis=1)[None, :] - 2 * a @ b.T
    return np.exp(-0.5 * d2 / ell**2)


@loss("X: real[n d], y: real[n], ell: positive, noise: positive", "ell", "noise")
def gaussian_process(X, y, ell, noise):
    K = kernel(X, X, ell) + (noise**2 + 1e-6) * np.eye(len(X))
    L = np.linalg.cholesky(K)
    alpha = np.linalg.solve(L.T, np.linalg.solve(L, y))
    return 0.5 * y @ alpha + np.sum(np.log(np.diag(L))) + 0.5 * len(X) * np.log(2 * np.pi)


@loss("K: posdef[n n], y: real[n]", "y")
def gaussian_process_of_scipy(K, y):
    c, low = cho_factor(K, lower=True)
    a = cho_solve((c, low), y)
    u = scipy.linalg.solve_triangular(c, y, lower=True)
    return 0.5 * y.dot(a) + 0.1 * u @ u + np.log(np.diag(c)).sum()


@loss("x: real[n], mu: real[k], log_sigma: real[k], logits: real[k]", "mu", "log_sigma", "logits")
def mixture(x, mu, log_sigma, logits):
    log_pi = logits - logsumexp(logits)
    z = (x[:, np.newaxis] - mu) / np.exp(log_sigma)
    comp = log_pi - log_sigma - 0.5 * z**2 - 0.5 * np.log(2 * np.pi)
    return -logsumexp(comp, axis=1).sum()


@loss("p: simplex[n], q: simplex[n]", "q")
def divergence(p, q):
    m = 0.5 * (p + q)
    return 0.5 * sp.rel_entr(p, m).sum() + 0.5 * np.sum(xlogy(q, q) - q * np.log(m))


@loss("counts: natural[m], X: real[m n], w: real[n]", "w")
def poisson(counts, X, w):
    eta = X @ w
    return np.sum(np.exp(eta) - counts * eta + gammaln(counts + 1))


@loss("eta: real[n], theta: real[4], y: labels[n 5]", "eta", "theta")
def ordinal(eta, theta, y):
    cuts = np.cumsum(np.concatenate([theta[:1], np.exp(theta[1:])]))
    cdf = expit(cuts[None, :] - eta[:, None])
    ones, zeros = np.ones((len(eta), 1)), np.zeros((eta.shape[0], 1))
    probs = np.diff(np.hstack([zeros, cdf, ones]), axis=1)
    return -np.log(probs[np.arange(len(y)), y]).mean()


@loss("err: real[n]", "err")
def quantile(err, tau=0.9):
    return np.mean(np.where(err >= 0, tau * err, (tau - 1) * err))


@loss("r: real[n]", "r")
def huber(r, delta=1.35):
    a = np.abs(r)
    return np.where(a <= delta, 0.5 * r**2, delta * (a - 0.5 * delta)).sum()


@loss("X: real[n d], w: real[d], time: real[n], event: binary[n]", "w")
def cox(X, w, time, event):
    risk = X @ w
    later = time[None, :] >= time[:, None]
    return -np.sum(event * (risk - np.log(np.sum(np.where(later, np.exp(risk)[None, :], 0), axis=1))))


@dataclass
class Params:
    W1: object
    b1: object
    W2: object


@loss({"p": Params("real[d h]", "real[h]", "real[h k]"), "X": "real[n d]", "Y": "real[n k]"}, "p_W1", "p_W2")
def net_of_a_record(p, X, Y):
    H = np.tanh(X @ p.W1 + p.b1)
    return ((H @ p.W2 - Y) ** 2).sum(axis=1).mean()


@loss({"params": {"w": "real[n]", "b": "real"}, "X": "real[m n]", "y": "real[m]"}, "params_w", "params_b")
def net_of_a_mapping(params, X, y):
    pred = np.dot(X, params["w"]) + params["b"]
    total = 0.0
    for value in params.values():
        total = total + np.sum(np.square(value))
    return np.linalg.norm(pred - y) ** 2 / y.size + 1e-2 * total


@loss("D: real[n n], Y: real[n 2]", "Y")
def stress(D, Y):
    diff = Y[:, None, :] - Y[None, :, :]
    dist = np.sqrt((diff**2).sum(-1) + 1e-9)
    return np.sum((D - dist) ** 2) / 2


@loss("x: real[n], y: real[n]", "x")
def correlation(x, y):
    xc, yc = x - x.mean(), y - y.mean()
    return 1 - (xc @ yc) / (np.linalg.norm(xc) * np.linalg.norm(yc))


@loss("img: real[h w]", "img")
def total_variation(img):
    dx = img[:, 1:] - img[:, :-1]
    dy = np.diff(img, axis=0)
    return np.sqrt(dx**2 + 0.01).sum() + np.sqrt(dy**2 + 0.01).sum()


@loss("X: real[n d], y: labels[n k], W: real[d k]", "W")
def multiclass_hinge(X, y, W):
    n = X.shape[0]
    scores = X.dot(W)
    correct = scores[range(n) if False else np.arange(n), y].reshape(-1, 1)
    margins = np.maximum(0, scores - correct + 1.0)
    margins[np.arange(n), y] = 0
    return np.sum(margins) / n


@loss("a: real[n], b: real[n], w: unit[n]", "a")
def weighted(a, b, w):
    return np.average((a - b) ** 2, weights=w) + np.einsum("i,i->", a, b) / np.prod(a.shape)


@loss("X: real[n d]", "X")
def polynomial(X, degree=3):
    features = [X**k for k in range(1, degree + 1)]
    return np.concatenate(features, axis=1).std(axis=0).sum()


@loss("y: real[n], S: posdef[n n], mu: real[n]", "mu", "S")
def gaussian(y, S, mu):
    r = y - mu
    _, logdet = np.linalg.slogdet(S)
    return 0.5 * (r @ np.linalg.inv(S) @ r + logdet + y.shape[0] * np.log(2 * np.pi))
