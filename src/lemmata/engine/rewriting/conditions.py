"""Conditions in canonical form, which of them always hold, and forms where a condition holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lemmata.engine.expr import Apply, Bind, Expr, Local, number, postorder
from lemmata.engine.ops import OPS, apply
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.symmetry import UNORDERED

if TYPE_CHECKING:
    from lemmata.engine.rewriting.canonical import Canonical

SURE = apply("eq", 0, 0)  # a condition that always holds
# Of what is larger minus the other.
SIGNS = {"ge": "nonnegative", "le": "nonnegative", "gt": "positive", "lt": "positive"}
TURNED = {"ge": "le", "gt": "lt"}
COMPARED = ("eq", "ne", *SIGNS)


def condition(form: Canonical, node: Apply) -> Expr:
    """Canonical form of a condition, an event or a law: of what it is made of."""
    if holds(form, node):
        return SURE
    new = _sides(form, node) if node.op in COMPARED else [form.expression(a) for a in node.args]
    if node.op == "and" and SURE in new:
        return next((c for c in new if c is not SURE), SURE)
    if node.op in TURNED:
        return apply(TURNED[node.op], *reversed(new))
    if node.op in UNORDERED:
        new.sort()
    return apply(node.op, *new, **node.params)


def _sides(form: Canonical, node: Apply) -> list[Expr]:
    """The sides of a comparison, without the terms of both: of x + a == x + b, floats round x away, or not."""
    if any(a.rank or a.sort not in ("real", "integer") for a in node.args):
        return [form.expression(a) for a in node.args]
    left, right = (form.polynomial(a) for a in node.args)
    common = {m for m, factor in left.items() if right.get(m) == factor}
    return [poly.to_expr({m: c for m, c in side.items() if m not in common}) for side in (left, right)]


def under(form: Canonical, conditions: tuple[Expr, ...], node: Expr) -> Expr:
    """Canonical form where conditions hold, which may tell the sign of something."""
    random = any(c.sort == "event" for c in conditions)
    for part in postorder(node):
        if isinstance(part, (Bind, Local)):  # what binders have named stays here
            return form.expression(node)
        if random and isinstance(part, Apply) and OPS[part.op].group == "probability":
            return form.expression(node)  # a mean is over all outcomes, also those where they don't hold
    return type(form)(form.budget, (*form.assumptions, *conditions)).expression(node)


def holds(form: Canonical, condition: Apply) -> bool:
    """Whether a comparison of numbers holds by what is known of them: x >= 0 of a nonnegative x."""
    if condition.op not in SIGNS and condition.op != "eq":
        return False
    left, right = condition.args
    if left.rank or right.rank or not {left.sort, right.sort} <= {"real", "integer"}:
        return False
    if condition.op == "eq":
        return any(isinstance(b, Apply) and b.op == "floor" and b.args[0] is a and form.knows(a, "integer")
                   for a, b in ((left, right), (right, left)))
    low, high = (right, left) if condition.op in TURNED else (left, right)
    return form.knows(high - low, SIGNS[condition.op]) or (
        condition.op in ("le", "ge") and form.knows(high, "nonnegative") and low is number(0)) or (
        condition.op in ("le", "ge") and form.knows(low, "unit") and high is number(1))
