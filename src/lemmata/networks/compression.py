"""Smaller networks: weights left out, of low rank, of few bits; what each costs in accuracy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Positive, Real
from lemmata.formulas import formula
from lemmata.numerics.options import above_zero


@dataclass(frozen=True)
class Compressed:
    """A weight matrix in less space.

    weights  what stands in its place, of its shape
    numbers  how many numbers (or nonzero ones) have to be stored
    error    ‖W - Ŵ‖ / ‖W‖, Frobenius
    """

    weights: np.ndarray[Any, Any]
    numbers: int
    error: float


def magnitude_pruned(W: Any, kept: float) -> Compressed:
    """The largest weights, by magnitude; the others 0. Of all matrices with so many entries the closest one.

    W     any NumPy array; kept the share of entries that stay, from 0 to 1 (rounded up to a whole number)

    Raises ValueError for another share.

    >>> found = magnitude_pruned([[3.0, -0.1], [0.2, -4.0]], kept=0.5)
    >>> found.weights.tolist(), found.numbers
    ([[3.0, 0.0], [0.0, -4.0]], 2)

    Source: Han, Pool, Tran and Dally, Learning both weights and connections for efficient networks (2015), section 3.
    """
    if not 0 <= kept <= 1:
        raise ValueError(f"a share of {kept}; give one from 0 to 1")
    W = np.asarray(W, dtype=float)
    count = int(np.ceil(kept * W.size))
    order = np.argsort(-np.abs(W), axis=None, kind="stable")[:count]
    found = np.zeros(W.size)
    found[order] = W.ravel()[order]
    return _compressed(W, found.reshape(W.shape), count)


def low_rank_compressed(W: Any, rank: int) -> Compressed:
    """The closest matrix of a rank: the first terms of the singular value decomposition; r (m + n) numbers, not m n.

    W  [m n], NumPy; rank from 0 to min(m, n)

    Raises ValueError for another rank.

    >>> found = low_rank_compressed([[3.0, 0.0], [0.0, 4.0]], rank=1)
    >>> found.weights.round(12).tolist(), found.error
    ([[0.0, 0.0], [0.0, 4.0]], 0.6)

    Source: Eckart and Young (1936); Denton et al., Exploiting linear structure within convolutional networks (2014).
    """
    W = np.asarray(W, dtype=float)
    if W.ndim != 2:
        raise ValueError(f"W has shape {W.shape}; give one matrix, with two axes")
    if not 0 <= rank <= min(W.shape):
        raise ValueError(f"rank {rank} of a matrix of shape {W.shape}; it has ranks from 0 to {min(W.shape)}")
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    return _compressed(W, (U[:, :rank] * s[:rank]) @ Vt[:rank], rank * sum(W.shape))


def quantized(W: Any, bits: int = 8) -> Compressed:
    """Weights on 2^b equally spaced levels from the least to the largest, rounded to the nearest.

    No weight is off by more than half a step, (max - min) / (2^b - 1) / 2.

    W  any NumPy array; bits from 1 to 16

    >>> found = quantized([0.0, 0.4, 1.0], bits=1)
    >>> found.weights.tolist()
    [0.0, 0.0, 1.0]

    Source: Jacob et al., Quantization and training of neural networks for integer-arithmetic-only inference (2018).
    """
    if not 1 <= bits <= 16:
        raise ValueError(f"{bits} bits; give 1 to 16")
    W = np.asarray(W, dtype=float)
    if not W.size:
        raise ValueError(f"W has shape {W.shape}; give one weight or more")
    low, high = float(W.min()) / 2, float(W.max()) / 2  # halves, whose difference is a number
    step = float(quantization_step(low, high, bits=bits))
    found = 2 * (low + step * np.rint((W / 2 - low) / step)) if step > 0 else W.copy()
    return _compressed(W, found, W.size)


@formula
def quantization_step(low: Real, high: Real, bits: int = 8) -> Any:
    """The distance of neighbouring levels: (max - min) / (2^b - 1).

    low, high  real: the ends of the range; bits b

    >>> float(quantization_step(0.0, 255.0))
    1.0

    Source: Jacob et al., Quantization and training of neural networks (2018), equation 12.
    """
    return (high - low) / (2**bits - 1)


@formula
def quantization_noise(step: Positive) -> Any:
    """The mean squared error of rounding to levels a step apart: Δ²/12, the variance of a uniform error on [-Δ/2, Δ/2].

    step  Δ > 0; one bit more makes it four times smaller

    >>> float(quantization_noise(6.0))
    3.0

    Source: Bennett, Spectra of quantized signals (1948); Cover and Thomas (2006), section 10.1.
    """
    return step**2 / 12


@formula
def distillation_loss(student: Real["m k"], teacher: Real["m k"], temperature: float = 2) -> Any:
    """How far a small network's predictions are from a large one's, at a temperature: (T²/m) Σᵢ KL(pᵢ ‖ qᵢ).

    p = softmax(teacher/T), q = softmax(student/T); T² keeps the size of the gradient when T changes.

    student, teacher  real[m k]: logits
    temperature       T > 0
    unit              nats

    >>> float(distillation_loss([[1.0, 2.0]], [[1.0, 2.0]]))
    0.0

    Source: Hinton, Vinyals and Dean, Distilling the knowledge in a neural network (2015), section 2.
    """
    above_zero("temperature", temperature)
    s, t = student / temperature, teacher / temperature
    log_q = s - np.log(np.sum(np.exp(s), axis=-1, keepdims=True))
    log_p = t - np.log(np.sum(np.exp(t), axis=-1, keepdims=True))
    return temperature**2 * np.mean(np.sum(np.exp(log_p) * (log_p - log_q), axis=-1))


def _compressed(W: np.ndarray[Any, Any], found: np.ndarray[Any, Any], numbers: int) -> Compressed:
    top = float(np.abs(W).max(initial=0.0)) or 1.0  # squares of what is divided by it don't end
    size = float(np.linalg.norm(W / top)) or 1.0
    return Compressed(found, numbers, float(np.linalg.norm(W / top - found / top)) / size)
