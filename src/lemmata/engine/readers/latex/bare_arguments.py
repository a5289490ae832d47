"""Where an argument without parentheses ends: `\\sin t (\\cos t - 1)` is a product, `\\sin \\pi (x - 1)` one sine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Chain, Function, Group, Name, Node, Num, Product, show, walk
from lemmata.engine.readers.scope import Scope

_SPLIT = frozenset(("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "log", "ln"))
_CALLED = frozenset("fghpqFGPQ")  # letters of functions: \\log p(x + y)


def with_bare_arguments(tree: Node, scope: Scope) -> Node:
    """The tree in which a sum in parentheses is a factor, where a function of the same letter alone stands in it."""
    return mapped(tree, lambda node: _split(node, _repeated))


def with_other_ends(tree: Node, scope: Scope) -> Node | None:
    """The tree in which every such sum is a factor, `\\cos x (1 + x)`; None where there is none."""
    def ends(factors: list[Node], start: int, place: int) -> bool:
        function, letter = factors[start], factors[place - 1]
        called = isinstance(letter, Name) and (letter.text in _CALLED or (scope.lookup(letter.text) is not None and (
            scope.roles[letter.text].domain == "function" or scope.roles[letter.text].definition is not None)))
        return isinstance(function, Function) and function.name in _SPLIT and not called and _is_sum(factors[place])

    found = mapped(tree, lambda node: _split(node, ends))
    return None if found is tree else found


def _repeated(factors: list[Node], start: int, place: int) -> bool:
    """Whether the sum holds a function of the same argument."""
    wanted = [show(one) for one in factors[start + 1:place]]
    return _is_sum(factors[place]) and any(isinstance(n, Product) and isinstance(n.factors[0], Function) and [
        show(one) for one in n.factors[1:]] == wanted for n in walk(factors[place]))


def _split(node: Node, ends: Callable[[list[Node], int, int], bool]) -> Node:
    if not isinstance(node, Product):
        return node
    factors = list(node.factors)
    for place in range(len(factors) - 1, 1, -1):
        start = _begin(factors, place)
        if start is not None and ends(factors, start, place):
            inner = tuple(factors[start:place])
            factors[start:place] = [Product(inner, span=(inner[0].span[0], inner[-1].span[1]))]
    return replace(node, factors=tuple(factors)) if len(factors) < len(node.factors) else node


def _begin(factors: list[Node], place: int) -> int | None:
    """Where the function stands whose argument, letters and numerals, goes up to a place."""
    k = place - 1
    while k >= 0 and isinstance(factors[k], (Name, Num)):
        k -= 1
    return k if 0 <= k < place - 1 and isinstance(factors[k], Function) else None


def _is_sum(node: Node) -> bool:
    return isinstance(node, Group) and node.open == "(" and len(node.items) == 1 and isinstance(
        terms := node.items[0], Chain) and set(terms.operators) <= {"+", "-"}
