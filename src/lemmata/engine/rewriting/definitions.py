"""Defined operations without an array body, as the canonical form opens them: functions of their arguments."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lemmata.engine.expr import Expr, number
from lemmata.engine.ops import apply

DEFINITIONS: dict[str, Callable[..., Expr]] = {
    "log1p": lambda x: apply("log", 1 + x),
    "expm1": lambda x: apply("exp", x) - 1,
    "log2": lambda x: apply("log", x) / apply("log", number(2)),
    "log10": lambda x: apply("log", x) / apply("log", number(10)),
    "sqrt": lambda x: x ** number(Fraction(1, 2)),
    "tan": lambda x: apply("sin", x) / apply("cos", x),
    "sinh": lambda x: (apply("exp", x) - apply("exp", -x)) / 2,
    "cosh": lambda x: (apply("exp", x) + apply("exp", -x)) / 2,
    "tanh": lambda x: (apply("exp", x) - apply("exp", -x)) / (apply("exp", x) + apply("exp", -x)),
    "xlogy": lambda x, y: x * apply("log", y),
    "square": lambda x: x**2,
    "erfc": lambda x: 1 - apply("erf", x),
    "maximum": lambda a, b: (a + b + apply("abs", a - b)) / 2,
    "minimum": lambda a, b: (a + b - apply("abs", a - b)) / 2,
    "relu": lambda x: (x + apply("abs", x)) / 2,
    "decimal": lambda x, **params: x,
}
