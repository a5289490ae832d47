"""Bounds |f| <= C t**a exp(E(t)) for all t >= N: one rule for each operation.

Every rule is an inequality that holds for all t >= N >= 1, in balls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lemmata.engine.evaluation.laurent import Laurent, arb, never_negative, plus, product_of, slope
from lemmata.engine.evaluation.terms import QUARTER, Growth, NoBound, Sums, Term
from lemmata.engine.ops.balls import only_integer
from lemmata.engine.ops.balls import whole as whole_of


class Bounder(Sums):
    """The rules, one a function, for t >= start."""

    def mul(self, a: Growth, b: Growth) -> Growth:
        if a.laurent is not None and b.laurent is not None:
            return self.of_laurent(product_of(a.laurent, b.laurent))
        lower = None if a.lower is None or b.lower is None else a.lower.times(b.lower)
        return Growth(a.upper.times(b.upper), lower, a.sign * b.sign)

    def div(self, a: Growth, b: Growth) -> Growth:
        if b.laurent is not None and len(b.laurent) == 1 and a.laurent is not None:
            (power, factor), = b.laurent.items()
            if factor != 0:
                return self.of_laurent({k - power: c / factor for k, c in a.laurent.items()})
        if b.lower is None:
            raise NoBound("a divisor that may be zero")
        lower = None if a.lower is None else a.lower.times(b.upper.raised(-1))
        return Growth(a.upper.times(b.lower.raised(-1)), lower, a.sign * b.sign)

    def neg(self, a: Growth) -> Growth:
        if a.laurent is not None:
            return self.of_laurent({k: -c for k, c in a.laurent.items()})
        parts = a.parts and ({k: -c for k, c in a.parts[0].items()}, self.neg(a.parts[1]))
        return replace(a, sign=-a.sign, parts=parts)

    def exp(self, a: Growth) -> Growth:
        if a.laurent is None and a.parts is not None:
            poly, left = a.parts
            return self.mul(self.exp(self.of_laurent(poly)), self.exp(left))
        if a.laurent is None:
            bound = self.supremum(a.upper)
            if bound.is_finite():
                least = arb(1) if a.sign > 0 else (-bound).exp()
                most = arb(1) if a.sign < 0 else bound.exp()
                return Growth(Term(most, arb(0)), Term(least, arb(0)), 1)
            if a.sign < 0:
                return Growth(self._of_growing(a.lower, -1), None, 1)
            if a.sign > 0:
                return Growth(Term(arb.pos_inf(), arb(0)), self._of_growing(a.lower, 1), 1)
            raise NoBound("an exponential of what is no polynomial")
        exponent = tuple((k, c) for k, c in sorted(a.laurent.items()) if k > 0)
        rest = arb(0)
        for power, factor in a.laurent.items():
            if power < 0:
                rest += abs(factor) * self.start**power
        middle = a.laurent.get(0, arb(0))
        return Growth(Term((middle + rest).exp(), arb(0), exponent), Term((middle - rest).exp(), arb(0), exponent), 1)

    def _of_growing(self, lower: Term | None, sign: int) -> Term:
        """exp(sign |f|) of what grows: a bound from |f| >= lower, above for sign -1 and below for sign 1.

        With e**y >= y**3 / 6 for y >= 0 the lower bound becomes a power of t.
        """
        power = factor = arb(0)
        if lower is not None:
            power, factor = lower.power, lower.factor
            if lower.exponent:
                top, rate = lower.exponent[-1]
                half = plus(dict(lower.exponent), {top: -rate / 2})
                if not (rate > 0 and never_negative(half, self.start)):
                    return Term(arb(1), arb(0))
                power, factor = power + 3 * top, factor * (rate / 2) ** 3 / 6
        whole = only_integer(power.floor())
        if whole is None or whole < 1 or not factor > 0 or not factor.is_finite():
            return Term(arb(1), arb(0))
        return Term(arb(1), arb(0), ((int(whole), sign * factor),))

    def log(self, a: Growth) -> Growth:
        if a.sign <= 0 or a.lower is None:
            raise NoBound("a logarithm of what may not be positive")
        factor = abs(a.upper.factor.log()).max(abs(a.lower.factor.log()))
        powers = abs(a.upper.power).max(abs(a.lower.power))
        total = Term(factor, arb(0))
        if not powers.is_zero():
            total = self.larger(total, Term(4 * powers, QUARTER))
        for exponent in (a.upper.exponent, a.lower.exponent):
            for power, coefficient in exponent:
                total = self.larger(total, Term(abs(coefficient), arb(power)))
        return Growth(total)

    def power(self, a: Growth, b: Growth) -> Growth:
        if b.laurent is not None and set(b.laurent) <= {0}:
            return self._fixed_power(a, b.laurent.get(0, arb(0)))
        if a.laurent is not None and set(a.laurent) <= {0} and b.laurent is not None:
            base = a.laurent.get(0, arb(0))
            if base > 0:
                return self.exp(self.of_laurent({k: c * base.log() for k, c in b.laurent.items()}))
            if never_negative(b.laurent, self.start):
                most = base.abs_upper()
                rate = most.log() if most > 0 else arb(-64)
                return Growth(self.exp(self.of_laurent({k: c * rate for k, c in b.laurent.items()})).upper)
        raise NoBound("a power whose base and exponent both vary")

    def _fixed_power(self, a: Growth, power: Any) -> Growth:
        whole = whole_of(power)
        if whole is not None and 0 <= whole <= 16 and a.laurent is not None:
            result: Laurent = {0: arb(1)}
            for _ in range(whole):
                result = product_of(result, a.laurent)
            return self.of_laurent(result)
        if whole is None and a.sign <= 0:
            raise NoBound("a power of what may not be positive")
        sign = 1 if a.sign > 0 or (whole is not None and whole % 2 == 0) else a.sign
        if power >= 0:
            return Growth(a.upper.raised(power), None if a.lower is None else a.lower.raised(power), sign)
        if a.lower is None:
            raise NoBound("a divisor that may be zero")
        return Growth(a.lower.raised(power), a.upper.raised(power), sign)

    def factorial(self, a: Growth) -> Growth:
        """x! >= (x / e)**x >= exp(x (log x0 - 1)) for x >= x0; no upper bound of this form."""
        x = a.laurent
        if x is None or a.sign <= 0 or not x or max(x) != 1 or not never_negative({**slope(x)}, self.start):
            raise NoBound("a factorial")
        first = arb(0)
        for power, factor in x.items():
            first += factor * self.start**power
        rate = first.log() - 1
        if not rate > 0:
            raise NoBound("a factorial of small numbers")
        grown = self.exp(self.of_laurent({k: c * rate for k, c in x.items()}))
        return Growth(Term(arb.pos_inf(), arb(0)), grown.lower, 1)

    def bounded(self, bound: Any, sign: int = 0) -> Growth:
        return Growth(Term(arb(bound), arb(0)), None, sign)

    def choice(self, condition: Any, a: Growth, b: Growth) -> Growth:
        if condition is not None:
            return a if condition else b
        return Growth(self.larger(a.upper, b.upper), None, a.sign if a.sign == b.sign else 0)

    def compare(self, op: str, a: Growth, b: Growth) -> bool | None:
        """A comparison that is the same for all t >= N; None: unknown."""
        if a.laurent is None or b.laurent is None:
            return None
        gap = plus(a.laurent, {k: -c for k, c in b.laurent.items()})
        positive = never_negative(gap, self.start)
        negative = never_negative({k: -c for k, c in gap.items()}, self.start)
        strictly = self.of_laurent(gap).sign
        equal = all(c.is_zero() for c in gap.values())
        answers: dict[str, bool | None] = {
            "ge": True if positive else False if strictly < 0 else None,
            "le": True if negative else False if strictly > 0 else None,
            "gt": True if strictly > 0 else False if negative else None,
            "lt": True if strictly < 0 else False if positive else None,
            "eq": False if strictly else True if equal else None,
            "ne": True if strictly else False if equal else None,
        }
        return answers[op]


RULES: dict[str, Callable[..., Growth]] = {
    "add": Bounder.add, "mul": Bounder.mul, "div": Bounder.div, "neg": Bounder.neg, "exp": Bounder.exp,
    "log": Bounder.log, "pow": Bounder.power, "factorial": Bounder.factorial,
    "sqrt": lambda self, a: self._fixed_power(a, arb(1) / 2),
    "abs": lambda self, a: self.neg(a) if a.sign < 0 else Growth(
        a.upper, a.lower, a.sign, a.laurent if a.sign else None),
    "sin": lambda self, a: self.bounded(1), "cos": lambda self, a: self.bounded(1),
    "tanh": lambda self, a: self.bounded(1, a.sign), "erf": lambda self, a: self.bounded(1, a.sign),
    "sigmoid": lambda self, a: self.bounded(1, 1), "atan": lambda self, a: self.bounded(2, a.sign),
    "sign": lambda self, a: self.bounded(1, a.sign),
    "maximum": lambda self, a, b: self.choice(None, a, b), "minimum": lambda self, a, b: self.choice(None, a, b),
    "relu": lambda self, a: Growth(a.upper, None, 0),
}
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
KLEENE: dict[str, Callable[..., bool | None]] = {
    "and": lambda a, b: False if a is False or b is False else None if a is None or b is None else True,
    "or": lambda a, b: True if a is True or b is True else None if a is None or b is None else False,
    "not": lambda a: None if a is None else not a,
}
KNOWN = frozenset((*RULES, *COMPARISONS, *KLEENE, "where"))
