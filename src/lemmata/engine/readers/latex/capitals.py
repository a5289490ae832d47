"""Capital letters for values: \\sum_Z p(X, Z) of latent Z and observed X is \\sum_z p(x, z)."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Big, Group, Name, Node, Product, Script, walk
from lemmata.engine.readers.latex.tables import table_head
from lemmata.engine.readers.scope import Scope


def with_values(tree: Node, scope: Scope) -> Node:
    """The tree with small letters where a sum runs over a capital one that stands in densities."""
    summed = {sub.text for n in walk(tree) if isinstance(n, Big) and n.name == "sum" and n.sub is not None
              and isinstance(sub := plain(n.sub), Name) and _is_capital(sub)}
    if not summed:
        return tree
    inside = {i.text for n in walk(tree) if isinstance(n, Product) for head, group in zip(n.factors, n.factors[1:])
              if isinstance(g := group.base if isinstance(group, Script) else group, Group) and table_head(head)
              for i in g.items if isinstance(i, Name) and _is_capital(i)}
    taken = {n.text for n in walk(tree) if isinstance(n, Name)}
    known = {n for n in inside if (role := scope.lookup(n)) is not None and role.definition is not None}
    if not summed <= inside or known or taken & {n.lower() for n in inside}:
        return tree
    return mapped(tree, lambda n: replace(n, text=n.text.lower()) if isinstance(n, Name) and n.text in inside else n)


def _is_capital(name: Name) -> bool:
    return len(name.text) == 1 and name.text.isupper() and name.style in ("italic", "bold")
