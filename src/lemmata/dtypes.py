"""The floats that formulas are measured in, by their names."""

from __future__ import annotations

DTYPES = ("float64", "float32", "bfloat16", "float16")
