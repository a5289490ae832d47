"""Losses as JAX repositories shape theirs: vmap over examples, arrays updated by `.at`, parameters in trees."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


@loss("logits: real[b k], labels: labels[b k]", "logits")
def hard_targets(logits, labels, smoothing=0.1):
    b, k = logits.shape
    targets = jnp.full((b, k), smoothing / k)
    targets = targets.at[jnp.arange(b), labels].add(1.0 - smoothing)
    return -jnp.mean(jnp.sum(targets * jax.nn.log_softmax(logits), axis=-1))


@loss("x: real[n d], senders: labels[e n], receivers: labels[e n], W: real[d d]", "x", "W")
def message_passing(x, senders, receivers, W):
    messages = jnp.tanh(x[senders] @ W)
    received = jnp.zeros_like(x).at[receivers].add(messages)
    return jnp.mean((x + received) ** 2)


@loss("q: real[b t d], k: real[b t d], v: real[b t d]", "q", "k")
def causal(q, k, v):
    def one(q, k, v):
        scores = q @ k.T / jnp.sqrt(q.shape[-1])
        mask = jnp.tril(jnp.ones(scores.shape, dtype=bool))
        return jax.nn.softmax(jnp.where(mask, scores, -1e30), axis=-1) @ v

    return jnp.mean(jnp.square(jax.vmap(one)(q, k, v)))


@loss("z1: real[n d], z2: real[n d]", "z1")
def contrastive_rows(z1, z2, tau=0.2):
    z = jnp.concatenate([z1, z2])
    z = z / jnp.linalg.norm(z, axis=-1, keepdims=True)
    sim = z @ z.T / tau
    n = z.shape[0]
    sim = sim.at[jnp.arange(n), jnp.arange(n)].set(-jnp.inf)
    positive = jnp.sum(z[: n // 2] * z[n // 2 :], axis=-1) / tau
    return jnp.mean(jax.nn.logsumexp(sim, axis=-1)) - jnp.mean(positive)


@loss("logits: real[b k], x: real[b], mask: binary[b k]", "logits")
def masked_policy(logits, x, mask):
    logits = logits.at[:, 0].set(0.0)
    logits = jnp.where(mask > 0, logits, -1e9)
    logits = logits.at[:, -1].multiply(2.0)
    log_prob = jax.nn.log_softmax(logits)
    return -(log_prob.max(axis=1) * x).mean()
