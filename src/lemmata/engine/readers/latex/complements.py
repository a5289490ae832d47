"""Bars over events: \\overline{A} beside \\cup, \\cap or inside of P(...) is the complement of A."""

from __future__ import annotations

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.randomness import chance_head
from lemmata.engine.readers.latex.subscripts import base_of, plain
from lemmata.engine.readers.latex.syntax import Big, Chain, Group, Name, Node, Prefix, Product, Relation, Script, walk
from lemmata.engine.readers.scope import Scope

BAR = "_bar"
OPERATIONS = frozenset(["union", "intersection", "minus"])


def with_complements(tree: Node, scope: Scope) -> Node:
    """The tree with the bar of an event as an operator on the name of that event."""
    barred = {n.text for n in walk(tree) if isinstance(n, Name) and n.text.endswith(BAR)}
    barred = {n for n in barred if n[:1].isupper() and scope.lookup(n) is None}
    if not barred:
        return tree
    events = _events(tree)
    chosen = {n for n in barred if events & {n, n.removesuffix(BAR)}
              or getattr(scope.lookup(n.removesuffix(BAR)), "domain", "") == "event"}
    return mapped(tree, lambda node: _complement(node, chosen)) if chosen else tree


def _complement(node: Node, chosen: set[str]) -> Node:
    """The bar over a name goes before it, over a name with an index before both."""
    if isinstance(node, Name) and node.text in chosen:
        return Prefix("bar", Name(node.text.removesuffix(BAR), node.style, span=node.span), span=node.span)
    if isinstance(node, Script) and isinstance(node.base, Prefix) and node.base.op == "bar" and node.sup is None:
        return Prefix("bar", Script(node.base.arg, node.sub, span=node.span), span=node.span)
    return node


def _events(tree: Node) -> set[str]:
    """Names that stand as operands of set operations, or bare inside of a probability."""
    found: set[str] = set()
    for node in walk(tree):
        if isinstance(node, Chain) and set(node.operators) & OPERATIONS:
            found |= {h.text for o in node.operands if isinstance(h := base_of(plain(o)), Name)}
        if isinstance(node, Big) and node.name in OPERATIONS and node.body is not None:
            found |= {h.text for h in [base_of(plain(node.body))] if isinstance(h, Name)}
        if isinstance(node, Product):
            for head, group in zip(node.factors, node.factors[1:]):
                name = base_of(head)
                if isinstance(group, Group) and isinstance(name, Name) and chance_head(name, group, head) == "P":
                    bare = [p for p in map(plain, group.items) if not isinstance(p, Relation)]
                    found |= {h.text for p in bare if isinstance(h := base_of(p), Name)}
    return found
