# mypy: disable-error-code="valid-type, name-defined"
"""Descriptive statistics: what a sample looks like in a few numbers; divided by n, or by n - ddof."""

import numpy as np

from lemmata.engine.readers.annotations import Positive, Real
from lemmata.formulas import formula


@formula
def mean(x: Real["n"]):
    """The average: sum of x_i / n. It is the m with the least sum of (x_i - m)^2.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 6.2.

    >>> float(mean([1.0, 2.0, 6.0]))
    3.0
    """
    return np.sum(x) / x.shape[0]


@formula
def weighted_mean(x: Real["n"], weights: Positive["n"]):
    """sum of w_i x_i / sum of w_i.

    Source: Bishop, Pattern Recognition and Machine Learning, section 1.2.2.

    >>> float(weighted_mean([1.0, 5.0], [3.0, 1.0]))
    2.0
    """
    return np.sum(weights * x) / np.sum(weights)


@formula
def variance(x: Real["n"], ddof=0):
    """The variance of numbers: the sum of all (x_i - mean)^2, over n - ddof.

    ddof   option: 0 divides by n (the variance of these numbers, the maximum likelihood estimate; NumPy's default),
           1 by n - 1 (its expectation is the variance of the law: unbiased; the default of pandas and torch)

    nan where n = ddof.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 8.7.

    >>> float(variance([1.0, 2.0, 6.0])), float(variance([1.0, 2.0, 6.0], ddof=1))
    (4.666666666666667, 7.0)
    """
    return np.sum((x - np.mean(x))**2) / (x.shape[0] - ddof)


@formula
def standard_deviation(x: Real["n"], ddof=0):
    """Root of the variance, in the units of x. With ddof=1 it is still biased: a root of an unbiased estimate is not.

    ddof   option, as in `variance`

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 8.7.

    >>> float(standard_deviation([2.0, 4.0]))
    1.0
    """
    return np.sqrt(np.sum((x - np.mean(x))**2) / (x.shape[0] - ddof))


@formula
def covariance(x: Real["n"], y: Real["n"], ddof=0):
    """sum of (x_i - mean of x) (y_i - mean of y) / (n - ddof): one number for two samples.

    ddof   option: 0 divides by n, 1 by n - 1 (`np.cov`, which gives the 2 x 2 matrix, does the latter)

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 4.6.

    >>> float(covariance([1.0, 2.0, 3.0], [2.0, 4.0, 6.0])), float(covariance([1.0, 2.0], [2.0, 1.0], ddof=1))
    (1.3333333333333333, -0.5)
    """
    return np.sum((x - np.mean(x)) * (y - np.mean(y))) / (x.shape[0] - ddof)


@formula
def covariance_matrix(X: Real["n d"], ddof=0):
    """All covariances of the columns: (X - mean)^T (X - mean) / (n - ddof), of shape (d, d).

    X      n observations in rows, d features
    ddof   option, as in `variance`

    Source: Deisenroth, Faisal and Ong, Mathematics for Machine Learning, section 6.4.2.

    >>> covariance_matrix([[1.0, 2.0], [3.0, 2.0]]).tolist()
    [[1.0, 0.0], [0.0, 0.0]]
    """
    centered = X - np.mean(X, axis=0)
    return centered.T @ centered / (X.shape[0] - ddof)


@formula
def correlation(x: Real["n"], y: Real["n"]):
    """Pearson's r: covariance over both standard deviations, between -1 and 1. It sees straight lines only.

    nan where one of them is constant.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., definition 4.6.2.

    >>> float(correlation([1.0, 2.0, 4.0], [3.0, 5.0, 9.0]))
    1.0
    """
    dx, dy = x - np.mean(x), y - np.mean(y)
    return np.sum(dx * dy) / np.sqrt(np.sum(dx**2) * np.sum(dy**2))


@formula
def standard_error(x: Real["n"], ddof=1):
    """s / sqrt(n): the standard deviation of the mean of n independent draws, estimated from them.

    ddof   option: 1, s with n - 1

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 8.4.

    >>> float(standard_error([1.0, 3.0, 5.0, 7.0]).round(6))  # root of (20 / 3) / 4
    1.290994
    """
    return np.sqrt(np.sum((x - np.mean(x))**2) / (x.shape[0] - ddof) / x.shape[0])


@formula
def z_scores(x: Real["n"], ddof=0):
    """(x_i - mean) / s: the sample with mean 0 and standard deviation 1.

    ddof   option, as in `variance`

    Source: Deisenroth, Faisal and Ong, Mathematics for Machine Learning, section 10.6.

    >>> z_scores([1.0, 3.0]).tolist()
    [-1.0, 1.0]
    """
    centered = x - np.mean(x)
    return centered / np.sqrt(np.sum(centered**2) / (x.shape[0] - ddof))


@formula
def skewness(x: Real["n"]):
    """m_3 / m_2^(3/2) with the central moments m_k: 0 for symmetric samples, > 0 with a long tail to the right.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 4.4.

    >>> float(skewness([-1.0, 0.0, 1.0]))
    0.0
    """
    centered = x - np.mean(x)
    return np.mean(centered**3) / np.mean(centered**2)**1.5


@formula
def excess_kurtosis(x: Real["n"]):
    """m_4 / m_2^2 - 3: 0 of a normal law, larger where tails are heavier.

    Source: Casella and Berger, Statistical Inference, 2nd ed., exercise 2.28.

    >>> float(excess_kurtosis([-1.0, 1.0]))
    -2.0
    """
    centered = x - np.mean(x)
    return np.mean(centered**4) / np.mean(centered**2)**2 - 3
