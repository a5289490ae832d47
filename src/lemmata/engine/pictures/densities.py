"""Curves that are probability densities: no value is negative, and the area under them is 1."""

from __future__ import annotations

import numpy as np

from lemmata.engine.pictures.coordinates import RANGES, Chart, Coordinate
from lemmata.engine.pictures.picture import Array
from lemmata.engine.pictures.values import Family

SUPPORTS: dict[str, tuple[float, float]] = {
    "real": (-np.inf, np.inf), "nonzero": (-np.inf, np.inf), "positive": (0.0, np.inf), "nonnegative": (0.0, np.inf),
    "negative": (-np.inf, 0.0), "unit": (0.0, 1.0), "natural": (0.0, np.inf), "binary": (0.0, 1.0),
    "integer": (-np.inf, np.inf),
}
FINE, MOST = 4000, 400  # places of an area; whole numbers of a sum
CLOSE = 3e-3  # of an area to 1
TAIL = 1e-3  # what may lie outside of what is seen


def support_of(chart: Chart, family: Family) -> tuple[float, float] | None:
    """Where a density that goes along one number of its own can have values; None where the picture is another one."""
    if len(chart.coordinates) != 1:
        return None
    u = chart.coordinates[0]
    s = family.declarations.get(u.entry.name)
    return SUPPORTS.get(s.domain) if s is not None and not s.rank else None


def is_density(chart: Chart, family: Family) -> bool:
    """Whether the values along the chart are a density over all its support, by a sum over small steps."""
    support = support_of(chart, family)
    if support is None:
        return False
    places, weights = steps(chart.coordinates[0], support)
    values = chart.values(family, places)
    with np.errstate(all="ignore"):
        if np.isnan(values).mean() > 0.01 or (values < 0).any():
            return False
        return bool(abs(np.nansum(values * weights) - 1) < CLOSE)


def steps(u: Coordinate, support: tuple[float, float]) -> tuple[Array, Array]:
    """Places on the support with the width that each stands for; far out the steps grow."""
    low, high = support
    if u.whole:
        places = np.arange(max(low, -MOST), min(high, MOST) + 1)
        return places, np.ones(len(places))
    t = (np.arange(FINE) + 0.5) / FINE
    if np.isinf(low) and np.isinf(high):  # x = t / (1 - t^2) for t from -1 to 1
        t = 2 * t - 1
        return t / (1 - t**2), (1 + t**2) / (1 - t**2) ** 2 * 2 / FINE
    if np.isinf(high):
        return low + t / (1 - t), 1 / (1 - t) ** 2 / FINE
    if np.isinf(low):
        return high - t / (1 - t), 1 / (1 - t) ** 2 / FINE
    return low + (high - low) * t, np.full(FINE, (high - low) / FINE)


def seen(chart: Chart, family: Family, domain: str) -> tuple[float, float]:
    """A range in which nearly all of a density lies, with some room on the sides where there is more."""
    support = support_of(chart, family)
    assert support is not None
    places, weights = steps(chart.coordinates[0], support)
    order = np.argsort(places)
    places, mass = places[order], np.nan_to_num(chart.values(family, places) * weights)[order]
    total = np.cumsum(mass) / mass.sum()
    low, high = (float(places[np.searchsorted(total, part)]) for part in (TAIL, 1 - TAIL))
    unit = 10.0 ** np.floor(np.log10(max(high - low, 1e-300)))
    room = 0.25 * (high - low)
    low = support[0] if np.isfinite(support[0]) else float(np.floor((low - room) / unit) * unit)
    high = support[1] if np.isfinite(support[1]) else float(np.ceil((high + room) / unit) * unit)
    return (low, high) if low < high else RANGES[domain]
