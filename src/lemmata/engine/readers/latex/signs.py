"""\\pm and \\mp: a relation with the upper signs and one with the lower ones; 5 \\pm 2 = [3, 7] tells both ends."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from lemmata.engine.expr import Apply, Expr, number
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.syntax import Chain, Group, Name, Node, Prefix, Relation, Script, walk

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


def ends(node: Relation) -> tuple[Relation, Relation] | None:
    """The relation with the upper signs and ends of intervals, and with the lower ones; None without an interval.

    >>> from lemmata.engine.readers.latex.parse import parse_latex
    >>> ends(parse_latex(r"5 \\pm 2 = [3, 7]"))[0].operands[1].text, ends(parse_latex(r"x = \\pm 2"))
    ('7', None)
    """
    if not any(map(_is_interval, node.operands)) or not all(_is_interval(o) or has_signs(o) for o in node.operands):
        return None
    upper, lower = (replace(node, operands=tuple(
        o.items[end] if isinstance(o, Group) and _is_interval(o) else o for o in node.operands)) for end in (1, 0))
    return _with(upper, UPPER), _with(lower, LOWER)


def _is_interval(node: Node) -> bool:
    return isinstance(node, Group) and node.open in ("[", "(") and len(node.items) == 2 and (
        node.separators[0] in (",", ";") and not has_signs(node)) and not all(
        isinstance(end, (Name, Script)) for end in node.items)  # (x_1, x_2) names two numbers


def together(node: Relation, place: int, upper: Expr, lower: Expr, both: bool) -> Expr:
    """Both signs of one link: both hold where they stand on both sides, else one does, as in x = \\pm 2.

    `both`: what differs are the ends of intervals.
    """
    if upper is lower:
        return upper
    left, right = node.operands[place : place + 2]
    if both or (has_signs(left) and has_signs(right)):
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
