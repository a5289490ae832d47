"""Expressions as LaTeX."""

from lemmata.engine.writers.latex.writer import to_latex as to_latex
