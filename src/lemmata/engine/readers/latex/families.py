"""Families of events: \\bigcup_{i=1}^n A_i, and A_1 \\cup ... \\cup A_n as such a union."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import ends_of_list, fresh_letter
from lemmata.engine.readers.latex.syntax import Big, Chain, Dots, Name, Node, Num, Prefix, Relation
from lemmata.engine.readers.scope import Scope

SETS = frozenset(["union", "intersection"])


def with_families(tree: Node, scope: Scope) -> Node:
    """The tree with A_1 \\cup \\dots \\cup A_n as the union of all A_i."""
    letter = fresh_letter(tree)
    if not letter:
        return tree

    def change(node: Node) -> Node:
        if not isinstance(node, Chain) or len(set(node.operators)) != 1 or node.operators[0] not in SETS:
            return node
        if not any(isinstance(o, Dots) for o in node.operands):
            return node
        first, last = node.operands[0], node.operands[-1]
        barred = isinstance(first, Prefix) and isinstance(last, Prefix) and first.op == last.op == "bar"
        if barred:
            first, last = first.arg, last.arg
        ends = ends_of_list(first, last)
        if ends is None:
            return node
        index = Name(letter, span=node.span)
        below = Relation((index, Num("1", span=node.span)), ("=",), span=node.span)
        member: Node = replace(ends[0], sub=index)
        member = Prefix("bar", member, span=node.span) if barred else member
        return Big(node.operators[0], below, ends[1].sub, member, span=node.span)

    return mapped(tree, change)
