"""Probability: sample spaces, distributions, expectation, limit theorems.

`normal`, `poisson` ... are families: `normal.density(x, mu, sigma2)` is a formula, `normal(0.0, 1.0)` a law.
"""

from lemmata.probability.averages import Estimate
from lemmata.probability.families import (
    bernoulli,
    beta,
    binomial,
    categorical,
    cauchy,
    chi_squared,
    dirichlet,
    discrete_uniform,
    exponential,
    gamma,
    geometric,
    geometric_failures,
    gumbel,
    laplace,
    location_scale_t,
    logistic,
    lognormal,
    multivariate_normal,
    negative_binomial,
    normal,
    pareto,
    poisson,
    student_t,
    uniform,
    weibull,
)
from lemmata.probability.family import Family
from lemmata.probability.law import Law
from lemmata.probability.limits import CentralLimit, LargeNumbers, central_limit, law_of_large_numbers
from lemmata.probability.moments import (
    correlation,
    covariance,
    expectation,
    moment,
    standard_deviation,
    standardize,
    variance,
)
from lemmata.probability.rules import (
    bayes,
    bayes_from_logs,
    conditional_probability,
    joint_probability,
    odds,
    posterior_odds,
    total_probability,
    union_probability,
)
from lemmata.probability.spaces import SampleSpace
from lemmata.probability.variables import RandomVariable

__all__ = [
    "CentralLimit", "Estimate", "Family", "LargeNumbers", "Law", "RandomVariable", "SampleSpace", "bayes",
    "bayes_from_logs", "bernoulli", "beta", "binomial", "categorical", "cauchy", "central_limit", "chi_squared",
    "conditional_probability", "correlation", "covariance", "dirichlet", "discrete_uniform", "expectation",
    "exponential", "gamma", "geometric", "geometric_failures", "gumbel", "joint_probability", "laplace",
    "law_of_large_numbers", "location_scale_t", "logistic", "lognormal", "moment", "multivariate_normal",
    "negative_binomial", "normal", "odds", "pareto", "poisson", "posterior_odds", "standard_deviation",
    "standardize", "student_t", "total_probability", "uniform", "union_probability", "variance", "weibull",
]
