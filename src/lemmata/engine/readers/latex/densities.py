"""Integrals over the letters of densities of which nothing is known: \\int p(x, y) dy is read as a sum over a table.

What an equation says of all densities by margins, conditioning and averages alone, it says of weights on finitely many
values too: these are the heights of a density on intervals of length 1. It is not read so where it asks for more: an
order, since a weight is at most 1 and a density need not be; a place on the line, p(z - x), since values have none.
"""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.draws import chance_groups
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.margins import Margins
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Blank,
    Group,
    Nabla,
    Name,
    Node,
    Product,
    Relation,
    Script,
    Slope,
    walk,
)
from lemmata.engine.readers.latex.tables import tables_of
from lemmata.engine.readers.scope import Scope


def with_sums(tree: Node, scope: Scope) -> Node:
    """The tree with sums for such integrals; the tree itself where they are of something else."""
    whole = plain(tree)
    if not isinstance(whole, Relation) or set(whole.relations) - {"=", "propto"}:
        return tree
    nodes = list(walk(tree))
    integrals = [n for n in nodes if isinstance(n, Big) and n.name == "int"]
    if not integrals or any(n.sub is not None or n.sup is not None or not n.over or n.body is None for n in integrals):
        return tree
    if any(isinstance(n, (Slope, Nabla)) for n in nodes) or any(
            n.text[:1].isupper() for _, group in chance_groups(tree) for n in walk(group) if isinstance(n, Name)):
        return tree
    letters = {v.text if isinstance(v, Name) else "" for n in integrals for v in n.over}
    known = {name for name, role in scope.roles.items()
             if role.definition is not None or role.family is not None or role.source in ("declared", "prose")}
    summed = mapped(tree, _summed)
    found = tables_of(summed, known)
    if not letters <= {letter for table in found.values() for letter in table}:
        return tree
    return summed if Margins(found, letters, scope).only(whole.operands) else tree


def with_drawn_values(tree: Node, scope: Scope) -> Node:
    """The tree with p(x | z) for p(\\cdot | z) below an average over x."""

    def change(node: Node) -> Node:
        if not isinstance(node, Relation) or node.relations != ("~",) or not isinstance(node.operands[1], Product):
            return node
        target, law = plain(node.operands[0]), node.operands[1]
        group = law.factors[1]
        if len(law.factors) != 2 or not isinstance(target, Name) or not isinstance(group, Group):
            return node
        if not group.items or not isinstance(group.items[0], Blank):
            return node
        drawn = replace(law, factors=(law.factors[0], replace(group, items=(target, *group.items[1:]))))
        return replace(node, operands=(node.operands[0], drawn))

    def below(node: Node) -> Node:
        if not isinstance(node, Script) or node.sub is None:
            return node
        return replace(node, sub=mapped(node.sub, change))

    return mapped(tree, below)


def _summed(node: Node) -> Node:
    if not isinstance(node, Big) or node.name != "int":
        return node
    body = node.body
    for letter in reversed(node.over):
        body = Big("sum", letter, None, body, span=node.span)
    assert body is not None
    return replace(body, span=node.span)
