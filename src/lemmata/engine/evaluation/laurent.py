"""Polynomials in t and 1/t with coefficients in balls."""

from __future__ import annotations

from typing import Any

import flint

arb = flint.arb
Laurent = dict[int, Any]  # power of t -> coefficient


def never_negative(coefficients: Laurent, start: Any) -> bool:
    """Whether a polynomial in t, t**-1 is certainly >= 0 for all t >= start.

    >>> never_negative({2: arb(1), 1: arb(-3)}, arb(4)), never_negative({1: arb(-1), 0: arb(9)}, arb(4))
    (True, False)
    """
    if not coefficients:
        return True
    lowest = min(0, *coefficients)
    plain = [arb(0)] * (max(coefficients) - lowest + 1)
    for power, factor in coefficients.items():
        plain[power - lowest] = factor
    shifted = flint.arb_poly(plain)(flint.arb_poly([start, 1]))
    return all(c >= 0 for c in shifted.coeffs())


def plus(a: Laurent, b: Laurent) -> Laurent:
    return {k: a.get(k, arb(0)) + b.get(k, arb(0)) for k in sorted({*a, *b})}


def product_of(a: Laurent, b: Laurent) -> Laurent:
    total: Laurent = {}
    for i, x in a.items():
        for j, y in b.items():
            total[i + j] = total.get(i + j, arb(0)) + x * y
    return total


def slope(a: Laurent) -> Laurent:
    return {k - 1: c * k for k, c in a.items() if k}
