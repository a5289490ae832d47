"""Affine maps as matrices: coordinates with a 1 behind them, so that shifts are products too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula
from lemmata.linear_algebra.arrays import floating
from lemmata.linear_algebra.arrays import matrix as one_matrix


@formula
def translation(t: Real["n"]):
    """The matrix of n + 1 rows that shifts points by t: [[I, t], [0, 1]].

    >>> translation([5.0, 7.0]).tolist()
    [[1.0, 0.0, 5.0], [0.0, 1.0, 7.0], [0.0, 0.0, 1.0]]

    Strang, Introduction to Linear Algebra, 10.6.
    """
    n = len(t)
    return np.block([[np.eye(n), t.reshape(n, 1)], [np.zeros((1, n)), np.ones((1, 1))]])


@formula
def homogeneous(A: Real["m n"]):
    """A linear map as a matrix with a row and a column more, which keep the 1: [[A, 0], [0, 1]].

    >>> homogeneous([[2.0]]).tolist()
    [[2.0, 0.0], [0.0, 1.0]]

    Strang, Introduction to Linear Algebra, 10.6.
    """
    m, n = A.shape
    return np.block([[A, np.zeros((m, 1))], [np.zeros((1, n)), np.ones((1, 1))]])


def compose(matrices: Sequence[Any]) -> Any:
    """The map that applies the matrices from the last to the first, as functions are composed: their product.

    Linear maps of n dimensions go with homogeneous ones of n by themselves.

    Raises ValueError where none is given, or the sizes don't fit.

    >>> import numpy as np
    >>> from lemmata.linear_algebra import rotation
    >>> apply(compose([translation([1.0, 0.0]), rotation(np.pi / 2)]), [1.0, 0.0]).round(12).tolist()
    [1.0, 1.0]

    Strang, Introduction to Linear Algebra, 10.6.
    """
    if not len(matrices):
        raise ValueError("no map to compose; give one or more matrices")
    _, *made = floating(*matrices)
    for given in made:
        one_matrix(given, "a map")
    most = max(given.shape[-1] for given in made)
    made = [homogeneous(given) if given.shape[-1] == most - 1 else given for given in made]
    found = made[0]
    for following in made[1:]:
        if found.shape[-1] != following.shape[-2]:
            raise ValueError(f"maps of shapes {tuple(found.shape)} and {tuple(following.shape)} don't compose; the "
                             "second gives as many entries as the first takes")
        found = found @ following
    return found


def apply(matrix: Any, points: Any) -> Any:
    """A map applied to a point, or to each row of an array of points; a homogeneous one where it has a row more.

    A projective map divides by the last coordinate.

    Raises ValueError where the matrix has neither n nor n + 1 columns for points of n coordinates.

    >>> apply(translation([5.0, 7.0]), [[0.0, 0.0], [1.0, 1.0]]).tolist()
    [[5.0, 7.0], [6.0, 8.0]]

    Hartley and Zisserman, Multiple View Geometry in Computer Vision, 2.3.
    """
    _, matrix, points = floating(matrix, points)
    one_matrix(matrix, "the map")
    if not points.ndim:
        raise ValueError("the points have shape (); give the coordinates of one, or of one in each row")
    n, columns = points.shape[-1], matrix.shape[-1]
    if columns == n:
        return points @ matrix.T
    if columns != n + 1:
        raise ValueError(f"the matrix has {columns} columns and the points {n} coordinates; give {n} columns, or "
                         f"{n + 1} for a homogeneous map")
    moved = points @ matrix[:, :n].T + matrix[:, n]
    return moved[..., :-1] / moved[..., -1:]
