"""Losses as NumPy code shapes its own: entries written one row at a time, masks, accumulation in place."""

from __future__ import annotations

import numpy as np
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


@loss("X: real[n d], W: real[d k], y: labels[n k]", "W")
def svm_vectorized(X, W, y, reg=1e-3):
    num_train = X.shape[0]
    scores = X.dot(W)
    correct = scores[np.arange(num_train), y].reshape(-1, 1)
    margins = np.maximum(0, scores - correct + 1)
    margins[np.arange(num_train), y] = 0
    loss = np.sum(margins) / num_train
    loss += reg * np.sum(W * W)
    return loss


@loss("scores: real[n k], y: labels[n k]", "scores")
def softmax_residual(scores, y):
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    probs = np.exp(shifted)
    probs /= np.sum(probs, axis=1, keepdims=True)
    dscores = probs.copy()
    dscores[range(len(y)), y] -= 1
    dscores /= len(y)
    return 0.5 * np.sum(dscores**2)


@loss("W: real[v d], C: real[v d], b: real[v], c: real[v], X: positive[v v]", "W", "b")
def glove(W, C, b, c, X, x_max=100.0, alpha=0.75):
    weights = (X / x_max) ** alpha
    weights[x_max < X] = 1.0
    inner = W @ C.T + b[:, np.newaxis] + c[np.newaxis, :] - np.log(X)
    return 0.5 * np.sum(weights * inner**2)


@loss("x: real[n d], W1: real[d h], b1: real[h], W2: real[h k], b2: real[k], y: labels[n k]", "W1", "b2")
def two_layers_in_place(x, W1, b1, W2, b2, y):
    hidden = x @ W1
    hidden += b1
    hidden[hidden < 0] = 0
    scores = hidden @ W2
    scores += b2
    scores -= scores.max(axis=1, keepdims=True)
    onehot = np.zeros_like(scores)
    onehot[np.arange(x.shape[0]), y] = 1.0
    log_probs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return -(onehot * log_probs).sum() / x.shape[0]


@loss("h: real[n d], src: labels[e n], dst: labels[e n], W: real[d d]", "h", "W")
def graph_convolution(h, src, dst, W):
    out = np.zeros_like(h)
    np.add.at(out, dst, h[src])
    degree = np.bincount(dst, minlength=h.shape[0]) + 1
    return (np.tanh(out / degree[:, None] @ W) ** 2).mean()


@loss("r: real[5], v: real[5], gamma: unit", "r", "v")
def lambda_returns(r, v, gamma, lam=0.95):
    T = len(r)
    advantages = np.zeros(T)
    last = 0.0
    for t in reversed(range(T)):
        next_value = v[t + 1] if t + 1 < T else 0.0
        delta = r[t] + gamma * next_value - v[t]
        advantages[t] = last = delta + gamma * lam * last
    returns = advantages + v
    return ((returns - v.mean()) ** 2).mean()
