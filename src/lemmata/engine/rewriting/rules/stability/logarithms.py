"""Logarithms: of sums of exponentials, of what is near one, differences of them."""

from __future__ import annotations

from lemmata.engine.expr import Expr, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

x, y, z = symbol("x"), symbol("y"), symbol("z")
p, q = symbol("p", domain="positive"), symbol("q", domain="positive")
v, w = symbol("v", domain="nonnegative"), symbol("w", domain="nonnegative")
u = symbol("u", domain="unit")
LOG2 = apply("log", number(2))


def log(u: Expr) -> Expr:
    return apply("log", u)


def log1p(u: Expr) -> Expr:
    return apply("log1p", u)


def exp(u: Expr) -> Expr:
    return apply("exp", u)


def log1mexp(u: Expr) -> Expr:
    """log(1 - exp(-u)) of u > 0: of what is small through expm1, of what is near 1 through log1p."""
    return apply("where", apply("lt", u, LOG2), log(-apply("expm1", -u)), log1p(-exp(-u)))


def log_one_and_square(u: Expr) -> Expr:
    """log(1 + u**2): of what is large through a length, which does not overflow."""
    return apply("where", apply("lt", apply("abs", u), 1), log1p(u**2), 2 * log(apply("hypot", u, number(1))))


def log_cosh(u: Expr) -> Expr:
    """log(cosh(u)): near 0 by the half angle, beyond without what overflows."""
    v = apply("abs", u)
    return apply("where", apply("lt", v, 1), log1p(2 * apply("sinh", u / 2) ** 2), v - LOG2 + log1p(exp(-2 * v)))


def size(u: Expr) -> Expr:
    return apply("abs", u)


def mixture(v: Expr, x: Expr, y: Expr) -> Expr:
    """log(v exp(x) + (1 - v) exp(y)): of what is near one through log1p, of all else in logarithms."""
    over = v * apply("expm1", x) + (1 - v) * apply("expm1", y)
    return apply("where", apply("lt", size(over), number("1/2")), log1p(over),
                 apply("logaddexp", x + log(v), y + log1p(-v)))


def near(u: Expr, v: Expr) -> Expr:
    """Whether u / v is near 1, so that u - v is exact."""
    return apply("lt", apply("abs", u - v), v / 2)


def above_log(u: Expr) -> Expr:
    """u - log(1 + u), which is u**2 / 2 where u is small."""
    z = u / (u + 2)
    return u * z + 2 * (z - apply("atanh", z))


def deviance(p: Expr, q: Expr) -> Expr:
    """p log(p/q) - p + q, which is never negative: where p and q are near, a square to first order."""
    return apply("where", near(q, p), p * above_log((q - p) / p), apply("xlogy", p, p / q) - (p - q))


def softplus(u: Expr) -> Expr:
    return apply("softplus", u)


def softplus_difference(x: Expr, y: Expr) -> Expr:
    """softplus(x) - softplus(y): of neighbours through their difference, which above 0 is most of the value."""
    above = (x - y) + log1p(apply("expm1", y - x) * apply("sigmoid", -y))
    below = log1p(apply("expm1", x - y) * apply("sigmoid", y))
    return apply("where", apply("lt", size(x - y), number(1)), apply("where", apply("gt", y, 0), above, below),
                 softplus(x) - softplus(y))


