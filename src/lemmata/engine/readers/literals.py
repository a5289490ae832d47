"""Numbers of a source as they are written: exact decimals, literal fractions."""

from __future__ import annotations

import ast
import re
from fractions import Fraction

MAX_EXPONENT = 5000


def is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) is int


def decimal(digits: str) -> Fraction:
    """The exact value of a decimal as it is written."""
    exponent = re.search(r"[eE]([+-]?\d+)$", digits)
    if exponent and abs(int(exponent[1])) > MAX_EXPONENT:
        raise ValueError(f"the exponent of {digits} is beyond {MAX_EXPONENT}; write a power")
    return Fraction(digits.replace("_", ""))
