"""How long the gradient of each operation's typical use takes to derive, beside JAX tracing the same.

    python benchmarks/derivatives.py

Medians of interleaved runs. JAX traces a numeric program and Lemmata derives a formula for all sizes, so
the ratio says which order of magnitude to expect, no more.
"""

from __future__ import annotations

import statistics
import time

import lemmata as lm

# name -> formula, its declarations, the variable, and the same loss for JAX (jnp, nn, value of the variable)
LOSSES = {
    "least squares": ("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]", "w",
                      lambda jnp, nn, w: jnp.sum((jnp.eye(3) @ w - 1) ** 2), 1),
    "logistic": ("sum(softplus(X @ w) - y * (X @ w))", "X: real[m n], w: real[n], y: real[m]", "w",
                 lambda jnp, nn, w: jnp.sum(nn.softplus(jnp.eye(3) @ w) - jnp.eye(3) @ w), 1),
    "cross-entropy": ("-sum(y * log_softmax(W @ x))", "W: real[k n], x: real[n], y: real[k]", "W",
                      lambda jnp, nn, w: -jnp.sum(nn.log_softmax(w @ jnp.ones(3))), 2),
    "two layers": ("sum((V @ tanh(W @ x) - y)**2)", "V: real[k m], W: real[m n], x: real[n], y: real[k]", "W",
                   lambda jnp, nn, w: jnp.sum((jnp.eye(3) @ jnp.tanh(w @ jnp.ones(3)) - 1) ** 2), 2),
    "attention": ("sum(softmax(Q @ K.T / sqrt(d), axis=-1) @ V)", "Q: real[t d], K: real[s d], V: real[s d]", "Q",
                  lambda jnp, nn, q: jnp.sum(nn.softmax(q @ jnp.eye(3) / 3**0.5, axis=-1) @ jnp.eye(3)), 2),
    "log-determinant": ("logdet(S) + trace(inv(S) @ A)", "S: posdef[n n], A: real[n n]", "S",
                        lambda jnp, nn, s: jnp.linalg.slogdet(s)[1] + jnp.trace(jnp.linalg.inv(s)), 2),
}


def milliseconds(work) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def jax_tracing(loss, rank: int):  # type: ignore[no-untyped-def]
    """A function that traces JAX's gradient of a loss, or None without JAX."""
    try:
        import jax
        import jax.numpy as jnp
    except ImportError:
        return None
    value = jnp.eye(3) if rank == 2 else jnp.ones(3)
    return lambda: jax.make_jaxpr(jax.grad(lambda v: loss(jnp, jax.nn, v)))(value)


def main() -> None:
    for name, (text, variables, wrt, loss, rank) in LOSSES.items():
        formula = lm.parse(text, variables)
        traced = jax_tracing(loss, rank)
        own, other = [], []
        for _ in range(7):
            own.append(milliseconds(lambda: formula.grad(wrt)))
            if traced is not None:
                other.append(milliseconds(traced))
        ratio = f", {statistics.median(own) / statistics.median(other):.2f} x JAX's tracing" if other else ""
        print(f"{name}: gradient in {statistics.median(own):.2f} ms{ratio}")


if __name__ == "__main__":
    main()
