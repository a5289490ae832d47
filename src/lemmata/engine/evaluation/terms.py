"""What is known of a function for all t >= N: terms C t**a exp(E(t)) above and below it, compared and added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lemmata.engine.evaluation.laurent import Laurent, arb, never_negative, plus

QUARTER = arb(1) / 4  # log t <= 4 t**(1/4)


class NoBound(Exception):
    """No rule bounds this expression."""


class NoRule(NoBound):
    """There is none from any start on."""


@dataclass(frozen=True)
class Term:
    """C t**a exp(E(t)); E has only positive powers."""

    factor: Any
    power: Any
    exponent: tuple[tuple[int, Any], ...] = ()

    def times(self, other: Term) -> Term:
        return Term(self.factor * other.factor, self.power + other.power, _add(self.exponent, other.exponent))

    def raised(self, power: Any) -> Term:
        exponent = tuple((k, c * power) for k, c in self.exponent)
        return Term(self.factor**power, self.power * power, exponent)


@dataclass(frozen=True)
class Growth:
    """What is known of f for t >= N: |f| <= upper, |f| >= lower, its sign, and f itself where it is a polynomial.

    `parts`: a polynomial and what is left of f without it, which a sum is made of.
    """

    upper: Term
    lower: Term | None = None
    sign: int = 0
    laurent: Laurent | None = None
    parts: tuple[Laurent, Growth] | None = None


def _add(a: tuple[tuple[int, Any], ...], b: tuple[tuple[int, Any], ...]) -> tuple[tuple[int, Any], ...]:
    total = dict(a)
    for power, factor in b:
        total[power] = total.get(power, arb(0)) + factor
    return tuple(sorted(total.items()))


class Sums:
    """What bounds of sums need, for t >= start."""

    def __init__(self, start: int):
        self.start = arb(start)

    def of_laurent(self, p: Laurent) -> Growth:
        p = {k: c for k, c in p.items() if not c.is_zero()}
        if not p:
            return Growth(Term(arb(0), arb(0)), None, 0, {})
        top = max(p)
        total = arb(0)
        for power, factor in p.items():
            total += abs(factor) * self.start ** (power - top)
        rest = total - abs(p[top])
        least = abs(p[top]) - rest
        lower = Term(least, arb(top)) if least > 0 else None
        sign = 0 if lower is None else 1 if p[top] > 0 else -1
        return Growth(Term(total, arb(top)), lower, sign, p)

    def constant(self, value: Any) -> Growth:
        if not value.is_finite():
            raise NoBound("a constant in it is not finite")
        return self.of_laurent({0: value})

    def at_most(self, a: Term, b: Term) -> bool:
        """Whether exp(E) t**a of one term is below the other's for all t >= N."""
        gap = dict(_add(b.exponent, tuple((k, -c) for k, c in a.exponent)))
        return never_negative(gap, self.start)

    def larger(self, a: Term, b: Term) -> Term:
        """A bound on the sum of two terms."""
        if a.factor.is_zero():
            return b
        if b.factor.is_zero():
            return a
        for one, two in ((a, b), (b, a)):
            if self.at_most(one, two):
                return Term(one.factor + two.factor, one.power.max(two.power), two.exponent)
        raise NoBound("two terms whose growth can't be compared")

    def add(self, a: Growth, b: Growth) -> Growth:
        if a.laurent is not None and b.laurent is not None:
            return self.of_laurent(plus(a.laurent, b.laurent))
        try:
            total = self._sum(a, b)
        except NoBound:  # terms of one sign are no less than one of them, however large they are
            same = a.sign and a.sign == b.sign
            lower = self._better(a.lower, b.lower) if same else None
            total = Growth(Term(arb.pos_inf(), arb(0)), lower, a.sign if same else 0)
        for plain, rest in ((a, b), (b, a)):
            if plain.laurent is not None:
                power, left = rest.parts or ({}, rest)
                total = replace(total, parts=(plus(plain.laurent, power), left))
        return total

    def _sum(self, a: Growth, b: Growth) -> Growth:
        same = a.sign and a.sign == b.sign
        lower = self._better(a.lower, b.lower) if same else None
        if not same:
            for big, small in ((a, b), (b, a)):
                lower = self._dominant(big, small)
                if lower is not None:
                    return Growth(self.larger(a.upper, b.upper), lower, big.sign)
        return Growth(self.larger(a.upper, b.upper), lower, a.sign if same else 0)

    def _better(self, a: Term | None, b: Term | None) -> Term | None:
        """The larger of two lower bounds, as far as they can be compared."""
        if a is None or b is None:
            return a or b
        return b if self.at_most(a, b) and a.power <= b.power else a

    def _dominant(self, big: Growth, small: Growth) -> Term | None:
        """A lower bound on |big| - |small| where the one is a constant at least and the other smaller."""
        if big.lower is None or not big.sign or big.lower.exponent or not (big.lower.power >= 0):
            return None
        least = big.lower.factor - self.supremum(small.upper)
        return Term(least, arb(0)) if least > 0 else None

    def supremum(self, term: Term) -> Any:
        """An upper bound over all t >= N; infinite where there is none."""
        falling: Laurent = {0: -term.power}
        for power, factor in term.exponent:
            falling[power] = -power * factor
        if never_negative(falling, self.start):
            return self.value(term)
        return arb.pos_inf()

    def value(self, term: Term) -> Any:
        """The term at t = N."""
        exponent = arb(0)
        for power, factor in term.exponent:
            exponent += factor * self.start**power
        return term.factor * self.start**term.power * exponent.exp()
