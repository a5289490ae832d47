"""Layers that are one product: affine maps, embeddings, residual connections."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Labels, Real
from lemmata.formulas import formula


@formula
def affine_layer(x: Real["n"], W: Real["k n"], b: Real["k"]) -> Any:
    """A linear map and a shift: W x + b. Row i of W says which input direction output i looks for.

    x  real[n]; a batch (m, n) gives (m, k), as torch.nn.functional.linear
    W  real[k n]: the weight matrix; b real[k]: the bias

    >>> affine_layer([1.0, 2.0], [[1.0, 1.0], [0.0, 3.0]], [0.0, 1.0]).tolist()
    [3.0, 7.0]

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.1.
    """
    return W @ x + b


@formula
def embedding(token: Labels["v"], table: Real["v d"]) -> Any:
    """The row of a table that belongs to a token: E[t], the same as the one-hot vector of t times E.

    token  a whole number from 0 to v - 1; an array of them gives an array of rows
    table  real[v d]

    Raises ValueError for a token outside of the table.

    >>> embedding([2, 0], [[1.0], [2.0], [3.0]]).tolist()
    [[3.0], [1.0]]

    Source: Bengio et al., A neural probabilistic language model (2003), section 2.
    """
    return table[token]


@formula
def residual_block(x: Real["n"], W1: Real["h n"], b1: Real["h"], W2: Real["n h"], b2: Real["n"]) -> Any:
    """The input plus what two layers make of it: x + W₂ relu(W₁ x + b₁) + b₂.

    Its derivative is the identity plus that of the branch: gradients have a way past it.

    x       real[n]
    W1, b1  real[h n], real[h]; W2, b2 real[n h], real[n]

    >>> residual_block([1.0], [[1.0]], [0.0], [[-0.5]], [0.0]).tolist()
    [0.5]

    Source: He, Zhang, Ren and Sun, Deep residual learning for image recognition (2016), section 3.2.
    """
    return x + W2 @ np.maximum(0, W1 @ x + b1) + b2
