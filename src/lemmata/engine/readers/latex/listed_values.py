"""Values that are listed: \\sum_{i=1}^n x_i P(x_i) goes over the values of x, as \\sum_x x P(x) does."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import (
    Big,
    Function,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.scope import Scope

_LAWS = frozenset(("p", "q", "P", "Q"))
_OF_LAWS = frozenset(("H", "D", "KL", "E", "Var", "D_KL", "DKL"))  # what is said of laws, and not of data


def with_listed_values(tree: Node, scope: Scope) -> Node:
    """The tree with sums over the values x_1, ..., x_n of a law as sums over x, where the formula speaks of the law.

    The probability of each must be a factor of what is summed: in a mean of \\log p(x_i) the x_i are data.
    """
    names = {n.text if isinstance(n, Name) else n.name for n in walk(tree) if isinstance(n, (Name, Function))}
    if not names & _OF_LAWS:
        return tree

    def change(node: Node) -> Node:
        listed = _listed(node, scope) if isinstance(node, Big) else None
        if listed is None or not isinstance(node, Big) or node.body is None:
            return node
        x, i = listed

        def bare(inner: Node) -> Node:
            if not isinstance(inner, Script) or not _is_entry(inner, x, i):
                return inner
            return replace(inner, sub=None) if inner.sup is not None else replace(inner.base, span=inner.span)

        return replace(node, sub=Name(x, span=node.span), sup=None, body=mapped(node.body, bare))

    return mapped(tree, change)


def _is_entry(node: Node, x: str, i: str) -> bool:
    return isinstance(node, Script) and isinstance(node.base, Name) and node.base.text == x and isinstance(
        node.sub, Name) and node.sub.text == i and not node.primes


def _listed(node: Big, scope: Scope) -> tuple[str, str] | None:
    """The letters in \\sum_{i=1}^n f(x_i) P(x_i), where i stands nowhere but below x."""
    below = node.sub.operands if isinstance(node.sub, Relation) and node.sub.relations == ("=",) else (node.sub,)
    if node.name != "sum" or node.body is None or not isinstance(below[0], Name) or (
            len(below) > 1 and not (isinstance(below[1], Num) and below[1].text == "1")):
        return None
    i = below[0].text
    x = next((name for factor in _weights(node.body) if (name := _entry_of(factor, i))), "")
    role = scope.lookup(x)
    if not x or (role is not None and role.source in ("prose", "declared")):
        return None
    entries = [n for n in walk(node.body) if _is_entry(n, x, i)]
    letters = [n for n in walk(node.body) if isinstance(n, Name) and n.text in (x, i)]
    return (x, i) if len(letters) == 2 * len(entries) else None


def _weights(body: Node) -> list[Group]:
    """The arguments of the laws that are factors of a body: x_i in P(x_i) \\log P(x_i)."""
    body = body.arg if isinstance(body, Prefix) else body
    factors = body.factors if isinstance(body, Product) else ()
    return [after for before, after in pairwise(factors) if isinstance(before, Name) and before.text in _LAWS
            and isinstance(after, Group) and after.open == "(" and len(after.items) == 1]


def _entry_of(group: Group, i: str) -> str:
    item = group.items[0]
    return item.base.text if isinstance(item, Script) and isinstance(item.base, Name) and _is_entry(
        item, item.base.text, i) else ""
