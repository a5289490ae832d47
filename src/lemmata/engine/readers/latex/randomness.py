"""Which names of a formula are random or events: what stands inside of P(..), E[..], H(..)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lemmata.engine.ops.families import SPELLED
from lemmata.engine.readers.latex.subscripts import base_of, plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Chain,
    Function,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Root,
    Script,
    walk,
)

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.usage import Scan

VARIABLES = frozenset("XYZUVWSTN")
LAWS = frozenset("pqrPQ")  # letters of distributions
COMPARED = frozenset(("=", "!=", "<", ">", "<=", ">="))
FIXED = frozenset(["a", "b", "c", "k", "e", "pi", "alpha", "beta", "lambda_"])  # letters of constants


def chance_head(head: Name, group: Group, factor: Node) -> str:
    """P, E, H or "" : whether a name before a group takes something random."""
    if head.text in ("P", "Pr") and head.style in ("italic", "upright", "bb") and group.open in ("(", "[", "{"):
        names = [n for n in walk(group) if isinstance(n, Name)]
        if head.style == "italic" and any(isinstance(i, Chain) and _identity_in(i) for i in group.items):
            return ""  # P(I - P): a projection
        events = any(n.text[:1].isupper() or n.style == "upright" or n.text == "emptyset" for n in names)
        return "P" if events or any(isinstance(n, Relation) for n in walk(group)) else ""
    if head.text == "p" and head is factor and group.open == "(" and _compares(group):
        return "P"
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


def _identity_in(sum_: Chain) -> bool:
    """Whether the identity stands in a sum: I - P, which is no event."""
    return set(sum_.operators) <= {"+", "-"} and any(isinstance(o, Name) and o.text == "I" for o in sum_.operands)


def _compares(group: Group) -> bool:
    """Whether all that stands in brackets is compared: p(X = 1, Y = 2) is of events, p(y = 1 | x) of a model."""
    items = [plain(i) for i in group.items]
    return bool(items) and all(isinstance(i, Relation) and COMPARED.issuperset(i.relations) for i in items)


def is_random(factor: Node, following: Node) -> bool:
    group = following.base if isinstance(following, Script) and isinstance(following.base, Group) else following
    if not isinstance(group, Group):
        return False
    head = base_of(factor)
    if isinstance(head, Function):
        return head.name in ("Var", "var", "Cov", "cov", "Corr", "corr", "Std")
    return isinstance(head, Name) and bool(chance_head(head, group, factor))


def mark_random(scan: Scan, node: Node, kind: str) -> None:
    """Inside of P(..), E[..], H(..): capitals are random; bare ones in P are events."""
    node = plain(node)
    family = isinstance(node, Big) and node.name in ("union", "intersection") and node.body is not None
    if kind == "P" and (family or isinstance(node, (Name, Prefix, Chain, Script))):
        for leaf in walk(node):
            if isinstance(leaf, Name) and (leaf.text[0].isupper() or leaf.style == "upright"):
                scan[leaf.text].event = True
                scan[leaf.text].styles.add(leaf.style)
        for part in walk(node):
            if isinstance(part, Script) and part.sub is not None:
                scan.script(part, "P")  # A_i: of a sequence of events
            elif isinstance(part, Big):
                scan.visit(part, "P")
        return
    names = [n for n in walk(node) if isinstance(n, Name)]
    raised = {id(s.sup) for s in walk(node) if isinstance(s, Script)}
    capitals = [n for n in names if n.text[0].isupper() and n.style != "symbol" and n.text != "E" and not (
        n.text == "T" and id(n) in raised)]
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
    if kind == "D":  # names inside of a law's brackets are its parameters or its values
        if isinstance(base_of(node), Name):
            scan[base_of(node).text].simplex = True
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


def is_labelled_law(node: Node) -> bool:
    """\\chi^2_k, t_\\nu: a law whose parameters stand below its name."""
    if not isinstance(node, Script) or not isinstance(node.base, Name) or node.sub is None or node.primes:
        return False
    squared = isinstance(node.sup, Num) and node.sup.text == "2"
    return (node.base.text == "chi" and squared) or (node.base.text == "t" and node.sup is None)


def settle_laws(scan: Scan, root: Node) -> None:
    """What the whole formula says of names: P is no variable where P(x), KL(P || Q) or x ~ P makes it a law."""
    laws: set[str] = set()
    for node in walk(root):
        if isinstance(node, Function) and node.name in ("log", "ln", "lg"):
            base = node.sub.text if isinstance(node.sub, (Num, Name)) else ""
            scan.log_bases.add({"ln": "e", "lg": "2"}.get(node.name, base or "e"))
        scan.has_roots |= isinstance(node, Root)
        if isinstance(node, Num) and node.text not in ("0", "2"):
            scan.has_numerals = True
        if isinstance(node, Relation) and node.relations == ("~",) and isinstance(node.operands[1], Name):
            laws.add(node.operands[1].text)
        if isinstance(node, Relation) and node.relations == ("~",) and is_labelled_law(law := plain(node.operands[1])):
            assert isinstance(law, Script) and isinstance(law.base, Name) and law.sub is not None
            scan[law.base.text].ranks.clear()
            scan.index_names -= {n.text for n in walk(law.sub) if isinstance(n, Name)}
        if not isinstance(node, Product):
            continue
        for factor, following in zip(node.factors, node.factors[1:]):
            group = following.base if isinstance(following, Script) else following
            head = base_of(factor)
            if not isinstance(group, Group) or not isinstance(head, Name):
                continue
            if head.style in ("cal", "upright") and head.text in SPELLED:
                laws.add(head.text)
                continue
            items = [base_of(plain(i)) for i in group.items]
            if head.text in LAWS and all(isinstance(i, Name) and i.text[:1].islower() for i in items):
                laws.add(head.text)
            elif chance_head(head, group, factor) == "H" and head.text == "H":
                laws.update(i.text for i in items if isinstance(i, Name) and i.text in LAWS)
            elif chance_head(head, group, factor) == "D":
                laws.update(i.text for i in items if isinstance(i, Name))
    for name in laws & set(scan.usage):
        scan[name].random = scan[name].event = False
