"""Error function, gamma function and their relatives, binomials, x log y."""

from __future__ import annotations

from collections.abc import Callable
from math import comb
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, constant, number
from lemmata.engine.ops.balls import whole
from lemmata.engine.ops.elementary import also, exp, like_argument, log, sqrt
from lemmata.engine.ops.record import Op, apply, register

PI, TWO = constant("pi"), number(2)
LARGEST_EXACT_BINOMIAL = 10_000


def scipy_function(name: str) -> Callable[..., Any]:
    """A function of `scipy.special`, imported at its first use."""
    def call(*arrays: Any) -> Any:
        import scipy.special

        return getattr(scipy.special, name)(*arrays)
    return call


def entrywise(name: str, about: str, **fields: Any) -> Op:
    fields.setdefault("samples", ("x: real",))
    return Op(name=name, about=about, group="special", elementwise=True, **fields)


def no_pole(x: Expr) -> Expr:
    """x is none of 0, -1, -2, ..."""
    return apply("or", apply("gt", x, 0), apply("ne", x, apply("floor", x)))


def gamma(x: Expr) -> Expr:
    return apply("gamma", x)


def log_gamma(x: Expr) -> Expr:
    return apply("lgamma", x)


def digamma(x: Expr) -> Expr:
    return apply("digamma", x)


def bell(x: Expr) -> Expr:
    """exp(-x**2)"""
    return exp(-(x**2))


def ball_log_gamma(x):  # type: ignore[no-untyped-def]
    return x.lgamma() if x > 0 else abs(x.gamma()).log()


def ball_binomial(n, k):  # type: ignore[no-untyped-def]
    top, below = whole(n), whole(k)
    if top is not None and below is not None and 0 <= top <= LARGEST_EXACT_BINOMIAL:
        return type(n)(comb(top, below) if below >= 0 else 0)
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def ball_polygamma(x, order):  # type: ignore[no-untyped-def]
    from flint import acb

    return acb(x).polygamma(acb(order)).real


def ball_norm_logcdf(x):  # type: ignore[no-untyped-def]
    tail = (abs(x) / type(x)(2).sqrt()).erfc() / 2
    return tail.log() if x < 0 else (-tail).log1p() if x > 0 else ((-x / type(x)(2).sqrt()).erfc() / 2).log()


def ball_xlogy(x, y):  # type: ignore[no-untyped-def]
    return x * 0 if x == 0 else x * y.log()


def numpy_polygamma(x, order):  # type: ignore[no-untyped-def]
    import scipy.special

    return scipy.special.polygamma(order, x).astype(np.result_type(x, np.float32), copy=False)


