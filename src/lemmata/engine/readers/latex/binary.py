"""Variables of two values that the text takes for events: H = 1 is the event H, H = 0 its complement."""

from __future__ import annotations

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import label, plain
from lemmata.engine.readers.latex.syntax import Name, Node, Num, Prefix, Relation, Script
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label


def with_binary_events(tree: Node, scope: Scope) -> Node:
    """The tree with a name that is an event in place of its equation with 1, its complement in place of one with 0."""
    events = {name for name, role in scope.roles.items() if role.domain == "event" and role.shape == ()}

    def change(node: Node) -> Node:
        if not isinstance(node, Relation) or set(node.relations) != {"="}:
            return node
        *names, last = (plain(o) for o in node.operands)
        if not isinstance(last, Num) or last.text not in ("0", "1") or not all(_name(n) in events for n in names):
            return node
        if len(names) != 1:
            return node
        return names[0] if last.text == "1" else Prefix("not", names[0], span=node.span)

    return mapped(tree, change) if events else tree


def _name(node: Node) -> str:
    if isinstance(node, Name):
        return node.text
    if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None and node.sup is None:
        return with_label(node.base.text, label(node.sub))
    return ""
