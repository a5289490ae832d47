"""Sums whose first terms cancel where one thing is small: there their series, elsewhere as they are; also by entry."""

from __future__ import annotations

from fractions import Fraction

from lemmata.engine.expr import Apply, Constant, Expr, Number, number, postorder, symbol, symbols
from lemmata.engine.ops import OPS, apply
from lemmata.engine.rewriting.matching import flatten
from lemmata.engine.stability.candidates.series import polynomial, terms_of

COUNTS = (6, 12)  # terms that are not zero, of which the series has one more
MOST_NODES = 40  # of a sum that is tried
MOST_PARTS = 4  # that are tried as the small thing


def removable(node: Expr, digits: int, count: int = COUNTS[0]) -> Expr | None:
    """A sum in two branches: where a part of it is small, or large, by its series, whose rest is below the last digit.

    count  terms of the series; None where none cancel

    >>> x = symbol("x", ["n"])
    >>> removable(apply("sin", x) - x, 53).op, removable(apply("sin", x) + x, 53)
    ('where', None)
    >>> removable(x * apply("log1p", 1 / x) - 1, 53).args[0].op  # where x is large
    'gt'
    """
    if not isinstance(node, Apply) or node.op != "add":
        return None
    t = symbol("t%")
    parts = _parts(node)
    for part, large in [*((part, False) for part in parts), *((part, True) for part in parts)]:
        inner = _of_one(node, {part: 1 / t if large else t})
        if inner is None:
            continue
        terms = terms_of(inner, t)
        firsts = [terms_of(term, t)[:1] for term in flatten(inner)] if isinstance(inner, Apply) else []
        if not terms or not all(firsts) or min(first[0][0] for first in firsts) >= terms[0][0]:
            continue
        if count >= len(terms):
            return None
        size, radius = apply("abs", part), _radius(terms, count, digits)
        near = apply("gt", size, number(Fraction(f"{float(1 / radius):.1e}"))) if large else apply(
            "lt", size, number(radius))
        return apply("where", near, polynomial(terms[:count], 1 / part if large else part), node)
    return None


def _of_one(node: Expr, done: dict[Expr, Expr | None]) -> Expr | None:
    """An entry of a node as a function of one number, for which `done` has it; None where it is of more than that."""
    if node not in done:
        parts = [_of_one(child, done) for child in node.children] if isinstance(node, Apply) else []
        entrywise = isinstance(node, Apply) and OPS[node.op].elementwise and None not in parts
        done[node] = node if isinstance(node, Number) else apply(
            node.op, *parts, **node.params) if entrywise else None  # type: ignore[union-attr, arg-type]
    return done[node]


def _radius(terms: tuple[tuple[int, Fraction], ...], count: int, digits: int) -> Fraction:
    """Up to where each term that is left out is below the last digit of the first one, to two decimal digits."""
    (first, front), rest = terms[0], terms[count:]
    radius = min(float(abs(front / c) / 2 ** (digits + 2)) ** (1 / (power - first)) for power, c in rest)
    return Fraction(f"{0.95 * radius:.1e}")


def _parts(node: Expr) -> list[Expr]:
    """What a sum may be a function of alone, of its shape, the smallest first."""
    inside: dict[Expr, None] = {}
    stack = [node]
    while stack:
        here = stack.pop()
        if here in inside or isinstance(here, Number):
            continue
        inside[here] = None
        if isinstance(here, Constant) or len(inside) > MOST_NODES:
            return []
        if isinstance(here, Apply) and OPS[here.op].elementwise:
            stack += here.children
    fitting = [part for part in postorder(node) if part in inside and part is not node and part.shape == node.shape
               and part.sort == "real" and not part.free]
    whole = set(symbols(node))
    return [part for part in fitting if set(symbols(part)) == whole][:MOST_PARTS]
