"""Exponentials, hyperbolic functions and the logistic function."""

from __future__ import annotations

from lemmata.engine.expr import Expr, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

x, y, z = symbol("x"), symbol("y"), symbol("z")
p = symbol("p", domain="positive")
w = symbol("w", domain="unit")


def exp(u: Expr) -> Expr:
    return apply("exp", u)


def expm1(u: Expr) -> Expr:
    return apply("expm1", u)


def sinh(u: Expr) -> Expr:
    return apply("sinh", u)


def cosh(u: Expr) -> Expr:
    return apply("cosh", u)


def tanh(u: Expr) -> Expr:
    return apply("tanh", u)


def sigmoid(u: Expr) -> Expr:
    return apply("sigmoid", u)


def over_itself(op: str, u: Expr) -> Expr:
    """f(u) / u, and 1 at 0, where f(u) is u to first order."""
    return apply("where", apply("eq", u, 0), 1, apply(op, u) / u)


def less_quotient(u: Expr, v: Expr, over: Expr = number(1)) -> Expr:
    """(exp(u) - expm1(u)/v)/over: above 0 with exp(u) in front, so that there is one infinity, none less another."""
    return apply("where", apply("gt", u, 0), exp(u) * ((1 + expm1(-u) / v) / over), (exp(u) - expm1(u) / v) / over)


