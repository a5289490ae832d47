"""How an expression grows with some arrays: q log(q/p) is of degree 1 in q and p, log q of none."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from lemmata.engine.expr import Apply, At, Bind, Expr, Number, open_binder, symbols


def degree(expr: Expr, arrays: Collection[Expr]) -> Fraction | None:
    """The d for which the expression is c^d times as large where all arrays are c times as large; None without one.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> p, q = symbol("p"), symbol("q")
    >>> degree(q * apply("log", q / p), [p, q]), degree(q * apply("log", q), [p, q])
    (Fraction(1, 1), None)
    """
    if expr in arrays:
        return Fraction(1)
    if not any(s in arrays for s in symbols(expr)):
        return Fraction(0)
    if isinstance(expr, At):
        return degree(expr.array, arrays)
    if isinstance(expr, Bind):
        return degree(open_binder(expr)[1], arrays) if expr.binder in ("sum", "array") else None
    if not isinstance(expr, Apply):
        return None
    found = [degree(arg, arrays) for arg in expr.args]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    if expr.op == "mul":
        return sum(known, Fraction(0))
    if expr.op == "div":
        return known[0] - known[1]
    if expr.op in ("pow", "sqrt"):
        power = Fraction(1, 2) if expr.op == "sqrt" else getattr(expr.args[1], "value", None)
        return known[0] * power if expr.op == "sqrt" or isinstance(expr.args[1], Number) else None
    if expr.op in ("neg", "add", "abs", "maximum", "minimum", "stack"):
        return known[0] if len(set(known)) == 1 else None
    return Fraction(0) if not any(known) else None