register(
    entrywise("erf", "error function: 2/sqrt(pi) * integral of exp(-t**2) from 0 to x", latex=("erf",),
              facts=like_argument, values="(-1, 1)", numpy=scipy_function("erf"), arb=lambda x: x.erf(),
              partials=(lambda out, x: TWO / sqrt(PI) * bell(x),)),
    entrywise("erfc", "complementary error function: 1 - erf(x)", latex=("erfc",), facts=("positive",),
              body=lambda x: 1 - apply("erf", x), values="(0, 2)", numpy=scipy_function("erfc"), arb=lambda x: x.erfc(),
              partials=(lambda out, x: -(TWO / sqrt(PI) * bell(x)),)),
    entrywise("erfinv", "inverse error function of -1 < x < 1",
              where=lambda x: apply("lt", apply("abs", x), 1), facts=like_argument, numpy=scipy_function("erfinv"),
              arb=lambda x: x.erfinv(), partials=(lambda out, x: sqrt(PI) / 2 * exp(out**2),),
              samples=("x: unit",)),
    entrywise("norm_cdf", "standard normal distribution function: erfc(-x / sqrt(2)) / 2", python=("ndtr",),
              facts=("positive", "unit"), body=lambda x: apply("erfc", -x / sqrt(TWO)) / 2,
              values="(0, 1)", numpy=scipy_function("ndtr"), arb=lambda x: (-x / type(x)(2).sqrt()).erfc() / 2,
              partials=(lambda out, x: exp(-(x**2) / 2) / sqrt(TWO * PI),)),
    entrywise("norm_logcdf", "logarithm of the standard normal distribution function: log(norm_cdf(x))",
              python=("log_ndtr",), facts=("negative",), body=lambda x: log(apply("norm_cdf", x)),
              numpy=scipy_function("log_ndtr"), arb=ball_norm_logcdf,
              partials=(lambda out, x: sqrt(TWO / PI) / apply("erfcx", -x / sqrt(TWO)),)),
    entrywise("erfcx", "scaled complementary error function: exp(x**2) * erfc(x)", facts=("positive",),
              body=lambda x: exp(x**2) * apply("erfc", x), numpy=scipy_function("erfcx"),
              arb=lambda x: (x * x).exp() * x.erfc(),
              partials=(lambda out, x: 2 * x * out - TWO / sqrt(PI),)),
    entrywise("logit", "log-odds: log(x / (1 - x)) of 0 < x < 1", latex=("logit",),
              where=lambda x: apply("and", apply("gt", x, 0), apply("lt", x, 1)), body=lambda x: log(x / (1 - x)),
              numpy=scipy_function("logit"), arb=lambda x: (x / (1 - x)).log(),
              partials=(lambda out, x: 1 / (x * (1 - x)),), samples=("x: unit",)),
    entrywise("gamma", "gamma function: integral of t**(x - 1) * exp(-t) over t > 0", latex=("Gamma",),
              where=no_pole, facts=also("positive"), numpy=scipy_function("gamma"), arb=lambda x: x.gamma(),
              partials=(lambda out, x: out * digamma(x),), samples=("x: positive",)),
    entrywise("lgamma", "log of |gamma(x)|", python=("gammaln",), where=no_pole,
              body=lambda x: log(apply("abs", gamma(x))), numpy=scipy_function("gammaln"), arb=ball_log_gamma,
              acb=lambda x: x.lgamma(),
              partials=(lambda out, x: digamma(x),), samples=("x: positive",)),
    entrywise("digamma", "derivative of log(gamma(x))", python=("psi",), latex=("digamma",), where=no_pole,
              numpy=scipy_function("digamma"), arb=lambda x: x.digamma(),
              partials=(lambda out, x: apply("polygamma", x, order=1),), samples=("x: positive",)),
    entrywise("polygamma", "derivative of digamma of that order, x > 0 or no integer", params={"order": 1},
              where=lambda x, order: no_pole(x), numpy=numpy_polygamma, arb=ball_polygamma,
              acb=lambda x, order: x.polygamma(type(x)(order)),
              partials=(lambda out, x, order: apply("polygamma", x, order=order + 1),), samples=("x: positive",),
              cases=({"order": 1}, {"order": 2})),
    entrywise("beta", "beta function: gamma(a) * gamma(b) / gamma(a + b)", arity=2,
              where=lambda a, b: apply("and", no_pole(a), no_pole(b)),
              facts=lambda a, b: ["positive"] if "positive" in a & b else [],
              body=lambda a, b: gamma(a) * gamma(b) / gamma(a + b), numpy=scipy_function("beta"),
              arb=lambda a, b: a.gamma() * b.gamma() * (a + b).rgamma(),
              partials=(lambda out, a, b: out * (digamma(a) - digamma(a + b)),
                        lambda out, a, b: out * (digamma(b) - digamma(a + b))),
              samples=("a: positive", "b: positive")),
    entrywise("betaln", "logarithm of the beta function of a, b > 0: lgamma(a) + lgamma(b) - lgamma(a + b)", arity=2,
              where=lambda a, b: apply("and", apply("gt", a, 0), apply("gt", b, 0)),
              body=lambda a, b: log_gamma(a) + log_gamma(b) - log_gamma(a + b), numpy=scipy_function("betaln"),
              arb=lambda a, b: a.lgamma() + b.lgamma() - (a + b).lgamma(),
              partials=(lambda out, a, b: digamma(a) - digamma(a + b),
                        lambda out, a, b: digamma(b) - digamma(a + b)),
              samples=("a: positive", "b: positive")),
    entrywise("factorial", "factorial: gamma(x + 1), for a natural number 1 * 2 * ... * x",
              where=lambda x: no_pole(x + 1),
              facts=lambda x: [*(["positive"] if "nonnegative" in x else []),
                               *(["integer"] if x >= {"integer", "nonnegative"} else [])],
              body=lambda x: gamma(x + 1), numpy=lambda x: scipy_function("gamma")(x + 1.0),
              arb=lambda x: (x + 1).gamma(), partials=(lambda out, x: out * digamma(x + 1),),
              samples=("x: natural",)),
    entrywise("binomial", "binomial coefficient: n! / (k! (n - k)!), 0 for integers k < 0 and k > n", arity=2,
              python=("comb", "binom"), latex=("binom", "dbinom", "tbinom"), where=lambda n, k: no_pole(n + 1),
              facts=lambda n, k: (["nonnegative", "integer"]
                                  if n >= {"integer", "nonnegative"} and "integer" in k else []),
              body=lambda n, k: (apply("factorial", n) / (apply("factorial", k) * apply("factorial", n - k))),
              numpy=scipy_function("binom"), arb=ball_binomial,
              partials=(lambda out, n, k: out * (digamma(n + 1) - digamma(n - k + 1)),
                        lambda out, n, k: out * (digamma(n - k + 1) - digamma(k + 1))),
              samples=("n: natural", "k: natural")),
    entrywise("xlogy", "x * log(y), and 0 where x = 0", arity=2,
              where=lambda x, y: apply("or", apply("gt", y, 0), apply("eq", x, 0)),
              body=lambda x, y: apply("where", apply("eq", x, 0), 0, x * log(y)), numpy=scipy_function("xlogy"),
              arb=ball_xlogy, partials=(lambda out, x, y: log(y), lambda out, x, y: x / y),
              samples=("x: nonnegative", "y: positive")),
)

