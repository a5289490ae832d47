"""What keeps a network from learning its examples by heart: dropout, penalties on weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Binary, Nonnegative, Real
from lemmata.formulas import formula
from lemmata.numerics.options import share


@formula
def dropout(x: Real, mask: Binary, rate: float = 0.5) -> Any:
    """Entries that a mask keeps, divided by the chance to be kept: m x / (1 - p).

    The expectation over masks is x: in use nothing has to be scaled. Its variance is x² p/(1 - p).

    x     real; any array
    mask  1 keeps an entry, 0 drops it: see `dropout_mask`
    rate  p from 0 to below 1: the chance that an entry is dropped

    >>> dropout([1.0, 2.0, 3.0], [1, 0, 1], rate=0.5).tolist()
    [2.0, 0.0, 6.0]

    Source: Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting (2014), section 10.
    """
    share("rate", rate)
    return mask * x / (1 - rate)


def dropout_mask(shape: int | tuple[int, ...], rate: float = 0.5, seed: int = 0) -> np.ndarray[Any, Any]:
    """A mask whose entries are 0 with chance `rate` and else 1, independently.

    shape  of the mask; rate from 0 to below 1; seed of NumPy's generator

    Raises ValueError for another rate.

    >>> mask = dropout_mask((1000, 100), rate=0.2, seed=1)
    >>> round(float(mask.mean()), 2), sorted(set(mask.ravel().tolist()))
    (0.8, [0, 1])

    Source: Srivastava et al., Dropout (2014), section 4.
    """
    if not 0 <= rate < 1:
        raise ValueError(f"a rate of {rate}; entries are dropped with a chance from 0 to below 1")
    return (np.random.default_rng(seed).random(shape) >= rate).astype(np.int64)


@formula
def weight_decay(w: Real["n"], strength: Nonnegative) -> Any:
    """The penalty λ/2 Σᵢ wᵢ², whose derivative λ w pulls every weight towards 0 by a share of itself.

    Minus the log of a normal prior of variance 1/λ, up to a constant.

    w         real[n]; strength λ ≥ 0

    >>> float(weight_decay([3.0, 4.0], 0.1))
    1.25

    Source: Krogh and Hertz, A simple weight decay can improve generalization (1992); Goodfellow et al. (2016), 7.1.1.
    """
    return strength / 2 * np.sum(w**2)


@formula
def l1_penalty(w: Real["n"], strength: Nonnegative) -> Any:
    """The penalty λ Σᵢ |wᵢ|, which pulls every weight by the same λ: small ones become exactly 0.

    w         real[n]; strength λ ≥ 0

    >>> float(l1_penalty([3.0, -4.0], 0.5))
    3.5

    Source: Tibshirani, Regression shrinkage and selection via the lasso (1996).
    """
    return strength * np.sum(np.abs(w))


@formula
def soft_threshold(w: Real, threshold: Nonnegative) -> Any:
    """The best weight under an L1 penalty: sign(w) max(|w| - λ, 0), the minimum over v of (v - w)²/2 + λ|v|.

    w          real; threshold λ ≥ 0

    >>> soft_threshold([3.0, -0.5], 1.0).tolist()
    [2.0, -0.0]

    Source: Donoho, De-noising by soft-thresholding (1995); Parikh and Boyd, Proximal algorithms (2014), section 6.5.2.
    """
    return np.sign(w) * np.maximum(np.abs(w) - threshold, 0)


@formula
def smoothed_targets(target: Real["k"], smoothing: float = 0.1) -> Any:
    """Probabilities with a little of the uniform ones mixed in: (1 - ε) p + ε/k.

    target     simplex[k], often one-hot
    smoothing  ε from 0 to 1

    >>> smoothed_targets([1.0, 0.0], smoothing=0.2).tolist()
    [0.9, 0.1]

    Source: Szegedy et al., Rethinking the Inception architecture (2016), section 7.
    """
    share("smoothing", smoothing)
    return (1 - smoothing) * target + smoothing / target.shape[0]
