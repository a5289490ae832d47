"""Pictures of single arrays: a vector as bars, a matrix as a heat map, a 2 x 2 matrix by what it does to the plane."""

from __future__ import annotations

import numpy as np

from lemmata.engine.pictures.labels import Label, number_text
from lemmata.engine.pictures.picture import Array, Arrows, Axis, Bars, Curve, HeatMap, Layer, Picture, PictureError

MOST_BARS, MOST_WRITTEN, MOST_ENTRIES = 2000, 12, 1_000_000
REACH = 2  # of the grid to both sides of the origin
ROUND = 181  # points of a circle


def bars(values: Array, head: Label) -> Picture:
    """The entries of a vector."""
    if len(values) > MOST_BARS:
        raise PictureError(f"a vector of {len(values)} entries, at most {MOST_BARS} bars can be seen; take a "
                           "part of it")
    places = np.arange(len(values), dtype=float)
    ticks = tuple((float(k), str(k)) for k in range(len(values))) if len(values) <= 20 else ()
    return Picture("bars", (Bars(head.text, places, values, colour=0),), x=Axis(Label("entry"), ticks=ticks),
                   y=Axis(head))


def heat_map(matrix: Array, head: Label) -> Picture:
    """The entries of a matrix; white is zero where there are both signs."""
    if matrix.size > MOST_ENTRIES:
        raise PictureError(f"a matrix of {matrix.size} entries, at most {MOST_ENTRIES} are drawn; take a part of it")
    rows, columns = (np.arange(n, dtype=float) for n in matrix.shape)
    known = matrix[np.isfinite(matrix)]
    signed = bool(len(known) and known.min() < 0 < known.max())
    ticks = [tuple((float(k), str(int(k))) for k in n) if len(n) <= 20 else () for n in (columns, rows)]
    return Picture("heat map", (HeatMap(head.text, columns, rows, matrix, max(matrix.shape) <= MOST_WRITTEN, signed),),
                   x=Axis(Label("column"), ticks=ticks[0]), y=Axis(Label("row"), ticks=ticks[1]), z=Axis(head),
                   equal=True, downwards=True)


def plane(matrix: Array) -> Picture:
    """What a 2 x 2 matrix does to the grid, the circle and the basis; its real eigenvectors, which keep their line."""
    if not np.isfinite(matrix).all():
        raise PictureError("the matrix has entries without a value; give other values to its variables")
    layers: list[Layer] = [*_grid(np.eye(2), "the plane", None, True), *_grid(matrix, "its image", 0, False)]
    angles = np.linspace(0, 2 * np.pi, ROUND)
    circle = np.stack([np.cos(angles), np.sin(angles)])
    image = matrix @ circle
    layers.append(Curve("unit circle", circle[0], circle[1], dashed=True, colour=7))
    layers.append(Curve("image of the circle", image[0], image[1], colour=2, filled=True))
    zero = np.zeros(1)
    for k in range(2):
        column = matrix[:, k]
        name = ("image of e₁: first column", "image of e₂: second column")[k]
        layers.append(Arrows(name, zero, zero, column[:1], column[1:], (1, 3)[k], True))
    reach = float(max(REACH + 0.5, np.abs(image).max() * 1.15, np.abs(matrix).max() * 1.15))
    layers += _eigenvectors(matrix, reach)
    limits = (-reach, reach)
    return Picture("plane", tuple(layers), x=Axis(Label("first coordinate"), limits),
                   y=Axis(Label("second coordinate"), limits), equal=True)


def _grid(matrix: Array, name: str, colour: int | None, thin: bool) -> list[Layer]:
    """The images of the lines of the unit grid, as one curve with gaps."""
    lines = []
    gap = np.full((2, 1), np.nan)
    for k in range(-REACH, REACH + 1):
        for ends in (((k, k), (-REACH, REACH)), ((-REACH, REACH), (k, k))):
            lines += [matrix @ np.array(ends, float), gap]
    points = np.concatenate(lines, axis=1)
    return [Curve(name, points[0], points[1], colour=colour, thin=True, dashed=thin)]


def _eigenvectors(matrix: Array, reach: float) -> list[Layer]:
    values, vectors = np.linalg.eig(matrix)
    found: list[Layer] = []
    if np.iscomplexobj(values) and np.abs(values.imag).max() > 1e-12:
        return found  # it turns every direction
    values, vectors = values.real, vectors.real
    if np.allclose(matrix, values[0] * np.eye(2)):
        return found  # all directions are kept
    same = np.isclose(abs(np.linalg.det(vectors)), 0, atol=1e-7)
    for k in range(1 if same else 2):
        v = vectors[:, k] / np.abs(vectors[:, k]).max() * reach
        found.append(Curve(f"eigenvector, eigenvalue {number_text(values[k])}", np.array([-v[0], v[0]]),
                           np.array([-v[1], v[1]]), dashed=True, colour=(4, 5)[k]))
    return found
