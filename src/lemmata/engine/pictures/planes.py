"""Pictures over two numbers: contours with the gradient, a surface, a field of arrows, a table of whole numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lemmata.engine.pictures.coordinates import Chart
from lemmata.engine.pictures.curves import ROUNDING
from lemmata.engine.pictures.labels import Label
from lemmata.engine.pictures.looks import stretched
from lemmata.engine.pictures.picture import (
    Array,
    Arrows,
    Axis,
    Contours,
    HeatMap,
    Layer,
    Picture,
    PictureError,
    Surface,
)
from lemmata.engine.pictures.values import Family

GRID, COARSE, ARROWS = 81, 41, 11  # places along an axis: of contours, of those with sliders, of arrows
SHORTEST = 4e-3  # of a gradient against the longest: of others no arrow can be seen
LEVELS = 16
VALLEY = 0.02  # of the range: below it lies a tenth of the plane where levels grow by factors
FAR = 1.2  # times as far as nearly all values are from each other
STEEP = 0.5  # of its height that a pole loses to the next place; a hill falls more slowly
CROWDED = 0.4  # of the values between two levels: a picture that is mostly of one colour


def contours(family: Family, chart: Chart, head: Label, grid: int = GRID) -> Picture:
    """The heights of a number over two others, with arrows along its gradient."""
    u, v = chart.coordinates
    if u.whole or v.whole:
        return _table(family, chart, head)
    x, y = u.places(grid), v.places(grid)
    z = over(family, chart, x, y)
    layers: list[Layer] = [Contours(head.text, x, y, z, *levels_of(z))]
    layers += gradient_arrows(family, chart, *(np.linspace(c[0], c[-1], ARROWS + 2)[1:-1] for c in (x, y)))
    return Picture("contours", tuple(layers), x=Axis(u.label, (x[0], x[-1])), y=Axis(v.label, (y[0], y[-1])),
                   z=Axis(head), equal=_alike(x, y))


def surface(family: Family, chart: Chart, head: Label, grid: int = GRID) -> Picture:
    """The same heights in space."""
    u, v = chart.coordinates
    x, y = u.places(grid), v.places(grid)
    z = over(family, chart, x, y)
    return Picture("surface", (Surface(head.text, x, y, z),), x=Axis(u.label), y=Axis(v.label), z=Axis(head))


def field(family: Family, chart: Chart, head: Label) -> Picture:
    """A vector of two numbers at every point of a plane: arrows."""
    u, v = chart.coordinates
    x, y = (a.ravel() for a in np.meshgrid(u.places(ARROWS + 4), v.places(ARROWS + 4)))
    rows = chart.values(family, x, y)
    if not np.isfinite(rows).any():
        raise PictureError(f"the formula has no value for {u.label} and {v.label} in these ranges; give others")
    arrows = _scaled(x, y, rows, ARROWS + 4)
    return Picture("field", (arrows,), x=Axis(u.label), y=Axis(v.label), equal=_alike(x, y))


def over(family: Family, chart: Chart, x: Array, y: Array) -> Array:
    """z[i, j] at x[j], y[i].

    Raises PictureError where there is no value at all.
    """
    wide, high = np.meshgrid(x, y)
    z = chart.values(family, wide.ravel(), high.ravel()).reshape(wide.shape)
    if not np.isfinite(z).any():
        u, v = chart.coordinates
        raise PictureError(f"the formula has no value for {u.label} from {x[0]:g} to {x[-1]:g} and {v.label} from "
                           f"{y[0]:g} to {y[-1]:g}; give other ranges")
    return z


class Levels(NamedTuple):
    """Heights at which to draw lines, and their scale, as `Contours` has it."""

    levels: tuple[float, ...]
    logarithmic: bool
    floor: float
    stretch: float = 0.0


def levels_of(z: Array) -> Levels:
    """Heights at which to draw lines: by even steps; by factors above a valley's floor; by growing ones around a pole.

    >>> levels_of(np.linspace(0.0, 10.0, 101)).levels[:3]
    (0.0, 1.0, 2.0)
    """
    known = z[np.isfinite(z)]
    low, high = float(known.min()), float(known.max())
    if high - low <= ROUNDING * max(abs(low), abs(high)):
        return Levels((low,), False, low)
    if abs(low) <= ROUNDING * (high - low):
        low = 0.0
    if np.quantile(known, 0.1) - low < VALLEY * (high - low) and z.ndim == 2 and _lowest_inside(z):
        bottom = max(float(np.quantile(known - low, 0.005)), (high - low) * 1e-6)
        return Levels(tuple(low + np.geomspace(bottom, high - low, LEVELS)), True, low)
    ends = np.quantile(known, [0.02, 0.98])
    room = ends[1] - ends[0] or high - low
    pole = high - low > FAR * room and _has_pole(z if z.ndim == 2 else z[0])
    low, high = max(low, float(ends[0] - room)), min(high, float(ends[1] + room))  # poles are cut off
    step = nice((high - low) / (LEVELS - 1))
    first = np.floor(low / step)
    even = tuple(float(step * k) for k in np.arange(first, np.ceil(high / step) + 1))
    crowd = np.histogram(known, [-np.inf, *even, np.inf])[0].max() if pole else 0
    return (crowd > CROWDED * known.size and _around_pole(known)) or Levels(even, False, low)


def _has_pole(z: Array) -> bool:
    """Whether what is farthest from the middle stands alone: a pole, not the top of a hill."""
    away = np.abs(z - np.nanmedian(np.where(np.isfinite(z), z, np.nan)))
    row, column = np.unravel_index(int(np.argmax(np.where(np.isfinite(away), away, -1.0))), z.shape)
    beside = np.pad(away, 1, mode="edge")[row:row + 3, column:column + 3][[0, 1, 1, 2], [1, 0, 2, 1]]
    return bool(np.any(~np.isfinite(beside) | (beside < STEEP * away[row, column])))


def _around_pole(known: Array) -> Levels | None:
    """Levels by the logarithm of how far they are from the middle, on either side; None where most values are one."""
    least, tenth, quarter, half, rest, most, last = np.quantile(known, [0.005, 0.1, 0.25, 0.5, 0.75, 0.9, 0.995])
    stretch = float(rest - quarter) / 2
    middle = 0.0 if tenth < 0 < most else float(half)
    if stretch <= ROUNDING * max(abs(least), abs(last)):
        return None
    places = np.linspace(stretched(least, middle, stretch), stretched(last, middle, stretch), LEVELS)
    levels = middle + np.sign(places) * stretch * (10 ** np.abs(places) - 1)
    return Levels(tuple(map(float, levels)), False, middle, stretch)


def _lowest_inside(z: Array) -> bool:
    """Whether the lowest point has higher ones all around: a valley, not the foot of a hill."""
    row, column = np.unravel_index(int(np.nanargmin(z)), z.shape)
    return 0 < row < z.shape[0] - 1 and 0 < column < z.shape[1] - 1


def nice(step: float) -> float:
    """A step that reads well: 1, 2 or 5 times a power of ten.

    >>> nice(0.37), nice(3.0)
    (0.5, 5.0)
    """
    power = 10.0 ** np.floor(np.log10(step)) if step > 0 else 1.0
    return float(next(m for m in (1, 2, 2.5, 5, 10) if m * power >= step * (1 - 1e-9)) * power)


def gradient_arrows(family: Family, chart: Chart, x: Array, y: Array) -> list[Layer]:
    """Arrows along the gradient at a grid of places; none where there is no derivative."""
    wide, high = (a.ravel() for a in np.meshgrid(x, y))
    slopes = chart.slopes(family, wide, high)
    if slopes is None or not np.isfinite(slopes).all(-1).any():
        return []
    arrows = _scaled(wide, high, slopes, len(x))
    return [arrows] if len(arrows.x) else []


def _scaled(x: Array, y: Array, rows: Array, count: int) -> Arrows:
    """Arrows of the rows' directions; lengths by the square root, so that small ones are seen, fit into the grid."""
    good = np.isfinite(rows).all(-1) & (np.abs(rows).max(-1) > 0)
    length = np.hypot(rows[:, 0], rows[:, 1])
    most = float(np.quantile(length[good], 0.95)) if good.any() else 0.0
    good &= length > SHORTEST * most
    x, y, rows, length = x[good], y[good], rows[good], length[good]
    if not len(x):
        return Arrows("gradient", x, y, x, y)
    cell = min(np.ptp(x) or 1.0, np.ptp(y) or 1.0) / max(count - 1, 1)
    new = 0.85 * cell * np.minimum(np.sqrt(length / most), 1.0)
    scaled = rows * (new / length)[:, None]
    return Arrows("gradient", x, y, scaled[:, 0], scaled[:, 1])


def _table(family: Family, chart: Chart, head: Label) -> Picture:
    """Over whole numbers: one field each."""
    u, v = chart.coordinates
    x, y = u.places(COARSE), v.places(COARSE)
    return Picture("heat map", (HeatMap(head.text, x, y, over(family, chart, x, y)),), x=Axis(u.label),
                   y=Axis(v.label), z=Axis(head))


def _alike(x: Array, y: Array) -> bool:
    return bool(0.5 <= (np.ptp(x) or 1.0) / (np.ptp(y) or 1.0) <= 2.0)
