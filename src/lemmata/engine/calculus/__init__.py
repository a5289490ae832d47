"""Closed forms: optima, integrals, limits, series; what SymPy finds is borne out by values in balls."""

from lemmata.engine.calculus.errors import NoClosedForm
from lemmata.engine.calculus.optimum import Optimum, optimum
from lemmata.engine.calculus.scalars import integral, limit, series

__all__ = ["NoClosedForm", "Optimum", "integral", "limit", "optimum", "series"]
