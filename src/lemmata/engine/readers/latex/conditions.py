"""Conditions as boolean expressions or events: relations, membership, what stands after a bar."""

from __future__ import annotations

from functools import reduce

from lemmata.engine.expr import Expr, symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.members import members_of
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import (
    Blank,
    Chain,
    Dots,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Relation,
    Script,
    Statements,
    walk,
)

COMPARISONS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}


def truth(e: State, node: Node) -> Expr:
    """A condition as a boolean expression or event."""
    if isinstance(node, Statements):
        parts = [truth(e, i) for i in node.items if not isinstance(i, Blank)]
        if not parts:
            raise e.error(node, "a case without a condition", "a relation")
        result = parts[0]
        for part, connective in zip(parts[1:], node.connectives[1:]):
            if connective not in ("and", "or", ",", " ", "for", "if"):
                raise e.error(node, f"conditions joined by {connective!r}", "and, or")
            result = apply("or" if connective == "or" else "and", result, part)
        return result
    if isinstance(node, Group) and node.open == "(" and len(node.items) == 1:
        return truth(e, node.items[0])
    if isinstance(node, Chain) and set(node.operators) <= {"and", "or"}:
        result = truth(e, node.operands[0])
        for op, operand in zip(node.operators, node.operands[1:]):
            result = apply(op, result, truth(e, operand))
        return result
    if isinstance(node, Prefix) and node.op == "not":
        return apply("not", truth(e, node.arg))
    if isinstance(node, Relation):
        links = [link(e, a, r, b, node) for a, r, b in zip(node.operands, node.relations, node.operands[1:])]
        result = links[0]
        for other in links[1:]:
            result = apply("and", result, other)
        return result
    found = e.value(node)
    if found.expr.sort in ("event", "boolean"):
        return found.expr
    raise e.error(node, "this is no condition", "a relation")


def link(e: State, left: Node, relation: str, right: Node, node: Node) -> Expr:
    """One comparison."""
    if relation in COMPARISONS:
        a, b = e.value(left).expr, e.value(right).expr
        if a.sort == "event" and b.sort == "event":
            return apply("iff", a, b)
        return apply(COMPARISONS[relation], a, b)
    if relation in ("in", "notin"):
        inside = membership(e, e.value(left).expr, right)
        return inside if relation == "in" else apply("not", inside)
    raise e.error(node, f"the relation {relation} as a condition", "= < > \\in")


def membership(e: State, x: Expr, node: Node) -> Expr:
    """x in [a, b), {0, 1}, \\mathbb{R}: as comparisons."""
    if isinstance(node, Group) and len(node.items) == 2 and node.open in ("[", "("):
        low, high = node.items
        parts = []
        for end, op in ((low, "ge" if node.open == "[" else "gt"), (high, "le" if node.close == "]" else "lt")):
            if not any(isinstance(n, Name) and n.text == "infty" for n in walk(end)):
                parts.append(apply(op, x, e.expr(end)))
        if not parts:
            return apply("eq", x, x)
        return parts[0] if len(parts) == 1 else apply("and", *parts)
    if (
        isinstance(node, Group)
        and node.open == "{"
        and node.items
        and not any(isinstance(i, (Dots, Relation)) for i in node.items)
        and all(s == "," for s in node.separators)
    ):
        result: Expr | None = None
        for item in node.items:
            same = apply("eq", x, e.expr(item))
            result = same if result is None else apply("or", result, same)
        assert result is not None
        return result
    if (ends := ends_of_range(node)) is not None:
        inside = [apply("ge", x, e.expr(ends[0])), *([] if ends[1] is None else [apply("le", x, e.expr(ends[1]))])]
        whole = [] if x.sort == "integer" else [apply("eq", apply("floor", x), x)]
        parts = [*inside, *whole]
        return parts[0] if len(parts) == 1 else apply("and", *parts)
    if members := members_of(e, node):
        return reduce(lambda a, b: apply("or", a, b), [apply("eq", x, m) for m in members])
    named = plain(node)
    head = named.base if isinstance(named, Script) else named
    if (isinstance(head, Chain) and set(head.operators) <= {"union", "intersection", "minus"}) or (
        isinstance(head, Name) and head.style != "bb"
    ):
        return apply("member", x, symbol(e.set_name(named)))
    raise e.error(node, "membership in this set", "an interval or a list of numbers")


def ends_of_range(node: Node) -> tuple[Node, Node | None] | None:
    """The ends of \\{0, 1, \\dots, n\\}, the second None where it goes on; None for other sets."""
    if not isinstance(node, Group) or node.open != "{" or len(node.items) < 2 or set(node.separators) != {","}:
        return None
    dots = [k for k, item in enumerate(node.items) if isinstance(item, Dots)]
    first = node.items[0]
    if len(dots) != 1 or not dots[0] or not isinstance(first, Num) or not first.text.isdigit():
        return None
    started = [i.text for i in node.items[:dots[0]] if isinstance(i, Num)]
    if started != [str(int(first.text) + k) for k in range(dots[0])]:
        return None
    return first, node.items[-1] if dots[0] < len(node.items) - 1 else None


class _Semicolon(Node):
    """Marks a semicolon among items."""


SEMICOLON = _Semicolon()


def split_given(group: Group, elaborator: State, keep: str = "") -> tuple[list[Node], list[Node]]:
    """The items before and after the bar."""
    before: list[Node] = []
    after: list[Node] = []
    current = before
    for place, item in enumerate(group.items):
        current.append(item)
        if place < len(group.separators):
            mark = group.separators[place]
            if mark == "|":
                if current is after:
                    raise elaborator.error(group, "two bars in one bracket", "one condition")  
                current = after
            elif mark == ";":
                if keep:
                    current.append(SEMICOLON)
                else:
                    current = after
            elif mark not in (",", "and"):
                raise elaborator.error(group, f"{mark!r} between the items", "a comma or a bar")  
    return before, after
