"""Linear and affine maps, and the matrices that stand for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula


@formula
def affine_map(W: Real["m n"], x: Real["n"], b: Real["m"]):
    """A linear map and a shift: W x + b, the layer of a network before its activation.

    W  weights, one row for each output
    b  bias, the image of the origin

    >>> affine_map([[1.0, 2.0], [3.0, 4.0]], [1.0, 1.0], [0.5, -0.5]).tolist()
    [3.5, 6.5]

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 2.8.2.
    """
    return W @ x + b


def matrix_of(map: Callable[[Any], Any], n: int) -> Any:
    """The matrix of a linear map of n entries: its columns are the images of e_1, ..., e_n.

    Raises ValueError, with an example, where the map is not linear (an affine one keeps no origin).

    >>> matrix_of(lambda x: np.array([x[0] + x[1], 2 * x[1]]), 2).tolist()
    [[1.0, 1.0], [0.0, 2.0]]

    Strang, Introduction to Linear Algebra, 8.2.
    """
    if n < 1:
        raise ValueError(f"n = {n}; a map takes vectors of 1 or more entries")
    shift = np.asarray(map(np.zeros(n)), dtype=float)
    if np.any(shift != 0):
        raise ValueError(f"the map takes 0 to {shift.tolist()}, so it is not linear; take away its value at 0")
    if not is_linear(map, n):
        raise ValueError("the map is not linear: map(a x + b y) differs from a map(x) + b map(y); it has no matrix")
    return np.stack([np.atleast_1d(np.asarray(map(e), dtype=float)) for e in np.eye(n)], axis=1)


def is_linear(map: Callable[[Any], Any], n: int, trials: int = 20, seed: int = 0) -> bool:
    """Whether map(a x + b y) = a map(x) + b map(y) at random vectors x, y and numbers a, b, to rounding.

    A map that differs is not linear for certain; one that agrees at all trials may still differ elsewhere.

    >>> is_linear(lambda x: 2 * x[::-1], 3), is_linear(lambda x: x + 1, 3)
    (True, False)

    Axler, Linear Algebra Done Right, 3.A.
    """
    rng = np.random.default_rng(seed)
    for _ in range(trials):
        (x, y), (a, b) = rng.normal(size=(2, n)), rng.normal(size=2)
        whole = np.asarray(map(a * x + b * y), dtype=float)
        parts = [a * np.asarray(map(x), dtype=float), b * np.asarray(map(y), dtype=float)]
        if not np.allclose(whole, sum(parts), rtol=1e-9, atol=1e-9 * max(np.abs(parts).max(), 1e-300)):
            return False
    return True
