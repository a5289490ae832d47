"""Incomplete gamma and beta functions, which `math` has not."""

from __future__ import annotations

import math


def gammainc(a: float, x: float) -> float:
    """The lower incomplete gamma function over gamma(a)."""
    return gamma_series(a, x) if x < a + 1 else 1.0 - gamma_fraction(a, x)


def gammaincc(a: float, x: float) -> float:
    """The upper incomplete gamma function over gamma(a)."""
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


def betainc(a: float, b: float, x: float) -> float:
    """The incomplete beta function over beta(a, b), by a continued fraction on the side where it settles soon."""
    if x <= 0 or x >= 1:
        return 0.0 if x == 0 else 1.0 if x == 1 else math.nan
    if x > (a + 1) / (a + b + 2):
        return 1.0 - betainc(b, a, 1.0 - x)
    below = 1.0
    for k in range(200 + int(5 * math.sqrt(a + b)), 0, -1):
        m = k // 2
        step = -(a + m) * (a + b + m) if k % 2 else m * (b - m)
        below = 1.0 + step * x / ((a + k - 1) * (a + k) * below)
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    return math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta) / (a * below)
