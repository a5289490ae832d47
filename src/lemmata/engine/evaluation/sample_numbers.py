"""Numbers and vectors of a domain, drawn in the styles of samplers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import Array
from lemmata.engine.evaluation.matrices import exact
from lemmata.engine.evaluation.styles import EPSILON, NoPoint, Sampler


def magnitude(rng: Random, style: str) -> Fraction:
    """A positive number."""
    if style in ("small", "rank_deficient", "nonsymmetric"):
        return Fraction(rng.randint(1, 3))
    if style == "special":
        return rng.choice([Fraction(1), Fraction(1), Fraction(1, 2), Fraction(2)])
    value = Fraction(rng.randint(1, 1024), 256)
    if style == "large":
        return value * 64
    if style == "tiny":
        return value * EPSILON
    if style == "ill_conditioned":
        return 1 + value * EPSILON
    return value


def real_number(rng: Random, style: str) -> Fraction:
    if (style == "special" and rng.random() < 0.4) or (style in ("small", "rank_deficient") and rng.random() < 0.15):
        return Fraction(0)
    return magnitude(rng, style) * rng.choice([-1, 1])


def unit_number(rng: Random, style: str) -> Fraction:
    if style == "special":
        return rng.choice([Fraction(0), Fraction(1), Fraction(1, 2)])
    if style == "tiny":
        return Fraction(rng.randint(1, 255), 256) * EPSILON
    if style in ("large", "ill_conditioned"):
        return 1 - Fraction(rng.randint(1, 255), 256) * EPSILON
    return Fraction(rng.randint(1, 3), 4) if style == "small" else Fraction(rng.randint(1, 255), 256)


def natural_number(rng: Random, style: str) -> Fraction:
    if style == "special":
        return Fraction(rng.randint(0, 1))
    return Fraction(rng.randint(0, {"random": 9, "large": 40}.get(style, 4)))


def each_entry(draw: Callable[[Random, str], Fraction]) -> Sampler:
    """Every entry by itself; in the special style often the same entry everywhere."""

    def sampler(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
        repeat = style == "special" and bool(shape) and rng.random() < 0.3
        first = draw(rng, style)
        return filled(shape, lambda: first if repeat else draw(rng, style))

    return sampler


def filled(shape: tuple[int, ...], draw: Callable[[], Fraction]) -> Array:
    result = np.empty(shape, dtype=object)
    for index in np.ndindex(shape):
        result[index] = draw()
    return result


def labels(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
    (classes,) = params
    if classes < 1 and 0 not in shape:
        raise NoPoint("labels need at least one class")
    return filled(shape, lambda: Fraction(0 if style == "special" else rng.randrange(classes)))


def each_row(draw: Callable[[Random, int, str], list[Fraction]]) -> Sampler:
    """Along the last axis."""

    def sampler(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
        if not shape or shape[-1] < 1:
            raise NoPoint("a probability vector has at least one entry")
        result = np.empty(shape, dtype=object)
        for index in np.ndindex(shape[:-1]):
            result[index] = exact(draw(rng, shape[-1], style))
        return result

    return sampler


def simplex_row(rng: Random, size: int, style: str) -> list[Fraction]:
    if style == "special":
        return onehot_row(rng, size, style) if rng.random() < 0.5 else [Fraction(1, size)] * size
    weights = [rng.randint(1, 4 if style == "small" else 40) for _ in range(size)]
    if style in ("tiny", "ill_conditioned"):
        weights = [w * (2**20 if place == 0 else 1) for place, w in enumerate(weights)]
    return [Fraction(w, sum(weights)) for w in weights]


def onehot_row(rng: Random, size: int, style: str) -> list[Fraction]:
    hot = rng.randrange(size)
    return [Fraction(int(place == hot)) for place in range(size)]
