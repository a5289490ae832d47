"""Writers: expressions to Python text and LaTeX."""

from lemmata.engine.writers.text import to_text

__all__ = ["to_text"]
