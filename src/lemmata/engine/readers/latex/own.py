"""Functions of the text whose names have a meaning by habit.

H(s) = 1/(s + 1) is a transfer function, no entropy; \\cos(x, y) of two arguments is a similarity, no cosine.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Function, Group, Name, Node, Product
from lemmata.engine.readers.scope import Scope

HABITUAL = ("H", "I", "h")
_OF_ONE = frozenset(("sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "exp", "arccos", "arcsin"))


def with_own_functions(tree: Node, scope: Scope) -> Node:
    """The tree with the letters of entropies marked, where the text made functions of them."""
    roles = {name: role for name in HABITUAL if (role := scope.lookup(name)) is not None}
    own = {name for name, role in roles.items() if role.domain == "function" or (
        role.definition is not None and role.definition.kind == "bind")}

    def change(node: Node) -> Node:
        marked = isinstance(node, Name) and node.text in own and node.style in ("italic", "upright", "bb", "cal")
        return Name(node.text, "own", span=node.span) if marked and isinstance(node, Name) else node

    return mapped(mapped(tree, change) if own else tree, _of_several)


def _of_several(node: Node) -> Node:
    """\\cos(x, y): a function of one number that is given several is another one, of the text."""
    if not isinstance(node, Product):
        return node
    factors = list(node.factors)
    for k, (name, group) in enumerate(pairwise(node.factors)):
        several = isinstance(group, Group) and group.open == "(" and len(group.items) > 1 and (
            set(group.separators) == {","})
        if several and isinstance(name, Function) and name.name in _OF_ONE and name.sub is name.sup is None and (
                not name.primes):
            factors[k] = Name(name.name, "upright", span=name.span)
    return node if factors == list(node.factors) else replace(node, factors=tuple(factors))
