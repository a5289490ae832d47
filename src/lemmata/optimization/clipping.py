"""Gradient clipping: what keeps one steep gradient from throwing the parameters away."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.backends import namespace
from lemmata.engine.readers.annotations import Nonnegative, Positive, Real
from lemmata.formulas import formula
from lemmata.optimization.trees import Tree, arrays, each

KINDS = ("value", "norm", "global norm")


@formula
def clip_by_value(g: Real, limit: Positive):
    """Each entry brought into [-limit, limit]: the direction changes where some are cut.

    >>> clip_by_value([-3.0, 0.5, 2.0], 1.0).tolist()
    [-1.0, 0.5, 1.0]

    Mikolov, Statistical Language Models Based on Neural Networks (2012), section 3.2.2.
    """
    return np.clip(g, -limit, limit)


@formula
def clip_by_norm(g: Real["n"], limit: Positive):
    """A vector made no longer than the limit, its direction kept: g / max(1, |g| / limit).

    In double precision for |g| up to 1e154; `clip_gradients` scales longer ones first.

    >>> clip_by_norm([3.0, 4.0], 1.0).tolist(), clip_by_norm([0.3, 0.4], 1.0).tolist()
    ([0.6, 0.8], [0.3, 0.4])

    Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013), algorithm 1.
    """
    return g / np.maximum(1, np.linalg.norm(g) / limit)


@formula
def clipping_factor(norm: Nonnegative, limit: Positive):
    """What gradients of a length are multiplied by, so that it is at most the limit: 1 / max(1, norm / limit).

    >>> float(clipping_factor(5.0, 1.0)), float(clipping_factor(0.5, 1.0))
    (0.2, 1.0)

    Pascanu, Mikolov, Bengio (2013), algorithm 1.
    """
    return 1 / np.maximum(1, norm / limit)


def global_norm(gradients: Tree) -> Any:
    """The length of all arrays as one vector: the root of the sum of all squared entries.

    gradients   an array, or a dict of arrays, of one library

    >>> float(global_norm({"w": np.array([[3.0]]), "b": np.array([4.0])}))
    5.0
    """
    parts = arrays(gradients)
    xp = namespace(*parts)
    largest = [xp.max(xp.abs(xp.asarray(part))) for part in parts if np.prod(part.shape, dtype=int)]
    if not largest:
        return xp.asarray(0.0)
    top = xp.max(xp.stack(largest))
    unit = xp.where((top > 0) & xp.isfinite(top), top, xp.ones_like(top))  # the squares neither over- nor underflow
    return unit * xp.sqrt(sum(xp.sum((part / unit) ** 2) for part in parts))


def clip_by_global_norm(gradients: Tree, limit: float) -> Tree:
    """All arrays scaled by one factor, so that together they are no longer than the limit: their directions are kept.

    Raises ValueError for a limit that is not above 0.

    >>> clipped = clip_by_global_norm({"w": np.array([3.0]), "b": np.array([4.0])}, 1.0)
    >>> {name: value.round(12).tolist() for name, value in clipped.items()}
    {'w': [0.6], 'b': [0.8]}

    Pascanu, Mikolov, Bengio (2013), algorithm 1, for all parameters together.
    """
    return clip_gradients(gradients, "global norm", limit)


def clip_gradients(gradients: Tree, by: str, limit: float) -> Tree:
    """Gradients clipped by value, by the norm of each array, or by the norm of all together.

    gradients   an array, or a dict of arrays
    by          "value", "norm", "global norm"

    Raises ValueError for another kind, or a limit that is not above 0.

    >>> clip_gradients(np.array([[3.0, -4.0]]), "norm", 1.0).round(12).tolist()
    [[0.6, -0.8]]
    """
    if by not in KINDS:
        raise ValueError(f"no clipping by {by!r}; choose from {', '.join(KINDS)}")
    if not limit > 0:
        raise ValueError(f"a limit of {limit}; it has to be above 0")
    if by == "value":
        return each(lambda g: clip_by_value(g, limit), gradients)
    if by == "norm":  # of all entries of an array, a matrix too
        return each(lambda g: clip_gradients({"g": g}, "global norm", limit)["g"], gradients)
    factor = clipping_factor(global_norm(gradients), limit)

    def scaled(g: Any) -> Any:
        xp = namespace(g)
        with np.errstate(invalid="ignore"):  # an infinite gradient has no direction: nan
            return g * xp.astype(xp.asarray(factor), g.dtype)

    return each(scaled, gradients)
