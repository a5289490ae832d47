"""How large identities and vectors of ones are: `A A^{-1} = I_n`, `X^T X + \\lambda I_d`, `\\frac1n 1^T x`."""

from __future__ import annotations

from collections.abc import Mapping

from lemmata.engine.readers.latex.syntax import Chain, Frac, Name, Node, Product, Relation, Script, walk
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


def ones_sizes(tree: Node, known: Mapping[str, object]) -> dict[int, str]:
    """The sizes of vectors of ones that are divided by their number, by where they stand: n in \\frac1n 1 1^T."""
    found: dict[int, str] = {}
    for node in walk(tree):
        over = [n.den for n in node.factors if isinstance(n, Frac)] if isinstance(node, Product) else (
            list(node.operands[1:]) if isinstance(node, Chain) and set(node.operators) == {"/"} else [])
        count = over[0].text if len(over) == 1 and isinstance(over[0], Name) else ""
        if count in LETTERS and _is_free(known.get(count)):
            found |= {n.span[0]: count for n in walk(node) if isinstance(n, Name) and n.text == "1" and (
                n.style in ("bold", "bb"))}
    return found


def _is_free(role: object) -> bool:
    """Whether a letter may still be a size: it has no value, and no words say what it is."""
    return getattr(role, "definition", None) is None and getattr(role, "source", "habit") in ("habit", "formula")
