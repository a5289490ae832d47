# mypy: disable-error-code="valid-type, name-defined"
"""The rules of probability as formulas: conditional probability, total probability, Bayes, unions."""

import numpy as np

from lemmata.engine.readers.annotations import Nonnegative, Positive, Real, Simplex, Unit
from lemmata.formulas import formula


@formula
def conditional_probability(joint: Unit, given: Positive):
    """P(A | B) = P(A and B) / P(B): how often A happens among the times that B does.

    joint   P(A and B), at most P(B)
    given   P(B) > 0

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., definition 2.1.1.

    >>> float(conditional_probability(0.25, 0.5))
    0.5
    """
    return joint / given


@formula
def joint_probability(conditional: Unit, given: Unit):
    """P(A and B) = P(A | B) P(B), the multiplication rule; P(A) P(B) where they are independent.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., theorem 2.1.1.

    >>> float(joint_probability(0.5, 0.5))
    0.25
    """
    return conditional * given


@formula
def union_probability(a: Unit, b: Unit, both: Unit):
    """P(A or B) = P(A) + P(B) - P(A and B).

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., theorem 1.5.7.

    >>> float(union_probability(0.5, 0.5, 0.25))
    0.75
    """
    return a + b - both


@formula
def total_probability(conditionals: Unit["n"], prior: Simplex["n"]):
    """P(A) = sum of P(A | B_i) P(B_i) over a partition B_1, ..., B_n.

    conditionals  P(A | B_i), of shape (n,)
    prior         P(B_i), of shape (n,), sums to 1

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., theorem 2.1.4.

    >>> round(float(total_probability([0.9, 0.2], [0.25, 0.75])), 3)
    0.375
    """
    return np.sum(conditionals * prior)


@formula
def bayes(likelihood: Nonnegative["n"], prior: Simplex["n"]):
    """P(B_i | A) = P(A | B_i) P(B_i) / sum of P(A | B_j) P(B_j): what the observation A says of the causes.

    likelihood  P(A | B_i), or a density at what was observed, of shape (n,); not all zero where the prior is not
    prior       P(B_i), of shape (n,), sums to 1
    returns     the posterior, of shape (n,), sums to 1

    For likelihoods so small that they underflow, use `bayes_from_logs`.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., theorem 2.3.1.

    >>> bayes([0.99, 0.05], [0.01, 0.99]).round(4).tolist()
    [0.1667, 0.8333]
    """
    joint = likelihood * prior
    return joint / np.sum(joint)


@formula
def bayes_from_logs(log_likelihood: Real["n"], log_prior: Real["n"]):
    """Bayes' theorem on logarithms: exp(s_i) / sum of exp(s_j) with s = log likelihood + log prior.

    It is a softmax, so sums of thousands of log densities, whose exponentials are 0, give the right posterior.

    log_likelihood, log_prior   of shape (n,); the prior need not be normalised

    Source: Murphy, Probabilistic Machine Learning: An Introduction, section 2.5.4.

    >>> bayes_from_logs([-2000.0, -2001.0], [0.0, 0.0]).round(4).tolist()
    [0.7311, 0.2689]
    """
    scores = log_likelihood + log_prior
    weights = np.exp(scores - np.max(scores))
    return weights / np.sum(weights)


@formula
def odds(p: Unit):
    """p / (1 - p): how many times as likely an event is as not; infinite at p = 1.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., section 1.5.

    >>> float(odds(0.75))
    3.0
    """
    return p / (1 - p)


@formula
def posterior_odds(prior_odds: Nonnegative, likelihood_ratio: Nonnegative):
    """Odds after an observation: prior odds times P(A | B) / P(A | not B). Bayes' theorem for two causes.

    Source: MacKay, Information Theory, Inference, and Learning Algorithms, section 3.2.

    >>> float(posterior_odds(0.5, 4.0))
    2.0
    """
    return prior_odds * likelihood_ratio
