"""Writers: expressions to Python text and LaTeX, for machines and for people, symbols to declarations."""

from lemmata.engine.writers.declarations import to_declarations
from lemmata.engine.writers.latex import Notation, to_latex
from lemmata.engine.writers.paper import displayed
from lemmata.engine.writers.text import to_text

__all__ = ["Notation", "displayed", "to_declarations", "to_latex", "to_text"]
