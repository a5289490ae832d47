"""A function \\pi beside the number: in \\pi(a) = e^{-a^2/2} / \\sqrt{2\\pi} only what has arguments is a policy."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Product, Script, walk
from lemmata.engine.readers.scope import Scope

POLICY = "pi_policy"


def with_policies(tree: Node, scope: Scope) -> Node:
    """The tree with a name of its own for a function \\pi, where the formula has the number too, or one before had."""
    called = {id(head) for node in walk(tree) if isinstance(node, Product)
              for head, group in zip(node.factors, node.factors[1:]) if _is_pi(head) and _is_arguments(group)}
    labels = {id(n) for node in walk(tree) if isinstance(node, Script) for side in (node.sub, node.sup)
              if side is not None for n in walk(side)}
    numbers = [n for n in walk(tree) if _is_pi(n) and id(n) not in called | labels]
    if not called or scope.lookup("pi") is not None or not (numbers or scope.lookup(POLICY) is not None):
        return tree
    return mapped(tree, lambda n: replace(n, text=POLICY) if id(n) in called and isinstance(n, Name) else n)


def _is_pi(node: Node) -> bool:
    return isinstance(node, Name) and node.text == "pi"


def _is_arguments(node: Node) -> bool:
    """Whether these are names in parentheses: nobody multiplies the number by one letter in parentheses."""
    return isinstance(node, Group) and node.open == "(" and bool(node.items) and all(
        isinstance(i, (Name, Script)) for i in node.items)
