"""Pictures made of data: a histogram, an optimizer's path over the contours of what it minimizes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from lemmata.engine.pictures.labels import Label
from lemmata.engine.pictures.picture import Array, Axis, Bars, Curve, Picture, PictureError, Points

MOST_BINS = 120


def histogram(samples: Any, density: Curve | None = None, *, bins: int | str = "auto", title: str = "",
              name: str = "x") -> Picture:
    """Frequencies of numbers, scaled to the area 1, with a density over them; whole numbers get a bar each.

    samples  numbers of any shape; those that are not finite are refused
    density  a curve to compare with
    bins     as numpy.histogram takes them

    Raises PictureError where there are no numbers.

    >>> picture = histogram([0.0, 1.0, 1.0, 2.0])
    >>> picture.of(Bars)[0].y.tolist()
    [0.25, 0.5, 0.25]
    """
    values = np.ravel(np.asarray(samples, float))
    if not len(values) or not np.isfinite(values).all():
        raise PictureError(f"{len(values)} samples, {int((~np.isfinite(values)).sum())} of which are no finite "
                           "numbers; give finite numbers, at least one")
    if np.array_equal(values, np.round(values)) and np.ptp(values) <= MOST_BINS:
        places, counts = np.unique(values, return_counts=True)
        heights, width = counts / len(values), 0.7
    else:
        edges = np.histogram_bin_edges(values, bins)
        if isinstance(bins, str) and len(edges) > MOST_BINS:  # a few far ones make the bins narrow
            edges = np.linspace(edges[0], edges[-1], MOST_BINS + 1)
        heights, edges = np.histogram(values, edges, density=True)
        places, width = (edges[1:] + edges[:-1]) / 2, float(edges[1] - edges[0])
    layers = (Bars("samples", places, heights, width, 0),)
    return Picture("histogram", layers if density is None else (*layers, replace(density, colour=1)),
                   Label(title), Axis(Label(name)), Axis(Label("density" if width != 0.7 else "frequency")))


def path(picture: Picture, *paths: Any, names: tuple[str, ...] = ()) -> Picture:
    """Points joined in their order over contours (or beside nothing else): the steps of optimizers.

    picture  what lies under them, as `contours` of the formula that is minimized
    paths    arrays of shape (steps, 2), one for each optimizer
    names    of the optimizers, for the legend

    Raises PictureError where an array has another shape.

    >>> path(Picture("contours", ()), [[1.0, 1.0], [0.5, 0.25]]).of(Curve)[0].y.tolist()
    [1.0, 0.25]
    """
    layers = [layer for layer in picture.layers if type(layer).__name__ != "Arrows"]
    ends: list[Array] = []
    for k, steps in enumerate(paths):
        rows = np.asarray(steps, float)
        if rows.ndim != 2 or rows.shape[1] != 2 or not len(rows):
            raise PictureError(f"a path of shape {rows.shape}; give an array of shape (steps, 2)")
        name = names[k] if k < len(names) else "" if len(paths) == 1 else f"path {k + 1}"
        layers.append(Curve(name, rows[:, 0], rows[:, 1], colour=k + 1))
        layers.append(Points("", rows[:, 0], rows[:, 1], colour=k + 1))
        layers.append(Points("start" if k == 0 else "", rows[:1, 0], rows[:1, 1], colour=k + 1, hollow=True))
        ends.append(rows)
    return replace(picture, kind="path", layers=tuple(layers), frames={}, sliders=(),
                   x=_wide(picture.x, ends, 0), y=_wide(picture.y, ends, 1))


def _wide(axis: Axis, paths: list[Array], side: int) -> Axis:
    """An axis that shows the paths too; of those that run away no more than makes it three times as long."""
    if axis.limits is None:
        return axis
    known = np.concatenate([rows[:, side] for rows in paths])
    known = known[np.isfinite(known)]
    low, high = axis.limits
    wide, room = high - low, 0.03 * (high - low)
    first, last = max(float(known.min()) - room, low - wide), min(float(known.max()) + room, high + wide)
    return replace(axis, limits=(min(low, first), max(high, last)))
