"""One number, equal numbers, ties, certain outcomes, no data, huge and tiny units."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special, stats
from tests.foundations.rows.ends.end import Refused, ends_of
from tests.foundations.rows.statistics import parts

from lemmata.probability import bernoulli, beta, exponential, gamma, normal, poisson
from lemmata.statistics import NormalInverseGamma, t_test

end = ends_of("statistics")
INF, NAN = np.inf, np.nan
TESTED, BOTH = parts("statistic", "p"), parts("statistic", "p", "low", "high")
SCALES = (1e200, 1e-200)
GRID = np.linspace(0, 1, 2001)
LEVEL = Refused("between 0 and 1")
APART, ONE = Refused("at least 2 numbers"), [2.0]
WELCH = stats.ttest_ind([1.0, 2.0], [3.0, 5.0], equal_var=False)
POOLED = stats.ttest_ind([1.0, 2.0], [3.0, 5.0])


def low_high(found: Any) -> Any:
    return [found.low, found.high]


def estimated(name: str) -> Any:
    return lambda fit: [fit.estimate[name], fit.converged]


def beyond(edge: float, freedom: int, shift: float) -> float:
    """The chance of a noncentral t above an edge: normal, given the deviation, at its quantiles."""
    c = stats.chi(freedom).ppf((np.arange(200_000) + 0.5) / 200_000)
    return float(np.mean(special.ndtr(shift - edge * c / np.sqrt(freedom))))


ORDER = [
    *(end(name, 0.0, np.array(x)) for name in ("interquartile_range", "median_absolute_deviation")
      for x in ([3.0], [0.1, 0.1, 0.1], [0.1] * 7)),
    end("interquartile_range", 2.0, np.array([0.0, 1.0, 2.0, 3.0, INF])),
    end("interquartile_range", NAN, np.array([0.0, NAN])),
    end("interquartile_range", 1e308, np.array([-1e308, -0.5e308, 0.5e308, 0.5e308])[[0, 1, 1, 2, 2]]),
    end("median_absolute_deviation", 0.0, np.array([1.0, 1.0, 1.0, 9.0])),
    end("median_absolute_deviation", 1e308, np.array([-1e308, 1e308])),
    end("median_absolute_deviation", 1.0, np.array([0.0, 1.0, 2.0, INF, 3.0])),
    end("median", 0.0, np.array([-INF, INF, 0.0])),
    end("median", 1.7e308, np.array([1.7e308, 1.7e308])),
]
TESTS = [
    end("t_test", [INF, 0.0, 2.0, 2.0], [2.0, 2.0, 2.0], pick=BOTH),
    end("t_test", [NAN, NAN, 2.0, 2.0], [2.0, 2.0, 2.0], 2.0, pick=BOTH),
    *(end("t_test", list(stats.ttest_1samp([1.0, 2.0, 3.0], 0)), s * np.array([1.0, 2.0, 3.0]), pick=TESTED)
      for s in SCALES),
    end("t_test", APART, ONE), end("t_test", Refused("nan or inf"), [1.0, INF]),
    *(end("t_test", LEVEL, [1.0, 2.0], level=level) for level in (0.0, 1.0)),
    *(end("two_sample_t_test", [INF, 0.0, 1.0, 1.0], [2.0, 2.0], [1.0, 1.0], equal_variances=e, pick=BOTH)
      for e in (False, True)),
    *(end("two_sample_t_test", [NAN, NAN], [1.0, 1.0], [1.0, 1.0], equal_variances=e, pick=TESTED)
      for e in (False, True)),
    *(end("two_sample_t_test", [wanted.statistic, wanted.pvalue, *(1e200 * v for v in wanted.confidence_interval())],
          [1e200, 2e200], [3e200, 5e200], equal_variances=e, pick=BOTH)
      for e, wanted in ((False, WELCH), (True, POOLED))),
    end("two_sample_t_test", APART, [1.0], [1.0, 2.0]),
    end("paired_t_test", [NAN, NAN], [1.0, 2.0], [1.0, 2.0], pick=TESTED),
    end("paired_t_test", [INF, 0.0], [1.0, 2.0], [0.0, 1.0], pick=TESTED),
    end("paired_t_test", APART, [1.0], [0.0]),
    end("z_test", [40.0, special.erfc(40 / 2**0.5)], [40.0], 1.0, pick=TESTED),
    end("z_test", [0.0, 1.0], [3.0], 1.0, 3.0, pick=TESTED),
    end("z_test", Refused("is positive"), [3.0], 0.0), end("z_test", Refused("at least 1"), [], 1.0),
    end("chi_square_test", [0.0, 1.0], [10, 20], [1 / 3, 2 / 3], pick=TESTED),
    end("chi_square_test", [10000.0, 0.0], [10000, 0], pick=TESTED),
    end("chi_square_test", [NAN, NAN], [0, 0], pick=TESTED),
    end("chi_square_test", Refused("0 degrees of freedom"), [5]),
    end("chi_square_test", Refused("positive"), [5, 5], [1.0, 0.0]),
    end("independence_test", [0.0, 1.0], [[2, 4], [1, 2]], pick=TESTED),
    end("independence_test", [100.0, 1.0], [[50, 0], [0, 50]], pick=parts("statistic", "estimate")),
    end("independence_test", Refused("has no counts"), [[0, 0], [1, 2]]),
    end("difference_of_means", 2.0, [3.0], [1.0]), end("difference_of_means", INF, [INF], [1.0]),
    end("permutation_test", 1.0, [1.0, 1.0], [1.0, 1.0], pick=lambda found: found.p),
    end("permutation_test", 0.05, [4.0, 5.0, 6.0], [1.0, 2.0, 3.0], alternative="greater", pick=lambda found: found.p),
    end("permutation_test", APART, [1.0], [2.0]),
    *(end(name, wanted, np.array(p)) for name in ("holm", "benjamini_hochberg") for p, wanted in (
        ([], []), ([0.0, 1.0], [0.0, 1.0]), ([0.5], [0.5]), ([0.0, 0.0], [0.0, 0.0]), ([1.0, 1.0], [1.0, 1.0]))),
    end("holm", [1.0, 1.0], [0.5, 0.5]), end("benjamini_hochberg", [0.5, 0.5], [0.5, 0.5]),
    *(end(name, Refused("between 0 and 1"), [p, 0.5]) for name in ("holm", "benjamini_hochberg")
      for p in (-0.1, 1.5, NAN)),
    end("t_test_power", 1.0, INF, 12), end("t_test_power", 0.0, -INF, 12, alternative="greater"),
    end("t_test_power", beyond(float(stats.t.isf(0.025, 1)), 1, 50 * 2**0.5), 50.0, 2, rtol=1e-6),
    end("t_test_power", Refused("n is at least 2"), 0.5, 1),
    end("sample_size", 3, -5.0), end("sample_size", Refused("the effect is not 0"), 0.0),
    end("simulated_power", 1.0, t_test, lambda rng: rng.normal(1e9, 1.0, 3), repetitions=2, seed=0,
        pick=lambda found: found.value),
    end("simulated_power", Refused("give 1 or more"), t_test, lambda rng: rng.normal(size=3), repetitions=0),
]
INTERVALS = [
    *(end(name, [2.0, 2.0], [2.0, 2.0], pick=low_high) for name in ("confidence_interval", "prediction_interval")),
    *(end("confidence_interval", s * np.array(stats.t.interval(0.95, 1, loc=2, scale=1)), s * np.array([1.0, 3.0]),
          pick=low_high) for s in SCALES),
    *(end("prediction_interval", s * np.array(stats.t.interval(0.95, 1, loc=2, scale=3**0.5)), s * np.array([1.0, 3.0]),
          pick=low_high) for s in SCALES),
    *(end(name, APART, [1.0]) for name in ("confidence_interval", "prediction_interval", "bootstrap_interval")),
    *(end(name, LEVEL, [1.0, 3.0], level=level) for name in ("confidence_interval", "prediction_interval")
      for level in (0.0, 1.0)),
    end("bootstrap_interval", [1.0, 2.0], [1.0, 2.0], method="percentile", seed=0, pick=low_high),
    end("bootstrap_interval", Refused("all values are equal"), [2.0, 2.0]),
    end("proportion_interval", [0.0, 1 / (1 + 10 / stats.norm.ppf(0.975) ** 2)], 0, 10, pick=low_high),
    end("proportion_interval", [1 / (1 + stats.norm.ppf(0.975) ** 2 / 10), 1.0], 10, 10, pick=low_high),
    end("proportion_interval", Refused("n >= 1"), 0, 0),
    *(end("credible_interval", wanted, law, method="highest-density", rtol=1e-6, pick=low_high) for law, wanted in (
        (exponential(1.0), [0.0, np.log(20)]), (beta(1.0, 5.0), [0.0, 1 - 0.05**0.2]))),
    end("credible_interval", [-1e100 * stats.norm.ppf(0.975), 1e100 * stats.norm.ppf(0.975)], normal(0.0, 1e200),
        pick=low_high),
    end("credible_interval", LEVEL, normal(0.0, 1.0), level=1.0),
]
ESTIMATES = [
    *(end("maximum_likelihood", [edge, False], family, {"x": x}, rtol=1e-9, pick=estimated(name))
      for family, name, x, edge in ((bernoulli, "p", [1, 1, 1], 1.0), (poisson, "rate", [0, 0], 0.0))),
    end("maximum_likelihood", [0.0, False], normal, {"x": [2.0, 2.0]}, rtol=1e-9, pick=estimated("sigma2")),
    end("maximum_likelihood", [2.0, True], normal, {"x": [2.0], "sigma2": 1.0}, pick=estimated("mu")),
    end("maximum_likelihood", [5e99, True], exponential, {"x": [1e-100, 3e-100]}, rtol=1e-9, pick=estimated("rate")),
    end("maximum_likelihood", Refused("the range of floats"), normal, {"x": [1e100, 3e100]}),
    end("maximum_a_posteriori", [0.5, True], bernoulli, {}, {"x": [1, 0]}, pick=estimated("p")),
    end("maximum_a_posteriori", [1.0, False], bernoulli, {"p": beta(1.0, 1.0)}, {"x": [1, 1]}, rtol=1e-9,
        pick=estimated("p")),
    end("maximum_a_posteriori", Refused("has no entries"), bernoulli, {"p": beta(2.0, 2.0)}, {"x": []}),
    end("laplace_approximation", [2 / (1 + 1e12), 1 / (1 + 1e12)], normal, {"mu": normal(0.0, 1e-12)},
        {"x": [2.0], "sigma2": 1.0}, pick=lambda fit: [fit.estimate["mu"], fit.covariance[0, 0]], rtol=1e-9),
    end("conjugate_posterior", [2.0, 3.0], beta(2.0, 3.0), bernoulli, [], pick=lambda law: law.values),
    end("conjugate_posterior", [0.0, 1.0, 2.0, 3.0], NormalInverseGamma(0.0, 1.0, 2.0, 3.0), normal, [],
        pick=lambda law: [law.m, law.k, law.a, law.b]),
    *(end("conjugate_posterior", wanted, normal(0.0, v), normal, [5.0], sigma2=s, pick=lambda law: law.values)
      for v, s, wanted in ((1e-300, 1.0, [5e-300, 1e-300]), (1e300, 1.0, [5.0, 1.0]), (1.0, 1e-300, [5.0, 1e-300]))),
    end("conjugate_posterior", Refused("above 0"), normal(0.0, 1.0), normal, [5.0], sigma2=0.0),
    end("conjugate_posterior", Refused("no value of poisson"), gamma(2.0, 3.0), poisson, [-1]),
    end("posterior_predictive", [1e-300], beta(1e-300, 1.0), bernoulli, pick=lambda law: law.values),
    end("posterior_predictive", [0.5], beta(1e300, 1e300), bernoulli, pick=lambda law: law.values),
    end("posterior_predictive", Refused("no closed prediction"), normal(0.0, 1.0), bernoulli),
    end("grid_posterior", 0.4, bernoulli, {"p": beta(2.0, 3.0)}, {"x": []}, {"p": GRID}, rtol=1e-5,
        pick=lambda found: found.mean("p")),
    end("grid_posterior", 0.999, bernoulli, {"p": beta(2.0, 1.0)}, {"x": np.ones(997, int)}, {"p": GRID}, rtol=1e-4,
        pick=lambda found: found.mean("p")),
    end("grid_posterior", Refused("0 at every point"), bernoulli, {"p": beta(2.0, 3.0)}, {"x": [1, 0]},
        {"p": np.array([0.0, 1.0])}),
]
ENDS = [*ORDER, *TESTS, *INTERVALS, *ESTIMATES]
