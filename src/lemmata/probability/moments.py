# mypy: disable-error-code="valid-type, name-defined"
"""Moments of a table of probabilities: expectation, variance, covariance, correlation, of values with weights."""

import numpy as np

from lemmata.engine.readers.annotations import Nonnegative, Positive, Real, Simplex
from lemmata.formulas import formula


@formula
def expectation(values: Real["n"], p: Simplex["n"]):
    """E[X] = sum of x_i p_i: the mean of the values, weighted with their probabilities.

    values  what X may be, of shape (n,)
    p       P(X = x_i), of shape (n,), sums to 1

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., definition 4.1.1.

    >>> float(expectation([0.0, 1.0, 2.0], [0.25, 0.5, 0.25]))
    1.0
    """
    return np.sum(values * p)


@formula
def variance(values: Real["n"], p: Simplex["n"]):
    """Var[X] = E[(X - E[X])^2]: the expected squared distance from the mean.

    Taken of centered values; E[X^2] - E[X]^2 is the same formula, and cancels where the mean is large.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., definition 4.3.1.

    >>> float(variance([0.0, 1.0, 2.0], [0.25, 0.5, 0.25]))
    0.5
    """
    return np.sum((values - np.sum(values * p))**2 * p)


@formula
def standard_deviation(values: Real["n"], p: Simplex["n"]):
    """Root of the variance, in the units of X.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., definition 4.3.1.

    >>> float(standard_deviation([-2.0, 2.0], [0.5, 0.5]))
    2.0
    """
    return np.sqrt(np.sum((values - np.sum(values * p))**2 * p))


@formula
def moment(values: Real["n"], p: Simplex["n"], k=2):
    """E[X^k].

    k   option: which moment, a whole number

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 4.4.

    >>> float(moment([-1.0, 2.0], [0.5, 0.5], k=3))
    3.5
    """
    return np.sum(values**k * p)


@formula
def covariance(x: Real["m"], y: Real["n"], joint: Nonnegative["m n"]):
    """Cov(X, Y) = E[(X - E[X]) (Y - E[Y])] from the table of joint probabilities.

    x, y    what X and Y may be, of shapes (m,) and (n,)
    joint   P(X = x_i, Y = y_j), of shape (m, n), sums to 1

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., definition 4.6.1.

    >>> float(covariance([0.0, 1.0], [0.0, 1.0], [[0.5, 0.0], [0.0, 0.5]]))
    0.25
    """
    rows, columns = np.sum(joint, axis=1), np.sum(joint, axis=0)
    return (x - x @ rows) @ joint @ (y - y @ columns)


@formula
def correlation(x: Real["m"], y: Real["n"], joint: Nonnegative["m n"]):
    """Cov(X, Y) / sqrt(Var[X] Var[Y]), between -1 and 1; nan where one of them is constant.

    joint   P(X = x_i, Y = y_j), of shape (m, n), sums to 1

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., definition 4.6.2.

    >>> float(correlation([0.0, 1.0], [0.0, 1.0], [[0.5, 0.0], [0.0, 0.5]]))
    1.0
    """
    rows, columns = np.sum(joint, axis=1), np.sum(joint, axis=0)
    dx, dy = x - x @ rows, y - y @ columns
    return dx @ joint @ dy / np.sqrt((dx**2 @ rows) * (dy**2 @ columns))


@formula
def standardize(x: Real, mu: Real, sigma: Positive):
    """(x - mu) / sigma: in standard deviations from the mean.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 5.6.

    >>> float(standardize(7.0, 5.0, 2.0))
    1.0
    """
    return (x - mu) / sigma
