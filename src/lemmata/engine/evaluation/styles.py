"""What samplers are: functions that draw in one of several styles, or say that there is no point."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

from lemmata.engine.evaluation.arithmetics import Array

STYLES = (
    "random", "small", "special", "rank_deficient", "ill_conditioned", "nonsymmetric", "large", "tiny",
)
Sampler = Callable[[Random, tuple[int, ...], tuple[Any, ...], str], Array]
EPSILON = Fraction(1, 2**20)


class NoPoint(ValueError):
    """A domain that has no member of this shape, such as a 2 x 3 matrix of full column rank."""
