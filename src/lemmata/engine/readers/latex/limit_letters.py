"""Limits in \\sigma_0^2 or x_1: what goes to its limit is one letter, wherever it stands below."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import label
from lemmata.engine.readers.latex.syntax import Big, Name, Node, Num, Relation, Script, show, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label


def with_limit_letters(tree: Node, scope: Scope) -> Node:
    """The tree with a name for each letter with a label or a square that goes to a limit, if all of it is this one."""

    def change(node: Node) -> Node:
        sub = node.sub if isinstance(node, Big) and node.name == "lim" else None
        if not isinstance(node, Big) or not isinstance(sub, Relation) or sub.relations != ("->",) or node.body is None:
            return node
        target, point = sub.operands
        if not isinstance(target, Script) or not isinstance(target.base, Name) or target.primes or not (
                target.sup is None or (isinstance(target.sup, Num) and target.sup.text == "2")):
            return node
        base = target.base.text if target.sub is None else with_label(target.base.text, label(target.sub))
        name = Name(base if target.sup is None else with_label(base, "squared"), span=target.span)
        whole = show(target)
        below = mapped(node.body, lambda inner: name if show(inner) == whole else inner)
        if target.sup is not None:
            root = show(replace(target, sup=None)) if target.sub is not None else show(target.base)
            if any(show(inner) == root for inner in walk(below)):
                return node  # the letter stands there without its square, too
            if isinstance(point, Num) and point.text == "0":
                point = Script(point, sup=Name("plus", span=point.span), span=point.span)
        return replace(node, sub=replace(sub, operands=(name, point)), body=below)

    return mapped(tree, change)
