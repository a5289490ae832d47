"""The public object, and what makes one: texts, LaTeX, functions."""

from lemmata.formulas.definition import Definition, formula
from lemmata.formulas.notations import derivable, notation_of, read_formula, read_pair
from lemmata.formulas.object import Formula
from lemmata.formulas.reading import latex, parse, trace
from lemmata.formulas.scoring import accuracy

__all__ = ["Definition", "Formula", "accuracy", "derivable", "formula", "latex", "notation_of", "parse",
           "read_formula", "read_pair", "trace"]
