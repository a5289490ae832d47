"""Many tests at once: p-values adjusted so that false discoveries stay rare."""

from __future__ import annotations

from typing import Any

import numpy as np


def _p_values(p: Any) -> Any:
    values = np.asarray(p, dtype=float)
    if values.ndim != 1 or np.any(~((values >= 0) & (values <= 1))):
        raise ValueError(f"p = {p}; p-values are numbers between 0 and 1, along one axis")
    return values


def bonferroni(p: Any) -> Any:
    """min(1, m p_i): rejecting where this is <= alpha keeps P(any false rejection) <= alpha, whatever depends on what.

    p   m p-values

    Source: Casella and Berger, Statistical Inference, 2nd ed., section 11.2.

    >>> bonferroni([0.01, 0.04, 0.5]).tolist()
    [0.03, 0.12, 1.0]
    """
    values = _p_values(p)
    return np.minimum(1.0, values * len(values))


def holm(p: Any) -> Any:
    """Holm's step-down: the k-th smallest times m - k + 1, made monotone: Bonferroni's promise with more power.

    Source: Holm, 1979.

    >>> holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    values = _p_values(p)
    order = np.argsort(values, kind="stable")
    raised = np.maximum.accumulate(values[order] * (len(values) - np.arange(len(values))))
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(1.0, raised)
    return adjusted


def benjamini_hochberg(p: Any) -> Any:
    """The k-th smallest times m / k, made monotone from above: keeps the expected share of false rejections <= alpha.

    For independent tests (and positively dependent ones); by SciPy's `false_discovery_control`.

    Source: Benjamini and Hochberg, 1995.

    >>> benjamini_hochberg([0.01, 0.02, 0.5]).round(3).tolist()
    [0.03, 0.03, 0.5]
    """
    from scipy import stats

    return stats.false_discovery_control(_p_values(p), method="bh")