EXPONENTIALS: tuple[Rule, ...] = (
    *(Rule(f"{op} of a product, as the product times a number near one",
           apply(op, x * y), x * y * over_itself(op, x * y))
      for op in ("expm1", "log1p", "sin", "tan", "atan", "sinh", "tanh")),
    Rule("exponential less one", exp(x) - 1, expm1(x), always=True),
    Rule("one less an exponential", 1 - exp(x), -expm1(x), always=True),
    Rule("difference of exponentials", exp(x) - exp(y), exp(y) * expm1(x - y)),
    Rule("difference of multiples of exponentials", p * exp(x) - p * exp(y), p * exp(y) * expm1(x - y)),
    Rule("second difference of exponentials", exp(x) - 2 * exp(y) + exp(z),
         exp(y) * (4 * sinh((x - z) / 4) ** 2 * exp((x + z) / 2 - y) + 2 * expm1((x + z) / 2 - y))),
    Rule("difference of exponentials of opposites", exp(x) - exp(-x), 2 * sinh(x)),
    Rule("sum of exponentials of opposites", exp(x) + exp(-x), 2 * cosh(x)),
    Rule("sum of exponentials of opposites less two", exp(x) + exp(-x) - 2, 4 * sinh(x / 2) ** 2),
    Rule("product of exponentials", exp(x) * exp(y), exp(x + y)),
    Rule("quotient of exponentials", exp(x) / exp(y), exp(x - y)),
    Rule("quotient by an exponential", x / exp(y), x * exp(-y)),
    Rule("power of an exponential", exp(x) ** y, exp(x * y)),
    Rule("square of an exponential", exp(number(2) * x) - 1, expm1(x) * (exp(x) + 1)),
    Rule("exponential of a sum", exp(x + y), exp(x) * exp(y)),
    Rule("exponential of a logarithm", exp(apply("log", x)), x, always=True),
    Rule("exponential of the logarithm of the logistic function", exp(apply("log_sigmoid", x)), sigmoid(x),
         always=True),
    Rule("exponential of a multiple of a logarithm", exp(y * apply("log", p)), p**y),
    Rule("exponential of log1p", exp(apply("log1p", x)), 1 + x, always=True),
    Rule("expm1 of log1p", expm1(apply("log1p", x)), x, always=True),
    Rule("exponential less a quotient of expm1", exp(x) - expm1(x) / y, less_quotient(x, y)),
    Rule("slope of a quotient of expm1", exp(x) / y - expm1(x) / y**2, less_quotient(x, y, y)),
    Rule("exponential over itself less one", exp(x) / (exp(x) - 1), -1 / expm1(-x), always=True),
    Rule("exponential over expm1", exp(x) / expm1(x), -1 / expm1(-x), always=True),
    Rule("product of expm1 and an exponential", exp(x) * expm1(-x), -expm1(x)),
    Rule("root of a quotient of exponentials", expm1(2 * x) / expm1(x), exp(x) + 1),
    Rule("logistic function", 1 / (1 + exp(-x)), sigmoid(x)),
    Rule("logistic function of the opposite", 1 / (1 + exp(x)), sigmoid(-x)),
    Rule("share of an exponential", exp(x) / (1 + exp(x)), sigmoid(x)),
    Rule("share of exponentials", exp(x) / (exp(x) + exp(y)), sigmoid(x - y)),
    Rule("quotient by one and an exponential", x / (1 + exp(y)), x * sigmoid(-y)),
    Rule("share of exponentials, by logarithms", exp(x - apply("logaddexp", x, y)), sigmoid(x - y), always=True),
    Rule("share of exponentials, by logarithms, the other", exp(y - apply("logaddexp", x, y)), sigmoid(y - x),
         always=True),
    Rule("share of an exponential over its weight", sigmoid(x + apply("log", w)) / w,
         sigmoid(x) / (sigmoid(-x) + w * sigmoid(x)),
         always=True, last=True),
    Rule("share of an exponential over the rest of a weight", sigmoid(x + apply("log1p", -w)) / (1 - w),
         sigmoid(x) / (sigmoid(-x) + (1 - w) * sigmoid(x)), always=True, last=True),
    Rule("one less the logistic function", 1 - sigmoid(x), sigmoid(-x)),
    Rule("twice the logistic function less one", 2 * sigmoid(x) - 1, tanh(x / 2)),
    Rule("logistic function less a half", sigmoid(x) - number("1/2"), tanh(x / 2) / 2),
    Rule("twice the reciprocal of one and an exponential, less one", 2 / (1 + exp(x)) - 1, -tanh(x / 2)),
    Rule("difference of logistic functions", sigmoid(x) - sigmoid(y),
         apply("where", apply("gt", x, y), -expm1(y - x) * sigmoid(x) * sigmoid(-y),
               expm1(x - y) * sigmoid(y) * sigmoid(-x))),
    Rule("quotient of exponentials as a tangent", (exp(x) - exp(-x)) / (exp(x) + exp(-x)), tanh(x), always=True),
    Rule("quotient of expm1 as a tangent", expm1(x) / (exp(x) + 1), tanh(x / 2)),
    Rule("hyperbolic tangent by expm1", tanh(x), expm1(2 * x) / (expm1(2 * x) + 2)),
    Rule("one less a hyperbolic tangent", 1 - tanh(x), 2 * sigmoid(-2 * x)),
    Rule("one and a hyperbolic tangent", 1 + tanh(x), 2 * sigmoid(2 * x)),
    Rule("one less a squared hyperbolic tangent", 1 - tanh(x) ** 2, 4 * sigmoid(2 * x) * sigmoid(-2 * x)),
    Rule("one less a squared hyperbolic tangent, by the cosine", 1 - tanh(x) ** 2, 1 / cosh(x) ** 2),
    Rule("hyperbolic cosine less one", cosh(x) - 1, 2 * sinh(x / 2) ** 2, always=True),
    Rule("hyperbolic cosine less sine", cosh(x) - sinh(x), exp(-x)),
    Rule("hyperbolic cosine and sine", cosh(x) + sinh(x), exp(x)),
    Rule("hyperbolic sine over cosine", sinh(x) / cosh(x), tanh(x), always=True),
    Rule("difference of hyperbolic squares", cosh(x) ** 2 - sinh(x) ** 2, x**0),
    Rule("square of a hyperbolic sine", cosh(x) ** 2 - 1, sinh(x) ** 2),
    Rule("difference of hyperbolic tangents", tanh(x) - tanh(y), sinh(x - y) / (cosh(x) * cosh(y))),
    Rule("difference of hyperbolic sines", sinh(x) - sinh(y), 2 * sinh((x - y) / 2) * cosh((x + y) / 2)),
    Rule("difference of hyperbolic cosines", cosh(x) - cosh(y), 2 * sinh((x - y) / 2) * sinh((x + y) / 2)),
)
