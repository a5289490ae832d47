"""Masses whose subscripts name their variables: p_{X,Y}(x, y) is the p(x, y) of one table, p_{Y|X}(y | x) its p(y | x).

Beside moments of the variables it is P(X = x, Y = y). Only where each argument is the small letter of the variable at
its place: p_Y(z - x) is another function than p_X.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import items_of, plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Chain,
    Frac,
    Function,
    Group,
    Name,
    Node,
    Num,
    Product,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label

_HEADS = ("p", "P")
_MOMENTS = frozenset(("E", "Var", "Cov", "Corr"))
_ARITHMETIC = frozenset("+-*/") | {"dot"}


def with_subscripted_masses(tree: Node, scope: Scope) -> Node:
    """The tree with p(x, y) or P(X = x, Y = y) for p_{X,Y}(x, y), where all that it says of such a p fits.

    That it is of masses is seen from a sum over one of the letters, or from there being nothing else in the formula.
    """
    calls = _calls(tree)
    found = [letters for *_, letters in calls]
    heads = {head.base.text for head, _, _ in calls if isinstance(head.base, Name)}
    if not calls or len(heads) != 1 or None in found or any(
            isinstance(n, Big) and n.name not in ("sum", "E") for n in walk(tree)):
        return tree
    [head] = heads
    role = scope.lookup(head)
    if (role is not None and role.domain != "function") or _bare(tree, head, len(calls)):
        return tree
    letters = {x for one in found if one is not None for x in one}
    if not (_summed(tree, letters) or _only_masses(tree)):
        return tree

    moments = any(isinstance(n, (Name, Function, Big)) and (n.text if isinstance(n, Name) else n.name) in _MOMENTS
                  for n in walk(tree))

    def change(node: Node) -> Node:
        if isinstance(node, Script) and _letter(node) in letters:
            return Name(_letter(node), span=node.span)
        if not isinstance(node, Product):
            return node
        factors = list(node.factors)
        for at, (before, after) in enumerate(pairwise(node.factors)):
            if isinstance(before, Script) and isinstance(before.base, Name) and before.base.text == head and (
                    before.sub is not None and isinstance(after, Group) and after.open == "("):
                factors[at] = replace(before.base, text="P" if moments else head, span=before.span)
                if moments:
                    events = (Relation((variable, item), ("=",), span=item.span)
                              for variable, item in zip(_parts(before.sub), after.items, strict=True))
                    factors[at + 1] = replace(after, items=tuple(events))
        return replace(node, factors=tuple(factors))

    return mapped(tree, change)


def _calls(tree: Node) -> list[tuple[Script, Group, list[str] | None]]:
    """p_{...}(...) with capital letters below p, and the small letters of its arguments; None where they don't fit."""
    found: list[tuple[Script, Group, list[str] | None]] = []
    for node in walk(tree):
        for head, group in pairwise(node.factors) if isinstance(node, Product) else ():
            if not isinstance(head, Script) or not isinstance(head.base, Name) or head.base.text not in _HEADS or (
                    head.sub is None or head.sup is not None or head.primes or not isinstance(group, Group)):
                continue
            variables = _variables(head.sub)
            if variables is None or group.open != "(":
                continue
            letters = [_letter(plain(item)) for item in group.items]
            bar = _bar(head.sub)
            fits = letters == [v[:1].lower() + v[1:] for v in variables] and set(group.separators) <= {",", "|"} and (
                group.separators.index("|") + 1 if "|" in group.separators else 0) == bar
            found.append((head, group, letters if fits else None))
    return found


def _parts(sub: Node) -> list[Node]:
    """The parts of a subscript, of X|Y too."""
    sub = plain(sub)
    if isinstance(sub, Relation) and sub.relations == ("|",):
        return [part for operand in sub.operands for part in _parts(operand)]
    if isinstance(sub, Group):
        return [part for item in sub.items for part in _parts(item)]
    items = items_of(sub)
    return items if items == [sub] else [part for item in items for part in _parts(item)]


def _variables(sub: Node) -> list[str] | None:
    names = [_letter(part) for part in _parts(sub)]
    return names if names and all(name[:1].isupper() for name in names) else None


def _bar(sub: Node) -> int:
    """How many variables stand before the bar of X|Y; 0 without one."""
    sub = plain(sub)
    if isinstance(sub, Relation) and sub.relations == ("|",):
        return len(_parts(sub.operands[0]))
    if isinstance(sub, Group) and "|" in sub.separators:
        return sum(len(_parts(item)) for item in sub.items[:sub.separators.index("|") + 1])
    return 0


def _letter(node: Node) -> str:
    """x, or x_1 with a numeral; "" of anything else."""
    if isinstance(node, Name):
        return node.text if len(node.text) == 1 and node.style == "italic" else ""
    if isinstance(node, Script) and isinstance(node.base, Name) and len(node.base.text) == 1 and isinstance(
            node.sub, Num) and node.sup is None and not node.primes:
        return with_label(node.base.text, node.sub.text)
    return ""


def _bare(tree: Node, head: str, calls: int) -> bool:
    """Whether the letter stands for something else, too."""
    return sum(isinstance(n, Name) and n.text == head for n in walk(tree)) != calls


def _summed(tree: Node, letters: set[str]) -> bool:
    """Whether sums go over the letters, and over all that they take."""
    sums = [n.sub for n in walk(tree) if isinstance(n, Big) and n.name == "sum"]
    below = [None if sub is None else [_letter(part) for part in _parts(sub)] for sub in sums]
    return bool(below) and all(names is not None and set(names) <= letters for names in below)


def _only_masses(tree: Node) -> bool:
    """Whether the formula is an equation between products and quotients of masses."""
    if isinstance(tree, Relation):
        return set(tree.relations) <= {"="} and all(map(_only_masses, tree.operands))
    if isinstance(tree, Chain):
        return set(tree.operators) <= _ARITHMETIC and all(map(_only_masses, tree.operands))
    if isinstance(tree, Frac):
        return _only_masses(tree.num) and _only_masses(tree.den)
    if isinstance(tree, Product):
        return len(tree.factors) % 2 == 0 and all(
            isinstance(head, Script) and isinstance(head.base, Name) and head.base.text in _HEADS
            and isinstance(group, Group) for head, group in zip(tree.factors[::2], tree.factors[1::2]))
    return isinstance(tree, Group) and tree.open == "" and len(tree.items) == 1 and _only_masses(tree.items[0])
