# mypy: disable-error-code="valid-type, name-defined"
"""Test statistics as formulas: how far the data are from what the null hypothesis says, in standard errors."""

import numpy as np

from lemmata.engine.readers.annotations import Nonnegative, Positive, Real
from lemmata.formulas import formula


@formula
def t_statistic(x: Real["n"], mu: Real):
    """(mean - mu) / (s / sqrt(n)), s with n - 1: of student_t(n - 1) where x is normal with mean mu.

    nan or infinite where all entries are equal.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 9.5.

    >>> float(t_statistic([1.0, 2.0, 3.0], 2.0))
    0.0
    """
    n = x.shape[0]
    return (np.mean(x) - mu) / np.sqrt(np.sum((x - np.mean(x))**2) / (n - 1) / n)


@formula
def pooled_variance(x: Real["m"], y: Real["n"]):
    """The variance that two samples share: squared distances from their own means over m + n - 2.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 9.6.

    >>> float(pooled_variance([0.0, 2.0], [5.0, 7.0]))
    2.0
    """
    return (np.sum((x - np.mean(x))**2) + np.sum((y - np.mean(y))**2)) / (x.shape[0] + y.shape[0] - 2)


@formula
def two_sample_t_statistic(x: Real["m"], y: Real["n"]):
    """(mean of x - mean of y) / (s_p sqrt(1/m + 1/n)): for laws of the same variance, m + n - 2 degrees of freedom.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., theorem 9.6.1.

    >>> float(two_sample_t_statistic([1.0, 3.0], [2.0, 2.0]))
    0.0
    """
    m, n = x.shape[0], y.shape[0]
    pooled = (np.sum((x - np.mean(x))**2) + np.sum((y - np.mean(y))**2)) / (m + n - 2)
    return (np.mean(x) - np.mean(y)) / np.sqrt(pooled * (1 / m + 1 / n))


@formula
def welch_statistic(x: Real["m"], y: Real["n"]):
    """(mean of x - mean of y) / sqrt(s_x^2 / m + s_y^2 / n): the variances may differ.

    Source: Welch, 1947; DeGroot and Schervish, Probability and Statistics, 4th ed., section 9.6.

    >>> float(welch_statistic([1.0, 3.0], [2.0, 2.0]))
    0.0
    """
    m, n = x.shape[0], y.shape[0]
    left = np.sum((x - np.mean(x))**2) / (m - 1) / m
    right = np.sum((y - np.mean(y))**2) / (n - 1) / n
    return (np.mean(x) - np.mean(y)) / np.sqrt(left + right)


@formula
def welch_degrees_of_freedom(x: Real["m"], y: Real["n"]):
    """(a + b)^2 / (a^2 / (m - 1) + b^2 / (n - 1)) with a = s_x^2 / m, b = s_y^2 / n: no whole number in general.

    Source: Satterthwaite, 1946; DeGroot and Schervish, Probability and Statistics, 4th ed., section 9.6.

    >>> float(welch_degrees_of_freedom([1.0, 3.0], [0.0, 2.0]))
    2.0
    """
    m, n = x.shape[0], y.shape[0]
    a = np.sum((x - np.mean(x))**2) / (m - 1) / m
    b = np.sum((y - np.mean(y))**2) / (n - 1) / n
    return (a + b)**2 / (a**2 / (m - 1) + b**2 / (n - 1))


@formula
def chi_square_statistic(observed: Nonnegative["k"], expected: Positive["k"]):
    """Pearson's: sum of (observed - expected)^2 / expected, of counts in k cells.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 10.1.

    >>> float(chi_square_statistic([8.0, 12.0], [10.0, 10.0]))
    0.8
    """
    return np.sum((observed - expected)**2 / expected)


@formula
def expected_counts(table: Nonnegative["m n"]):
    """The counts that independence of rows and columns would give: row sum * column sum / total.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 10.3.

    >>> expected_counts([[10.0, 20.0], [30.0, 60.0]]).tolist()
    [[10.0, 20.0], [30.0, 60.0]]
    """
    return np.outer(np.sum(table, axis=1), np.sum(table, axis=0)) / np.sum(table)


@formula
def effect_size(x: Real["m"], y: Real["n"]):
    """Cohen's d: (mean of x - mean of y) / pooled standard deviation. Unlike p it does not grow with the sample.

    Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed., section 2.2.

    >>> float(effect_size([1.0, 3.0], [0.0, 2.0]).round(6))
    0.707107
    """
    pooled = (np.sum((x - np.mean(x))**2) + np.sum((y - np.mean(y))**2)) / (x.shape[0] + y.shape[0] - 2)
    return (np.mean(x) - np.mean(y)) / np.sqrt(pooled)
