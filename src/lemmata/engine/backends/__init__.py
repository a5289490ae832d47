"""Formulas run by NumPy, JAX and PyTorch."""

from lemmata.engine.backends.arrays import namespace, rank_of, real_array
from lemmata.engine.backends.compiled import ENGINES, Compiled
from lemmata.engine.backends.values import value_of

__all__ = ["ENGINES", "Compiled", "namespace", "rank_of", "real_array", "value_of"]
