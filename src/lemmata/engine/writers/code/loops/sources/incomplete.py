"""Incomplete gamma and beta functions, which `math` has not."""

from __future__ import annotations

import math


def gammainc(a: float, x: float) -> float:
    """The lower incomplete gamma function over gamma(a)."""
    if a > 1e5:
        return gamma_upper(a, x, -1.0)
    return gamma_series(a, x) if x < a + 1 else 1.0 - gamma_fraction(a, x)


def gammaincc(a: float, x: float) -> float:
    """The upper incomplete gamma function over gamma(a)."""
    if a > 1e5:
        return gamma_upper(a, x, 1.0)
    return 1.0 - gamma_series(a, x) if x < a + 1 else gamma_fraction(a, x)


def gamma_series(a: float, x: float) -> float:
    """x**a exp(-x) / gamma(a + 1) (1 + x / (a + 1) + x**2 / ((a + 1) (a + 2)) + ...), of positive terms"""
    if x <= 0:
        return 0.0 if x == 0 else math.nan
    term = total = 1.0
    k = 0
    while term > 1e-17 * total:
        k += 1
        term *= x / (a + k)
        total += term
    return total * math.exp(a * math.log(x) - x - math.lgamma(a + 1))


def gamma_fraction(a: float, x: float) -> float:
    """x**a exp(-x) / gamma(a) over a continued fraction, from its far end"""
    if x == math.inf:
        return 0.0
    last = 200 + int(5 * math.sqrt(a))
    below = x - a + 1 + 2 * last
    for k in range(last, 0, -1):
        below = x - a + 2 * k - 1 + k * (a - k) / below
    return math.exp(a * math.log(x) - x - math.lgamma(a)) / below


def gamma_upper(a: float, x: float, side: float) -> float:
    """For large a, by the normal law and Temme's first correction; side -1 is the lower function."""
    if a == math.inf or x == math.inf:
        return math.nan if a == x else (1 + side) / 2 if a == math.inf else (1 - side) / 2
    far = x / a - 1
    near = abs(far) < 1e-3
    half = far**2 * (1 / 2 - far * (1 / 3 - far * (1 / 4 - far / 5))) if near else far - math.log1p(far)
    eta = math.copysign(math.sqrt(2 * half), far)
    gap = -1 / 3 + far / 12 if near else 1 / far - 1 / eta
    rest = math.exp(-a * half) / math.sqrt(2 * math.pi * a) * gap
    return math.erfc(side * eta * math.sqrt(a / 2)) / 2 + side * rest


def betainc(a: float, b: float, x: float) -> float:
    """The incomplete beta function over beta(a, b), by a continued fraction on the side where it settles soon."""
    if x <= 0 or x >= 1:
        return 0.0 if x == 0 else 1.0 if x == 1 else math.nan
    if not a + b < 1e10:
        return math.nan  # the fraction would not end
    if x > (a + 1) / (a + b + 2):
        return 1.0 - betainc(b, a, 1.0 - x)
    below = 1.0
    for k in range(200 + int(5 * math.sqrt(a + b)), 0, -1):
        m = k // 2
        step = -(a + m) * (a + b + m) if k % 2 else m * (b - m)
        below = 1.0 + step * x / ((a + k - 1) * (a + k) * below)
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    return math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta) / (a * below)
