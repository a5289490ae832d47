"""Families of lifetimes and of extremes: Weibull, Rayleigh, Pareto, Gumbel."""

from __future__ import annotations

from math import comb

from lemmata.engine.expr import Expr, constant, number
from lemmata.engine.ops.families.continuous import PI, exp, lgamma, sqrt, where_only
from lemmata.engine.ops.families.discrete import ONE, ZERO, log, scipy_law
from lemmata.engine.ops.families.meanings import in_either_order
from lemmata.engine.ops.families.record import Family, Params, add
from lemmata.engine.ops.record import apply

EULER, TWO = constant("euler_gamma"), number(2)


def gamma(x: Expr) -> Expr:
    return exp(lgamma(x))


def _weibull_log(x: Expr, scale: Expr, shape: Expr) -> Expr:
    return log(shape / scale) + (shape - 1) * log(x / scale) - (x / scale) ** shape


def _weibull_moment(k: int, scale: Expr, shape: Expr) -> Expr:
    return scale**k * gamma(1 + k / shape)


def _weibull_kl(p: Params, q: Params) -> Expr:
    (a, k), (b, m) = p, q
    return (log(k / a**k) - log(m / b**m) + (k - m) * (log(a) - EULER / k)
            + (a / b) ** m * gamma(m / k + 1) - 1)


def _pareto_kl(p: Params, q: Params) -> Expr:
    """Finite where the second law's support holds the first one's."""
    (x, a), (y, b) = p, q
    return where_only(apply("ge", x, y), b * log(x / y) + log(a / b) + b / a - 1)


def _gumbel_log(x: Expr, mean: Expr, scale: Expr) -> Expr:
    z = (x - mean) / scale
    return -(z + exp(-z)) - log(scale)


def _gumbel_moment(k: int, mean: Expr, scale: Expr) -> Expr:
    """From the cumulants (-b)**j psi^(j - 1)(1)."""
    cumulants = [mean + EULER * scale, PI**2 / 6 * scale**2]
    cumulants += [(-scale) ** j * apply("polygamma", ONE, order=j - 1) for j in range(3, k + 1)]
    moments: list[Expr] = [ONE]
    for n in range(1, k + 1):
        total: Expr = ZERO
        for j in range(1, n + 1):
            total = total + comb(n - 1, j - 1) * cumulants[j - 1] * moments[n - j]
        moments.append(total)
    return moments[k]


def _gumbel_kl(p: Params, q: Params) -> Expr:
    (m, b), (n, c) = p, q
    return (log(c / b) + EULER * (b / c - 1) + exp((n - m) / c) * gamma(b / c + 1) - 1 + (m - n) / c)


add(
    Family(
        name="weibull", about="density (k / s) (x / s)**(k - 1) exp(-(x / s)**k) on x >= 0: SCALE s, shape k",
        params=(("scale", "positive"), ("shape", "positive")), spelled=("Weibull", "Weib"), support="reals",
        low=lambda s, k: ZERO, density=lambda x, s, k: k / s * (x / s) ** (k - 1) * exp(-((x / s) ** k)),
        log_density=_weibull_log, mean=lambda s, k: _weibull_moment(1, s, k),
        variance=lambda s, k: _weibull_moment(2, s, k) - _weibull_moment(1, s, k) ** 2,
        entropy=lambda s, k: EULER * (1 - 1 / k) + log(s / k) + 1, kl=_weibull_kl,
        cdf=lambda x, s, k: -apply("expm1", -((x / s) ** k)), moment=_weibull_moment,
        meanings=in_either_order("weibull", ("scale", "shape"), "lambda", "s", "scale", "eta"),
        scipy=scipy_law("weibull_min", c=lambda s, k: k, scale=lambda s, k: s),
    ),
    Family(
        name="rayleigh", about="density x / s**2 exp(-x**2 / (2 s**2)) on x >= 0", params=(("s", "positive"),),
        spelled=("Rayleigh",), support="reals", low=lambda s: ZERO,
        density=lambda x, s: x / s**2 * exp(-(x**2 / (2 * s**2))),
        log_density=lambda x, s: log(x) - 2 * log(s) - x**2 / (2 * s**2), mean=lambda s: s * sqrt(PI / 2),
        variance=lambda s: (4 - PI) / 2 * s**2, entropy=lambda s: 1 + log(s / sqrt(TWO)) + EULER / 2,
        kl=lambda p, q: 2 * log(q[0] / p[0]) + (p[0] / q[0]) ** 2 - 1,
        cdf=lambda x, s: -apply("expm1", -(x**2 / (2 * s**2))),
        moment=lambda k, s: (s * sqrt(TWO)) ** k * gamma(1 + number(k) / 2),
        called=("scale",), scipy=scipy_law("rayleigh", scale=lambda s: s),
    ),
    Family(
        name="pareto", about="density a m**a / x**(a + 1) on x >= m: LEAST VALUE m, exponent a",
        params=(("least", "positive"), ("exponent", "positive")), spelled=("Pareto", "Par"), support="reals",
        low=lambda m, a: m, density=lambda x, m, a: a * m**a / x ** (a + 1),
        log_density=lambda x, m, a: log(a) + a * log(m) - (a + 1) * log(x),
        mean=lambda m, a: where_only(apply("gt", a, 1), a * m / (a - 1)),
        variance=lambda m, a: where_only(apply("gt", a, 2), a * m**2 / ((a - 1) ** 2 * (a - 2))),
        entropy=lambda m, a: log(m / a) + 1 / a + 1, kl=_pareto_kl, cdf=lambda x, m, a: 1 - (m / x) ** a,
        moment=lambda k, m, a: ONE if k == 0 else where_only(apply("gt", a, k), a * m**k / (a - k)),
        meanings=in_either_order("pareto", ("minimum|scale|least value", "shape|exponent|index"), "x", "m"),
        scipy=scipy_law("pareto", b=lambda m, a: a, scale=lambda m, a: m),
    ),
    Family(
        name="gumbel", about="density exp(-z - exp(-z)) / b with z = (x - mu) / b: of the largest of many",
        params=(("mu", "real"), ("b", "positive")), spelled=("Gumbel",), support="reals",
        density=lambda x, m, b: exp(_gumbel_log(x, m, b)), log_density=_gumbel_log,
        mean=lambda m, b: m + EULER * b, variance=lambda m, b: PI**2 * b**2 / 6,
        entropy=lambda m, b: log(b) + EULER + 1, kl=_gumbel_kl,
        cdf=lambda x, m, b: exp(-exp(-((x - m) / b))), moment=_gumbel_moment,
        called=("location", "scale"), scipy=scipy_law("gumbel_r", loc=lambda m, b: m, scale=lambda m, b: b),
    ),
)
