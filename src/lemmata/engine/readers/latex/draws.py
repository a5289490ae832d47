"""What is random though no habit says so: what a mean is taken of, what a probability is about.

The habits of `randomness` know capital letters; a text also writes \\mathbb{E}[g] of a gradient, \\Pr(m = 1) of a mask.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lemmata.engine.expr import Symbol, symbols
from lemmata.engine.readers.latex.exponents import is_exponent
from lemmata.engine.readers.latex.randomness import FIXED, VARIABLES, chance_head
from lemmata.engine.readers.latex.subscripts import base_of, plain
from lemmata.engine.readers.latex.syntax import Function, Group, Name, Node, Product, Relation, Script, walk

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.usage import Scan

STYLES = ("italic", "bold")
MOMENTS = ("Var", "var", "Cov", "cov", "Corr", "corr", "Std")
NUMBERS = ("", "real", "positive", "nonnegative", "negative", "nonzero", "unit", "binary", "integer", "natural")


def settle_draws(scan: Scan, root: Node) -> None:
    """Mark what must be random where nothing else is, in every mean and every probability of a formula."""
    groups = list(chance_groups(root))
    inside = {id(n) for _, group in groups for n in walk(group)}
    items = [plain(item) for _, group in groups for item in group.items]
    scan.masses_only = bool(items) and all(kind == "P" for kind, _ in groups) and all(
        isinstance(item, Relation) and item.relations == ("=",) for item in items)
    outside = {n.text for n in walk(root) if isinstance(n, Name) and id(n) not in inside}
    for kind, group in groups:
        for name in data_in(scan, group, root, inside):
            scan[name].random = False
            scan.data.add(name)
        if any(_is_random(scan, n.text) for n in walk(group) if isinstance(n, Name)):
            continue
        found = list(dict.fromkeys(_subjects(group) if kind == "P" else _leaves(scan, group)))
        found = found or _errors(group)
        alone = [name for name in found if name not in outside]
        for name in alone or (found if kind == "P" else ()):
            scan[name].random = True
            scan.taken.add(name)


def chance_groups(root: Node) -> Iterator[tuple[str, Group]]:
    """The brackets of P(...), E[...] and Var(...), with "P" or "E"."""
    for node in walk(root):
        if not isinstance(node, Product):
            continue
        for factor, following in zip(node.factors, node.factors[1:]):
            group = following.base if isinstance(following, Script) else following
            head = base_of(factor)
            if not isinstance(group, Group) or (isinstance(factor, Script) and isinstance(factor.sub, Relation)):
                continue
            if isinstance(head, Function) and head.name in MOMENTS:
                yield "E", group
            elif isinstance(head, Name) and (kind := chance_head(head, group, factor)) in ("P", "E"):
                yield kind, group


def data_in(scan: Scan, group: Group, root: Node, inside: set[int]) -> list[str]:
    """x of \\operatorname{Var}(x) = \\frac1n \\sum_i (x_i - \\bar x)^2: numbers that are listed, not a random one."""
    names = [plain(i) for i in group.items]
    found = [n.text for n in names if isinstance(n, Name) and n.text[:1].islower() and (
        getattr(scan.known.get(n.text), "domain", None) in (None, "", "real"))]
    if len(found) != len(names) or set(group.separators) - {","}:
        return []
    entries = {
        n.base.text for n in walk(root)
        if isinstance(n, Script) and isinstance(n.base, Name) and id(n) not in inside and n.sub is not None
        and any(isinstance(m, Name) and m.text in scan.bound for m in walk(n.sub))}
    return found if entries.issuperset(found) else []


def _is_random(scan: Scan, name: str) -> bool:
    usage, role = scan.usage.get(name), scan.known.get(name)
    number = role is not None and getattr(role, "domain", "") in NUMBERS and getattr(role, "source", "") == "prose"
    if usage is not None and (usage.random or usage.event) and not (number and name not in VARIABLES):
        return True  # what the text calls a number is only so where nothing else is
    definition = getattr(role, "definition", None)
    return getattr(role, "domain", "") in ("variable", "event") or (
        definition is not None and any(may_vary(scan, s) for s in symbols(definition)))


def may_vary(scan: Scan, s: Symbol) -> bool:
    """Whether a symbol of a definition is random, or may be where the definition is."""
    role = scan.known.get(s.name)
    if s.sort in ("variable", "event") or getattr(role, "domain", "") in ("variable", "event"):
        return True
    return s.sort == "real" and s.rank < 2 and s.name in VARIABLES and getattr(role, "source", "") != "declared"


def _subjects(group: Group) -> Iterator[str]:
    """What the relations of a probability are about: m of \\Pr(m = 1), x of a < x \\le b."""
    for node in walk(group):
        if isinstance(node, Relation) and not any(r in ("|", "~") for r in node.relations):
            head = base_of(plain(node.operands[1 if len(node.operands) == 3 else 0]))
            if isinstance(head, Name) and head.text[:1].islower() and head.style in STYLES:
                yield head.text


def _errors(group: Group) -> list[str]:
    """e of \\mathbb{E}[e] and Var(e): an error, as the mean of a number is none."""
    powers = {id(n.base) for n in walk(group) if isinstance(n, Script) and is_exponent(n.sup)}
    return ["e"] * any(isinstance(n, Name) and n.text == "e" and n.style in STYLES and id(n) not in powers
                       for n in walk(group))


def _leaves(scan: Scan, group: Group) -> Iterator[str]:
    """Names of numbers in a mean that may be random: no indices, no functions, no letters of constants."""
    below = {n.text for s in walk(group) if isinstance(s, Script) and s.sub is not None
             for n in walk(s.sub) if isinstance(n, Name)}
    for node in walk(group):
        if not isinstance(node, Name) or node.style not in STYLES:
            continue
        if node.text in below | FIXED | scan.bound | scan.sizes:
            continue
        role = scan.known.get(node.text)
        if scan[node.text].called or getattr(role, "definition", None) is not None:
            continue
        if getattr(role, "domain", "") in NUMBERS and getattr(role, "source", "") != "declared":
            yield node.text
