"""Greek letters in parentheses above a name: `x^{(\\lambda)}` is of another name, no power of x."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.notation import GREEK
from lemmata.engine.readers.latex.syntax import Big, Group, Name, Node, Script, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import plain_name, with_label

LETTERS = frozenset(plain_name(name) for name in GREEK) - {"ell", "tau"}  # these number steps


def with_markers(tree: Node, scope: Scope) -> Node:
    """The tree in which what stands under such a mark has a name of its own; an index that a sum binds is no mark."""
    bound = {n.text for big in walk(tree) if isinstance(big, Big) and big.sub is not None
             for n in walk(big.sub) if isinstance(n, Name)}
    marks = LETTERS - bound - {name for name, role in scope.roles.items() if role.domain in ("natural", "integer")}

    def change(node: Node) -> Node:
        if not isinstance(node, Script) or not isinstance(node.base, Name) or node.base.style == "symbol":
            return node
        sup = node.sup
        mark = sup.items[0] if isinstance(sup, Group) and sup.open == "(" and len(sup.items) == 1 else None
        if not isinstance(mark, Name) or mark.text not in marks:
            return node
        name = replace(node.base, text=with_label(node.base.text, mark.text.rstrip("_")), span=node.span)
        return name if node.sub is None and not node.primes else replace(node, base=name, sup=None)

    return mapped(tree, change)
