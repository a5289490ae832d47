"""Moments in their many spellings, brought to one: \\mathbb{E}X^2, \\mathbb{V}[X], \\mathrm{sd}(X), D(X), E(X)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from lemmata.engine.readers.latex.functions import LAWS
from lemmata.engine.readers.latex.subscripts import base_of, plain
from lemmata.engine.readers.latex.syntax import Function, Group, Name, Node, Product, Script, walk
from lemmata.engine.readers.scope import Scope

BRACKETS = ("(", "[", "{")
LETTERS = frozenset("XYZ")  # of random variables, where nothing else says that they are
FIRST = {"V": "Var", "D": "Var", "C": "Cov"}  # in blackboard bold
REST = {"ar": "Var", "ov": "Cov", "orr": "Corr"}  # after such a letter
DEVIATIONS = ("sd", "SD", "Sd", "StdDev", "stddev", "Stdev")


def with_averages(tree: Node, scope: Scope) -> Node:
    """The tree with each moment as one operator before one bracket."""
    products = [n for n in walk(tree) if isinstance(n, Product)]
    others = any(isinstance(n, Function) and n.name in LAWS for n in walk(tree))

    def is_random(group: Group) -> bool:
        names = {n.text for n in walk(group) if isinstance(n, Name)}
        return any(n in LETTERS or getattr(scope.lookup(n), "domain", "") == "variable" for n in names)

    def italic(letter: str) -> bool:
        """Whether an italic letter before parentheses is a moment here: everywhere before something random."""
        groups = [g for p in products for f, g in _calls(p) if isinstance(f, Name) and f.text == letter]
        return bool(groups) and scope.lookup(letter) is None and all(
            g.open == "(" and not g.separators and is_random(g) for g in groups)

    mean = italic("E")
    spread = italic("D") and (mean or others or any(_is_mean(n) for n in walk(tree)))

    def change(node: Node) -> Node:
        return _one_product(node, mean, spread) if isinstance(node, Product) else node

    return mapped(tree, change)


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with every node changed, those below first."""
    new: dict[str, Any] = {}
    for field in fields(node):
        old = getattr(node, field.name)
        if isinstance(old, (Node, tuple)):
            found = _inside(old, change)
            if found is not old:
                new[field.name] = found
    return change(replace(node, **new) if new else node)


def _inside(value: Any, change: Callable[[Node], Node]) -> Any:
    if isinstance(value, Node):
        return mapped(value, change)
    if isinstance(value, tuple):
        found = tuple(_inside(v, change) for v in value)
        return found if any(a is not b for a, b in zip(found, value)) else value
    return value


def _calls(product: Product) -> list[tuple[Node, Group]]:
    following = [f.base if isinstance(f, Script) else f for f in product.factors[1:]]
    return [(a, g) for a, g in zip(product.factors, following) if isinstance(g, Group)]


def _is_mean(node: Node) -> bool:
    """\\mathbb{E} or \\mathrm{E}, with what it is taken over below it."""
    head = base_of(node)
    if isinstance(node, Script) and (node.sup is not None or node.primes):
        return False
    return isinstance(head, Name) and head.text == "E" and head.style in ("bb", "upright")


def _one_product(node: Product, mean: bool, spread: bool) -> Node:
    factors = [_spelled(f, mean, spread) for f in node.factors]
    done: list[Node] = []
    at = 0
    while at < len(factors):
        head, following = factors[at], factors[at + 1] if at + 1 < len(factors) else None
        base = base_of(head)
        first = isinstance(base, Name) and base.style == "bb" and base.text in FIRST
        if first and isinstance(following, Name) and following.style == "upright" and following.text in REST:
            done.append(Function(REST[following.text], span=(head.span[0], following.span[1])))
            at += 2  # \mathbb{V}\mathrm{ar}
            continue
        group = following.base if isinstance(following, Script) else following
        bracket = isinstance(group, Group) and group.open in BRACKETS
        if isinstance(head, Name) and head.style == "bb" and head.text in FIRST and following is not None:
            head = Function(FIRST[head.text], span=head.span)
        done.append(head)
        at += 1
        if _is_mean(head) and following is not None and not bracket:
            stop = at + 1
            while stop < len(factors) and not _ends(factors[stop]):
                stop += 1
            inner = factors[at:stop]
            span = (inner[0].span[0], inner[-1].span[1])
            arg = inner[0] if len(inner) == 1 else Product(tuple(inner), span=span)
            done.append(Group("[", "]", (arg,), span=span))
            at = stop
    if len(done) == len(node.factors) and all(a is b for a, b in zip(done, node.factors)):
        return node
    return done[0] if len(done) == 1 else replace(node, factors=tuple(done))


def _ends(node: Node) -> bool:
    """Whether another moment begins here."""
    head = base_of(node)
    return _is_mean(node) or (isinstance(head, Function) and head.name in LAWS) or (
        isinstance(head, Name) and head.style == "bb" and head.text in (*FIRST, "P"))


def _spelled(node: Node, mean: bool, spread: bool) -> Node:
    if not isinstance(node, Name):
        return node
    if node.style == "upright" and node.text in DEVIATIONS:
        return Function("Std", span=node.span)
    if mean and node.text == "E" and node.style == "italic":
        return replace(node, style="bb")
    if spread and node.text == "D" and node.style == "italic":
        return Function("Var", span=node.span)
    return node


def powers_inside(group: Group) -> list[tuple[int, bool]]:
    """E(X - \\mu)^2 is of the square, E(XY)^2 the square of the mean, each perhaps the other; E(X)^2 is plain."""
    inner = plain(group)
    if group.open != "(" or len(group.items) != 1 or isinstance(inner, (Name, Script)):
        return [(0, False)]
    return [(0, False), (1, True)] if isinstance(inner, Product) else [(0, True), (1, False)]
