"""The floats that formulas are measured in, by their names."""

from __future__ import annotations

from typing import Literal, get_args

Dtype = Literal["float64", "float32", "bfloat16", "float16"]
DTYPES: tuple[str, ...] = get_args(Dtype)
