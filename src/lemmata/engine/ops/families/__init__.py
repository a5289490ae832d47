"""Families of distributions, one record each: discrete, continuous, extremes, multivariate."""

from lemmata.engine.ops.families import continuous, discrete, extremes, multivariate  # noqa: F401
from lemmata.engine.ops.families.record import FAMILIES, SPELLED, Family

__all__ = ["FAMILIES", "SPELLED", "Family"]
