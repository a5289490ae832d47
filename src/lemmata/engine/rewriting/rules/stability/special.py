"""Error function, Gaussian tails, gamma functions, x log y."""

from __future__ import annotations

from lemmata.engine.expr import Expr, constant, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability.logarithms import near

x, y, z = symbol("x"), symbol("y"), symbol("z")
p, q = symbol("p", domain="positive"), symbol("q", domain="positive")
v, w = symbol("v", domain="nonnegative"), symbol("w", domain="nonnegative")
n, k = symbol("n", domain="natural"), symbol("k", domain="natural")
TWO = number(2)
ROOT2, LOG2 = apply("sqrt", TWO), apply("log", TWO)
PI, HALF = constant("pi"), number("1/2")


def log(u: Expr) -> Expr:
    return apply("log", u)


def cdf(u: Expr) -> Expr:
    return apply("norm_cdf", u)


def lgamma(u: Expr) -> Expr:
    return apply("lgamma", u)


def unless_zero(u: Expr, value: Expr) -> Expr:
    """A value that has u as a factor: 0 where u is, whatever the others are."""
    return apply("where", apply("eq", u, 0), 0, value)


def split(factor: Expr, u: Expr) -> Expr:
    """exp(-factor u**2) by a number near u with few digits, whose square is exact."""
    few = apply("round", 16 * u) / 16
    return apply("exp", -factor * few**2) * apply("exp", -factor * ((u - few) * (u + few)))


def tail(u: Expr) -> Expr:
    """The normal distribution function, far below 0 by its quotient with the density."""
    return apply("where", apply("lt", u, -1), split(HALF, u) * apply("erfcx", -u / ROOT2) / 2, cdf(u))


SPECIAL: tuple[Rule, ...] = (
    Rule("one less the error function", 1 - apply("erf", x), apply("erfc", x), always=True),
    Rule("one and the error function", 1 + apply("erf", x), apply("erfc", -x), always=True),
    Rule("one less the complementary error function", 1 - apply("erfc", x), apply("erf", x), always=True),
    Rule("error function over the root of two", apply("erfc", x / ROOT2) / 2, cdf(-x)),
    Rule("one less the normal distribution function", 1 - cdf(x), cdf(-x), always=True),
    Rule("logarithm of the normal distribution function", log(cdf(x)), apply("norm_logcdf", x), always=True),
    Rule("difference of normal distribution functions, reflected", cdf(x) - cdf(y), cdf(-y) - cdf(-x)),
    Rule("normal distribution function by its tail", cdf(x), tail(x)),
    Rule("bell, its argument split", apply("exp", -(x**2)), split(number(1), x)),
    Rule("normal bell, its argument split", apply("exp", -(x**2) / 2), split(HALF, x)),
    Rule("logarithm of the complementary error function", log(apply("erfc", x)),
         LOG2 + apply("norm_logcdf", -ROOT2 * x), always=True),
    Rule("scaled complementary error function", apply("exp", x**2) * apply("erfc", x), apply("erfcx", x)),
    Rule("normal hazard", apply("exp", -(x**2) / 2) / cdf(x), 2 / apply("erfcx", -x / ROOT2)),
    Rule("normal hazard of the other side", apply("exp", -(x**2) / 2) / cdf(-x), 2 / apply("erfcx", x / ROOT2)),
    Rule("part of a normal hazard of the other side", apply("exp", -(x**2) / 2) / y / cdf(-x),
         2 / (y * apply("erfcx", x / ROOT2))),
    Rule("complementary error function over a bell", apply("erfc", x) / apply("exp", -(x**2)), apply("erfcx", x)),
    Rule("bell over the complementary error function", apply("exp", -(x**2)) / apply("erfc", x),
         1 / apply("erfcx", x)),
    Rule("logarithm of the gamma function", log(apply("gamma", p)), lgamma(p), always=True),
    Rule("logarithm of the size of the gamma function", log(apply("abs", apply("gamma", x))), lgamma(x), always=True),
    Rule("logarithm of a factorial", log(apply("factorial", n)), lgamma(n + 1), always=True),
    Rule("quotient of gamma functions", apply("gamma", p) / apply("gamma", q),
         apply("exp", lgamma(p) - lgamma(q))),
    Rule("log-gamma functions as a log-beta function", lgamma(p) + lgamma(q) - lgamma(p + q), apply("betaln", p, q)),
    Rule("log-gamma functions as a negative log-beta function", lgamma(p + q) - lgamma(p) - lgamma(q),
         -apply("betaln", p, q)),
    Rule("logarithm of the beta function", log(apply("beta", p, q)), apply("betaln", p, q), always=True),
    Rule("logarithm of the size of the beta function", log(apply("abs", apply("beta", x, y))),
         lgamma(x) + lgamma(y) - lgamma(x + y)),
    Rule("step of log-gamma functions", lgamma(x + 1) - lgamma(x), log(apply("abs", x))),
    Rule("difference of log-gamma functions", lgamma(p + q) - lgamma(p), lgamma(q) - apply("betaln", p, q)),
    Rule("logarithm of a binomial coefficient", log(apply("binomial", n, k)),
         -apply("betaln", n - k + 1, k + 1) - apply("log1p", n)),
    Rule("x log x", x * log(x), apply("xlogy", x, x), always=True, last=True),
    Rule("x log of x times something", x * log(x * y), apply("xlogy", x, x * y), always=True, last=True),
    Rule("x log of x over something", x * log(x / y), apply("xlogy", x, x / y), always=True, last=True),
    Rule("x log of a multiple of x over something", x * log(x * y / z), apply("xlogy", x, x * y / z),
         always=True, last=True),
    Rule("x times a difference of logarithms", x * (log(x) - log(y)), unless_zero(x, x * (log(x) - log(y))),
         always=True, last=True),
    Rule("x log y", x * log(y), apply("xlogy", x, y)),
    Rule("x log y near one", apply("xlogy", x, 1 + y),
         unless_zero(x, x * apply("log1p", y)), always=True, last=True),
    Rule("x log of a quotient near one", apply("xlogy", x, v / w), apply(
         "where", near(v, w), x * apply("log1p", (v - w) / w), apply("xlogy", x, v / w)), always=True, last=True),
    Rule("x log of a quotient", apply("xlogy", x, p / q), apply("xlogy", x, p) - apply("xlogy", x, q)),
)
