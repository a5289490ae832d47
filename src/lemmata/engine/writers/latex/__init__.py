"""Expressions as LaTeX."""

from lemmata.engine.writers.latex.writer import Notation as Notation
from lemmata.engine.writers.latex.writer import to_latex as to_latex
