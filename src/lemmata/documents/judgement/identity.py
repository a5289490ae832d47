"""The identity written as a number: "$\\\\nabla^2 f = \\\\mathbf{1}$, i.e., the Hessian is an identity matrix"."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Apply, Expr, Number
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply


def with_identity(reading: Reading) -> Reading:
    """The reading with the identity where a square matrix equals the number 1, or a vector of ones."""
    return replace(reading, claims=tuple(
        replace(c, relations=tuple(_squared(r) for r in c.relations)) if c.kind == "claim" else c
        for c in reading.claims))


def _squared(relation: Expr) -> Expr:
    if not isinstance(relation, Apply) or relation.op != "eq":
        return relation
    left, right = relation.args
    for side, other in ((left, right), (right, left)):
        if side.rank == 2 and side.shape[0] == side.shape[1] and _is_one(other):
            eye = apply("eye", n=side.shape[0])
            return apply("eq", *((side, eye) if side is left else (eye, side)))
    return relation


def _is_one(side: Expr) -> bool:
    return (isinstance(side, Number) and side.value == 1) or (isinstance(side, Apply) and side.op == "ones")
