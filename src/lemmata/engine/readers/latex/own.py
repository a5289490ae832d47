"""Functions of the text whose letters have a meaning by habit: H(s) = 1/(s + 1) is a transfer function, no entropy."""

from __future__ import annotations

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Name, Node
from lemmata.engine.readers.scope import Scope

HABITUAL = ("H", "I", "h")


def with_own_functions(tree: Node, scope: Scope) -> Node:
    """The tree with the letters of entropies marked, where the text made functions of them."""
    roles = {name: role for name in HABITUAL if (role := scope.lookup(name)) is not None}
    own = {name for name, role in roles.items() if role.domain == "function" or (
        role.definition is not None and role.definition.kind == "bind")}

    def change(node: Node) -> Node:
        marked = isinstance(node, Name) and node.text in own and node.style in ("italic", "upright")
        return Name(node.text, "own", span=node.span) if marked and isinstance(node, Name) else node

    return mapped(tree, change) if own else tree
