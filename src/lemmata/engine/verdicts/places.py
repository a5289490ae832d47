"""Places of a sequence: which number an expression is, and expressions at another place."""

from __future__ import annotations

from lemmata.engine.expr import (
    Bind,
    Expr,
    Size,
    Symbol,
    as_size,
    is_size,
    number,
    open_binder,
    substitute,
    transform,
)
from lemmata.engine.expr.nodes import Number
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided

PLACES = 6  # at which a claim is unrolled


def whole(node: Expr) -> int | None:
    """The integer that an expression is."""
    try:
        value = canonical(node)
    except Undecided:
        return None
    if isinstance(value, Number) and value.value.denominator == 1:
        return int(value.value)
    return as_size(value).constant if is_size(value) else None


def at_place(expr: Expr, t: Symbol, k: int) -> Expr:
    return substitute(expr, {t: number(k)}, sizes={t.name: Size.of(k)})


def shifted(expr: Expr, t: Symbol, k: int) -> Expr:
    """The expression k places further, where the place stands in sizes too."""
    return expr if not k else substitute(expr, {t: t + k}, sizes={t.name: Size.of(t.name) + k})


def summed(expr: Expr) -> Expr:
    """Sums and products over a few known places written out, so that sequences in them have values."""

    def change(node: Expr) -> Expr | None:
        if not (isinstance(node, Bind) and node.binder in ("sum", "prod") and node.domain == "index"):
            return None
        if not all(is_size(e) and as_size(e).constant is not None for e in node.range):
            return None
        low, high = (as_size(e).constant or 0 for e in node.range)
        index, body = open_binder(node)
        if high - low > 4 * PLACES or not isinstance(index, Size):
            return None
        total: Expr = number(0 if node.binder == "sum" else 1)
        for k in range(low, high):
            term = summed(substitute(body, sizes={str(index): Size.of(k)}))  # the range of one inside may use k
            total = total + term if node.binder == "sum" else total * term
        return total

    return transform(expr, change)
