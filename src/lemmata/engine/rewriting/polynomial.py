"""Polynomials over canonical factors: what the canonical form is made of.

A monomial is a sorted tuple of (base, exponent), both canonical expressions; a polynomial maps
monomials to exact coefficients. `exp(x)` is the base e with exponent x, so products of
exponentials merge by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from lemmata.engine.expr import Constant, Expr, Int, Number, Size, constant, number
from lemmata.engine.ops import apply

Pair = tuple[Expr, Expr]  # base, exponent
Monomial = tuple[Pair, ...]
Polynomial = dict[Monomial, Fraction]

ZERO, ONE = number(0), number(1)
E = constant("e")


class Undecided(Exception):
    """A cap was reached, or the form has no canonical representative; the reason is the message."""


class Steps:
    """Counts elementary steps; past the cap the answer is undecided, never late."""

    def __init__(self, steps: int = 100_000):
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise Undecided("the canonical form is larger than the budget of steps")


def level_name(level: int, dim: Size | None = None) -> str:
    """The canonical name of a variable opened at a level; an index over 0 <= i < dim carries its range."""
    return f"%c{level}" if dim is None else f"%c{level}<{dim}>"


def level_of(name: str) -> int | None:
    """The level that a canonical name tells, None for other names."""
    return int(name[2:].partition("<")[0]) if name.startswith("%c") else None


def next_level(names: Iterable[str]) -> int:
    """The first level that none of the names uses."""
    levels = (level_of(name) for name in names)
    return max((level + 1 for level in levels if level is not None), default=0)


def of_number(value: Fraction | int) -> Polynomial:
    return {(): Fraction(value)} if value else {}


def of_factor(base: Expr, exponent: Expr = ONE) -> Polynomial:
    return {((base, exponent),): Fraction(1)}


def add(*polynomials: Polynomial) -> Polynomial:
    total = dict(polynomials[0])
    for polynomial in polynomials[1:]:
        for monomial, factor in polynomial.items():
            value = total.get(monomial, 0) + factor
            if value:
                total[monomial] = value
            else:
                total.pop(monomial, None)
    return total


def scale(polynomial: Polynomial, factor: Fraction | int) -> Polynomial:
    return {m: c * factor for m, c in polynomial.items()} if factor else {}


def sort_key(pair: tuple[Expr, Expr]) -> tuple[bytes, bytes]:
    return pair[0].digest, pair[1].digest


def sorted_terms(polynomial: Polynomial) -> list[tuple[Monomial, Fraction]]:
    """Terms in an order that depends on nothing but their content."""
    return sorted(polynomial.items(), key=lambda term: [sort_key(pair) for pair in term[0]])


def single(polynomial: Polynomial) -> tuple[Monomial, Fraction] | None:
    """The one term, where there is just one."""
    return next(iter(polynomial.items())) if len(polynomial) == 1 else None


def constant_of(polynomial: Polynomial) -> Fraction | None:
    """The value of a polynomial without factors."""
    if not polynomial:
        return Fraction(0)
    term = single(polynomial)
    return term[1] if term and term[0] == () else None


def size_of(polynomial: Polynomial) -> Size | None:
    """The size that sums and products of sizes with whole factors are; None for all else.

    >>> from lemmata.engine.expr import integer
    >>> str(size_of({((integer("i"), ONE),): Fraction(2), (): Fraction(1)})), size_of({(): Fraction(1, 2)})
    ('2*i + 1', None)
    """
    total = Size.of(0)
    for monomial, factor in polynomial.items():
        if factor.denominator != 1:
            return None
        term = Size.of(int(factor))
        for base, exponent in monomial:
            if not isinstance(base, Int) or not isinstance(exponent, Number) or exponent.value not in range(1, 9):
                return None
            for _ in range(int(exponent.value)):
                term = term * base.size
        total = total + term
    return total


def product_of(pairs: Iterable[tuple[Expr, Expr]]) -> Expr | None:
    """The product of powers as an expression; None for the empty one."""
    result: Expr | None = None
    for base, exponent in pairs:
        factor = base if exponent is ONE else apply("pow", base, exponent)
        if isinstance(base, Constant) and base.name == "e":
            factor = apply("exp", exponent)
        result = factor if result is None else apply("mul", result, factor)
    return result


def to_expr(polynomial: Polynomial) -> Expr:
    """The canonical expression of a polynomial: sorted terms of sorted factors."""
    total: Expr | None = None
    for monomial, factor in sorted_terms(polynomial):
        term = product_of(monomial)
        if term is None:
            term = number(factor)
        elif factor != 1:
            term = apply("mul", number(factor), term)
        total = term if total is None else apply("add", total, term)
    return number(0) if total is None else total


def integer_value(node: Expr) -> int | None:
    """The value of an exponent that is a plain integer."""
    if isinstance(node, Number) and node.value.denominator == 1:
        return int(node.value)
    return None
