"""Losses of representations: what belongs together close, what does not apart; information that is kept."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import logsumexp, xlogy

from lemmata.engine.readers.annotations import Nonnegative, Real
from lemmata.formulas import formula
from lemmata.networks.reductions import reduced
from lemmata.numerics.options import above_zero


@formula
def info_nce_loss(anchors: Real["m d"], others: Real["m d"], temperature: float = 0.1, reduction: str = "mean") -> Any:
    """Each anchor has to find its own partner among all: cross-entropy of the scores aᵢᵀbⱼ/T, with class i for row i.

    log m minus the loss is a lower bound of the mutual information of the two views, which it cannot exceed log m with.

    anchors, others  real[m d], row i of each belongs together; usually rows of length one
    temperature      T > 0
    reduction        "mean", "sum", "none"
    unit             nats

    >>> round(float(info_nce_loss([[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]], temperature=1)), 6)
    0.313262

    Source: van den Oord, Li and Vinyals, Representation learning with contrastive predictive coding (2018), 2.3.
    """
    above_zero("temperature", temperature)
    scores = anchors @ others.T / temperature
    return reduced(logsumexp(scores, axis=-1) - np.diag(scores), reduction)


@formula
def contrastive_loss(x: Real["d"], y: Real["d"], same: Nonnegative, margin: float = 1) -> Any:
    """Squared distance of what belongs together, and what is missing to a margin of what does not.

    s ‖x - y‖² + (1 - s) max(0, margin - ‖x - y‖)², by halves.

    x, y    real[d]; same 1 where they belong together, 0 where not
    margin  > 0

    >>> float(contrastive_loss([0.0, 0.0], [3.0, 4.0], 1.0)), float(contrastive_loss([0.0, 0.0], [3.0, 4.0], 0.0))
    (12.5, 0.0)

    Source: Hadsell, Chopra and LeCun, Dimensionality reduction by learning an invariant mapping (2006), equation 4.
    """
    distance = np.sqrt(np.sum((x - y) ** 2))
    return (same * distance**2 + (1 - same) * np.maximum(0, margin - distance) ** 2) / 2


@formula
def triplet_loss(anchor: Real["d"], positive: Real["d"], negative: Real["d"], margin: float = 1) -> Any:
    """What is missing for the partner to be closer than a stranger by a margin: max(0, ‖a - p‖ - ‖a - n‖ + margin).

    anchor, positive, negative  real[d]
    margin                      > 0

    >>> float(triplet_loss([0.0], [1.0], [3.0])), float(triplet_loss([0.0], [1.0], [1.0]))
    (0.0, 1.0)

    Source: Schroff, Kalenichenko and Philbin, FaceNet (2015), section 3.1.
    """
    near, far = np.sqrt(np.sum((anchor - positive) ** 2)), np.sqrt(np.sum((anchor - negative) ** 2))
    return np.maximum(0, near - far + margin)


@formula
def information_bottleneck(joint: Nonnegative["n k"], encoder: Nonnegative["n t"], beta: Nonnegative = 1) -> Any:
    """What a code T keeps of X, less β times what it still says of Y: I(X; T) - β I(T; Y), for the chain Y - X - T.

    joint    nonnegative[n k], p(x, y), all entries together sum to one
    encoder  nonnegative[n t], p(t | x), each row sums to one
    beta     β ≥ 0: how much a nat about Y is worth; up to 1 the best code says nothing
    unit     nats

    >>> import numpy as np
    >>> float(information_bottleneck(np.eye(2) / 2, [[0.5, 0.5], [0.5, 0.5]]))
    0.0
    >>> round(float(information_bottleneck(np.eye(2) / 2, np.eye(2), beta=2)), 6)
    -0.693147

    Source: Tishby, Pereira and Bialek, The information bottleneck method (1999), equation 15.
    """
    x = np.sum(joint, axis=1)
    t = x @ encoder
    code = encoder.T @ joint
    y = np.sum(code, axis=0)
    kept = np.sum(x[:, None] * xlogy(encoder, encoder)) - np.sum(xlogy(t, t))
    said = np.sum(xlogy(code, code)) - np.sum(xlogy(t, t)) - np.sum(xlogy(y, y))
    return kept - beta * said
