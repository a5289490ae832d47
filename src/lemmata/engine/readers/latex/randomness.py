"""Which names of a formula are random or events: what stands inside of P(..), E[..], H(..)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lemmata.engine.readers.latex.subscripts import base_of, plain
from lemmata.engine.readers.latex.syntax import Chain, Function, Group, Name, Node, Prefix, Relation, Script, walk

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.usage import Scan

VARIABLES = frozenset("XYZUVWSTN")


def chance_head(head: Name, group: Group, factor: Node) -> str:
    """P, E, H or "" : whether a name before a group takes something random."""
    if head.text in ("P", "Pr") and head.style in ("italic", "upright", "bb") and group.open in ("(", "[", "{"):
        names = [n for n in walk(group) if isinstance(n, Name)]
        events = any(n.text[:1].isupper() or n.style == "upright" for n in names)
        return "P" if events or any(isinstance(n, Relation) for n in walk(group)) else ""
    if (
        head.text == "E"
        and group.open in ("[", "(", "{")
        and (head.style != "italic" or group.open == "[" or isinstance(factor, Script))
    ):
        return "E"
    if head.text in ("Var", "Cov"):
        return "E"
    if head.text in ("H", "I", "h") and group.open in ("(", "[") and head.style in ("italic", "upright", "bb"):
        names = [n for n in walk(group) if isinstance(n, Name)]
        if head.text == "H" or (any(n.text[:1].isupper() for n in names) and head.text == "h"):
            return "H"
        if head.text == "I" and (
            ";" in group.separators or (len(group.items) > 1 and any(n.text[:1].isupper() for n in names))
        ):
            return "H"
    if group.separators and any(s in ("||", "|") for s in group.separators) and head.text in ("D", "KL", "JS", "JSD"):
        return "D"
    return ""


def is_random(factor: Node, following: Node) -> bool:
    group = following.base if isinstance(following, Script) and isinstance(following.base, Group) else following
    if not isinstance(group, Group):
        return False
    head = base_of(factor)
    if isinstance(head, Function):
        return head.name in ("Var", "var", "Cov", "cov", "Corr", "corr")
    return isinstance(head, Name) and bool(chance_head(head, group, factor))


def mark_random(scan: Scan, node: Node, kind: str) -> None:
    """Inside of P(..), E[..], H(..): capitals are random; bare ones in P are events."""
    node = plain(node)
    if kind == "P" and isinstance(node, (Name, Prefix, Chain, Script)) and not isinstance(node, Relation):
        for leaf in walk(node):
            if isinstance(leaf, Name) and (leaf.text[0].isupper() or leaf.style == "upright"):
                scan[leaf.text].event = True
                scan[leaf.text].styles.add(leaf.style)
        return
    names = [n for n in walk(node) if isinstance(n, Name)]
    capitals = [n for n in names if n.text[0].isupper() and n.style != "symbol" and n.text not in ("E", "T")]
    chosen = capitals
    if kind == "E":
        small = [
            n
            for n in names
            if n.text in ("x", "y", "z", "u", "v", "w", "epsilon", "varepsilon", "xi") or n.text.endswith("_hat")
        ]
        if any(getattr(scan.known.get(n.text), "domain", "") == "variable" for n in names):
            chosen = []
        elif not capitals or (small and not any(n.text in VARIABLES and n.style != "bold" for n in capitals)):
            chosen = small
    if kind == "D":
        for n in names:
            scan[n.text].simplex = True
        return
    scripted: set[str] = {
        n.text
        for s in walk(node)
        if isinstance(s, Script) and s.sub is not None
        for n in walk(s.sub)
        if isinstance(n, Name)
    }
    for n in chosen:
        if n.text not in scripted:
            scan[n.text].random = True
    if kind == "H" and not capitals:
        for n in names:
            if n not in capitals and n.text[0].islower():
                scan[n.text].simplex = True
    scan.visit(node, kind)
