"""Choices by a condition: where(c, a, 0) is a times an indicator, where(c, 1, 0)."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, Number, number
from lemmata.engine.ops import apply

FLIPPED = {"ge": "lt", "le": "gt", "gt": "le", "lt": "ge", "eq": "ne", "ne": "eq"}  # what holds where another does not
MIRRORED = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt"}  # the same seen from the other side
ZERO, ONE = number(0), number(1)


def choice(node: Apply) -> Expr:
    """A choice over parts in normal form: its zero last and as a number, the variable side of its condition first."""
    condition, *branches = node.args
    for k, branch in enumerate(branches):  # a choice by the same condition is made already
        if isinstance(branch, Apply) and branch.op == "where" and branch.args[0] is condition:
            branches[k] = branch.args[1 + k]
    if is_zero(branches[0]) and (opposite := flipped_condition(condition)) is not None:
        condition, branches = opposite, branches[::-1]
    if isinstance(condition, Apply) and condition.op in MIRRORED and isinstance(condition.args[0], Number):
        condition = apply(MIRRORED[condition.op], *condition.args[::-1])
    for k in (1, 0):
        bare = [*branches[:k], _unstretched(branches[k]), *branches[k + 1:]]
        if apply("where", condition, *bare).shape == node.shape:
            branches = bare
    return apply("where", condition, *branches)


def _unstretched(node: Expr) -> Expr:
    if isinstance(node, Apply) and node.op in ("zeros", "ones"):
        return ZERO if node.op == "zeros" else ONE
    if isinstance(node, Apply) and node.op == "mul" and isinstance(node.args[1], Apply) and node.args[1].op == "ones":
        return node.args[0]
    return node


def flipped_condition(condition: Expr) -> Expr | None:
    """The comparison that holds where another does not."""
    if isinstance(condition, Apply) and condition.op in FLIPPED:
        return apply(FLIPPED[condition.op], *condition.args)
    return None


def split_choice(node: Expr) -> tuple[Expr, Expr] | None:
    """The indicator and the value of a choice between that and zero."""
    if not isinstance(node, Apply) or node.op != "where" or is_indicator(node):
        return None
    condition, value, other = node.args
    if is_zero(other):
        return apply("where", condition, 1, 0), value
    if is_zero(value):
        return choice(apply("where", condition, 0, 1)), other  # type: ignore[arg-type]
    return None


def is_indicator(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "where" and set(node.args[1:]) == {ZERO, ONE}


def chosen(indicator: Expr, value: Expr) -> Expr:
    """indicator * value, which is 0 even where the value is not defined."""
    condition, first, _ = indicator.children
    return apply("where", condition, *((value, ZERO) if first is ONE else (ZERO, value)))


def is_zero(node: Expr) -> bool:
    return node is ZERO or (isinstance(node, Apply) and node.op == "zeros")
