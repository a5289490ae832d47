"""Normal hazards less their argument in sums, however these are written: k/erfcx(u) - sqrt(pi) k u."""

from __future__ import annotations

from functools import reduce

from lemmata.engine.expr import Expr, number, operands
from lemmata.engine.programs.quotients import is_op
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.rules.stability.hazards import ROOT_PI, excess


def hazards(node: Expr) -> Expr | None:
    """A sum in which a hazard and its argument cancel, by what is left of them; None where there are none.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x")
    >>> hazards(2 * x * apply("erfcx", x) - 2 / ROOT_PI) is not None, hazards(x + apply("erfcx", x))
    (True, None)
    """
    terms = operands(node, "add")
    for k, term in enumerate(terms):
        above, below = _factors(term)
        for factors, inverse in ((below, True), (above, False)):
            found = next((f for f in factors if is_op(f, "erfcx")), None)
            if found is None:
                continue
            rest = [f for f in factors if f is not found]
            u = found.children[0]
            front = _product(above) / _product(rest) if inverse else _product(rest) / _product(below)
            for j, other in enumerate(terms):
                less = other + ROOT_PI * u * front if inverse else front + ROOT_PI * u * other
                if j == k or other.shape != term.shape or not _zero(less):
                    continue
                value = front * excess(u) if inverse else other * (found * excess(u))
                total = reduce(lambda a, b: a + b, [t for i, t in enumerate(terms) if i not in (j, k)], value)
                return total if total.shape == node.shape else None
    return None


def _zero(expr: Expr) -> bool:
    return canonical(expr) is canonical(expr - expr)


def _product(factors: list[Expr]) -> Expr:
    one: Expr = number(1)
    return reduce(lambda a, b: a * b, factors, one)


def _factors(term: Expr) -> tuple[list[Expr], list[Expr]]:
    """What a term is a product of, and what it is divided by."""
    if is_op(term, "neg"):
        above, below = _factors(term.children[0])
        return [number(-1), *above], below
    if is_op(term, "mul"):
        parts = [_factors(f) for f in term.children]
        return [f for above, _ in parts for f in above], [f for _, below in parts for f in below]
    if is_op(term, "div"):
        (above, below), (over, under) = map(_factors, term.children)
        return above + under, below + over
    return [term], []
