"""Functions applied, composed and differentiated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, Bind, Expr, Symbol
from lemmata.engine.writers.latex.brackets import ARROW, ATOM, BIG, PRODUCT, in_round
from lemmata.engine.writers.layout import Piece, Render

if TYPE_CHECKING:
    from lemmata.engine.writers.latex.writer import LatexWriter


def _call(w: LatexWriter, node: Apply) -> Render:
    function, *args = node.args
    at = w.derivative_at(function, args)
    if at is not None:
        body, x, order = at
        sign, power = "d" if not x.rank and not body.rank else r"\partial", f"^{{{order}}}" if order > 1 else ""
        inner = w.closed((yield body), PRODUCT)
        return Piece([rf"\frac{{{sign}{power}}}{{{sign} ", (yield x), power, "} ", inner], BIG)
    inside = Piece((yield from w.listed(args)), ARROW)
    slope = yield from _slope(w, function)
    head = slope or w.closed((yield function), ATOM)
    return Piece([head, in_round(inside)], ATOM)


def _derivative(w: LatexWriter, node: Apply) -> Render:
    if node is w.root:  # alone it would be read as its value at some x
        return (yield from w.by_name(node))
    return (yield from _slope(w, node))


def _slope(w: LatexWriter, function: Expr) -> Any:
    """f' of a function of one number, else \\nabla f, \\partial_{2} f."""
    order, base = 0, function
    places = []
    while isinstance(base, Apply) and base.op == "derivative":
        places.append(base.params["arg"])
        base, order = base.args[0], order + 1
    if not order:
        return None
    inner = w.closed((yield base), ATOM)
    one = (isinstance(base, Symbol) and len(base.params) == 1) or isinstance(base, Bind)
    if one and function.shape == base.shape:
        return Piece([inner, "'" * order if order < 4 else f"^{{({order})}}"], ATOM)
    if one:
        return Piece([r"\nabla " if order == 1 else f"\\nabla^{{{order}}} ", inner], ATOM)
    return Piece([*(f"\\partial_{{{p + 1}}} " for p in places), inner], ATOM)


def _compose(w: LatexWriter, node: Apply) -> Render:
    return Piece((yield from w.listed(node.args, r" \circ ", ATOM)), PRODUCT)


# How an operation of this kind is written.
CALCULUS: dict[str, Callable[[LatexWriter, Apply], Render]] = {
    "call": _call, "derivative": _derivative, "compose": _compose,
}
