"""Sums and differences of exponentials, computed on the scale of logarithms."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import logsumexp

from lemmata.engine.readers.annotations import Positive, Real
from lemmata.formulas import formula
from lemmata.numerics.options import above_zero


@formula
def log_sum_exp(x: Real["n"]) -> Any:
    """The logarithm of a sum of exponentials: log Σᵢ exp(xᵢ).

    Computed as max(x) + log Σ exp(x - max(x)): no exponent is above 0, so nothing overflows, and one is 0, so the sum
    is not 0. It lies between max(x) and max(x) + log n, is convex, and its gradient is softmax(x).

    x     real[n], of any size
    unit  that of x: nats, where x is a log-probability

    >>> round(float(log_sum_exp([1000.0, 1000.0])), 6)
    1000.693147
    >>> log_sum_exp.grad("x").equals("softmax(x)").kind
    'proved'

    Source: Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions (2021), section 2.
    """
    return np.log(np.sum(np.exp(x)))


@formula
def log_mean_exp(x: Real["n"]) -> Any:
    """The logarithm of a mean of exponentials: log((1/n) Σᵢ exp(xᵢ)).

    The log of a Monte Carlo average of likelihoods whose logarithms are x; between mean(x) (Jensen) and max(x).

    x  real[n]

    >>> float(log_mean_exp([-2000.0, -2000.0]))
    -2000.0

    Source: Burda, Grosse and Salakhutdinov, Importance weighted autoencoders (2016), equation 8.
    """
    return logsumexp(x) - np.log(x.shape[0])


@formula
def softmax(x: Real["n"], temperature: float = 1) -> Any:
    """Positive weights that sum to one, in the ratios of exponentials: pᵢ = exp(xᵢ/T) / Σⱼ exp(xⱼ/T).

    The same for x + c: the largest entry is taken off first, so nothing overflows. Its Jacobian is diag(p) - p pᵀ.

    x            real[n]: scores, or log-probabilities up to a constant
    temperature  T > 0: towards 0 all weight goes to the largest entry, for large T the weights become equal

    >>> softmax([1000.0, 1000.0, -1000.0]).tolist()
    [0.5, 0.5, 0.0]

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.1.
    """
    above_zero("temperature", temperature)
    weights = np.exp(x / temperature if temperature != 1 else x)
    return weights / np.sum(weights)


@formula
def log_softmax(x: Real["n"]) -> Any:
    """The logarithm of softmax: xᵢ - log Σⱼ exp(xⱼ).

    Finite wherever x is: log(softmax(x)) would be -inf where a weight underflows to 0.

    x     real[n]
    unit  nats

    >>> log_softmax([0.0, -1000.0]).tolist()
    [0.0, -1000.0]

    Source: Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions (2021), section 4.
    """
    return x - logsumexp(x)


@formula
def log_add_exp(x: Real, y: Real) -> Any:
    """The logarithm of a sum of two numbers that are given by their logarithms: log(exp(x) + exp(y)).

    x, y  real

    >>> round(float(log_add_exp(-1000.0, -1000.0)), 6)
    -999.306853

    Source: NumPy, logaddexp.
    """
    return np.log(np.exp(x) + np.exp(y))


@formula
def log_sub_exp(x: Real, gap: Positive) -> Any:
    """The logarithm of a difference: log(exp(x) - exp(x - gap)) = x + log(1 - exp(-gap)).

    x    real: the logarithm of the larger number
    gap  > 0: how far the logarithm of the smaller one lies below; asked for instead of y = x - gap, since the
         subtraction x - y has already lost what counts where the two are close

    >>> import numpy as np
    >>> float(log_sub_exp(0.0, 1e-20)) == float(np.log(1e-20))
    True

    Source: Mächler, Accurately computing log(1 - exp(-|a|)) (2012), equation 7.
    """
    return x + np.where(gap <= np.log(2), np.log(-np.expm1(-gap)), np.log1p(-np.exp(-gap)))
