"""Where an argument without parentheses ends: `\\sin t (\\cos t - 1)` is a product, `\\sin \\pi (x - 1)` one sine."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Chain, Function, Group, Name, Node, Num, Product, show, walk
from lemmata.engine.readers.scope import Scope


def with_bare_arguments(tree: Node, scope: Scope) -> Node:
    """The tree in which a sum in parentheses is a factor, where a function of the same letter alone stands in it."""
    return mapped(tree, _split)


def _split(node: Node) -> Node:
    if not isinstance(node, Product):
        return node
    factors = list(node.factors)
    for place in range(len(factors) - 1, 1, -1):
        start = _begin(factors, place)
        if start is not None and _is_sum(factors[place], factors[start + 1:place]):
            inner = tuple(factors[start:place])
            factors[start:place] = [Product(inner, span=(inner[0].span[0], inner[-1].span[1]))]
    return replace(node, factors=tuple(factors)) if len(factors) < len(node.factors) else node


def _begin(factors: list[Node], place: int) -> int | None:
    """Where the function stands whose argument, letters and numerals, goes up to a place."""
    k = place - 1
    while k >= 0 and isinstance(factors[k], (Name, Num)):
        k -= 1
    return k if 0 <= k < place - 1 and isinstance(factors[k], Function) else None


def _is_sum(node: Node, argument: list[Node]) -> bool:
    """Whether a factor is a sum in parentheses with a function of this argument in it."""
    if not isinstance(node, Group) or node.open != "(" or len(node.items) != 1 or not isinstance(node.items[0], Chain):
        return False
    wanted = [show(one) for one in argument]
    return any(isinstance(n, Product) and isinstance(n.factors[0], Function) and [
        show(one) for one in n.factors[1:]] == wanted for n in walk(node))
