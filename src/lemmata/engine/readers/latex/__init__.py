"""LaTeX formulas to a syntax tree with spans, and from there to claims."""

from lemmata.engine.readers.latex.after import scope_after
from lemmata.engine.readers.latex.expressions import read_expression
from lemmata.engine.readers.latex.macros import Macro, macros_of
from lemmata.engine.readers.latex.parse import parse_latex
from lemmata.engine.readers.latex.reader import random_names, read_latex
from lemmata.engine.readers.latex.tokens import Unreadable

__all__ = ["Macro", "Unreadable", "macros_of", "parse_latex", "random_names", "read_expression", "read_latex",
           "scope_after"]
