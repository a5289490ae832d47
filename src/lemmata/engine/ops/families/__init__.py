"""Families of distributions, one record each: discrete, continuous, extremes, multivariate."""

from lemmata.engine.ops.families import continuous, discrete, extremes, multivariate  # noqa: F401
from lemmata.engine.ops.families.meanings import DOUBTFUL, OPEN, Meaning
from lemmata.engine.ops.families.record import FAMILIES, SPELLED, Family, NoClosedForm

__all__ = ["DOUBTFUL", "FAMILIES", "OPEN", "SPELLED", "Family", "Meaning", "NoClosedForm"]
