"""What formulas are written as: the names of the languages and libraries that source code is for."""

from __future__ import annotations

TARGETS = ("numpy", "jax", "torch", "python", "js")
