"""Sizes with a label: the n_{\\text{in}} that ends a sum is one name, wherever it stands in the formula."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.ranges import bound_names
from lemmata.engine.readers.latex.subscripts import indices, label
from lemmata.engine.readers.latex.syntax import Big, Name, Node, Num, Script, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label

_LETTERS = frozenset("nNmMkKdDTLBCpqrS")  # of sizes by habit


def with_sized_names(tree: Node, scope: Scope) -> Node:
    """The tree in which a size with a label is a name of its own; one with an index that a sum binds is an entry."""
    bound = bound_names(tree)
    found = {_name(n) for big in walk(tree) if isinstance(big, Big) and big.name in ("sum", "prod") and big.sup
             for n in walk(big.sup) if isinstance(n, Script) and _labelled(n, bound)}
    found = {name for name in found if (role := scope.lookup(name)) is None or not role.shape}
    if not found:
        return tree

    def change(node: Node) -> Node:
        if isinstance(node, Script) and isinstance(node.base, Name) and _labelled(node, bound) and _name(node) in found:
            return replace(node.base, text=_name(node), span=node.span)
        return node

    return mapped(tree, change)


def _labelled(node: Script, bound: set[str]) -> bool:
    """n_1, n_{in}, N_x: a letter of sizes with what is no index of the formula."""
    if not isinstance(node.base, Name) or node.base.text not in _LETTERS or node.base.style != "italic":
        return False
    if node.sub is None or node.sup is not None or node.primes:
        return False
    counting = not isinstance(node.sub, Num) and indices(node.sub, ()) is not None
    return not counting and not any(isinstance(n, Name) and n.text in bound for n in walk(node.sub))


def _name(node: Script) -> str:
    assert isinstance(node.base, Name) and node.sub is not None
    return with_label(node.base.text, label(node.sub))
