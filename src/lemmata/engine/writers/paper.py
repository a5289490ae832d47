"""Formulas as people write them, where an operation has a name for the sake of machines."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, transform
from lemmata.engine.ops import apply


def displayed(expr: Expr) -> Expr:
    """x log y for xlogy(x, y), with the convention that 0 log 0 is 0: for titles and pages, never to be read back.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> p = symbol("p", (), "unit")
    >>> to_text(displayed(1 - apply("xlogy", p, p)))
    '1 - p*log(p)'
    """
    return transform(expr, _product, only=_is_xlogy)


def _is_xlogy(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "xlogy"


def _product(node: Expr) -> Expr | None:
    return node.children[0] * apply("log", node.children[1]) if _is_xlogy(node) else None
