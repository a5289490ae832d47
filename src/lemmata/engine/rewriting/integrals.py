"""Integrals of powers times exponentials over a line or half-line, in closed form.

int_0^inf x^p e^(-b x) dx   = Gamma(p + 1) b^-(p + 1)                         (p > -1, b > 0)
int_0^inf x^p e^(-a x^2) dx = Gamma((p + 1)/2) a^(-(p + 1)/2) / 2             (p > -1, a > 0)
int_R x^n e^(-a x^2 + b x) dx = sqrt(pi/a) e^(b^2/(4a)) E[(b/(2a) + Z/sqrt(2a))^n]   (n = 0, 1, ..., a > 0)
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, factorial, prod
from typing import TYPE_CHECKING

from lemmata.engine.expr import Constant, Expr, Number, constant, number
from lemmata.engine.ops import apply
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.polynomial import E, Monomial, Polynomial, integer_value

if TYPE_CHECKING:
    from lemmata.engine.rewriting.canonical import Canonical

LARGEST_GAMMA = 40


def closed_integral(form: Canonical, name: str, monomial: Monomial, ends: tuple[Expr, ...]) -> Polynomial | None:
    """The integral of one product over the variable `name`, or None where it is not of these kinds."""
    low, high = ends
    if not _is_infinite(high):
        return None
    power, exponents = number(0), {0: {}, 1: {}, 2: {}}  # type: tuple[Expr, dict[int, Polynomial]]
    for base, exponent in monomial:
        if base is E:
            found = _by_degree(form, exponent, name)
            if found is None:
                return None
            exponents = found
        elif getattr(base, "name", None) == name and name not in exponent.free:
            power = exponent
        else:
            return None
    constant_part = form.exp(exponents[0]) if exponents[0] else poly.of_number(1)
    if low is number(0):
        found_half = _half_line(form, power, exponents)
        return None if found_half is None else form.multiply(constant_part, found_half)
    if _is_minus_infinite(form, low):
        found_line = _line(form, power, exponents)
        return None if found_line is None else form.multiply(constant_part, found_line)
    return None


def _is_infinite(node: Expr) -> bool:
    return isinstance(node, Constant) and node.name == "inf"


def _is_minus_infinite(form: Canonical, node: Expr) -> bool:
    return getattr(node, "op", "") == "neg" and _is_infinite(node.children[0])


def _by_degree(form: Canonical, exponent: Expr, name: str) -> dict[int, Polynomial] | None:
    """The coefficients of an exponent that is at most quadratic in the variable."""
    parts: dict[int, Polynomial] = {0: {}, 1: {}, 2: {}}
    for monomial, factor in form.polynomial(exponent).items():
        degree = 0
        rest = []
        for base, power in monomial:
            if getattr(base, "name", None) == name:
                degree = integer_value(power) or -1
            elif name in base.free | power.free:
                return None
            else:
                rest.append((base, power))
        if degree not in parts:
            return None
        parts[degree] = poly.add(parts[degree], {tuple(rest): factor})
    return parts


def _half_line(form: Canonical, power: Expr, exponents: dict[int, Polynomial]) -> Polynomial | None:
    above = poly.add(form.polynomial(power), poly.of_number(1))
    if not form.knows(poly.to_expr(above), "positive"):
        return None
    if exponents[1] and not exponents[2]:
        rate, argument, scale = poly.scale(exponents[1], -1), above, Fraction(1)
    elif exponents[2] and not exponents[1]:
        rate, argument, scale = poly.scale(exponents[2], -1), poly.scale(above, Fraction(1, 2)), Fraction(1, 2)
    else:
        return None
    if not form.knows(poly.to_expr(rate), "positive"):
        return None
    gamma = form.polynomial(apply("gamma", poly.to_expr(argument)))
    return poly.scale(form.multiply(gamma, form.power(rate, poly.scale(argument, -1))), scale)


def _line(form: Canonical, power: Expr, exponents: dict[int, Polynomial]) -> Polynomial | None:
    count = integer_value(power)
    square = poly.scale(exponents[2], -1)
    if count is None or count < 0 or count > 20 or not square or not form.knows(poly.to_expr(square), "positive"):
        return None
    inverse = form.power(square, poly.of_number(-1))
    mean = poly.scale(form.multiply(exponents[1], inverse), Fraction(1, 2)) if exponents[1] else {}
    variance = poly.scale(inverse, Fraction(1, 2))
    moment: Polynomial = {}
    for k in range(0, count + 1, 2):
        double = prod(range(1, k, 2))
        term = form.multiply(form.integer_power(mean, count - k), form.integer_power(variance, k // 2))
        moment = poly.add(moment, poly.scale(term, comb(count, k) * double))
    root = form.power(form.multiply(form.polynomial(constant("pi")), inverse), poly.of_number(Fraction(1, 2)))
    shift = poly.scale(form.multiply(form.multiply(exponents[1], exponents[1]), inverse), Fraction(1, 4))
    result = form.multiply(root, moment)
    return form.multiply(form.exp(shift), result) if shift else result


def gamma_value(form: Canonical, argument: Expr) -> Polynomial | None:
    """Gamma at positive integers and half-integers."""
    if not isinstance(argument, Number) or not 0 < argument.value <= LARGEST_GAMMA:
        return None
    value = argument.value
    if value.denominator == 1:
        return poly.of_number(factorial(int(value) - 1))
    if value.denominator == 2:
        steps = int(value - Fraction(1, 2))
        factor = prod((Fraction(1, 2) + k for k in range(steps)), start=Fraction(1))
        return poly.scale(form.polynomial(apply("sqrt", constant("pi"))), factor)
    return None
