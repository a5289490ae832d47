"""Formulas run by NumPy, JAX and PyTorch."""

from lemmata.engine.backends.compiled import ENGINES, Compiled
from lemmata.engine.backends.values import value_of

__all__ = ["ENGINES", "Compiled", "value_of"]
