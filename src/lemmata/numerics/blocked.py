"""Softmax, log-sum-exp and attention block by block: memory that does not grow with the length."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lemmata.engine.backends import namespace


def blocked_log_sum_exp(x: Any, block: int = 1024) -> Any:
    """log Σᵢ exp(xᵢ) along the last axis, from blocks: a running maximum m, and a sum s of exp(x - m).

    A block with the maximum m' gives m⁺ = max(m, m') and s⁺ = s exp(m - m⁺) + Σ exp(x - m⁺). Beside x, only one block
    is in memory. Equal to `log_sum_exp` but for rounding.

    x      [... n], n ≥ 1, NumPy, JAX or PyTorch; -inf stands for a weight of 0
    block  entries at a time

    >>> x = np.linspace(-5.0, 800.0, 1001)
    >>> bool(np.isclose(blocked_log_sum_exp(x, block=64), np.logaddexp.reduce(x), rtol=1e-14))
    True

    Source: Milakov and Gimelshein, Online normalizer calculation for softmax (2018), algorithm 3.
    """
    top, total = _running(x, block)
    xp = namespace(top)
    some = total > 0
    return xp.where(some, top + xp.log(xp.where(some, total, 1.0)), -math.inf)


def blocked_softmax(x: Any, block: int = 1024) -> Any:
    """softmax along the last axis in two sweeps over blocks: the first for maximum and sum, the second for the weights.

    x      [... n], n ≥ 1, NumPy, JAX or PyTorch
    block  entries at a time

    >>> np.allclose(blocked_softmax([1.0, 2.0, 3.0], block=2), [0.09003057, 0.24472847, 0.66524096])
    True

    Source: Milakov and Gimelshein, Online normalizer calculation for softmax (2018), algorithm 3.
    """
    x, (top, total) = _array(x), _running(x, block)
    xp = namespace(x)
    parts = [xp.exp(part - _finite(xp, top)[..., None]) / total[..., None] for part in _blocks(x, block)]
    return xp.concat(parts, axis=-1)


def blocked_attention(Q: Any, K: Any, V: Any, block: int = 128, causal: bool = False, mask: Any = None) -> Any:
    """softmax(Q Kᵀ / √d) V without the matrix of scores: block × block of it at a time instead of n × m.

    For each block of keys the running maximum m, sum s and output O of a block of queries are brought up to date:
    s⁺ = s exp(m - m⁺) + Σⱼ exp(scoreⱼ - m⁺), O⁺ = O exp(m - m⁺) + Σⱼ exp(scoreⱼ - m⁺) vⱼ; at the end O / s.

    Q       [... n d] queries; K [... m d] keys; V [... m v] values; NumPy, JAX or PyTorch
    block   queries and keys at a time
    causal  a query i sees keys j ≤ i only
    mask    [... n m] or [m], nonzero where a query sees a key; a query that sees none gets nan, as softmax gives it

    Raises ValueError where keys and values are not equally many, or queries and keys not of one width.

    >>> rng = np.random.default_rng(0)
    >>> Q, K, V = rng.normal(size=(3, 10, 4))
    >>> weights = blocked_softmax(Q @ K.T / 2.0)
    >>> np.allclose(blocked_attention(Q, K, V, block=3), weights @ V)
    True

    Source: Rabe and Staats, Self-attention does not need O(n²) memory (2021); Dao et al., FlashAttention (2022).
    """
    xp = namespace(Q, K, V)
    Q, K, V = _array(Q), _array(K), _array(V)
    if min(len(Q.shape), len(K.shape), len(V.shape)) < 2 or K.shape[-2] != V.shape[-2] or Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"queries {tuple(Q.shape)}, keys {tuple(K.shape)}, values {tuple(V.shape)}: keys and values "
                         "must be equally many, queries and keys equally wide, each a row")
    if not K.shape[-2]:
        raise ValueError("no keys; attention needs at least one")
    n, size = Q.shape[-2], _positive(block)
    seen = None if mask is None else _array(mask)
    if seen is not None:
        seen = xp.broadcast_to(seen, (*seen.shape[:-2], n, K.shape[-2]))
    parts = [_attended(Q[..., first : first + size, :], K, V, size, first if causal else None,
                       None if seen is None else seen[..., first : first + size, :])
             for first in range(0, max(n, 1), size)]
    return parts[0] if len(parts) == 1 else xp.concat(parts, axis=-2)


def _attended(Q: Any, K: Any, V: Any, block: int, first: int | None, mask: Any) -> Any:
    """The output of a few queries, of which the first has a number where they see no later keys."""
    xp, scale, count = namespace(Q, K, V), 1 / math.sqrt(Q.shape[-1]), K.shape[-2]
    last = count if first is None else min(count, first + Q.shape[-2])
    top = total = output = None
    for start in range(0, max(last, 1), block):
        end = min(start + block, count)
        scores = scale * (Q @ xp.moveaxis(K[..., start:end, :], -1, -2))
        if first is not None:
            rows = xp.arange(first, first + Q.shape[-2], **_on(Q))[:, None]
            scores = xp.where(xp.arange(start, end, **_on(Q))[None, :] <= rows, scores, -math.inf)
        if mask is not None:
            scores = xp.where(mask[..., start:end] != 0, scores, -math.inf)
        best = xp.max(scores, axis=-1)
        new = best if top is None else xp.maximum(top, best)
        weights = xp.exp(scores - _finite(xp, new)[..., None])
        if top is None:
            total, output = xp.sum(weights, axis=-1), weights @ V[..., start:end, :]
        else:
            shrunk = xp.exp(top - _finite(xp, new))
            total = total * shrunk + xp.sum(weights, axis=-1)
            output = output * shrunk[..., None] + weights @ V[..., start:end, :]
        top = new
    assert total is not None and output is not None
    return output / total[..., None]


def _running(x: Any, block: int) -> tuple[Any, Any]:
    """The maximum, and the sum of exponentials that are taken relative to it."""
    xp, x = namespace(x), _array(x)
    if not x.shape or not x.shape[-1]:
        raise ValueError(f"an array of shape {tuple(x.shape)}; the last axis must have entries")
    top = total = None
    for part in _blocks(x, block):
        best = xp.max(part, axis=-1)
        new = best if top is None else xp.maximum(top, best)
        now = xp.sum(xp.exp(part - _finite(xp, new)[..., None]), axis=-1)
        total = now if top is None else total * xp.exp(top - _finite(xp, new)) + now
        top = new
    return _finite(xp, top), total


def _blocks(x: Any, block: int) -> Any:
    return (x[..., start : start + block] for start in range(0, x.shape[-1], _positive(block)))


def _finite(xp: Any, top: Any) -> Any:
    """What is taken off: 0 instead of -inf, where no entry has any weight yet."""
    return xp.where(top == -math.inf, xp.zeros_like(top), top)


def _positive(block: int) -> int:
    if block < 1:
        raise ValueError(f"blocks of {block} entries; give 1 or more")
    return int(block)


def _array(x: Any) -> Any:
    return x if hasattr(x, "shape") else np.asarray(x, dtype=float)


def _on(x: Any) -> dict[str, Any]:
    """Where new PyTorch tensors belong."""
    return {"device": x.device} if type(x).__module__.startswith("torch") else {}
