"""Regularized incomplete gamma and beta functions: the cdfs of gamma, Poisson, beta, binomial and Student-t laws.

Derivatives by x are closed; those by the other parameters are integrals, which have no array code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lemmata.engine.expr import Expr, bind, constant, fresh_local, number
from lemmata.engine.ops.elementary import exp, log
from lemmata.engine.ops.record import apply, register
from lemmata.engine.ops.special import digamma, entrywise, scipy_function


def lgamma(x: Expr) -> Expr:
    return apply("lgamma", x)


def log_beta(a: Expr, b: Expr) -> Expr:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def over_halfline(body: Callable[[Expr], Expr]) -> Expr:
    """The integral of body(u) over u > 0; t = x exp(-u) takes it to 0 < t < x, without the singularity at 0."""
    u = fresh_local()
    return bind("integral", u, body(u), number(0), constant("inf"))


def gamma_by_shape(a: Expr, x: Expr) -> Expr:
    """The derivative of gammainc(a, x) by a: the integral of t**(a - 1) exp(-t) (log(t) - digamma(a)) / Gamma(a)."""
    return over_halfline(lambda u: exp(a * (log(x) - u) - x * exp(-u) - lgamma(a)) * (log(x) - u - digamma(a)))


def beta_by_first(a: Expr, b: Expr, x: Expr) -> Expr:
    """The derivative of betainc(a, b, x) by a."""
    middle = digamma(a) - digamma(a + b)
    return over_halfline(lambda u: exp(a * (log(x) - u) + (b - 1) * apply("log1p", -(x * exp(-u))) - log_beta(a, b))
                         * (log(x) - u - middle))


def positive_with(x_ends: Callable[[Expr], Expr]) -> Callable[..., Expr]:
    """Parameters are positive, x where x_ends says."""
    def where(*args: Expr) -> Expr:
        condition = x_ends(args[-1])
        for param in args[:-1]:
            condition = apply("and", condition, apply("gt", param, 0))
        return condition

    return where


def gamma_slope(x: Expr, a: Expr) -> Expr:
    return exp(apply("xlogy", a - 1, x) - x - lgamma(a))


def beta_by_end(a: Expr, b: Expr, x: Expr) -> Expr:
    return exp(apply("xlogy", a - 1, x) + apply("xlogy", b - 1, 1 - x) - log_beta(a, b))


def ball_betainc(a: Any, b: Any, x: Any) -> Any:
    return x.beta_lower(a, b, regularized=1)


def upper_beta(a: Expr, b: Expr, x: Expr) -> Expr:
    """1 - betainc(a, b, x) where that is no small number, and betainc(b, a, 1 - x) where 1 - x has its digits."""
    return apply("where", apply("lt", x, a / (a + b)), 1 - apply("betainc", a, b, x), apply("betainc", b, a, 1 - x))


from_zero = positive_with(lambda x: apply("ge", x, 0))
unit = positive_with(lambda x: apply("and", apply("ge", x, 0), apply("le", x, 1)))

register(
    entrywise("gammainc", "lower incomplete gamma function over Gamma(a): integral of t**(a - 1) exp(-t) / Gamma(a) "
              "from 0 to x", arity=2, where=from_zero, facts=("nonnegative", "unit"), numpy=scipy_function("gammainc"),
              arb=lambda a, x: x.gamma_lower(a, regularized=1),
              partials=(lambda out, a, x: gamma_by_shape(a, x), lambda out, a, x: gamma_slope(x, a)),
              samples=("a: positive", "x: positive")),
    entrywise("gammaincc", "upper incomplete gamma function over Gamma(a): 1 - gammainc(a, x)", arity=2,
              where=from_zero, facts=("nonnegative", "unit"), numpy=scipy_function("gammaincc"),
              arb=lambda a, x: x.gamma_upper(a, regularized=1),
              partials=(lambda out, a, x: -gamma_by_shape(a, x), lambda out, a, x: -gamma_slope(x, a)),
              samples=("a: positive", "x: positive")),
    entrywise("betainc", "incomplete beta function over B(a, b): integral of t**(a - 1) (1 - t)**(b - 1) / B(a, b) "
              "from 0 to x", arity=3, where=unit, facts=("nonnegative", "unit"), numpy=scipy_function("betainc"),
              arb=ball_betainc,
              partials=(lambda out, a, b, x: beta_by_first(a, b, x), lambda out, a, b, x: -beta_by_first(b, a, 1 - x),
                        lambda out, a, b, x: beta_by_end(a, b, x)),
              samples=("a: positive", "b: positive", "x: unit")),
    entrywise("betaincc", "upper incomplete beta function over B(a, b): 1 - betainc(a, b, x)", arity=3, where=unit,
              facts=("nonnegative", "unit"), body=upper_beta, numpy=scipy_function("betaincc"),
              arb=lambda a, b, x: ball_betainc(b, a, 1 - x),
              partials=(lambda out, a, b, x: -beta_by_first(a, b, x), lambda out, a, b, x: beta_by_first(b, a, 1 - x),
                        lambda out, a, b, x: -beta_by_end(a, b, x)),
              samples=("a: positive", "b: positive", "x: unit")),
)
