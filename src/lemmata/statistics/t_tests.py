"""Student's and Welch's t-tests of means, one sample, two samples, pairs."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.probability import normal, student_t
from lemmata.statistics.descriptive import standard_deviation, standard_error
from lemmata.statistics.results import HypothesisTest, Interval, check_alternative, check_level
from lemmata.statistics.statistics_of_tests import (
    t_statistic,
    two_sample_t_statistic,
    welch_degrees_of_freedom,
    welch_statistic,
)

SIGNS = {"two-sided": "≠", "less": "<", "greater": ">"}


def sample_of(x: Any, name: str = "x", least: int = 2) -> Any:
    """A sample of numbers, as NumPy's array of floats.

    Raises ValueError for too few numbers, and for nan.
    """
    values = np.asarray(x, dtype=float)
    if values.ndim != 1 or len(values) < least:
        raise ValueError(f"{name} has shape {values.shape}; a sample is one axis of at least {least} numbers")
    if not np.isfinite(values).all():
        raise ValueError(f"{name} has nan or inf in it; take them out: {name}[np.isfinite({name})]")
    return values


def p_value(statistic: float, law: Any, alternative: str = "two-sided") -> float:
    """P(a statistic at least as extreme) under a law that is symmetric around 0.

    statistic    what was observed
    law          its law under the null hypothesis (a `Law` of lemmata.probability)
    alternative  two-sided: P(|T| >= |t|); less: P(T <= t); greater: P(T >= t)

    Tails are taken by SciPy's survival function: 1 - cdf would give 0 from about 8 standard deviations on.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., definition 9.1.9.

    >>> from lemmata.probability import normal
    >>> round(p_value(1.96, normal(0.0, 1.0)), 3)
    0.05
    """
    check_alternative(alternative)
    frozen = law.scipy
    if alternative == "two-sided":
        return float(2 * frozen.sf(abs(statistic)))
    return float(frozen.cdf(statistic) if alternative == "less" else frozen.sf(statistic))


def _interval(estimate: float, error: float, law: Any, alternative: str, level: float, about: str) -> Interval:
    check_level(level)
    if alternative == "two-sided":
        reach = float(law.quantile((1 + level) / 2)) * error
        return Interval(estimate - reach, estimate + reach, level, about)
    reach = float(law.quantile(level)) * error
    ends = (-np.inf, estimate + reach) if alternative == "less" else (estimate - reach, np.inf)
    return Interval(*ends, level, about)


def t_test(x: Any, mu: float = 0.0, alternative: str = "two-sided", level: float = 0.95) -> HypothesisTest:
    """Whether the mean of a normal law is mu, from a sample.

    x            n >= 2 independent draws
    mu           the mean under the null hypothesis
    alternative  two-sided, less (the mean is below mu), greater
    level        of the confidence interval

    Under H0 the statistic is of student_t(n - 1), exactly for normal x, nearly for many draws of others.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 9.5.

    >>> print(t_test([5.1, 4.9, 5.6, 5.2, 5.3], mu=5.0))
    one-sample t-test
      H0: mean = 5
      H1: mean ≠ 5
      statistic = 1.90051, 4 degrees of freedom, p = 0.1302
      estimate = 5.22, n = 5
      95% [4.8986, 5.5414] (mean, Student-t)
    """
    values = sample_of(x)
    law = student_t(float(len(values) - 1))
    statistic, middle = float(t_statistic(values, float(mu))), float(values.mean())
    return HypothesisTest(
        "one-sample t-test", f"mean = {mu:g}", f"mean {SIGNS.get(alternative, '')} {mu:g}", statistic,
        p_value(statistic, law, alternative), (len(values),), middle, float(len(values) - 1),
        _interval(middle, float(standard_error(values)), law, alternative, level, "mean, Student-t"))


def paired_t_test(x: Any, y: Any, alternative: str = "two-sided", level: float = 0.95) -> HypothesisTest:
    """Whether the differences x_i - y_i of pairs have mean 0: one subject before and after, one split for two models.

    Raises ValueError for samples of different lengths.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 9.6.

    >>> paired_t_test([1.0, 2.0, 4.0], [0.0, 1.5, 2.0]).estimate
    1.1666666666666667
    """
    left, right = sample_of(x), sample_of(y, "y")
    if len(left) != len(right):
        raise ValueError(f"{len(left)} and {len(right)} numbers; pairs need as many: for others take two_sample_t_test")
    found = t_test(left - right, 0.0, alternative, level)
    return HypothesisTest("paired t-test", "mean of x - y = 0", f"mean of x - y {SIGNS[alternative]} 0",
                          found.statistic, found.p, found.n, found.estimate, found.degrees_of_freedom, found.interval)


def two_sample_t_test(x: Any, y: Any, equal_variances: bool = False, alternative: str = "two-sided",
                      level: float = 0.95) -> HypothesisTest:
    """Whether two normal laws have the same mean, from independent samples.

    equal_variances  False: Welch's test, right whatever the variances are; True: Student's, with the pooled variance
    alternative      two-sided, less (the mean of x is below that of y), greater
    level            of the confidence interval for the difference

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 9.6; Welch, 1947.

    >>> found = two_sample_t_test([5.0, 6.0, 7.0], [1.0, 2.0, 3.0, 4.0])
    >>> round(found.statistic, 4), found.rejects(0.05)
    (4.0415, True)
    """
    left, right = sample_of(x), sample_of(y, "y")
    difference = float(left.mean() - right.mean())
    if equal_variances:
        statistic, freedom = float(two_sample_t_statistic(left, right)), float(len(left) + len(right) - 2)
        spread = np.hypot(*(float(standard_deviation(s, ddof=1)) * np.sqrt(len(s) - 1) for s in (left, right)))
        error = float(spread / np.sqrt(freedom) * np.sqrt(1 / len(left) + 1 / len(right)))
    else:
        statistic, freedom = float(welch_statistic(left, right)), float(welch_degrees_of_freedom(left, right))
        error = float(np.hypot(float(standard_error(left)), float(standard_error(right))))
        if np.isnan(freedom):  # neither sample varies
            freedom = float(len(left) + len(right) - 2)
    law = student_t(freedom)
    name = "two-sample t-test, equal variances" if equal_variances else "Welch's two-sample t-test"
    return HypothesisTest(
        name, "mean of x = mean of y", f"mean of x {SIGNS.get(alternative, '')} mean of y", statistic,
        p_value(statistic, law, alternative), (len(left), len(right)), difference, freedom,
        _interval(difference, error, law, alternative, level, "difference of means, Student-t"))


def z_test(x: Any, sigma: float, mu: float = 0.0, alternative: str = "two-sided",
           level: float = 0.95) -> HypothesisTest:
    """Whether the mean is mu, where the standard deviation sigma of the law is known: (mean - mu) / (sigma / sqrt(n)).

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 9.1.

    >>> z_test([1.0, 3.0, 2.0, 2.0], sigma=1.0, mu=1.0).statistic
    2.0
    """
    values = sample_of(x, least=1)
    if not sigma > 0:
        raise ValueError(f"sigma = {sigma}; a standard deviation is positive")
    error, law, middle = sigma / float(np.sqrt(len(values))), normal(0.0, 1.0), float(values.mean())
    statistic = (middle - mu) / error
    return HypothesisTest(
        "z-test, standard deviation known", f"mean = {mu:g}", f"mean {SIGNS.get(alternative, '')} {mu:g}", statistic,
        p_value(statistic, law, alternative), (len(values),), middle, None,
        _interval(middle, error, law, alternative, level, "mean, normal"))
