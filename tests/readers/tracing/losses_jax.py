"""Losses as people write them with jax.numpy: each with what its arguments are, and by which to differentiate."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import nn, vmap
from jax.scipy.linalg import solve_triangular
from jax.scipy.special import gammaln, logsumexp
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


@loss({"params": [{"W": "real[d h]", "b": "real[h]"}, {"W": "real[h k]", "b": "real[k]"}], "x": "real[b d]",
       "y": "labels[b k]"}, "params_0_W", "params_1_W", "params_1_b")
def perceptron(params, x, y):
    *hidden, last = params
    for layer in hidden:
        x = nn.relu(x @ layer["W"] + layer["b"])
    logits = x @ last["W"] + last["b"]
    one_hot = nn.one_hot(y, logits.shape[-1])
    return -jnp.mean(jnp.sum(one_hot * nn.log_softmax(logits), axis=-1))


@loss("logits: real[b k], labels: labels[b k]", "logits")
@jax.jit
def integer_labels(logits, labels):
    label_logits = jnp.take_along_axis(logits, labels[..., None], axis=-1)[..., 0]
    log_normalizers = jax.nn.logsumexp(logits, axis=-1)
    return (log_normalizers - label_logits).mean()


@loss("logits: real[n], labels: binary[n]", "logits")
def sigmoid_cross_entropy(logits, labels):
    log_p, log_not_p = jax.nn.log_sigmoid(logits), jax.nn.log_sigmoid(-logits)
    return jnp.sum(-labels * log_p - (1.0 - labels) * log_not_p)


@loss("mean: real[b z], logvar: real[b z], recon: real[b d], x: real[b d], eps: real[b z]", "mean", "logvar")
def elbo(mean, logvar, recon, x, eps):
    z = mean + jnp.exp(0.5 * logvar) * eps
    kl = vmap(lambda m, v: -0.5 * jnp.sum(1 + v - jnp.square(m) - jnp.exp(v)))(mean, logvar).mean()
    bce = jnp.sum(jnp.logaddexp(0.0, recon) - x * recon, axis=-1).mean()
    return bce + kl + jnp.tanh(z).mean()


@loss("x: real[n d], y: real[n], log_ell: real, log_noise: real", "log_ell", "log_noise")
def gaussian_process(x, y, log_ell, log_noise):
    def k(a, b):
        return jnp.exp(-0.5 * jnp.sum((a - b) ** 2) / jnp.exp(2 * log_ell))
    K = jax.vmap(lambda a: jax.vmap(lambda b: k(a, b))(x))(x) + jnp.exp(log_noise) * jnp.eye(x.shape[0])
    L = jnp.linalg.cholesky(K)
    u = solve_triangular(L, y, lower=True)
    return 0.5 * jnp.dot(u, u) + jnp.log(jnp.diagonal(L)).sum()


@loss("pred: real[n], target: real[n]", "pred")
@partial(jax.jit, static_argnames=("delta",))
def huber(pred, target, delta=1.0):
    err = jnp.abs(pred - target)
    quadratic = jnp.minimum(err, delta)
    return jnp.mean(0.5 * quadratic**2 + delta * (err - quadratic))


class State(NamedTuple):
    mu: object
    nu: object


@loss({"s": State("real[n]", "positive[n]"), "g": "real[n]"}, "s_mu", "s_nu", "g")
def adam_update(s, g, b1=0.9, b2=0.999, eps=1e-8):
    mu = (1 - b1) * g + b1 * s.mu
    nu = (1 - b2) * g**2 + b2 * s.nu
    return jnp.sum(mu / (1 - b1) / (jnp.sqrt(nu / (1 - b2)) + eps))


@loss("q: real[t d], k: real[t d], v: real[t d], mask: binary[t t]", "q", "v")
def attention(q, k, v, mask):
    weights = jnp.einsum("td,sd->ts", q, k) / jnp.sqrt(q.shape[-1])
    weights = jnp.where(mask + jnp.eye(q.shape[0]) > 0, weights, -1e9)
    return jnp.mean((nn.softmax(weights, axis=-1) @ v) ** 2)


@loss("x: real[b d], scale: real[d]", "x", "scale")
def rms_norm(x, scale):
    ms = jnp.mean(jnp.square(x), axis=-1, keepdims=True)
    return jnp.sum(jnp.sin(x * jax.lax.rsqrt(ms + 1e-6) * scale))


@loss("logits: real[n k], y: labels[n k]", "logits")
def focal(logits, y, gamma=2.0):
    logp = jnp.take_along_axis(nn.log_softmax(logits), y[:, None], axis=1).squeeze(-1)
    return -((1 - jnp.exp(logp)) ** gamma * logp).mean()


@loss("a: real[n d], b: real[n d]", "a")
def contrastive(a, b):
    a = a / jnp.linalg.norm(a, axis=1, keepdims=True)
    b = b / jnp.linalg.norm(b, axis=1, keepdims=True)
    logits = a @ b.T / 0.07
    return -jnp.mean(jnp.diag(nn.log_softmax(logits, axis=1)))


@loss("alpha: positive[k], counts: natural[n k]", "alpha")
def dirichlet_multinomial(alpha, counts):
    a0, n = alpha.sum(), counts.sum(axis=-1)
    return -(gammaln(a0) - gammaln(n + a0) + jnp.sum(gammaln(counts + alpha) - gammaln(alpha), axis=-1)).sum()


@loss("x: real[n], w: real[3]", "x", "w")
def convolution(x, w):
    total = jnp.zeros(x.shape[0] - 2)
    for k in range(len(w)):
        total += w[k] * x[k : x.shape[0] - 2 + k]
    return jnp.sum(total**2)


@loss("x: real[n], y: real[n]", "x")
def updates(x, y):
    z = x.at[0].set(2.0).at[1:].add(y[1:] ** 2)
    z = jnp.where(z > 3, 0.0, z)
    return (z * x).sum()


@loss("logits: real[n k], y: labels[n k]", "logits")
def by_logsumexp(logits, y):
    return jnp.mean(logsumexp(logits, axis=1) - logits[jnp.arange(logits.shape[0]), y])
