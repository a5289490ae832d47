"""How pictures look, in every library: colours, widths, arrow heads."""

from __future__ import annotations

import numpy as np

from lemmata.engine.pictures.labels import number_text
from lemmata.engine.pictures.picture import Array, Arrows, Contours

COLOURS = ("#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#0891b2", "#db2777", "#6b7280")
GRID, TEXT, SHAFT = "#e5e7eb", "#1f2937", "#111827"
SCALE = "viridis"
DIVERGING = "RdBu"
WIDTH, THIN = 2.4, 1.0
_HEAD, _OPENING = 0.32, 0.42  # of an arrow: length against the shaft, half the angle


def colour(index: int | None) -> str:
    """The colour of a number; grey where there is none."""
    return COLOURS[7] if index is None else COLOURS[index % len(COLOURS)]


def strokes(arrows: Arrows) -> tuple[Array, Array]:
    """Shafts and heads of arrows as one line with gaps.

    >>> one = np.ones(1)
    >>> strokes(Arrows("", one, one, one, one))[0].shape
    (6,)
    """
    x, y, u, v = (np.asarray(a, float) for a in (arrows.x, arrows.y, arrows.u, arrows.v))
    length = np.hypot(u, v)
    head = np.minimum(_HEAD, 0.3 / np.maximum(length, 1e-300)) if arrows.thick else np.full(len(x), _HEAD)
    tip = np.stack([x + u, y + v])
    sides = []
    for angle in (np.pi - _OPENING, np.pi + _OPENING):
        cos, sin = np.cos(angle), np.sin(angle)
        sides.append(tip + head * np.stack([cos * u - sin * v, sin * u + cos * v]))
    gap = np.full((2, len(x)), np.nan)
    line = np.stack([np.stack([x, y]), tip, sides[0], tip, sides[1], gap], axis=-1)
    flat = line.reshape(2, -1)
    return flat[0], flat[1]


def stretched(values: Array | float, middle: float, stretch: float) -> Array:
    """The logarithm of how far values are from the middle, on either side of 0.

    >>> stretched(np.array([-9.0, 0.0, 99.0]), 0.0, 1.0).tolist()
    [-1.0, 0.0, 2.0]
    """
    away = (np.asarray(values, float) - middle) / stretch
    found: Array = np.sign(away) * np.log10(1 + np.abs(away))
    return found


def heights(layer: Contours) -> Array:
    """What is coloured: the values, or logarithms of how far they are from the floor."""
    if layer.stretch:
        return stretched(layer.z, layer.floor, layer.stretch)
    if not layer.logarithmic:
        return layer.z
    above = layer.z - layer.floor
    least = layer.levels[0] - layer.floor
    return np.log10(np.where(above > least / 10, above, least / 10))


def level_heights(layer: Contours) -> Array:
    """The levels on the scale of `heights`."""
    levels = np.asarray(layer.levels, float)
    if layer.stretch:
        return stretched(levels, layer.floor, layer.stretch)
    return np.log10(levels - layer.floor) if layer.logarithmic else levels


def scale_title(layer: Contours) -> str:
    """What has to be said of the scale of colours."""
    return "steps grow" if layer.logarithmic or layer.stretch else ""


def level_ticks(layer: Contours, most: int = 7) -> tuple[Array, list[str]]:
    """Places on the scale of `heights` with the values that stand there."""
    places = level_heights(layer)
    every = max(1, -(-len(places) // most))
    values = np.asarray(layer.levels, float)[::every]
    return places[::every], [_rough(v) if layer.logarithmic or layer.stretch else number_text(v) for v in values]


def _rough(value: float) -> str:
    return number_text(float(f"{value:.2g}"))
