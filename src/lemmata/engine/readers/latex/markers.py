"""What marks a name as another one: `x^{(\\lambda)}` is no power of x, and `x^+ = x - g` no positive part."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.notation import GREEK
from lemmata.engine.readers.latex.syntax import Big, Chain, Function, Group, Name, Node, Relation, Script, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import plain_name, with_label

LETTERS = frozenset(plain_name(name) for name in GREEK) - {"ell", "tau"}  # these number steps


def with_markers(tree: Node, scope: Scope) -> Node:
    """The tree in which what stands under such a mark has a name of its own; an index that a sum binds is no mark."""
    bound = {n.text for big in walk(tree) if isinstance(big, Big) and big.sub is not None
             for n in walk(big.sub) if isinstance(n, Name)}
    marks = LETTERS - bound - {name for name, role in scope.roles.items() if role.domain in ("natural", "integer")}

    following = _following(tree, scope)

    def change(node: Node) -> Node:
        if not isinstance(node, Script) or not isinstance(node.base, Name) or node.base.style == "symbol":
            return node
        sup = node.sup
        if isinstance(sup, Name) and sup.text == "plus" and node.base.text in following and not node.primes:
            name = replace(node.base, text=with_label(node.base.text, "plus"), span=node.span)
            return name if node.sub is None else replace(node, base=name, sup=None)
        mark = sup.items[0] if isinstance(sup, Group) and sup.open == "(" and len(sup.items) == 1 else None
        if not isinstance(mark, Name) or mark.text not in marks:
            return node
        name = replace(node.base, text=with_label(node.base.text, mark.text.rstrip("_")), span=node.span)
        return name if node.sub is None and not node.primes else replace(node, base=name, sup=None)

    return mapped(tree, change)


def _following(tree: Node, scope: Scope) -> set[str]:
    """The names whose next values have a plus: what x^+ = x - a g says of it is no positive part."""
    found = {name.removesuffix("_plus") for name in scope.roles if name.endswith("_plus")}
    for node in walk(tree):
        if isinstance(node, Relation) and node.relations[0] in ("=", ":=", "<-") and isinstance(
                left := node.operands[0], Script) and isinstance(left.base, Name) and left.sub is None and isinstance(
                left.sup, Name) and left.sup.text == "plus" and left.base.text.islower():  # A^+ is a pseudoinverse
            behind = [n for operand in node.operands[1:] for n in walk(operand)]
            cut = any(isinstance(n, Function) and n.name in ("max", "min", "ReLU", "abs") for n in behind) or any(
                isinstance(n, Group) and n.open in ("|", "||", "{", "[") for n in behind)
            names = {n.text for n in behind if isinstance(n, Name)}
            step = any(isinstance(n, Chain) and {"+", "-"} & set(n.operators) for n in behind)
            if step and not cut and left.base.text in names and len(names) > 1:
                found.add(left.base.text)
    return found
