"""Source code of formulas: NumPy, JAX, PyTorch."""

from lemmata.engine.writers.code.source import TARGETS, Source, write_program, write_source

__all__ = ["TARGETS", "Source", "write_program", "write_source"]
