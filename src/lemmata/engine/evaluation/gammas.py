"""Bounds on products with gamma functions above and below: binomial coefficients, ratios of factorials.

Alone each grows faster than any bound of ours; Gamma(t + a) / Gamma(t + b) lies between two polynomials.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import flint

from lemmata.engine.evaluation.bounds import Bounder
from lemmata.engine.evaluation.terms import Growth, NoBound
from lemmata.engine.expr import Apply, Expr, Number
from lemmata.engine.ops import OPS
from lemmata.engine.ops.balls import only_integer

arb = flint.arb
MOST = 64  # factors of a polynomial
_POWERS = 4
_STEEPEST = 8
_MADE = ("factorial", "binomial", "beta")


@dataclass(frozen=True)
class Quotient:
    """Gamma functions of the variable above and below, by their arguments, and all other factors above and below."""

    above: tuple[Expr, ...]
    below: tuple[Expr, ...]
    factors: tuple[Expr, ...]
    divisors: tuple[Expr, ...]

    @property
    def needs(self) -> tuple[Expr, ...]:
        return (*self.above, *self.below, *self.factors, *self.divisors)

    def bound(self, bounder: Bounder, args: Sequence[Growth]) -> Growth:
        """The growth of the product from that of what it needs."""
        counts = [len(part) for part in (self.above, self.below, self.factors, self.divisors)]
        ends = [sum(counts[:k]) for k in range(5)]
        above, below, factors, divisors = (args[low:high] for low, high in itertools.pairwise(ends))
        total = _gammas(bounder, [_line(a) for a in above], [_line(b) for b in below])
        for factor in factors:
            total = bounder.mul(total, factor)
        for divisor in divisors:
            total = bounder.div(total, divisor)
        return total


@lru_cache(maxsize=1024)
def quotient(node: Expr, name: str) -> Quotient | None:
    """The gamma functions of a product, where some of the opened variable stand above and below; None elsewhere.

    >>> from lemmata.engine.expr import fresh_index, integer
    >>> from lemmata.engine.ops import apply
    >>> k = fresh_index()
    >>> found = quotient(apply("binomial", integer(k) + 2, 2), str(k))
    >>> found is not None and (len(found.above), len(found.below), len(found.divisors))
    (1, 1, 1)
    """
    if not isinstance(node, Apply) or node.rank:
        return None
    above: list[Expr] = []
    below: list[Expr] = []
    factors: list[Expr] = []
    divisors: list[Expr] = []
    stack: list[tuple[Expr, bool]] = [(node, True)]
    while stack:
        part, up = stack.pop()
        args = part.args if isinstance(part, Apply) and name in part.free else ()
        op = part.op if isinstance(part, Apply) and args else ""
        if op in _MADE:
            body = OPS[op].body
            assert body is not None, "each of these is made of gamma functions"
            stack.append((body(*args), up))
        elif op == "mul":
            stack += [(one, up) for one in args]
        elif op == "div":
            stack += [(args[0], up), (args[1], not up)]
        elif op == "pow" and isinstance(args[1], Number) and args[1].value in range(1, _POWERS):
            stack += [(args[0], up)] * int(args[1].value)
        elif op == "gamma":
            (above if up else below).append(args[0])
        else:
            (factors if up else divisors).append(part)
    found = Quotient(tuple(above), tuple(below), tuple(factors), tuple(divisors))
    return found if below and len(above) + len(below) > 1 else None


def _line(growth: Growth) -> tuple[int, Any]:
    """m and c of an argument m t + c with a whole number m."""
    line = growth.laurent
    slope = None if line is None or not set(line) <= {0, 1} else only_integer(line.get(1, arb(0)))
    if line is None or slope is None or abs(slope) > _STEEPEST:
        raise NoBound("a gamma function of what is not m t + c")
    return int(slope), line.get(0, arb(0))


def _gammas(bounder: Bounder, above: Sequence[tuple[int, Any]], below: Sequence[tuple[int, Any]]) -> Growth:
    """The growth of a quotient of gamma functions of m t + c."""
    total = bounder.constant(arb(1))
    turned = [(-m, 1 - c) for m, c in below if m < 0]  # 1 / Gamma(x) = Gamma(1 - x) sin(pi x) / pi
    for _ in turned:
        total = bounder.mul(total, bounder.bounded(1 / arb.pi()))
    if any(m < 0 for m, _ in above):
        raise NoBound("a gamma function that has poles")
    plain: list[list[Any]] = []
    for lines, sign in (([*above, *turned], 1), ([one for one in below if one[0] >= 0], -1)):
        plain.append([])
        for m, c in lines:
            if m == 0:
                total = (bounder.mul if sign > 0 else bounder.div)(total, bounder.constant(c.gamma()))
                continue
            # Gamma(m x) = (2 pi)^((1 - m)/2) m^(m x - 1/2) Gamma(x) Gamma(x + 1/m) ... Gamma(x + (m - 1)/m)
            plain[-1] += [(c + k) / m for k in range(m)]
            rate, middle = m * arb(m).log(), (c - arb(1) / 2) * arb(m).log() + (1 - m) * (2 * arb.pi()).log() / 2
            total = bounder.mul(total, bounder.exp(bounder.of_laurent({0: sign * middle, 1: sign * rate})))
    over, under = (sorted(offsets, key=lambda c: float(c.mid())) for offsets in plain)
    if len(over) > len(under):
        raise NoBound("more gamma functions above than below")
    for a, b in zip(over, under):
        total = bounder.mul(total, _ratio(bounder, a, b))
    for b in under[len(over):]:
        total = bounder.div(total, bounder.factorial(bounder.of_laurent({0: b - 1, 1: arb(1)})))
    return total


def _ratio(bounder: Bounder, a: Any, b: Any) -> Growth:
    """Gamma(t + a) / Gamma(t + b), between polynomials, as the gamma function rises from 2 on."""
    most, least = ((a - b).upper().ceil(), (a - b).lower().floor())
    ends = [only_integer(end) for end in (most, least)]
    if any(end is None or abs(end) > MOST for end in ends):
        raise NoBound("a quotient of gamma functions far apart")
    high, low = (int(end) for end in ends if end is not None)
    if not (bounder.start + a >= 2 and bounder.start + b >= 2 and bounder.start + b + low >= 2):
        raise NoBound("a gamma function near its poles")
    upper, lower = _rising(bounder, b, high), _rising(bounder, b, low)
    return Growth(upper.upper, lower.lower, 1)


def _rising(bounder: Bounder, b: Any, count: int) -> Growth:
    """Gamma(t + b + count) / Gamma(t + b)"""
    product = bounder.constant(arb(1))
    for k in range(count) if count >= 0 else range(count, 0):
        factor = bounder.of_laurent({0: b + k, 1: arb(1)})
        product = bounder.mul(product, factor) if count >= 0 else bounder.div(product, factor)
    return product
