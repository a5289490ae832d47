"""Confidence intervals for parameters, prediction intervals for the next value: two questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.probability import normal, student_t
from lemmata.statistics.descriptive import standard_deviation, standard_error
from lemmata.statistics.results import Interval, check_level
from lemmata.statistics.t_tests import sample_of

BOOTSTRAPS = {"percentile": "percentile", "bca": "BCa", "basic": "basic"}


def confidence_interval(x: Any, level: float = 0.95, method: str = "t") -> Interval:
    """Where the mean of the law is: in `level` of all samples the interval encloses it.

    x       n >= 2 independent draws
    method  t: mean ± quantile of student_t(n - 1) * s / sqrt(n), exact for normal x;
            normal: with the normal quantile, too short for small n

    Its width shrinks like 1 / sqrt(n); that of `prediction_interval` does not.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 8.5.

    >>> print(confidence_interval([4.9, 5.1, 5.6, 5.2, 5.3]))
    95% [4.8986, 5.5414] (mean, Student-t)
    """
    values = sample_of(x)
    check_level(level)
    laws = {"t": (student_t(float(len(values) - 1)), "Student-t"), "normal": (normal(0.0, 1.0), "normal")}
    if method not in laws:
        raise ValueError(f"no method {method!r}; choose t or normal, or bootstrap_interval for other statistics")
    law, name = laws[method]
    reach = float(law.quantile((1 + level) / 2)) * float(standard_error(values))
    return Interval(float(values.mean()) - reach, float(values.mean()) + reach, level, f"mean, {name}")


def prediction_interval(x: Any, level: float = 0.95) -> Interval:
    """Where the next draw is: mean ± quantile of student_t(n - 1) * s * sqrt(1 + 1/n), for normal draws.

    It has the spread of the draws themselves, however many there are.

    Source: Casella and Berger, Statistical Inference, 2nd ed., section 11.3.5 (regression on a constant).

    >>> print(prediction_interval([4.9, 5.1, 5.6, 5.2, 5.3]))
    95% [4.43274, 6.00726] (next value, Student-t)
    """
    values = sample_of(x)
    check_level(level)
    n = len(values)
    reach = float(student_t(float(n - 1)).quantile((1 + level) / 2)) * float(
        standard_deviation(values, ddof=1)) * float(np.sqrt(1 + 1 / n))
    return Interval(float(values.mean()) - reach, float(values.mean()) + reach, level, "next value, Student-t")


def bootstrap_interval(x: Any, statistic: Callable[..., Any] = np.mean, level: float = 0.95, method: str = "bca",
                       resamples: int = 9999, seed: int | None = None) -> Interval:
    """A confidence interval for any statistic: it is computed anew of samples drawn from the sample, with replacement.

    statistic   of (x, axis); np.mean, np.median, a function of yours
    method      percentile: quantiles of what the resamples give; bca: these corrected for bias and skewness; basic

    By SciPy's `bootstrap`. Raises ValueError where the statistic has no spread.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap, chapters 13 and 14.

    >>> found = bootstrap_interval([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], seed=0)
    >>> found.low < 3.5 < found.high
    True
    """
    from scipy import stats

    values = sample_of(x)
    check_level(level)
    if method not in BOOTSTRAPS:
        raise ValueError(f"no method {method!r}; choose from {', '.join(BOOTSTRAPS)}")
    if np.all(values == values[0]):
        raise ValueError("all values are equal, so every resample is; the bootstrap says nothing of the law's spread")
    found = stats.bootstrap((values,), statistic, confidence_level=level, method=BOOTSTRAPS[method],
                            n_resamples=resamples, rng=np.random.default_rng(seed)).confidence_interval
    name = getattr(statistic, "__name__", "statistic")
    return Interval(float(found.low), float(found.high), level, f"{name}, bootstrap {method}")


def proportion_interval(successes: int, n: int, level: float = 0.95) -> Interval:
    """Wilson's confidence interval for a probability, from successes in n trials: the p that a z-test does not reject.

    It stays within [0, 1] and has a width at 0 and n successes, where p ± z sqrt(p (1 - p) / n) has none.

    Source: Wilson, 1927; Agresti and Coull, 1998.

    >>> print(proportion_interval(0, 10))
    95% [0, 0.277533] (proportion, Wilson)
    """
    check_level(level)
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"{successes} successes in {n} trials; 0 <= successes <= n, n >= 1")
    z, share = float(normal.quantile((1 + level) / 2, 0.0, 1.0)), successes / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * float(np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)))
    return Interval(max(0.0, middle - reach) if successes else 0.0, min(1.0, middle + reach) if successes < n else 1.0,
                    level, "proportion, Wilson")
