"""Source code without any library: loops over nested lists, in Python and JavaScript."""

from lemmata.engine.writers.code.loops.javascript import JavaScript
from lemmata.engine.writers.code.loops.python import Python

__all__ = ["JavaScript", "Python"]
