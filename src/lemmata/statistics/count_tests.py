"""Chi-square tests of counts, and the permutation test, which needs no law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.probability import chi_squared
from lemmata.statistics.results import HypothesisTest, check_alternative
from lemmata.statistics.statistics_of_tests import chi_square_statistic, expected_counts
from lemmata.statistics.t_tests import SIGNS, sample_of


def _counts(observed: Any) -> Any:
    counts = np.asarray(observed, dtype=float)
    if counts.size == 0 or np.any(counts < 0) or not np.isfinite(counts).all():
        raise ValueError(f"counts are {observed}; they are numbers >= 0, not shares")
    return counts


def chi_square_test(observed: Any, p: Any = None, estimated: int = 0) -> HypothesisTest:
    """Goodness of fit: whether counts in k cells come from probabilities p.

    observed    counts, of shape (k,)
    p           probabilities under the null hypothesis, of shape (k,); None: all alike
    estimated   how many parameters of p were estimated from these counts; each costs a degree of freedom

    Under H0 the statistic is nearly of chi_squared(k - 1 - estimated); expected counts should be about 5 or more.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., sections 10.1 and 10.2.

    >>> found = chi_square_test([18, 22, 20, 25, 15, 20])
    >>> found.statistic, found.degrees_of_freedom, round(found.p, 3)
    (2.9, 5.0, 0.715)
    """
    counts = _counts(observed)
    share = np.full(counts.shape, 1 / counts.size) if p is None else np.asarray(p, dtype=float)
    if counts.ndim != 1 or share.shape != counts.shape:
        raise ValueError(f"counts have shape {counts.shape} and p {share.shape}; both are (k,)")
    if np.any(share <= 0) or abs(share.sum() - 1) > 1e-9:
        raise ValueError(f"p = {share.tolist()}; the probabilities of the cells are positive and sum to 1")
    freedom = float(counts.size - 1 - estimated)
    if freedom < 1:
        raise ValueError(f"{counts.size} cells and {estimated} estimated parameters leave {freedom:g} degrees of "
                         "freedom; there is nothing left to test")
    statistic = float(chi_square_statistic(counts, share * counts.sum()))
    return HypothesisTest("chi-square test of fit", "the cells have these probabilities", "they have others", statistic,
                          float(chi_squared(freedom).scipy.sf(statistic)), (int(counts.sum()),),
                          statistic / counts.sum(), freedom)


def independence_test(table: Any) -> HypothesisTest:
    """Whether rows and columns of a table of counts are independent (Pearson's chi-square, without a correction).

    table     counts, of shape (m, n); no row or column of zeros
    estimate  Cramer's V = sqrt(statistic / (N min(m - 1, n - 1))), between 0 and 1

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 10.3.

    >>> found = independence_test([[30, 10], [10, 30]])
    >>> found.statistic, found.estimate, found.rejects(0.001)
    (20.0, 0.5, True)
    """
    counts = _counts(table)
    if counts.ndim != 2 or min(counts.shape) < 2:
        raise ValueError(f"the table has shape {counts.shape}; it has 2 or more rows and columns")
    expected = expected_counts(counts)
    if np.any(expected == 0):
        raise ValueError("a row or column has no counts; leave it out")
    statistic = float(chi_square_statistic(counts.ravel(), np.ravel(expected)))
    m, n = counts.shape
    freedom = float((m - 1) * (n - 1))
    return HypothesisTest("chi-square test of independence", "rows and columns are independent", "they are not",
                          statistic, float(chi_squared(freedom).scipy.sf(statistic)), (int(counts.sum()),),
                          float(np.sqrt(statistic / (counts.sum() * min(m - 1, n - 1)))), freedom)


def difference_of_means(x: Any, y: Any, axis: int = -1) -> Any:
    """mean of x - mean of y along an axis.

    Raises ValueError where a sample has no numbers.

    >>> float(difference_of_means([1.0, 3.0], [1.0, 1.0]))
    1.0
    """
    if not np.size(x) or not np.size(y):
        raise ValueError(f"samples of shapes {np.shape(x)} and {np.shape(y)}; give one number or more of each")
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


def permutation_test(x: Any, y: Any, statistic: Callable[..., Any] = difference_of_means,
                     alternative: str = "two-sided", resamples: int = 9999, seed: int | None = None) -> HypothesisTest:
    """Whether two samples come from one law: labels are dealt anew, and the statistic compared with what that gives.

    statistic   of (x, y), or of (x, y, axis) for many permutations at once; by default the difference of means
    resamples   permutations; all of them where there are no more (SciPy's `permutation_test`)

    p counts the observed labels too, (1 + as extreme) / (1 + resamples), so it is never 0.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap, chapter 15.

    >>> permutation_test([7.0, 8.0, 9.0], [1.0, 2.0, 3.0]).p
    0.1
    """
    from scipy import stats

    check_alternative(alternative)
    left, right = sample_of(x), sample_of(y, "y")
    found = stats.permutation_test((left, right), statistic, permutation_type="independent", alternative=alternative,
                                   n_resamples=resamples, vectorized=None, rng=np.random.default_rng(seed))
    return HypothesisTest("permutation test", "x and y come from one law",
                          f"the statistic of x, y {SIGNS[alternative]} what permutations give", float(found.statistic),
                          float(found.pvalue), (len(left), len(right)), float(found.statistic))
