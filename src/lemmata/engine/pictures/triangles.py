"""Pictures over the probabilities of three outcomes: a triangle, whose corners are the certain ones."""

from __future__ import annotations

import numpy as np

from lemmata.engine.pictures.coordinates import Chart
from lemmata.engine.pictures.labels import Label
from lemmata.engine.pictures.picture import Axis, Contours, Curve, Layer, Picture, Points
from lemmata.engine.pictures.planes import levels_of
from lemmata.engine.pictures.values import Family

FINE = 121
HEIGHT = float(np.sqrt(3) / 2)
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, HEIGHT]])
_EDGE = 1e-9


def triangle(family: Family, chart: Chart, head: Label, name: str) -> Picture:
    """The heights of a number over the simplex of three outcomes."""
    x, y = np.linspace(0, 1, FINE), np.linspace(0, HEIGHT, FINE)
    wide, high = np.meshgrid(x, y)
    third = high / HEIGHT
    second = wide - third / 2
    first = 1 - second - third
    inside = (first > -_EDGE) & (second > -_EDGE)
    z = np.full(wide.shape, np.nan)
    p = np.clip(np.stack([first[inside], second[inside]]), 0, 1)
    z[inside] = chart.values(family, p[0], np.minimum(p[1], 1 - p[0]))
    outline = np.concatenate([CORNERS, CORNERS[:1]])
    middle = CORNERS.mean(0)
    beside = CORNERS + 0.09 * (CORNERS - middle)
    words = Points("", beside[:, 0], beside[:, 1], tuple(f"{name}[{k}] = 1" for k in range(3)))
    layers: tuple[Layer, ...] = (Contours(head.text, x, y, z, *levels_of(z)),
                                 Curve("", outline[:, 0], outline[:, 1], colour=7), words)
    return Picture("simplex", layers, x=Axis(limits=(-0.2, 1.2)), y=Axis(limits=(-0.14, HEIGHT + 0.14)),
                   z=Axis(head), equal=True, bare=True)
