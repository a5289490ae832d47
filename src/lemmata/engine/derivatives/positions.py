"""Opened indices at other positions."""

from __future__ import annotations

from lemmata.engine.expr import Expr, Int, Size, as_size, integer, is_size, reindex, substitute


def place(root: Expr, index: Size, position: Expr) -> Expr | None:
    """`root` with the opened index at another position; None where that has no form (labels inside a size)."""
    if is_size(position):
        return reindex(root, {str(index.atom): as_size(position)})
    moved = substitute(root, {integer(index): position})
    return None if index.atom in moved.free else moved


def solve(delta: Expr, index: Size) -> Expr | None:
    """The position of an opened index at which a delta is 1."""
    left, right = delta.children
    atom = str(index.atom)
    if is_size(left) and is_size(right):
        gap = as_size(left) - as_size(right)
        slope = gap.coefficient(atom)
        if slope not in (1, -1):
            return None
        rest = gap - slope * index
        return integer(-rest if slope == 1 else rest)
    for own, other in ((left, right), (right, left)):
        if isinstance(own, Int) and own.size == index and atom not in other.free:
            return other
    return None
