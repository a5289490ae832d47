"""Statistics of the order: quantiles, median, spread that outliers don't move."""

from __future__ import annotations

from typing import Any

from lemmata.linear_algebra.arrays import floating


def quantile(x: Any, q: Any, axis: int = -1) -> Any:
    """The value below which a share q of the sample lies; between two order statistics, linearly.

    x    a sample, along `axis`
    q    0 <= q <= 1, a number or an array (whose axes come first)

    What NumPy's `quantile(method="linear")` gives, also between huge numbers, and beside infinite ones that have no
    weight. Raises ValueError for another q, or a sample without entries.

    Source: Hyndman and Fan, 1996, definition 7.

    >>> float(quantile([1.0, 2.0, 3.0, 4.0], 0.5)), quantile([1.0, 2.0, 3.0], [0.0, 0.25, 1.0]).tolist()
    (2.5, [1.0, 1.5, 3.0])
    """
    import numpy as np

    levels = np.asarray(q, dtype=float)
    if np.any(~((levels >= 0) & (levels <= 1))):
        raise ValueError(f"q = {q}; a quantile is for a share, 0 <= q <= 1")
    xp, x = _sample(x, axis)
    x = xp.sort(xp.moveaxis(x, axis, 0), axis=0)
    places = levels * (x.shape[0] - 1)
    low, high = np.floor(places).astype(int), np.ceil(places).astype(int)
    share = (places - low).reshape(low.shape + (1,) * (x.ndim - 1)).tolist()
    share = xp.zeros_like(x[high]) + xp.asarray(share, dtype=x.dtype, **({"device": x.device} if xp is not np else {}))
    below, above = x[low], x[high]
    exact = (share == 0) | (below == above)
    found = xp.where(exact, below, below * (1 - share) + above * share)
    return xp.where(xp.isnan(x[-1]), x[-1], found)[()]


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