LOGARITHMS: tuple[Rule, ...] = (
    Rule("logarithm of one and something", log(1 + x), log1p(x), always=True),
    Rule("logarithm near one", log(x), log1p(x - 1)),
    Rule("logarithm of a product", log(p * q), log(p) + log(q)),
    Rule("logarithm of a quotient", log(p / q), log(p) - log(q)),
    Rule("logarithm of a quotient near one", log(x / y), log1p((x - y) / y)),
    Rule("logarithm of a power", log(p**y), y * log(p), always=True),
    Rule("logarithm of a square", log(x**2), 2 * log(apply("abs", x)), always=True),
    Rule("logarithm of a product of any signs", log(x * y), log(size(x)) + log(size(y))),
    Rule("logarithm of a quotient of any signs", log(x / y), log(size(x)) - log(size(y))),
    Rule("logarithm of a root", log(apply("sqrt", x)), log(x) / 2),
    Rule("logarithm of a reciprocal", log(1 / x), -log(x)),
    Rule("sum of logarithms", log(x) + log(y), log(x * y)),
    Rule("difference of logarithms", log(x) - log(y), log(x / y)),
    Rule("difference of logarithms near each other", log(x) - log(y), log1p((x - y) / y)),
    Rule("second difference of logarithms", log(x) - 2 * log(y) + log(z), log1p((x * z - y**2) / y**2)),
    Rule("difference of log1p", log1p(x) - log1p(y), log1p((x - y) / (1 + y))),
    Rule("difference of multiples of logarithms", z * log(x) - z * log(y), z * log1p((x - y) / y)),
    Rule("difference of log1p of opposites", log1p(x) - log1p(-x), 2 * apply("atanh", x)),
    Rule("logarithm of one and over one less", log((1 + x) / (1 - x)), 2 * apply("atanh", x)),
    Rule("logarithm of one less over one and", log((1 - x) / (1 + x)), -2 * apply("atanh", x)),
    Rule("logarithm of an exponential", log(exp(x)), x, always=True),
    Rule("log1p of expm1", log1p(apply("expm1", x)), x, always=True),
    Rule("softplus", log(1 + exp(x)), softplus(x), always=True),
    Rule("softplus by log1p", log1p(exp(x)), softplus(x), always=True),
    Rule("softplus from its larger part", softplus(x), apply("maximum", x, 0) + log1p(exp(-apply("abs", x)))),
    Rule("softplus less its argument", softplus(x) - x, softplus(-x), always=True),
    Rule("softplus of the opposite and its argument", softplus(-x) + x, softplus(x), always=True),
    Rule("argument less its softplus", x - softplus(x), -softplus(-x), always=True),
    Rule("logarithm of a sum of exponentials", log(exp(x) + exp(y)), apply("logaddexp", x, y), always=True),
    Rule("difference of softplus", softplus(x) - softplus(y), softplus_difference(x, y)),
    Rule("logarithm of a mixture", log(v * exp(x) + w * exp(y)), apply("logaddexp", x + log(v), y + log(w))),
    Rule("logarithm of a mixture, near one", log(u * exp(x) + (1 - u) * exp(y)), mixture(u, x, y)),
    Rule("logarithm of a sum of one exponential and a multiple", log(exp(x) + w * exp(y)),
         apply("logaddexp", x, y + log(w))),
    Rule("logarithm of one less an exponential", log(1 - exp(-p)), log1mexp(p)),
    Rule("logarithm of one less an exponential, of any sign", log(1 - exp(x)), log1mexp(-x)),
    Rule("log1p of a negative exponential", log1p(-exp(x)), log1mexp(-x), always=True, last=True),
    Rule("logarithm of one less an exponential, by its quotient with the argument", log(-apply("expm1", -p)),
         log(p) + log(apply("where", apply("eq", p, 0), 1, apply("expm1", -p) / -p))),
    Rule("logarithm of an exponential less one", log(exp(x) - 1), x + log1mexp(x)),
    Rule("logarithm of expm1", log(apply("expm1", x)), x + log1mexp(x), always=True, last=True),
    Rule("logarithm of a negative expm1", log(-apply("expm1", x)), log1mexp(-x), always=True, last=True),
    Rule("logarithm of a difference of exponentials", log(exp(x) - exp(y)), x + log1mexp(x - y)),
    Rule("logarithm of the logistic function", log(apply("sigmoid", x)), apply("log_sigmoid", x), always=True),
    Rule("logarithm of one less the logistic function", log(1 - apply("sigmoid", x)), apply("log_sigmoid", -x),
         always=True),
    Rule("log1p of a negative logistic function", log1p(-apply("sigmoid", x)), apply("log_sigmoid", -x), always=True),
    Rule("logarithm of a difference of logistic functions", log(apply("sigmoid", x) - apply("sigmoid", y)),
         log1mexp(x - y) + apply("log_sigmoid", x) + apply("log_sigmoid", -y)),
    Rule("logarithm of a hyperbolic cosine", log(apply("cosh", x)),
         apply("abs", x) + log1p(apply("expm1", -2 * apply("abs", x)) / 2)),
    Rule("logarithm of a hyperbolic cosine, near zero or not", log(apply("cosh", x)), log_cosh(x),
         always=True, last=True),
    Rule("logarithm of a hyperbolic cosine near zero", log(apply("cosh", x)),
         log1p(2 * apply("sinh", x / 2) ** 2)),
    Rule("logarithm of a hyperbolic sine", log(apply("sinh", x)), x - LOG2 + log1mexp(2 * x)),
    Rule("logarithm of one less a squared hyperbolic tangent", log(1 - apply("tanh", x) ** 2),
         -2 * log(apply("cosh", x)), always=True),
    Rule("logarithm of one less a hyperbolic tangent", log(1 - apply("tanh", x)), LOG2 - softplus(2 * x)),
    Rule("inverse hyperbolic sine", log(x + apply("sqrt", x**2 + 1)), apply("asinh", x)),
    Rule("inverse hyperbolic cosine", log(x + apply("sqrt", x**2 - 1)), apply("acosh", x)),
    Rule("log-odds", log(x / (1 - x)), apply("logit", x), always=True),
    Rule("log-odds by two logarithms", apply("logit", x), log(x) - log1p(-x)),
    Rule("log-odds near a half", apply("logit", x), 2 * apply("atanh", 2 * x - 1)),
    Rule("negative logarithm of one less", log(1 - x), log1p(-x)),
    Rule("logarithm of a length", log(apply("hypot", x, y)), log1p((x - 1) * (x + 1) + y**2) / 2),
    Rule("logarithm of one and a square", log(1 + x**2), log_one_and_square(x)),
    Rule("log1p of a square", log1p(x**2), log_one_and_square(x)),
    Rule("multiple of the logarithm of a quotient, without its first order", x * log(x / y),
         (x - y) + deviance(x, y)),
    Rule("x log of a quotient, without its first order", apply("xlogy", x, x / y), (x - y) + deviance(x, y)),
    Rule("multiple of the logarithm of a multiple of a quotient, without its first order", x * log(p * x / y),
         (p * x - y) / p + deviance(p * x, y) / p),
    Rule("logarithm of a quotient, without its first order", x * log(y / x), (y - x) - deviance(x, y)),
    Rule("argument less its log1p", x - log1p(x), above_log(x)),
    Rule("logarithm of a quotient and its reciprocal", log(x / y) + y / x - 1, above_log((y - x) / x)),
    Rule("logarithm of a quotient and the square of its reciprocal", log(x / y) + y**2 / (2 * x**2) - number("1/2"),
         above_log((y - x) * (y + x) / x**2) / 2),
    Rule("logarithm of a quotient and the square of its reciprocal with more",
         log(x / y) + (y**2 + v) / (2 * x**2) - number("1/2"),
         above_log((y - x) * (y + x) / x**2) / 2 + v / (2 * x**2)),
    Rule("logarithm of one and a square over a positive number", log(1 + x**2 / p),
         log_one_and_square(x / apply("sqrt", p))),
    Rule("log1p of a square over a positive number", log1p(x**2 / p), log_one_and_square(x / apply("sqrt", p))),
)
