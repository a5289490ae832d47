"""Fractions, and the derivatives that fractions of differentials are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lemmata.engine.readers.latex.syntax import Frac, Group, Nabla, Name, Node, Num, Product, Script, Slope

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.parse import Parser


def fraction(p: Parser, start: int) -> Node:
    num, den = p.argument(), p.argument()
    if _is_variation(num, den):
        raise p.error("a functional derivative", "the derivative by a number or an array")
    slope = slope_of(num, den)
    if slope is not None and not isinstance(slope, Product):
        return replace(slope, span=p.since(start))
    return Frac(num, den, span=p.since(start))


def _marker(node: Node) -> tuple[str, int] | None:
    """d, d^2, \\partial, \\partial^2: which one and its power."""
    if isinstance(node, Name) and node.text == "d" and node.style in ("italic", "upright"):
        return "d", 1
    if isinstance(node, Nabla) and node.kind == "partial" and node.sub is None and node.sup is None:
        return "partial", node.order
    if isinstance(node, Script) and node.sub is None and isinstance(node.sup, Num) and not node.primes:
        inner = _marker(node.base)
        return (inner[0], int(node.sup.text)) if inner and node.sup.text.isdigit() else None
    return None


def _is_variation(num: Node, den: Node) -> bool:
    """\\delta F / \\delta p(x): the derivative of a functional by the value of a function at a place."""
    above, below = (node.factors if isinstance(node, Product) else (node,) for node in (num, den))
    called = len(below) == 3 and isinstance(below[1], Name) and isinstance(below[2], Group) and below[2].open == "("
    return called and all(isinstance(part[0], Name) and part[0].text == "delta" for part in (above, below))


def slope_of(num: Node, den: Node) -> Node | None:
    """The derivative that a fraction of differentials is; None for any other fraction."""
    above = num.factors if isinstance(num, Product) else (num,)
    below = den.factors if isinstance(den, Product) else (den,)
    head = _marker(above[0])
    if head is None or _marker(below[0]) != (head[0], 1):
        return None
    over: list[tuple[Node, int]] = []
    at, total = 0, 0
    while at + 1 < len(below) and _marker(below[at]) == (head[0], 1) and total < head[1]:
        variable = below[at + 1]
        order = 1
        if isinstance(variable, Script) and isinstance(variable.sup, Num) and variable.sup.text.isdigit():
            order = int(variable.sup.text)
            bare = replace(variable, sup=None)
            variable = bare if bare.sub is not None or bare.primes else bare.base
        over.append((variable, order))
        total += order
        at += 2
    if head[1] == 1 and total > 1 and len(over) == 1:
        over, total = [(below[1], 1)], 1  # by a square: \\partial f / \\partial\\sigma^2
    if total != head[1]:
        return None
    rest = above[1:]
    arg = None if not rest else rest[0] if len(rest) == 1 else Product(rest, span=(rest[0].span[0], rest[-1].span[1]))
    slope = Slope(head[0], arg, tuple(over), total, span=(num.span[0], den.span[1]))
    if at < len(below):
        return Product((slope, *below[at:]), span=slope.span)
    return slope
