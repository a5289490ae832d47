"""Primes that transpose, as econometrics writes: x_i' b of declared vectors, X' X, where no other x' is known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Chain, Group, Name, Node, Num, Product, Script, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label

PRIMED = "primed"  # the option with the names whose primes a text names: "the next state $s'$"


def with_turned(tree: Node, scope: Scope) -> Node:
    """The tree in which the primes of declared arrays are transposes.

    That takes a formula in which every prime stands on such an array in a product, and that turns nothing else: of
    x^T y' the prime is part of a name.
    """
    primed = [n for n in walk(tree) if isinstance(n, Script) and n.primes]
    if not primed or any((isinstance(n, Name) and n.text == "top") or (isinstance(n, Script) and isinstance(
            n.sup, Name) and n.sup.text == "T") for n in walk(tree)):
        return tree
    beside = {id(factor) for factors in _products(tree) for factor in factors}
    if any(_called(factors) & {_letter(n) for n in primed} for factors in _products(tree)):
        return tree  # \sigma'(z)
    if not all(id(n) in beside and _is_array(n, scope) for n in primed):
        return tree
    return mapped(tree, lambda node: _turned(node))


def _turned(node: Node) -> Node:
    if not isinstance(node, Script) or node.primes != 1:
        return node
    return Script(node.base, node.sub, Name("top", span=node.span), span=node.span)


def _letter(node: Node) -> str:
    base = node.base if isinstance(node, Script) else node
    return base.text if isinstance(base, Name) else ""


def _called(factors: tuple[Node, ...]) -> set[str]:
    """The letters before parentheses that hold one name or number, or a list: nobody multiplies so."""
    return {_letter(head) for head, group in pairwise(factors) if isinstance(group, Group) and group.open == "(" and (
        len(group.items) != 1 or isinstance(group.items[0], (Name, Num, Script)))} - {""}


def _products(tree: Node) -> Iterator[tuple[Node, ...]]:
    for node in walk(tree):
        if isinstance(node, Product) and len(node.factors) > 1:
            yield node.factors
        elif isinstance(node, Chain) and not set(node.operators) & {"+", "-"}:
            yield node.operands


def _is_array(node: Script, scope: Scope) -> bool:
    """Whether a prime stands on a vector or a matrix of which words or a declaration say so, or on a product."""
    if node.primes != 1 or node.sup is not None:
        return False
    base = node.base
    if isinstance(base, Group):
        inside = [n for n in walk(base) if isinstance(n, Name)]
        return node.sub is None and base.open == "(" and bool(inside) and all(_known(n, scope, 1) for n in inside)
    return isinstance(base, Name) and _known(base, scope, 1 if node.sub is None else 2)


def _known(name: Name, scope: Scope, rank: int) -> bool:
    role = scope.lookup(name.text)
    if name.text in scope.options.get(PRIMED, ()):
        return False
    return role is not None and role.domain not in ("function", "variable", "event") and role.source in (
        "declared", "prose") and len(role.shape or ()) >= rank and scope.lookup(with_label(name.text, "prime")) is None
