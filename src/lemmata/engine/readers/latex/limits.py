"""Limits, from both sides or one."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import bind, constant, fresh_local, number
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Big, Name, Node, Prefix, Relation, Script, Statements, walk
from lemmata.engine.readers.latex.values import Value


def is_one_sided(node: Node) -> bool:
    """a^+, a^-: a limit from one side."""
    return isinstance(node, Script) and isinstance(node.sup, Name) and node.sup.text in ("plus", "minus")


def is_infinity(node: Node) -> bool:
    return (isinstance(node, Name) and node.text == "infty") or (
        isinstance(node, Prefix) and node.op == "+" and is_infinity(node.arg)
    )


def is_minus_infinity(node: Node) -> bool:
    return isinstance(node, Prefix) and node.op == "-" and is_infinity(node.arg)


def limit(e: State, node: Big) -> Value:
    """\\lim_{x \\to a} f(x), from one side with a^+ or a^-."""
    sub = node.sub
    if isinstance(sub, Statements):
        sub = sub.items[0]
    if not isinstance(sub, Relation) or sub.relations[0] != "->" or not isinstance(sub.operands[0], Name):
        raise e.error(node, "a limit without its variable", "x \\to a")
    target, point_node = sub.operands[0], sub.operands[1]
    direction = 0
    if isinstance(point_node, Prefix) and point_node.op == "-" and is_one_sided(point_node.arg):
        inner = point_node.arg
        assert isinstance(inner, Script)
        point_node = replace(inner, base=Prefix("-", inner.base, span=point_node.span))
    if (
        isinstance(point_node, Script)
        and isinstance(point_node.sup, Name)
        and point_node.sup.text in ("plus", "minus")
    ):
        direction = 1 if point_node.sup.text == "plus" else -1
        point_node = point_node.base
    point = values.negate(constant("inf")) if is_minus_infinity(point_node) else e.expr(point_node)
    assert node.body is not None
    if target.text in e.scan.sizes or target.text in e.dims:
        raise e.error(node, f"a limit over the size {target.text}", "a number")
    integer = target.text in "nkmNT" and "infty" in [n.text for n in walk(point_node) if isinstance(n, Name)]
    local = fresh_local((), "natural" if integer and target.text in "nkm" else "real")
    saved = dict(e.locals)
    e.locals[target.text] = Value(local)
    try:
        found = e.value(node.body)
    finally:
        e.locals = saved
    return Value(bind("limit", local, found.expr, point, number(direction)), found.orient)
