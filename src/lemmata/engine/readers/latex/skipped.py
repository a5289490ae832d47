"""Steps that a chain leaves out: `a = b = \\ldots = c` says of a, b and c what it says without the dots.

`a_1 \\ge \\dots \\ge a_n` leaves out entries, of which it speaks, as does `a_1 = \\dots = a_7`.
"""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Blank, Dots, Name, Node, Num, Relation, Script, Statements, walk
from lemmata.engine.readers.scope import Scope

_MOST = 100  # entries that are written out


def without_skipped(tree: Node, scope: Scope) -> Node:
    """The tree without dots between two signs of equality."""
    if not any(isinstance(n, Relation) and any(isinstance(o, Dots) for o in n.operands) for n in walk(tree)):
        return tree
    found = mapped(tree, lambda node: _joined(node) if isinstance(node, Statements) else node)
    return mapped(found, lambda node: _without_dots(node) if isinstance(node, Relation) else node)


def _joined(node: Statements) -> Node:
    """`a = \\ldots, = c` is one chain."""
    items: list[Node] = []
    connectives: list[str] = []
    for item, connective in zip(node.items, node.connectives):
        before = items[-1] if items else None
        if connective == "," and isinstance(before, Relation) and isinstance(before.operands[-1], Dots) and isinstance(
                item, Relation) and isinstance(item.operands[0], Blank):
            items[-1] = replace(
                before, operands=(*before.operands, *item.operands[1:]), relations=(*before.relations, *item.relations))
            continue
        items.append(item)
        connectives.append(connective)
    if len(items) == 1 and not node.remarks:
        return items[0]
    return replace(node, items=tuple(items), connectives=tuple(connectives))


def _without_dots(node: Relation) -> Relation:
    operands, relations = [node.operands[0]], []
    behind = (*node.operands[2:], node.operands[-1])
    for operand, relation, after, end in zip(node.operands[1:], node.relations, (*node.relations[1:], ""), behind):
        if isinstance(operand, Dots) and relation == after == "=":
            entries = _between(operands[-1], end)
            operands += entries
            relations += ["="] * len(entries)
            continue
        operands.append(operand)
        relations.append(relation)
    return replace(node, operands=tuple(operands), relations=tuple(relations))


def _between(first: Node, last: Node) -> list[Node]:
    """The entries between R_2 and R_7."""
    if not isinstance(first, Script) or not isinstance(last, Script) or not (
            isinstance(first.base, Name) and isinstance(last.base, Name) and first.base.text == last.base.text):
        return []
    low, high = first.sub, last.sub
    if not isinstance(low, Num) or not isinstance(high, Num) or not (low.text.isdigit() and high.text.isdigit()) or (
            replace(last, base=first.base, sub=low, span=first.span) != first):
        return []
    places = range(int(low.text) + 1, int(high.text))
    return [replace(first, sub=replace(low, text=str(k))) for k in places] if len(places) <= _MOST else []
