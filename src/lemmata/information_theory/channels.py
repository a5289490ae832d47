"""What a channel can carry, and what a description must: capacity and rate-distortion, by Blahut and Arimoto."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import logsumexp, xlogy

from lemmata.information_theory.mutual_information import channel_table, mutual_information
from lemmata.information_theory.units import in_base


@dataclass(frozen=True)
class Capacity:
    """What `channel_capacity` found.

    value   the capacity, in the units of the base
    gap     how far above it may be at most
    inputs  probabilities of the inputs that reach it
    steps   how many were made

    >>> Capacity(1.0, 0.0, np.array([0.5, 0.5]), 1).value
    1.0
    """

    value: float
    gap: float
    inputs: np.ndarray
    steps: int


def channel_capacity(W: Any, base: float | None = None, tolerance: float = 1e-10, steps: int = 100_000) -> Capacity:
    """The most that a channel carries: the largest I(X; Y) over all laws of X; the rate at which errors can vanish.

    Each step weights inputs by exp(KL of their row from the output's law); the largest of these is above the
    capacity, their mean below it, which tells when to stop.

    W          channel: a row of probabilities of the outputs for each input
    base       2 for bits; None for nats
    tolerance  of value, in nats

    Raises ValueError where the rows are no probabilities, RuntimeError where the steps don't reach the tolerance.

    >>> round(channel_capacity([[0.9, 0.1], [0.1, 0.9]], base=2).value, 6)
    0.531004

    Blahut, Computation of channel capacity and rate-distortion functions (1972); Cover and Thomas, 10.8.
    """
    W = _rows(W)
    p = np.full(len(W), 1 / len(W))
    own = np.sum(xlogy(W, W), axis=1)
    for step in range(1, steps + 1):
        q = p @ W
        surprise = own - np.sum(xlogy(W, np.where(q > 0, q, 1)), axis=1)
        lower, upper = float(p @ surprise), float(surprise.max())
        if upper - lower <= tolerance:
            value, gap = float(in_base(lower, base)), float(in_base(upper - lower, base))
            return Capacity(max(value, 0.0), gap, p, step)
        p = p * np.exp(surprise - surprise.max())
        p /= p.sum()
    raise RuntimeError(f"after {steps} steps the capacity is only known to lie between {lower} and {upper} nats; "
                       "give more steps, or a larger tolerance")


@dataclass(frozen=True)
class RateDistortion:
    """A point of the rate-distortion curve.

    rate        I(X; X') of the best description, in the units of the base
    distortion  its average distortion
    channel     probabilities of each description for each symbol

    >>> RateDistortion(0.0, 0.5, np.array([[1.0]])).distortion
    0.5
    """

    rate: float
    distortion: float
    channel: np.ndarray


def rate_distortion(p: Any, d: Any, slope: float, base: float | None = None, tolerance: float = 1e-12,
                    steps: int = 100_000) -> RateDistortion:
    """The fewest nats a symbol that a description with some distortion takes: the point R(D) where dR/dD = -slope.

    p      probabilities of the symbols
    d      distortion at [symbol, description], 0 or more
    slope  nats that one unit of distortion is worth, above 0: large for a faithful description
    base   2 for bits; None for nats

    Raises ValueError where p are no probabilities or the slope is not positive; RuntimeError where the steps end.

    >>> found = rate_distortion([0.5, 0.5], [[0.0, 1.0], [1.0, 0.0]], slope=np.log(9), base=2)  # R = 1 - H(D)
    >>> round(found.distortion, 6), round(found.rate, 6)
    (0.1, 0.531004)

    Blahut (1972); Cover and Thomas, Elements of Information Theory, 10.8.
    """
    p, d = _rows([p])[0], np.asarray(d, dtype=float)
    if d.ndim != 2 or len(d) != len(p):
        raise ValueError(f"{len(p)} symbols and distortions of shape {d.shape}; give a row for each symbol")
    if not np.all((d >= 0) & np.isfinite(d)):
        raise ValueError(f"distortions are finite numbers, 0 or more; the least is {d.min(initial=0.0)}, the largest "
                         f"{d.max(initial=0.0)}")
    if not 0 < slope < np.inf:
        raise ValueError(f"slope {slope}; one unit of distortion is worth some nats, above 0 and finite")
    q = np.full(d.shape[1], 1 / d.shape[1])
    for _ in range(steps):
        with np.errstate(divide="ignore"):
            logits = np.log(q) - slope * d
        channel = np.exp(logits - logsumexp(logits, axis=1, keepdims=True))
        new = p @ channel
        if np.max(np.abs(new - q)) <= tolerance:
            rate = float(mutual_information(channel_table(p, channel), base=base))
            return RateDistortion(max(rate, 0.0), float(np.sum(p[:, None] * channel * d)), channel)
        q = new
    raise RuntimeError(f"the descriptions still change by {np.max(np.abs(new - q)):.1e} after {steps} steps; "
                       "give more steps, or a larger tolerance")


def _rows(W: Any) -> np.ndarray:
    found = np.asarray(W, dtype=float)
    if found.ndim != 2 or not found.size or not np.all(found >= 0) or not np.allclose(found.sum(1), 1, atol=1e-8):
        raise ValueError("each row is to be probabilities: numbers of 0 or more that sum to 1; the sums are "
                         f"{np.array2string(np.sum(np.atleast_2d(found), axis=-1), threshold=10)}")
    return found
