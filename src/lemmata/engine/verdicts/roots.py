"""Premises without roots: `|x + y|^2 = |x|^2 + |y|^2` and `|x| = |y|` are met, and seen to be met, in exact numbers."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, Number, number, postorder
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided


def without_roots(premise: Expr) -> Expr:
    """An equation between numbers with norms or roots, as an equation without them; itself where there is none.

    Two norms are equal where their squares are.
    """
    if not isinstance(premise, Apply) or premise.op != "eq" or not _has_roots(premise) or any(
            side.shape or side.sort != "real" for side in premise.args):
        return premise
    left, right = premise.args
    gaps = [left - right]
    if all(getattr(side, "op", "") in ("norm", "sqrt") for side in premise.args):
        gaps.append(left**2 - right**2)
    for gap in gaps:
        try:
            found = canonical(gap)
        except (Undecided, ShapeError):
            continue
        if not _has_roots(found):
            return apply("eq", found, number(0))
    return premise


def _has_roots(expr: Expr) -> bool:
    return any(isinstance(n, Apply) and (n.op in ("norm", "sqrt") or (
        n.op == "pow" and isinstance(n.args[1], Number) and n.args[1].value.denominator > 1)) for n in postorder(expr))
