"""Points under one name for all arguments: with F(x, y, z) and P = (1, 0, 2), F(P) and \\nabla F(P) are taken there."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Bind
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Num, Product, Script, walk
from lemmata.engine.readers.scope import Scope


def with_places(tree: Node, scope: Scope) -> Node:
    """The tree in which a known point stands as the list of its entries where a function takes as many numbers."""
    return mapped(tree, lambda node: _written_out(node, scope))


def _written_out(node: Node, scope: Scope) -> Node:
    if not isinstance(node, Product):
        return node
    factors = list(node.factors)
    for k, group in enumerate(factors):
        if k == 0 or not isinstance(group, Group) or group.open != "(" or len(group.items) != 1:
            continue
        point = group.items[0]
        if not isinstance(point, Name):
            continue
        size = _entries(point.text, scope)
        taken = [n for n in walk(factors[k - 1]) if isinstance(n, Name)]
        if size > 1 and any(_arguments(n.text, scope) == size for n in taken):
            entries = tuple(Script(point, sub=Num(str(i + 1), span=point.span), span=point.span) for i in range(size))
            factors[k] = replace(group, items=entries, separators=(",",) * (size - 1))
    return replace(node, factors=tuple(factors))


def _entries(name: str, scope: Scope) -> int:
    """How many entries a point has that the text has given, 0 where it is none."""
    role = scope.lookup(name)
    known = role.definition if role is not None else None
    if known is None or known.rank != 1 or known.sort not in ("real", "integer"):
        return 0
    return known.shape[0].constant or 0


def _arguments(name: str, scope: Scope) -> int:
    """How many numbers a function of the text takes, 0 where it takes something else."""
    role = scope.lookup(name)
    known, count = role.definition if role is not None else None, 0
    while isinstance(known, Bind) and known.binder == "function":
        if known.data[2]:
            return 0
        known, count = known.body, count + 1
    return count
