"""Names of probability and information theory in text, and what the libraries call otherwise."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, number
from lemmata.engine.ops import apply
from lemmata.engine.ops.probability import is_random
from lemmata.engine.readers.spellings.record import refused, spelled
from lemmata.engine.readers.spellings.reductions import covariance_matrix


def _random(*args: Expr) -> bool:
    return is_random(*args) or any(a.sort == "distribution" for a in args)


@spelled("conditional_entropy", "-", "X, Y, base=None")
def _conditional_entropy(X: Expr, Y: Expr, base: Any) -> Expr:
    return apply("entropy", X, Y, base=base)


@spelled("joint_entropy", "-", "*variables: array")
def _joint_entropy(variables: tuple[Expr, ...]) -> Expr:
    return apply("entropy", apply("joint", *variables))


@spelled("conditional_probability", "-", "A, B")
def _conditional_probability(A: Expr, B: Expr) -> Expr:
    return apply("probability", A, B)


@spelled("prob", "-", "A")
def _prob(A: Expr) -> Expr:
    return apply("probability", A)


@spelled("D_KL DKL kl KL_divergence relative_entropy", "-", "p, q, base=None")
def _kl(p: Expr, q: Expr, base: Any) -> Expr:
    return apply("kl_divergence", p, q, base=base)


@spelled("I MI", "-", "X, Y, Z: array = None, *, given: array = None, base=None")
def _information(X: Expr, Y: Expr, Z: Expr | None, given: Expr | None, base: Any) -> Expr:
    condition = Z if given is None else given
    return apply("mutual_information", X, Y, *([] if condition is None else [condition]), base=base)


@spelled("cov", "-", "X, Y: array = None, rowvar=True, bias=False, ddof=None")
def _cov(X: Expr, Y: Expr | None, rowvar: bool, bias: bool, ddof: Any) -> Expr:
    """Of random variables their covariance; of numbers that of the sample, as NumPy has it."""
    if _random(X, *([] if Y is None else [Y])):
        return apply("variance", X) if Y is None else apply("covariance", X, Y)
    return covariance_matrix(X, Y, rowvar, (0 if bias else 1) if ddof is None else ddof)


@spelled("corr corrcoef", "-", "X, Y: array = None, rowvar=True")
def _corr(name: str, X: Expr, Y: Expr | None, rowvar: bool) -> Expr:
    if Y is not None and _random(X, Y):
        return apply("correlation", X, Y)
    if name == "corr":
        raise TypeError("corr is of two random variables; of numbers write corrcoef(x, y)[0, 1]")
    found = covariance_matrix(X, Y, rowvar, 1)
    spread = apply("sqrt", apply("diag", found))
    return found / apply("outer", spread, spread)


@spelled("entropy", "scipy.stats", "pk, qk: array = None, base=None, axis=0")
def _scipy_entropy(pk: Expr, qk: Expr | None, base: Any, axis: int) -> Expr:
    """SciPy's brings the weights to sum 1, over the first axis."""
    p = pk / apply("sum", pk, axis=axis, keepdims=True)
    terms = -apply("xlogy", p, p)
    if qk is not None:
        q = qk / apply("sum", qk, axis=axis, keepdims=True)
        terms = apply("xlogy", p, p / q)
    value = apply("sum", terms, axis=axis)
    return value if base is None else value / apply("log", number(base))


# what is drawn, and distributions by other parameters than here

_DRAWN = ("normal uniform exponential gamma beta laplace logistic lognormal poisson binomial geometric dirichlet "
          "cauchy rand randn randint random choice permutation multivariate_normal standard_normal bernoulli "
          "categorical chisquare standard_t multinomial gumbel")
refused(_DRAWN, "numpy.random jax.random scipy.stats",
        "it draws numbers at random; name the law instead: X ~ normal(mu, sigma2) with a variance")
refused("normal binomial rand randn randint bernoulli poisson multinomial randperm", "torch",
        "it draws numbers at random; name the law instead: X ~ normal(mu, sigma2) with a variance")
