"""How tightly Python's operators bind."""

from __future__ import annotations

# what binds tighter has the larger number, as in Python's grammar
LAMBDA, OR, AND, NOT, COMPARE, UNION, SUM, PRODUCT, SIGN, POWER, POSTFIX, ATOM = range(12)
INFIX = {  # text, precedence, least precedence of the operands
    "add": (" + ", SUM, SUM, PRODUCT), "mul": ("*", PRODUCT, PRODUCT, SIGN), "div": (" / ", PRODUCT, PRODUCT, SIGN),
    "matmul": (" @ ", PRODUCT, PRODUCT, SIGN), "pow": ("**", POWER, POSTFIX, SIGN),
    "eq": (" == ", COMPARE, UNION, UNION), "ne": (" != ", COMPARE, UNION, UNION), "lt": (" < ", COMPARE, UNION, UNION),
    "le": (" <= ", COMPARE, UNION, UNION), "gt": (" > ", COMPARE, UNION, UNION), "ge": (" >= ", COMPARE, UNION, UNION),
    "and": (" and ", AND, AND, NOT), "or": (" or ", OR, OR, AND),
}
