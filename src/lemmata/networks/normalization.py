"""Layers that take off a mean and divide by a spread."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Nonnegative, Positive, Real
from lemmata.formulas import formula


@formula
def batch_norm(X: Real["m d"], gain: Real["d"], shift: Real["d"], epsilon: float = 1e-5) -> Any:
    """Each feature with mean 0 and variance 1 over the batch, then scaled: γ (x - mean) / √(var + ε) + β.

    In training. A change of the layer before that only scales or shifts a feature changes nothing (but for ε).

    X            real[m d]: m examples; the variance is the one with 1/m
    gain, shift  γ, β: real[d]
    epsilon      keeps the quotient finite where a feature is constant

    >>> batch_norm([[1.0], [3.0]], [1.0], [0.0], epsilon=0).tolist()
    [[-1.0], [1.0]]

    Source: Ioffe and Szegedy, Batch normalization (2015), algorithm 1.
    """
    centred = X - np.mean(X, axis=0)
    return gain * centred / np.sqrt(np.var(X, axis=0) + epsilon) + shift


@formula
def batch_norm_inference(x: Real["d"], running_mean: Real["d"], running_variance: Nonnegative["d"], gain: Real["d"],
                         shift: Real["d"], epsilon: float = 1e-5) -> Any:
    """Batch normalization with statistics that were kept in training: an affine map, the same for every example.

    x                               real[d]; (m, d) for a batch
    running_mean, running_variance  real[d], nonnegative[d]
    gain, shift                     γ, β: real[d]

    >>> batch_norm_inference([5.0], [3.0], [4.0], [1.0], [0.0], epsilon=0).tolist()
    [1.0]

    Source: Ioffe and Szegedy, Batch normalization (2015), algorithm 2.
    """
    return gain * (x - running_mean) / np.sqrt(running_variance + epsilon) + shift


@formula
def running_average(running: Real, new: Real, momentum: float = 0.1) -> Any:
    """A mean that forgets: (1 - m) r + m x. How batch normalization keeps its statistics.

    running, new  real
    momentum      the share of the new value (PyTorch's meaning)

    >>> float(running_average(10.0, 20.0))
    11.0

    Source: Ioffe and Szegedy, Batch normalization (2015), section 3.1.
    """
    return (1 - momentum) * running + momentum * new


@formula
def layer_norm(x: Real["d"], gain: Real["d"], shift: Real["d"], epsilon: float = 1e-5) -> Any:
    """Each example with mean 0 and variance 1 over its features, then scaled: γ (x - mean) / √(var + ε) + β.

    Nothing of it depends on the batch: it is the same in training and in use.

    x            real[d]; (m, d) for a batch
    gain, shift  γ, β: real[d]

    >>> layer_norm([1.0, 3.0], [1.0, 1.0], [0.0, 0.0], epsilon=0).tolist()
    [-1.0, 1.0]

    Source: Ba, Kiros and Hinton, Layer normalization (2016), section 3.
    """
    return gain * (x - np.mean(x)) / np.sqrt(np.var(x) + epsilon) + shift


@formula
def rms_norm(x: Real["d"], gain: Real["d"], epsilon: float = 1e-5) -> Any:
    """Each example divided by its root mean square: γ x / √(mean(x²) + ε).

    x     real[d]; (m, d) for a batch
    gain  γ: real[d]

    >>> rms_norm([3.0, -3.0], [1.0, 1.0], epsilon=0).tolist()
    [1.0, -1.0]

    Source: Zhang and Sennrich, Root mean square layer normalization (2019), equation 4.
    """
    return gain * x / np.sqrt(np.mean(x**2) + epsilon)


@formula
def group_norm(X: Real["c n"], gain: Real["c"], shift: Real["c"], epsilon: float = 1e-5) -> Any:
    """All channels of one group with one mean and variance: γ_c (x - mean) / √(var + ε) + β_c.

    X            real[c n]: the c channels of the group at n places; further axes in front are groups or examples
    gain, shift  γ, β: real[c]

    >>> group_norm([[1.0], [3.0]], [1.0, 1.0], [0.0, 0.0], epsilon=0).tolist()
    [[-1.0], [1.0]]

    Source: Wu and He, Group normalization (2018), section 3.1.
    """
    return gain[:, None] * (X - np.mean(X)) / np.sqrt(np.var(X) + epsilon) + shift[:, None]


@formula
def weight_norm(v: Real["n"], gain: Positive) -> Any:
    """A weight vector by its direction and its length: g v / ‖v‖.

    v     real[n], not zero: the direction; gain g > 0: the length

    >>> weight_norm([3.0, 4.0], 10.0).tolist()
    [6.0, 8.0]

    Source: Salimans and Kingma, Weight normalization (2016), equation 2.
    """
    return gain * v / np.linalg.norm(v)
