"""Differences of digamma functions of positive numbers without what cancels in them.

By the recurrence (Abramowitz and Stegun, 6.3.6), psi(v + h) - psi(v) is the sum over k < m of
h/((v + k)(v + h + k)) and the same difference at v + m, of which Stirling's series (6.3.18) is taken term by term: each
is h times what has no opposite signs.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from lemmata.engine.expr import Expr, number
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known

STEPS = 10  # of the recurrence, after which the terms below leave less than the last digit
HALF = Fraction(1, 2)
# psi(x) = log x - 1/(2 x) - the sum of these over x^2, x^4, ...
TERMS = (Fraction(1, 12), Fraction(-1, 120), Fraction(1, 252), Fraction(-1, 240), Fraction(1, 132),
         Fraction(-691, 32760), Fraction(1, 12), Fraction(-3617, 8160))


def difference(u: Expr, v: Expr, h: Expr) -> Expr:
    """digamma(u) - digamma(v) of u = v + h.

    >>> from lemmata.engine.expr import symbol
    >>> x, y = symbol("x", domain="positive"), symbol("y", domain="positive")
    >>> difference(x + y, x, y).op
    'add'
    """
    if known(h, "nonnegative"):
        found = _above(v, u, h)
    elif known(h, "nonpositive"):
        found = -_above(u, v, -h)
    else:
        found = apply("sign", h) * _above(apply("minimum", u, v), apply("maximum", u, v), apply("abs", h))
    if known(u, "positive") and known(v, "positive"):
        return found
    return apply("where", apply("gt", apply("minimum", u, v), 0), found, apply("digamma", u) - apply("digamma", v))


def _above(v: Expr, u: Expr, h: Expr) -> Expr:
    steps = [h / (u + k) / (v + k) if k else h / u / v for k in range(STEPS)]
    return reduce(lambda a, b: a + b, [*steps, _large(v + STEPS, u + STEPS, h)])


def _large(v: Expr, u: Expr, h: Expr) -> Expr:
    """By the series, of x^-2k - y^-2k as (x^-2 - y^-2) times what is left of it."""
    a, b = 1 / u, 1 / v
    left, power, total = number(1), b * b, number(TERMS[0])
    for term in TERMS[1:]:
        left = a * a * left + power
        power = power * (b * b)
        total = total + number(term) * left
    return apply("log1p", h / v) + h * a * b * (number(HALF) + (a + b) * total)
