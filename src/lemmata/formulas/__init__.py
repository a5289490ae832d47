"""The public object, and what makes one: texts, LaTeX, functions."""

from lemmata.formulas.definition import Definition, formula
from lemmata.formulas.object import Formula
from lemmata.formulas.reading import latex, parse, trace

__all__ = ["Definition", "Formula", "formula", "latex", "parse", "trace"]
