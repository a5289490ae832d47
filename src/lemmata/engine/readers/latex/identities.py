"""The letter below an identity says how large it is: `A A^{-1} = I_n`, `X^T X + \\lambda I_d`."""

from __future__ import annotations

from lemmata.engine.readers.latex.syntax import Name, Node, Relation, Script, walk
from lemmata.engine.readers.scope import Scope

LETTERS = frozenset("nmdkprqNMDKR")


def identity_sizes(tree: Node, scope: Scope) -> set[str]:
    """The sizes of identities in a formula; none where I is something else: known, indexed, defined here."""
    if any(name == "I" or name.startswith("I_") for name in scope.roles):
        return set()
    scripts = [n for n in walk(tree) if isinstance(n, Script) and isinstance(n.base, Name) and n.base.text == "I"]
    below = [s.sub for s in scripts]
    if not all(isinstance(n, Name) and n.text in LETTERS for n in below):
        return set()
    first = tree.operands[0] if isinstance(tree, Relation) else tree
    return set() if first in scripts else {n.text for n in below if isinstance(n, Name)}
