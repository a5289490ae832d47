"""Losses of classes that are to be predicted, from logits: what a network gives before any softmax."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import logsumexp, xlogy

from lemmata.engine.readers.annotations import Labels, Real, Simplex, Unit
from lemmata.formulas import formula
from lemmata.networks.reductions import reduced
from lemmata.numerics.options import share


@formula
def cross_entropy(logits: Real["m k"], labels: Labels["m k"], label_smoothing: float = 0,
                  reduction: str = "mean") -> Any:
    """The mean surprise at the right classes: -(1/m) Σᵢ log softmax(zᵢ)[yᵢ].

    Its derivative by the logits is (softmax(z) - one-hot(y)) / m: predicted minus observed.

    logits           real[m k]: scores of k classes for m examples
    labels           the right classes, whole numbers from 0 to k - 1
    label_smoothing  ε: the target is 1 - ε + ε/k for the right class, ε/k for the others
    reduction        "mean", "sum", "none"
    unit             nats; log k for equal logits

    Raises ValueError for a label outside of 0 to k - 1.

    >>> round(float(cross_entropy([[0.0, 0.0]], [1])), 6), float(cross_entropy([[1000.0, 0.0]], [1]))
    (0.693147, 1000.0)

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), sections 6.2.2.3 and 7.5.1.
    """
    share("label_smoothing", label_smoothing)
    logs = logits - logsumexp(logits, axis=-1, keepdims=True)
    right = logs[np.arange(labels.shape[0]), labels]
    if label_smoothing:
        right = (1 - label_smoothing) * right + label_smoothing * np.mean(logs, axis=-1)
    return reduced(-right, reduction)


@formula
def cross_entropy_with_probabilities(logits: Real["m k"], target: Simplex["m k"], reduction: str = "mean") -> Any:
    """The mean cross-entropy of predicted and given probabilities: -(1/m) Σᵢ Σⱼ pᵢⱼ log softmax(zᵢ)ⱼ.

    For soft targets: several annotators, mixed examples, a larger network's output. It is the KL divergence of target
    and prediction plus the target's entropy, which no logit changes.

    logits     real[m k]; target simplex[m k]: each row sums to one
    reduction  "mean", "sum", "none"
    unit       nats

    >>> round(float(cross_entropy_with_probabilities([[0.0, 0.0]], [[0.3, 0.7]])), 6)
    0.693147

    Source: Hinton, Vinyals and Dean, Distilling the knowledge in a neural network (2015), section 2.
    """
    logs = logits - logsumexp(logits, axis=-1, keepdims=True)
    return reduced(-np.sum(target * logs, axis=-1), reduction)


@formula
def negative_log_likelihood(log_probabilities: Real["m k"], labels: Labels["m k"], reduction: str = "mean") -> Any:
    """Minus the mean of the log-probabilities at the right classes: -(1/m) Σᵢ ℓ[i, yᵢ].

    log_probabilities  real[m k], of a log-softmax: then it is the cross-entropy of its logits
    labels             whole numbers from 0 to k - 1
    reduction          "mean", "sum", "none"
    unit               nats

    >>> float(negative_log_likelihood([[-1.0, -3.0]], [1]))
    3.0

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 4.108.
    """
    return reduced(-log_probabilities[np.arange(labels.shape[0]), labels], reduction)


@formula
def binary_cross_entropy(probability: Unit["n"], target: Unit["n"], reduction: str = "mean") -> Any:
    """The mean surprise at yes-or-no outcomes: -(1/n) Σᵢ (yᵢ log pᵢ + (1 - yᵢ) log(1 - pᵢ)), with 0 log 0 = 0.

    Where p comes of a sigmoid take `binary_cross_entropy_with_logits`: near 1, 1 - p has lost its digits.

    probability  unit[n]; target unit[n], 0 or 1 or between
    reduction    "mean", "sum", "none"
    unit         nats

    >>> round(float(binary_cross_entropy([0.5], [1.0])), 6), float(binary_cross_entropy([0.0], [1.0]))
    (0.693147, inf)

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 4.90.
    """
    return reduced(-(xlogy(target, probability) + xlogy(1 - target, 1 - probability)), reduction)


@formula
def binary_cross_entropy_with_logits(logits: Real["n"], target: Unit["n"], reduction: str = "mean") -> Any:
    """The binary cross-entropy of sigmoid(z) from z itself: (1/n) Σᵢ (log(1 + exp(zᵢ)) - yᵢ zᵢ).

    Finite for every logit; its derivative is (sigmoid(z) - y) / n.

    logits     real[n]; target unit[n]
    reduction  "mean", "sum", "none"
    unit       nats

    >>> float(binary_cross_entropy_with_logits([-1000.0], [1.0]))
    1000.0

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.2.
    """
    return reduced(np.log(1 + np.exp(logits)) - target * logits, reduction)


@formula
def hinge_loss(scores: Real["n"], signs: Real["n"], reduction: str = "mean") -> Any:
    """What is missing to a margin of one: (1/n) Σᵢ max(0, 1 - sᵢ fᵢ).

    Nothing is lost, and nothing learned, from examples on the right side of the margin.

    scores     real[n], signed distances from the boundary
    signs      -1 or 1: the classes
    reduction  "mean", "sum", "none"

    >>> hinge_loss([2.0, 0.5, -1.0], [1.0, 1.0, 1.0], reduction="none").tolist()
    [0.0, 0.5, 2.0]

    Source: Cortes and Vapnik, Support-vector networks (1995); Hastie, Tibshirani and Friedman (2009), section 12.3.2.
    """
    return reduced(np.maximum(0, 1 - signs * scores), reduction)


@formula
def multi_class_hinge_loss(scores: Real["m k"], labels: Labels["m k"], margin: float = 1,
                           reduction: str = "mean") -> Any:
    """How far wrong classes come within a margin of the right one: (1/k) Σ_{j≠y} max(0, 1 - s_y + s_j), averaged.

    scores     real[m k]; labels whole numbers from 0 to k - 1
    margin     > 0
    reduction  "mean", "sum", "none"

    >>> float(multi_class_hinge_loss([[3.0, 1.0, 2.5]], [0])) == 0.5 / 3
    True

    Source: Crammer and Singer, On the algorithmic implementation of multiclass kernel-based vector machines (2001);
    in the form of Weston and Watkins (1999).
    """
    right = scores[np.arange(labels.shape[0]), labels]
    within = np.sum(np.maximum(0, margin - right[:, None] + scores), axis=-1) - margin
    return reduced(within / scores.shape[-1], reduction)


@formula
def focal_loss(logits: Real["n"], target: Unit["n"], gamma: float = 2, reduction: str = "mean") -> Any:
    """Binary cross-entropy, less of examples that are already right: (1 - pᵢ)^γ · (-log pᵢ), p of the right class.

    logits     real[n]; target unit[n], 0 or 1
    gamma      γ ≥ 0: how much less; 0 gives the cross-entropy
    reduction  "mean", "sum", "none"
    unit       nats

    >>> round(float(focal_loss([0.0], [1.0])), 6), float(focal_loss([-1000.0], [1.0]))
    (0.173287, 1000.0)

    Source: Lin, Goyal, Girshick, He and Dollár, Focal loss for dense object detection (2017), equation 4.
    """
    p = 1 / (1 + np.exp(-logits))
    wrong = target * (1 - p) + (1 - target) * p
    surprise = np.log(1 + np.exp(logits)) - target * logits
    return reduced(wrong**gamma * surprise, reduction)


@formula
def kl_divergence_loss(log_probabilities: Real["m k"], target: Simplex["m k"], reduction: str = "mean") -> Any:
    """The mean divergence of predictions from targets: (1/m) Σᵢ Σⱼ pᵢⱼ (log pᵢⱼ - ℓᵢⱼ), with 0 log 0 = 0.

    The mean is over the examples (PyTorch's "batchmean"), the sum over the classes within.

    log_probabilities  real[m k], of a log-softmax; target simplex[m k]
    reduction          "mean", "sum", "none"
    unit               nats

    >>> import numpy as np
    >>> float(kl_divergence_loss(np.log([[0.5, 0.5]]), [[0.5, 0.5]]))
    0.0

    Source: Cover and Thomas, Elements of Information Theory (2006), section 2.3.
    """
    return reduced(np.sum(xlogy(target, target) - target * log_probabilities, axis=-1), reduction)
