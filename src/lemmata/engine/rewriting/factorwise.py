"""Functions that go through a product factor by factor, where the signs are certain: logarithm and absolute value."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from lemmata.engine.expr import Expr, Number, number
from lemmata.engine.ops import apply
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.polynomial import ONE, E, Polynomial, Undecided, integer_value
from lemmata.engine.rewriting.powers import primes

if TYPE_CHECKING:
    from lemmata.engine.rewriting.canonical import Canonical


def log(form: Canonical, argument: Polynomial) -> Polynomial:
    """log of a polynomial; factors that are certainly nonnegative come out as terms."""
    value = poly.constant_of(argument)
    if value is not None and value <= 0:
        raise Undecided("the logarithm of a number that is not positive")
    content, common, rest = (form.split(argument, signed=False) if len(argument) > 1
                             else (*next(iter(argument.items()))[::-1], poly.of_number(1)))
    total: Polynomial = {}
    inside = list(common) if content < 0 else []
    for prime, count in primes(abs(content)):
        total = poly.add(total, poly.scale(poly.of_factor(apply("log", number(prime))), count))
    for base, power in () if content < 0 else common:
        whole = integer_value(power)
        if base is E:
            total = poly.add(total, form.polynomial(power))
        elif form.nonnegative(base, ONE) or (isinstance(power, Number) and whole is None):
            total = poly.add(total, form.multiply(form.polynomial(power), _of_base(base)))
        elif whole is not None and whole % 2 == 0:
            total = poly.add(total, poly.scale(poly.of_factor(apply("log", apply("abs", base))), whole))
        else:
            inside.append((base, power))
    remaining = form.multiply({tuple(inside): Fraction(1 if content > 0 else -1)}, rest)
    if poly.constant_of(remaining) != 1:
        total = poly.add(total, poly.of_factor(apply("log", poly.to_expr(remaining))))
    return total


def _of_base(base: Expr) -> Polynomial:
    if isinstance(base, Number):
        return poly.add({}, *(poly.scale(poly.of_factor(apply("log", number(p))), k)
                              for p, k in primes(base.value)))
    return poly.of_factor(apply("log", base))


def absolute(form: Canonical, argument: Polynomial) -> Polynomial:
    """|c m| = |c| |m|, factor by factor."""
    if not argument:
        return {}
    term = poly.single(argument)
    if term is None:
        if form.knows(poly.to_expr(argument), "nonnegative"):
            return argument
        sign = 1 if form.leading(argument) > 0 else -1
        return poly.of_factor(apply("abs", poly.to_expr(poly.scale(argument, sign))))
    result = poly.of_number(abs(term[1]))
    for base, power in term[0]:
        plain = form.nonnegative(base, power) or form.nonnegative(base, ONE)
        piece: Polynomial = {((base, power),): Fraction(1)} if plain else form.raised(
            apply("abs", base), form.polynomial(power))
        result = form.multiply(result, piece)
    return result
