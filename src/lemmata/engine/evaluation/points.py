"""Points: everything that a closed expression needs to have a value, in exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Point:
    """Sizes of dims, and values of symbols by name.

    values  object arrays of Fractions; functions: closed `Bind("function", ...)` expressions
    space   a probability space for the random symbols, or None
    seed    where the point came from, for messages
    """

    sizes: Mapping[str, int]
    values: Mapping[str, Any] = field(default_factory=dict)
    space: Any = None
    seed: int | None = None
