"""Powers and exponentials of polynomials, each where it holds.

Identities that need a sign (log(ab) = log a + log b, (ab)^(1/2) = a^(1/2) b^(1/2)) are used only
where the sign is certain; otherwise the factor stays whole.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import gcd

from sympy import factorint

from lemmata.engine.expr import Apply, Expr, Number, number
from lemmata.engine.ops import apply
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.polynomial import ONE, ZERO, E, Monomial, Polynomial, Undecided, integer_value
from lemmata.engine.rewriting.products import Products, whole_power

LARGEST_FACTORED = 10**12


class Powers(Products):
    """Powers and exponentials of canonical polynomials."""

    def power(self, base: Polynomial, exponent: Polynomial) -> Polynomial:
        """base ** exponent, distributed where that holds."""
        value = poly.constant_of(exponent)
        whole = value is not None and value.denominator == 1 and value >= 0
        if whole and (len(base) != 1 or () in base):
            return self.integer_power(base, int(value))  # type: ignore[arg-type]
        if not base:
            if value is None:
                raise Undecided("a power of zero with an unknown exponent")
            if value < 0:
                raise Undecided("division by zero")
            return {}
        term = poly.single(base)
        if term is not None:
            return self._monomial_power(term[0], term[1], exponent)
        content, common, rest = self.split(base, signed=value is not None and value.denominator == 1)
        result = poly.of_factor(poly.to_expr(rest), poly.to_expr(exponent))
        if content == 1 and common == ():
            return result
        return self.multiply(self._monomial_power(common, content, exponent), result)

    def _monomial_power(self, monomial: Monomial, factor: Fraction, exponent: Polynomial) -> Polynomial:
        value = poly.constant_of(exponent)
        whole = value is not None and value.denominator == 1
        result, rest, sign = poly.of_number(1), [], 1
        if whole:
            result = poly.of_number(whole_power(factor, int(value)))  # type: ignore[arg-type]
        elif factor > 0:
            result = self._number_symbolic(factor, exponent)
        else:
            sign = -1
            result = self._number_symbolic(-factor, exponent)
        for base, power in monomial:
            new = self._scaled(power, exponent)
            if base is E:
                piece = self.exp(new)
            elif whole or self.nonnegative(base, ONE) or _is_root(power):
                piece = self.raised(base, new)
            elif (integer_value(power) or 1) % 2 == 0:
                piece = self.raised(apply("abs", base), new)
            else:
                rest.append((base, power))
                continue
            result = self.multiply(result, piece)
        if rest or sign < 0:
            inner: Polynomial = {tuple(rest): Fraction(sign)}
            if sign < 0 and not rest and value is not None:
                raise Undecided("a root of a negative number")
            result = self.multiply(result, poly.of_factor(poly.to_expr(inner), poly.to_expr(exponent)))
        return result

    def _scaled(self, power: Expr, exponent: Polynomial) -> Polynomial:
        return exponent if power is ONE else self.multiply(self.polynomial(power), exponent)

    def raised(self, base: Expr, exponent: Polynomial) -> Polynomial:
        power = poly.to_expr(exponent)
        folded = self.fold(base, power)
        return poly.of_factor(base, power) if folded is None else folded

    def _number_symbolic(self, value: Fraction, exponent: Polynomial) -> Polynomial:
        result = poly.of_number(1)
        for prime, count in primes(value):
            power = poly.scale(exponent, count)
            fixed = poly.constant_of(power)
            # 2**(n+1) is 2 * 2**n: the constant part of the exponent joins the coefficient.
            if fixed is None and () in power:
                result = self.multiply(result, self.number_power(prime, power[()]))
                power = {m: c for m, c in power.items() if m != ()}
            piece = (self.number_power(prime, fixed) if fixed is not None
                     else poly.of_factor(number(prime), poly.to_expr(power)))
            result = self.multiply(result, piece)
        return result

    def nonnegative(self, base: Expr, power: Expr) -> bool:
        """Whether base ** power is certainly nonnegative wherever it is real."""
        whole = integer_value(power)
        if base is E or (whole is not None and whole % 2 == 0) or (isinstance(power, Number) and whole is None):
            return True
        return self.knows(base, "nonnegative") or self.knows(base, "positive")

    def split(self, base: Polynomial, signed: bool) -> tuple[Fraction, Monomial, Polynomial]:
        """content * common * rest: a primitive polynomial and what all its terms share.

        The content takes the sign of the leading term where `signed`; common factors are taken out
        of bases with number exponents (for roots: nonnegative ones), and one power of e, chosen so
        that e^a + e^b has the same rest however it was scaled.
        """
        terms = list(base.items())
        shared: dict[Expr, Fraction] = {}
        first = dict(terms[0][0])
        for factor in first:
            powers = [dict(m).get(factor) for m, _ in terms]
            if factor is not E and all(isinstance(p, Number) for p in powers) and (
                    signed or self.nonnegative(factor, ONE)):
                shared[factor] = min(p.value for p in powers)  # type: ignore[union-attr]
        common: Monomial = tuple(sorted(((f, number(p)) for f, p in shared.items()), key=poly.sort_key))
        if common:
            inverse: Polynomial = {tuple((f, number(-shared[f])) for f, _ in common): Fraction(1)}
            base = self.multiply(base, inverse)
        common, base = self._shift_exponential(common, base)
        values = list(base.values())
        content = Fraction(reduce(gcd, (v.numerator for v in values)),
                           reduce(lambda a, b: a * b // gcd(a, b), (v.denominator for v in values)))
        if signed and self.leading(base) < 0:
            content = -content
        return content, common, poly.scale(base, 1 / content)

    def _shift_exponential(self, common: Monomial, base: Polynomial) -> tuple[Monomial, Polynomial]:
        exponents = {dict(m).get(E, ZERO) for m in base}
        if exponents == {ZERO} or len(base) > 6:
            return common, base
        bare = {e: self.multiply(base, self.exp(poly.scale(self.polynomial(e), -1))) for e in exponents}
        looks = {e: sorted(map(self.made_of, rest)) for e, rest in bare.items()}
        least = min(looks.values())
        alike = [e for e in sorted(exponents) if looks[e] == least]
        exponent = alike[0]
        if len(alike) > 1:  # their names alone would tell them apart: the one in the middle
            middle = poly.scale(poly.add(*map(self.polynomial, alike)), Fraction(1, len(alike)))
            exponent = poly.to_expr(middle)
            bare[exponent] = self.multiply(base, self.exp(poly.scale(middle, -1)))
        if exponent is not ZERO:
            common = tuple(sorted((*common, (E, exponent)), key=poly.sort_key))
        return common, bare[exponent]

    def exp(self, exponent: Polynomial) -> Polynomial:
        """e ** exponent; a term c*log(b) of the exponent becomes b**c."""
        result, rest = poly.of_number(1), {}
        for monomial, factor in exponent.items():
            logs = [p for p in monomial if isinstance(p[0], Apply) and p[0].op == "log" and p[1] is ONE]
            if len(logs) == 1:
                others = {tuple(p for p in monomial if p is not logs[0]): factor}
                inner = self.polynomial(logs[0][0].args[0])  # type: ignore[attr-defined]
                result = self.multiply(result, self.power(inner, others))
            else:
                rest[monomial] = factor
        if rest:
            result = self.multiply(result, poly.of_factor(E, poly.to_expr(rest)))
        return result


def _is_root(power: Expr) -> bool:
    """A fractional power is real only where its base is nonnegative."""
    return isinstance(power, Number) and power.value.denominator != 1


def primes(value: Fraction) -> list[tuple[Fraction, int]]:
    """The factorisation of a positive rational; a huge one counts as prime."""
    if value == 1:
        return []
    if max(value.numerator, value.denominator) > LARGEST_FACTORED:
        return [(value, 1)]
    found = {**factorint(value.numerator), **{p: -k for p, k in factorint(value.denominator).items()}}
    return [(Fraction(int(p)), int(k)) for p, k in sorted(found.items()) if p != 1]


