"""Inverse functions: f^{-1}(y) = g(y) says that f(g(y)) = y."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, Symbol, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.spelling import with_label


def inverse(e: State, name: str, function: Expr, shape: tuple[object, ...]) -> Expr:
    """The inverse of a known function, as a function of which only that is known."""
    label = with_label(name, "inverse")
    if label not in e.symbols:
        e.symbols[label] = (symbol(label, shape, "function", (shape,)), "habit")  # type: ignore[arg-type]
    found = e.symbols[label][0]
    e.inverses[found] = function
    return found


def without_inverses(e: State, relation: Expr) -> Expr:
    """f^{-1}(y) = g as y = f(g); an inverse that stands elsewhere leaves a failure open."""
    if not e.inverses:
        return relation
    if isinstance(relation, Apply) and relation.op == "eq":
        for side, other in (relation.children, relation.children[::-1]):
            known = _inverted(e, side)
            if known is not None and not any(s in e.inverses for s in symbols(side.children[1], other)):
                return apply("eq", apply("call", known, other), side.children[1])
    if any(s in e.inverses for s in symbols(relation)):
        e.unsettled = "the inverse of a function is not worked out"
    return relation


def _inverted(e: State, side: Expr) -> Expr | None:
    """The function whose inverse is called."""
    if not isinstance(side, Apply) or side.op != "call" or len(side.children) != 2:
        return None
    head = side.children[0]
    return e.inverses.get(head) if isinstance(head, Symbol) else None
