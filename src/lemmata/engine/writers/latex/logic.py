"""Relations, and what joins conditions and events."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lemmata.engine.expr import Apply
from lemmata.engine.writers.latex.brackets import ATOM, LOGIC, POWER, RELATION, SUM
from lemmata.engine.writers.layout import Piece, Render

if TYPE_CHECKING:
    from lemmata.engine.writers.latex.writer import LatexWriter

RELATIONS = {
    "eq": "=", "ne": r"\neq", "lt": "<", "le": r"\le", "gt": ">", "ge": r"\ge", "approx": r"\approx",
    "propto": r"\propto", "distributed": r"\sim", "member": r"\in", "subset": r"\subset", "tends": r"\to",
    "iff": r"\iff", "implies": r"\implies",
}
_CHAINED = {"eq", "lt", "le", "gt", "ge"}


def _and(w: LatexWriter, node: Apply) -> Render:
    a, b = node.args
    if isinstance(a, Apply) and isinstance(b, Apply) and {a.op, b.op} <= _CHAINED and a.args[1] is b.args[0]:
        right = w.closed((yield b.args[1]), SUM)
        return Piece([(yield a), f" {RELATIONS[b.op]} ", right], RELATION)
    sign = r" \cap " if node.sort == "event" and all(a.sort == "event" for a in node.args) else r" \land "
    return Piece((yield from w.listed(node.args, sign, RELATION)), LOGIC)


def _or(w: LatexWriter, node: Apply) -> Render:
    sign = r" \cup " if node.sort == "event" and all(a.sort == "event" for a in node.args) else r" \lor "
    return Piece((yield from w.listed(node.args, sign, RELATION)), LOGIC)


def _not(w: LatexWriter, node: Apply) -> Render:
    inside = yield node.args[0]
    if node.sort == "event":
        return Piece([w.closed(inside, ATOM), "^{c}"], POWER)
    return Piece([r"\lnot ", w.closed(inside, ATOM)], RELATION)


def _distributed(w: LatexWriter, node: Apply) -> Render:
    return Piece([w.closed((yield node.args[0]), SUM), r" \sim ", (yield from w.law(node.args[1]))], RELATION)


# How an operation of this kind is written.
LOGICAL: dict[str, Callable[[LatexWriter, Apply], Render]] = {
    "and": _and, "or": _or, "not": _not, "distributed": _distributed,
}
