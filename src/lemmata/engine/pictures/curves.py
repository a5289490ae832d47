"""Points on a curve: more of them where it bends, gaps where it has no value or jumps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lemmata.engine.pictures.picture import Array

FIRST, MOST, ROUNDS = 257, 4000, 8  # points at first, at most, and how often more are added
HALVINGS = 44  # of an interval in which a curve jumps, begins or ends
MOST_BREAKS = 80
ROUNDING = 1e-13  # what differs by less is constant
STRAIGHT = 0.02  # how far in the picture's height a curve may leave its polygon


@dataclass(frozen=True, eq=False)
class Sampled:
    """Points with nan in every gap; the limits where it is unbounded, else None."""

    x: Array
    y: Array
    limits: tuple[float, float] | None


def sampled(function: Callable[[Array], Array], low: float, high: float) -> Sampled:
    """The curve of a function of one number.

    >>> curve = sampled(lambda x: 1 / x, -1.0, 1.0)
    >>> bool(np.isnan(curve.y).any()), curve.limits is not None
    (True, True)
    """
    def values(x: Array) -> Array:
        found = np.asarray(function(x), float)
        return np.where(np.isfinite(found), found, np.nan)

    with np.errstate(all="ignore"):  # it is about poles
        x = np.linspace(low, high, FIRST)
        y = values(x)
        if not np.isfinite(y).any():
            return Sampled(x, y, None)
        plain = y[np.isfinite(y)]
        most = float(np.abs(plain).max())
        if np.isfinite(y).all() and np.ptp(y) <= ROUNDING * most:
            return Sampled(x, y, (float(y[0]) - max(most, 1.0) / 2, float(y[0]) + max(most, 1.0) / 2))
        # What of the height is seen tells how fine is fine enough.
        unbounded = _broken(values, x, y, _spread(plain))[2]
        low, high = _limits(plain) if unbounded else (float(plain.min()), float(plain.max()))
        scale = high - low or max(abs(high), 1.0)
        x, y = _refined(values, x, y, scale, (low - scale, high + scale))
        x, y, unbounded = _broken(values, x, y, scale)
    return Sampled(x, y, _limits(plain) if unbounded else None)


def _spread(values: Array) -> float:
    low, high = np.quantile(values, [0.03, 0.97])
    return float(high - low) or float(np.ptp(values)) or max(abs(float(values[0])), 1.0)


def _limits(values: Array) -> tuple[float, float]:
    """What is worth seeing of values of which some run away."""
    low, high = np.quantile(values, [0.06, 0.94])
    room, edge = (part * float(high - low or max(abs(high), 1.0)) for part in (0.8, 0.05))
    return max(float(low) - room, float(values.min()) - edge), min(float(high) + room, float(values.max()) + edge)


def _refined(function: Callable[[Array], Array], x: Array, y: Array, scale: float, seen: tuple[float, float]
             ) -> tuple[Array, Array]:
    """With more points where three neighbours that can be seen are not on a line."""
    for _ in range(ROUNDS):
        if len(x) < 3:
            break
        between = (x[1:-1] - x[:-2]) / (x[2:] - x[:-2])
        off = np.abs(y[1:-1] - (y[:-2] + between * (y[2:] - y[:-2]))) / scale
        near = (y[1:-1] > seen[0]) & (y[1:-1] < seen[1])
        bends = np.where(np.isfinite(off), (off > STRAIGHT / 10) & near, False)
        wanted = np.zeros(len(x) - 1, bool)
        wanted[:-1] |= bends
        wanted[1:] |= bends
        wanted &= np.diff(x) > 1e-7 * (x[-1] - x[0])
        if not wanted.any() or len(x) + wanted.sum() > MOST:
            break
        new = (x[:-1] + x[1:])[wanted] / 2
        x, y = _merged(x, y, new, function(new))
    return x, y


def _merged(x: Array, y: Array, more_x: Array, more_y: Array) -> tuple[Array, Array]:
    x, y = np.concatenate([x, more_x]), np.concatenate([y, more_y])
    order = np.argsort(x, kind="stable")
    return x[order], y[order]


def _broken(function: Callable[[Array], Array], x: Array, y: Array, scale: float) -> tuple[Array, Array, bool]:
    """With gaps at jumps and poles, drawn up to the ends of where there are values; whether it is unbounded."""
    defined = np.isfinite(y)
    edges = np.flatnonzero(defined[:-1] != defined[1:])[:MOST_BREAKS]
    ends_x, ends_y, grown = _edges(function, x, y, edges)
    steps = np.abs(np.diff(y))
    wide = np.pad(np.nan_to_num(steps), 1)
    tallest = (wide[1:-1] >= wide[:-2]) & (wide[1:-1] >= wide[2:])  # of neighbours: where it jumps, if one does
    steep = np.flatnonzero(tallest & (wide[1:-1] > STRAIGHT * scale))
    steep = steep[np.argsort(-steps[steep], kind="stable")][:MOST_BREAKS]
    left, right, jumps = _jumps(function, x, y, steep)
    tops, risen = _spikes(function, x, y, scale)
    # In this order: between neighbouring floats there is no number, and sorting keeps what is equal in its order.
    gap_x = np.concatenate([left[0][jumps], left[0][jumps], right[0][jumps], tops])
    gap_y = np.concatenate([left[1][jumps], np.full(jumps.sum(), np.nan), right[1][jumps], np.full(len(tops), np.nan)])
    heights = np.maximum(np.abs(left[1][jumps]), np.abs(right[1][jumps]))
    poles = bool((heights > 1e3 * (scale + np.abs(np.median(y[defined])))).any())
    x, y = _merged(x, y, np.concatenate([ends_x, gap_x]), np.concatenate([ends_y, gap_y]))
    return x, y, grown or poles or risen


def _edges(function: Callable[[Array], Array], x: Array, y: Array, edges: Array) -> tuple[Array, Array, bool]:
    """The last points with a value beside those without; whether the values run away there."""
    if not len(edges):
        return np.zeros(0), np.zeros(0), False
    first = np.isfinite(y[edges])  # the defined one is on the left
    inside, outside = np.where(first, x[edges], x[edges + 1]), np.where(first, x[edges + 1], x[edges])
    value = np.where(first, y[edges], y[edges + 1])
    halfway = value
    for step in range(HALVINGS):
        middle = (inside + outside) / 2
        found = function(middle)
        good = np.isfinite(found)
        inside, outside = np.where(good, middle, inside), np.where(good, outside, middle)
        value = np.where(good, found, value)
        if step == HALVINGS // 2:
            halfway = value
    span = np.ptp(y[np.isfinite(y)]) or 1.0
    return inside, value, bool((np.abs(value - halfway) > 0.2 * span).any())


def _jumps(
    function: Callable[[Array], Array], x: Array, y: Array, places: Array
) -> tuple[tuple[Array, Array], tuple[Array, Array], Array]:
    """The ends of the steepest half, of the steepest half, ...; whether the step in it stays: no line joins these."""
    left, right = (x[places], y[places]), (x[places + 1], y[places + 1])
    before = np.abs(right[1] - left[1])
    for _ in range(HALVINGS if len(places) else 0):
        middle = (left[0] + right[0]) / 2
        value = function(middle)
        lost = ~np.isfinite(value)  # right on the pole: a little beside it
        if lost.any():
            middle = np.where(lost, left[0] + 0.4 * (right[0] - left[0]), middle)
            value = np.where(lost, function(middle), value)
        upper = np.abs(right[1] - value) > np.abs(value - left[1])
        left = np.where(upper, middle, left[0]), np.where(upper, value, left[1])
        right = np.where(upper, right[0], middle), np.where(upper, right[1], value)
    return left, right, np.abs(right[1] - left[1]) > 0.5 * before


def _spikes(function: Callable[[Array], Array], x: Array, y: Array, scale: float) -> tuple[Array, bool]:
    """Where values run away to the same side from left and right, as 1/x**2 does."""
    height = np.nan_to_num(np.abs(y - np.median(y[np.isfinite(y)])))
    peaks = np.flatnonzero((height[1:-1] >= height[:-2]) & (height[1:-1] >= height[2:])
                           & (height[1:-1] > 2 * scale)) + 1
    peaks = peaks[:MOST_BREAKS]
    if not len(peaks):
        return np.zeros(0), False
    low, high = x[peaks - 1], x[peaks + 1]
    ratio = (np.sqrt(5) - 1) / 2
    seen = height[peaks]
    for _ in range(HALVINGS):
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        at_a, at_b = np.abs(function(a)), np.abs(function(b))
        to_left = ~(at_a < at_b)  # a point without a value is a top
        high, low = np.where(to_left, b, high), np.where(to_left, low, a)
        seen = np.fmax(seen, np.fmax(at_a, at_b))
    poles = seen > 1e4 * height[peaks]
    return ((low + high) / 2)[poles], bool(poles.any())
