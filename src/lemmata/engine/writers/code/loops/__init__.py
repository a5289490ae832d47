"""Source code without any library: loops over nested lists, in Python and JavaScript."""

from lemmata.engine.writers.code.loops.javascript import JavaScript
from lemmata.engine.writers.code.loops.python import Python
from lemmata.engine.writers.code.loops.runtime import runtime_js, runtime_names

__all__ = ["JavaScript", "Python", "runtime_js", "runtime_names"]
