"""Moments in their many spellings, brought to one: \\mathbb{E}X^2, \\mathbb{V}[X], \\mathrm{sd}(X), D(X), E(X)."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.functions import LAWS
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import base_of, fresh_letter, plain
from lemmata.engine.readers.latex.syntax import (
    Big,
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

BARS = ("X_bar", "Y_bar", "Z_bar")
COUNTS = ("n", "N", "m", "T")  # of the terms of a sample mean
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
        if letter == "E" and any(g.open == "[" and is_random(g) for g in groups):
            return scope.lookup(letter) is None  # E|XY| beside E[|X|^p]
        opens = ("(", "|") if letter == "E" else ("(",)
        return bool(groups) and scope.lookup(letter) is None and all(
            g.open in opens and not g.separators and is_random(g) for g in groups)

    def bare() -> bool:
        """Whether every italic E stands before a variable without brackets: EZ = 0, EXY, E|Z|."""
        behind = [g for p in products for f, g in zip(p.factors, p.factors[1:])
                  if isinstance(f, Name) and f.text == "E" and f.style == "italic"]
        return bool(behind) and scope.lookup("E") is None and all(
            is_random(g) if isinstance(g, Group) else
            isinstance(head := base_of(g), Name) and getattr(scope.lookup(head.text), "domain", "") == "variable"
            for g in behind)

    mean = italic("E") or bare()
    spread = italic("D") and (mean or others or any(_is_mean(n) for n in walk(tree)))

    def change(node: Node) -> Node:
        return _one_product(node, mean, spread) if isinstance(node, Product) else node

    return mapped(tree, change)


def with_sample_means(tree: Node, scope: Scope) -> Node:
    """The tree with \\bar{X}_n as the mean of X_1, ..., X_n, where nothing else says what it is."""
    nodes = list(walk(tree))
    bars = [n for n in nodes if isinstance(n, Script) and isinstance(n.base, Name) and n.base.text in BARS]
    bound = {n.text for b in nodes if isinstance(b, Big) and b.sub is not None for n in walk(b.sub)
             if isinstance(n, Name)}
    heads = [s.operands[0] for s in nodes if isinstance(s, Relation)]
    if not bars or any(not isinstance(b.sub, Name) or b.sub.text not in COUNTS or b.sub.text in bound for b in bars):
        return tree
    names = {label for b in bars if isinstance(b.base, Name) and isinstance(b.sub, Name)
             for label in (b.base.text, f"{b.base.text}_{b.sub.text}")}
    letter = fresh_letter(tree)
    if not letter or any(scope.lookup(name) is not None for name in names) or any(b is h for b in bars for h in heads):
        return tree

    def change(node: Node) -> Node:
        if not isinstance(node, Script) or not isinstance(node.base, Name) or node.base.text not in BARS:
            return node
        if node.sub is None or node.primes:
            return node
        place = Name(letter, span=node.span)
        entry = Script(Name(node.base.text[0], span=node.span), place, None, span=node.span)
        below = Relation((place, Num("1", span=node.span)), ("=",), span=node.span)
        total = Big("sum", below, node.sub, entry, span=node.span)
        mean = Group("(", ")", (Frac(total, node.sub, span=node.span),), span=node.span)
        return mean if node.sup is None else Script(mean, None, node.sup, span=node.span)

    return mapped(tree, change)


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
