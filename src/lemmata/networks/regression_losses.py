"""Losses of numbers that are to be predicted."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Natural, Positive, Real
from lemmata.formulas import formula
from lemmata.networks.reductions import reduced
from lemmata.numerics.options import above_zero, share


@formula
def mean_squared_error(prediction: Real["n"], target: Real["n"], reduction: str = "mean") -> Any:
    """The mean of squared errors: (1/n) Σᵢ (ŷᵢ - yᵢ)².

    Up to a constant, the negative log-likelihood of a normal distribution of fixed variance around the prediction; the
    best constant is the mean of the targets.

    prediction, target  real[n], in one unit; the loss has its square
    reduction           "mean", "sum" (then it is the squared distance), "none"

    >>> float(mean_squared_error([1.0, 2.0], [1.0, 4.0]))
    2.0
    >>> mean_squared_error.grad("prediction").equals("2*(prediction - target)/n").kind
    'proved'

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.2.5.
    """
    return reduced((prediction - target) ** 2, reduction)


@formula
def mean_absolute_error(prediction: Real["n"], target: Real["n"], reduction: str = "mean") -> Any:
    """The mean of absolute errors: (1/n) Σᵢ |ŷᵢ - yᵢ|.

    One large error counts as itself, not as its square; the best constant is the median of the targets.

    prediction, target  real[n], in one unit, which is that of the loss
    reduction           "mean", "sum", "none"

    >>> float(mean_absolute_error([1.0, 2.0], [1.0, 4.0]))
    1.0

    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 10.6.
    """
    return reduced(np.abs(prediction - target), reduction)


@formula
def huber_loss(prediction: Real["n"], target: Real["n"], delta: float = 1, reduction: str = "mean") -> Any:
    """Squared errors up to δ, absolute ones beyond: e²/2 where |e| ≤ δ, else δ (|e| - δ/2).

    In one piece, with c = min(|e|, δ): c (|e| - c/2). The derivative is the error, held between -δ and δ: no outlier
    pulls harder than δ.

    prediction, target  real[n]
    delta               > 0
    reduction           "mean", "sum", "none"

    >>> huber_loss([0.5, 3.0], [0.0, 0.0], reduction="none").tolist()
    [0.125, 2.5]

    Source: Huber, Robust estimation of a location parameter (1964).
    """
    above_zero("delta", delta)
    error = np.abs(prediction - target)
    near = np.minimum(error, delta)
    return reduced(near * (error - near / 2), reduction)


@formula
def smooth_l1_loss(prediction: Real["n"], target: Real["n"], beta: float = 1, reduction: str = "mean") -> Any:
    """The Huber loss divided by its threshold: e²/(2β) where |e| < β, else |e| - β/2; towards |e| for small β.

    prediction, target  real[n]
    beta                > 0
    reduction           "mean", "sum", "none"

    >>> smooth_l1_loss([0.5, 3.0], [0.0, 0.0], reduction="none").tolist()
    [0.125, 2.5]

    Source: Girshick, Fast R-CNN (2015), equation 3.
    """
    above_zero("beta", beta)
    error = np.abs(prediction - target)
    return reduced(np.where(error < beta, error**2 / (2 * beta), error - beta / 2), reduction)


@formula
def log_cosh_loss(prediction: Real["n"], target: Real["n"], reduction: str = "mean") -> Any:
    """A smooth loss between the squared and the absolute one: log cosh(e) = |e| + log(1 + exp(-2|e|)) - log 2.

    prediction, target  real[n]
    reduction           "mean", "sum", "none"

    >>> float(log_cosh_loss([0.0], [0.0])), float(log_cosh_loss([1000.0], [0.0]))
    (0.0, 999.3068528194401)

    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 10.6 (robust losses).
    """
    error = np.abs(prediction - target)
    return reduced(error + np.log(1 + np.exp(-2 * error)) - np.log(2), reduction)


@formula
def quantile_loss(prediction: Real["n"], target: Real["n"], level: float = 0.5, reduction: str = "mean") -> Any:
    """The loss whose best constant is a quantile: τ e where the target is above by e, (1 - τ) |e| where it is below.

    prediction, target  real[n]
    level               τ between 0 and 1; 1/2 gives half the absolute error
    reduction           "mean", "sum", "none"

    >>> quantile_loss([0.0, 0.0], [1.0, -1.0], level=0.75, reduction="none").tolist()
    [0.75, 0.25]

    Source: Koenker and Bassett, Regression quantiles (1978).
    """
    share("level", level)
    error = target - prediction
    return reduced(np.maximum(level * error, (level - 1) * error), reduction)


@formula
def gaussian_negative_log_likelihood(mean: Real["n"], variance: Positive["n"], target: Real["n"], full: bool = False,
                                     reduction: str = "mean") -> Any:
    """The loss of a prediction that says how sure it is: (log σᵢ² + (yᵢ - μᵢ)²/σᵢ²) / 2.

    Large variances make errors cheap and cost log σ²; at the best variance it is the squared error itself.

    mean, target  real[n]; variance positive[n]
    full          with the constant log(2π)/2, which makes it minus a log-density
    reduction     "mean", "sum", "none"
    unit          nats

    >>> float(gaussian_negative_log_likelihood([0.0], [1.0], [2.0]))
    2.0

    Source: Nix and Weigend, Estimating the mean and variance of the target probability distribution (1994).
    """
    losses = (np.log(variance) + (target - mean) ** 2 / variance) / 2
    return reduced(losses + np.log(2 * np.pi) / 2 if full else losses, reduction)


@formula
def poisson_negative_log_likelihood(log_rate: Real["n"], count: Natural["n"], reduction: str = "mean") -> Any:
    """The loss of a predicted log-rate of counts: exp(rᵢ) - kᵢ rᵢ, up to log k!, which no parameter changes.

    log_rate   real[n]; count natural[n]
    reduction  "mean", "sum", "none"
    unit       nats

    >>> float(poisson_negative_log_likelihood([0.0], [3]))
    1.0

    Source: McCullagh and Nelder, Generalized Linear Models (1989), section 6.2.
    """
    return reduced(np.exp(log_rate) - count * log_rate, reduction)
