"""Functions of numbers that `math` has not."""

from __future__ import annotations

import math


def sign(x: float) -> int:
    return (x > 0) - (x < 0)


def softplus(x: float) -> float:
    """log(1 + exp(x))"""
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def sigmoid(x: float) -> float:
    """1 / (1 + exp(-x))"""
    e = math.exp(-abs(x))
    return (1.0 if x >= 0 else e) / (1.0 + e)


def log_sigmoid(x: float) -> float:
    """log(1 / (1 + exp(-x)))"""
    return min(x, 0.0) - math.log1p(math.exp(-abs(x)))


def logaddexp(x: float, y: float) -> float:
    """log(exp(x) + exp(y))"""
    if x == y:
        return x + math.log(2.0)
    return max(x, y) + math.log1p(math.exp(-abs(x - y)))


def logit(p: float) -> float:
    """log(p / (1 - p))"""
    return math.log(p) - math.log1p(-p)


def log_from_zero(x: float) -> float:
    """log(x), which is minus infinity at 0"""
    return math.log(x) if x else -math.inf


def xlogy(x: float, y: float) -> float:
    """x log(y), which is 0 where x is 0"""
    return 0.0 if x == 0 else x * math.log(y)


def norm_cdf(x: float) -> float:
    """The distribution function of the standard normal law."""
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


def erfcx(x: float) -> float:
    """exp(x**2) * erfc(x), far out by a continued fraction"""
    if x <= 2:
        return math.inf if x < -26.7 else math.exp(x * x) * math.erfc(x)
    below = x
    for k in range(100, 0, -1):
        below = x + k / 2 / below
    return 1.0 / (math.sqrt(math.pi) * below)


def norm_logcdf(x: float) -> float:
    """The logarithm of the distribution function of the standard normal law."""
    if x > 0:
        return math.log1p(-0.5 * math.erfc(x / math.sqrt(2.0)))
    return math.log(erfcx(-x / math.sqrt(2.0)) / 2.0) - x * x / 2.0


def erfinv(y: float) -> float:
    """The x with erf(x) = y, by Halley's method."""
    if abs(y) >= 1:
        return math.copysign(math.inf, y) if abs(y) == 1 else math.nan
    if abs(y) > 0.5:  # where 1 - |y| has all its digits
        t = math.sqrt(-2.0 * math.log((1.0 - abs(y)) / 2.0))
        x = (t - (2.515517 + 0.802853 * t + 0.010328 * t * t)
             / (1.0 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)) / math.sqrt(2.0)
        for _ in range(3):
            slope = -2.0 / math.sqrt(math.pi) * math.exp(-x * x)
            step = (math.erfc(x) - (1.0 - abs(y))) / slope
            x -= step / (1.0 + x * step)
        return math.copysign(x, y)
    x = y * math.sqrt(math.pi) / 2.0
    for _ in range(4):
        step = (math.erf(x) - y) * math.sqrt(math.pi) / 2.0 * math.exp(x * x)
        x -= step / (1.0 + x * step)
    return x


def digamma(x: float) -> float:
    """The derivative of log(gamma(x)): moved up to x > 10, then its asymptotic series."""
    if x <= 0 and x == math.floor(x):
        return math.nan
    if x < 0:
        return digamma(1.0 - x) - math.pi / math.tan(math.pi * x)
    total = 0.0
    while x < 10:
        total -= 1.0 / x
        x += 1.0
    s = 1.0 / (x * x)
    series = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * 691 / 32760)))))
    return total + math.log(x) - 0.5 / x - series


def polygamma(order: int, x: float) -> float:
    """The derivative of that order of digamma: moved up to x > 20, then its asymptotic series."""
    if order == 0:
        return digamma(x)
    if x <= 0 and x == math.floor(x):
        return math.nan
    total = 0.0
    while x < 20 + order:
        total += x ** -(order + 1)
        x += 1.0
    series = (1.0 / order + 0.5 / x) / x**order
    rising = 1.0  # (order + 1) (order + 2) ... (order + 2k - 1) / (2k)!
    for k, b in enumerate((1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6), start=1):
        rising *= (order + 2 * k - 1) / (2 * k) * ((order + 2 * k - 2) / (2 * k - 1) if k > 1 else 1.0)
        series += b * rising / x ** (order + 2 * k)
    return (-1) ** (order + 1) * math.factorial(order) * (total + series)


def binomial(n: float, k: float) -> float:
    """gamma(n + 1) / (gamma(k + 1) gamma(n - k + 1))"""
    if (k < 0 and k == math.floor(k)) or (n - k < 0 and n - k == math.floor(n - k)):
        return 0.0
    return math.gamma(n + 1) / (math.gamma(k + 1) * math.gamma(n - k + 1))
