"""Statistics of the order: quantiles, median, spread that outliers don't move."""

from __future__ import annotations

from typing import Any

from lemmata.linear_algebra.arrays import floating


def quantile(x: Any, q: Any, axis: int = -1) -> Any:
    """The value below which a share q of the sample lies; between two order statistics, linearly.

    x    a sample, along `axis`
    q    0 <= q <= 1, a number or an array (whose axes come first)

    By the library's own: NumPy's `quantile(method="linear")`, JAX's, PyTorch's. Raises ValueError for another q, or a
    sample without entries.

    Source: Hyndman and Fan, 1996, definition 7.

    >>> float(quantile([1.0, 2.0, 3.0, 4.0], 0.5)), quantile([1.0, 2.0, 3.0], [0.0, 0.25, 1.0]).tolist()
    (2.5, [1.0, 1.5, 3.0])
    """
    import numpy as np

    levels = np.asarray(q, dtype=float)
    if np.any(~((levels >= 0) & (levels <= 1))):
        raise ValueError(f"q = {q}; a quantile is for a share, 0 <= q <= 1")
    xp, x = _sample(x, axis)
    if "torch" in xp.__name__:
        import torch

        return torch.quantile(x, torch.as_tensor(levels, dtype=x.dtype, device=x.device), dim=axis)
    if "jax" in xp.__name__:
        return xp.quantile(x, xp.asarray(levels, dtype=x.dtype), axis=axis)
    return np.quantile(x, levels, axis=axis)


def median(x: Any, axis: int = -1) -> Any:
    """The middle value: the m with the least sum of |x_i - m|. Of an even number, half between the two in the middle.

    Half of the sample may be arbitrarily wrong before it is: its breakdown point is 1/2, that of the mean 0.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., sections 4.5 and 10.7.

    >>> float(median([1.0, 2.0, 1e9]))
    2.0
    """
    return quantile(x, 0.5, axis)


def interquartile_range(x: Any, axis: int = -1) -> Any:
    """The length of the middle half: quantile 0.75 minus quantile 0.25.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 4.3.

    >>> float(interquartile_range([0.0, 1.0, 2.0, 3.0, 4.0]))
    2.0
    """
    return quantile(x, 0.75, axis) - quantile(x, 0.25, axis)


def median_absolute_deviation(x: Any, axis: int = -1) -> Any:
    """The median of |x_i - median|; times 1.4826 it estimates the standard deviation of a normal law.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 10.7.

    >>> float(median_absolute_deviation([1.0, 2.0, 3.0, 1e9]))
    1.0
    """
    xp, x = _sample(x, axis)
    return median(xp.abs(x - xp.expand_dims(median(x, axis), axis=axis)), axis)


def _sample(x: Any, axis: int) -> tuple[Any, Any]:
    """The library, and the sample as numbers that have fractions."""
    xp, x = floating(x)
    if not -x.ndim <= axis < x.ndim or not x.shape[axis]:
        raise ValueError(f"a sample of shape {tuple(x.shape)} along axis {axis}; give one or more numbers along an "
                         "axis that it has")
    return xp, x
