"""Attention: weighted means of values, with weights from how well queries and keys agree."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import softmax

from lemmata.engine.readers.annotations import Binary, Real
from lemmata.formulas import formula


@formula
def attention_weights(Q: Real["n d"], K: Real["m d"], causal: bool = False) -> Any:
    """How much each query looks at each key: softmax(Q Kᵀ / √d), row by row.

    The scores of random queries and keys of variance 1 have variance d; divided by √d they have 1, and the softmax is
    not all at one key.

    Q, K    real[n d], real[m d]; the value real[n m], rows that sum to one
    causal  query i sees keys j ≤ i only: the others get weight 0

    >>> attention_weights([[0.0]], [[1.0], [2.0]]).tolist()
    [[0.5, 0.5]]

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.1.
    """
    scores = Q @ K.T / np.sqrt(Q.shape[-1])
    if causal:
        scores = np.where(np.arange(K.shape[0])[None, :] <= np.arange(Q.shape[0])[:, None], scores, -np.inf)
    return softmax(scores, axis=-1)


@formula
def scaled_dot_product_attention(Q: Real["n d"], K: Real["m d"], V: Real["m v"], causal: bool = False) -> Any:
    """For each query the mean of the values, weighted by how well their keys fit: softmax(Q Kᵀ / √d) V.

    Q, K, V  real[n d], real[m d], real[m v]: queries, keys, values; the value real[n v]; axes in front (examples,
             heads) are a batch
    causal   query i sees keys j ≤ i only

    Memory grows with n m; `lemmata.numerics.blocked_attention` gives the same without the matrix of scores.

    >>> scaled_dot_product_attention([[0.0]], [[1.0], [2.0]], [[4.0], [8.0]]).tolist()
    [[6.0]]

    Source: Vaswani et al., Attention is all you need (2017), equation 1.
    """
    scores = Q @ K.T / np.sqrt(Q.shape[-1])
    if causal:
        scores = np.where(np.arange(K.shape[0])[None, :] <= np.arange(Q.shape[0])[:, None], scores, -np.inf)
    return softmax(scores, axis=-1) @ V


@formula
def masked_attention(Q: Real["n d"], K: Real["m d"], V: Real["m v"], mask: Binary["n m"]) -> Any:
    """Attention of which a mask says what may be seen: scores of hidden keys are -∞, their weights 0.

    Q, K, V  real[n d], real[m d], real[m v]
    mask     binary[n m]: 1 where a query sees a key; a row of zeros gives nan

    >>> masked_attention([[0.0]], [[1.0], [2.0]], [[4.0], [8.0]], [[0, 1]]).tolist()
    [[8.0]]

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.3.
    """
    return softmax(np.where(mask == 1, Q @ K.T / np.sqrt(Q.shape[-1]), -np.inf), axis=-1) @ V


@formula
def multi_head_attention(X: Real["n d"], W_Q: Real["h d k"], W_K: Real["h d k"], W_V: Real["h d v"],
                         W_O: Real["h v o"], causal: bool = False) -> Any:
    """Several attentions side by side, each in a space of its own, added up: Σₕ softmax(X Q̂ₕ (X K̂ₕ)ᵀ / √k) X V̂ₕ Ôₕ.

    The sum over heads is the same as putting them side by side and multiplying by one matrix of all Ôₕ.

    X         real[n d]: n tokens
    W_Q, W_K  real[h d k]; W_V real[h d v]: each head's maps to queries, keys, values
    W_O       real[h v o]: each head's map to the output
    causal    token i sees tokens j ≤ i only

    >>> import numpy as np
    >>> one = np.ones((1, 1, 1))
    >>> multi_head_attention([[2.0], [2.0]], one, one, one, 3 * one).tolist()
    [[6.0], [6.0]]

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.2.
    """
    scores = X @ W_Q @ np.swapaxes(X @ W_K, -1, -2) / np.sqrt(W_K.shape[-1])
    if causal:
        scores = np.where(np.arange(X.shape[0])[None, :] <= np.arange(X.shape[0])[:, None], scores, -np.inf)
    return np.sum(softmax(scores, axis=-1) @ (X @ W_V) @ W_O, axis=0)


def positional_encoding(length: int, width: int, base: float = 10000.0) -> np.ndarray[Any, Any]:
    """Sines and cosines of positions: P[p, 2i] = sin(p ωᵢ), P[p, 2i + 1] = cos(p ωᵢ), with ωᵢ = base^(-2i/width).

    The wavelengths go from 2π to 2π · base. A step in position turns every pair by a fixed angle.

    length  positions; width entries of each, even

    Raises ValueError for an odd width.

    >>> positional_encoding(2, 2).round(4).tolist()
    [[0.0, 1.0], [0.8415, 0.5403]]

    Source: Vaswani et al., Attention is all you need (2017), section 3.5.
    """
    if length < 0 or width < 0:
        raise ValueError(f"{length} positions of width {width}; give 0 or more")
    if width % 2:
        raise ValueError(f"a width of {width}; sines and cosines come in pairs: give an even one")
    angles = np.arange(length)[:, None] * base ** (-np.arange(0, width, 2) / width)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, width)


def causal_mask(length: int) -> np.ndarray[Any, Any]:
    """Which positions each may see: 1 on and below the diagonal.

    length  positions

    >>> causal_mask(3).tolist()
    [[1, 0, 0], [1, 1, 0], [1, 1, 1]]

    Source: Vaswani et al., Attention is all you need (2017), section 3.1.
    """
    if length < 0:
        raise ValueError(f"{length} positions; give 0 or more")
    return np.tri(length, dtype=np.int64)
