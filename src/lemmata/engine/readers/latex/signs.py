"""\\pm and \\mp: a relation with the upper signs and one with the lower ones."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from lemmata.engine.expr import Apply, Expr, number
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.syntax import Chain, Node, Prefix, Relation, walk

UPPER = {"pm": "+", "mp": "-"}
LOWER = {"pm": "-", "mp": "+"}


def has_signs(node: Node) -> bool:
    """Whether a sign of this is left open.

    >>> from lemmata.engine.readers.latex.parse import parse_latex
    >>> has_signs(parse_latex(r"x = \\pm 2")), has_signs(parse_latex("x = 2"))
    (True, False)
    """
    return any(
        n.op in UPPER if isinstance(n, Prefix) else isinstance(n, Chain) and not set(UPPER).isdisjoint(n.operators)
        for n in walk(node)
    )


def signed(node: Relation) -> tuple[Relation, Relation]:
    """The relation with the upper signs, and with the lower ones."""
    return _with(node, UPPER), _with(node, LOWER)


def together(node: Relation, place: int, upper: Expr, lower: Expr) -> Expr:
    """Both signs of one link: both hold where they stand on both sides, else one does, as in x = \\pm 2."""
    if upper is lower:
        return upper
    left, right = node.operands[place : place + 2]
    if has_signs(left) and has_signs(right):
        return apply("and", upper, lower)
    if isinstance(upper, Apply) and isinstance(lower, Apply) and upper.op == lower.op == "eq":
        (a, b), (c, d) = upper.args, lower.args
        return apply("eq", (a - b) * (c - d), number(0))  # one of the factors is zero
    return apply("or", upper, lower)


def _with(value: Any, signs: dict[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_with(v, signs) for v in value)
    if not isinstance(value, Node):
        return value
    changed = {f.name: _with(getattr(value, f.name), signs) for f in fields(value) if f.name != "span"}
    if isinstance(value, Prefix):
        changed["op"] = signs.get(value.op, value.op)
    if isinstance(value, Chain):
        changed["operators"] = tuple(signs.get(op, op) for op in value.operators)
    return replace(value, **changed)
