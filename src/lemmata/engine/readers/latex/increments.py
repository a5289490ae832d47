"""Increments: the \\Delta t of t + \\Delta t is one name, t_Delta, and \\Delta t^2 the square of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from lemmata.engine.readers.latex.habits import FUNCTION_LETTERS
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Chain, Group, Name, Node, Prefix, Product, Script, show, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import INCREMENTS, increment_of


def with_increments(tree: Node, scope: Scope) -> Node:
    """The tree in which a sign of increments belongs to the name behind it.

    A sign that the text knows as a name of its own, or that stands before anything but names, is a factor or an
    operator. \\Delta before a name is an increment; of a \\delta or d, which may well be numbers, the formula shows it
    by the sum of a name and its increment, x + dx, or an earlier one did; of \\delta t also if t never stands alone.
    """
    for sign in INCREMENTS:
        signs = sum(_is_sign(n, sign) for n in walk(tree))
        found = list(_behind(tree, sign))
        if not found or len(found) < signs or scope.lookup(sign) is not None:
            continue
        if any(_is_function(n, after, scope) for n, after in found):
            continue
        known = any(scope.lookup(increment_of(_head(n).text, sign)) is not None for n, _ in found)
        if sign == "Delta" or known or _is_added(tree, sign) or (sign == "delta" and _are_together(tree, found)):
            tree = _joined(tree, sign)
    return tree


def _is_sign(node: Node, sign: str) -> bool:
    return isinstance(node, Name) and node.text == sign and node.style in ("italic", "upright")


def _is_operand(node: Node) -> bool:
    return isinstance(node.base if isinstance(node, Script) else node, Name) and not any(
        _is_sign(n, sign) for n in (node, getattr(node, "base", node)) for sign in INCREMENTS)


def _head(node: Node) -> Name:
    head = node.base if isinstance(node, Script) else node
    assert isinstance(head, Name)
    return head


def _behind(tree: Node, sign: str) -> Iterator[tuple[Node, Node | None]]:
    """The names behind a sign, with what follows them."""
    for product in walk(tree):
        factors = product.factors if isinstance(product, Product) else ()
        for k, (before, node) in enumerate(pairwise(factors)):
            if _is_sign(before, sign) and _is_operand(node):
                yield node, factors[k + 2] if k + 2 < len(factors) else None


def _is_function(node: Node, after: Node | None, scope: Scope) -> bool:
    """Whether a name behind a sign is called, or known to be a function: \\Delta f(x) is the Laplacian."""
    head = _head(node).text
    role = scope.lookup(head)
    if role is not None:
        return role.domain == "function" or (role.definition is not None and role.definition.sort == "function")
    return head in FUNCTION_LETTERS and isinstance(after, Group) and after.open == "("


def _is_added(tree: Node, sign: str) -> bool:
    """Whether the formula adds an increment to the name itself: x + dx."""
    for node in walk(tree):
        if isinstance(node, Chain) and set(node.operators) <= {"+", "-"}:
            terms = [n.arg if isinstance(n, Prefix) else n for n in node.operands]
            changes = {show(p.factors[1]) for p in terms if isinstance(p, Product) and len(p.factors) == 2
                       and _is_sign(p.factors[0], sign)}
            if any(show(term) in changes for term in terms):
                return True
    return False


def _are_together(tree: Node, found: list[tuple[Node, Node | None]]) -> bool:
    """Whether the names behind a sign stand nowhere else, and one of them has a power."""
    behind = Counter(_head(node).text for node, _ in found)
    everywhere = Counter(n.text for n in walk(tree) if isinstance(n, Name))
    return all(everywhere[name] == times for name, times in behind.items()) and any(
        isinstance(node, Script) and node.sup is not None for node, _ in found)


def _joined(tree: Node, sign: str) -> Node:
    def change(node: Node) -> Node:
        if not isinstance(node, Product):
            return node
        factors: list[Node] = []
        for factor in node.factors:
            if factors and _is_sign(factors[-1], sign):
                head, start = _head(factor), factors.pop().span[0]
                name = replace(head, text=increment_of(head.text, sign), span=(start, head.span[1]))
                span = (start, factor.span[1])
                factor = replace(factor, base=name, span=span) if isinstance(factor, Script) else name
            factors.append(factor)
        if len(factors) == len(node.factors):
            return node
        return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors))

    return mapped(tree, change)
