"""Entropy: how much there is to be told. Nats unless `base` says otherwise; 0 log 0 = 0."""

from __future__ import annotations

import numpy as np
from scipy.special import xlogy

from lemmata.engine.readers.annotations import Nonnegative, Simplex, Unit
from lemmata.formulas import formula
from lemmata.information_theory.units import in_base


@formula
def self_information(p: Unit, base=None):
    """The surprise of an event of probability p: -log p; inf for an impossible one.

    base  2 for bits; None for nats

    >>> float(self_information(0.125, base=2))
    3.0

    Cover and Thomas, Elements of Information Theory, 2.1.
    """
    return in_base(-np.log(p), base)


@formula
def entropy(p: Simplex["n"], base=None):
    """Shannon's entropy, the average surprise: H(p) = -sum_i p_i log p_i, from 0 (one outcome) to log n (all alike).

    p     n probabilities
    base  2 for bits; None for nats

    >>> float(entropy([0.5, 0.25, 0.25, 0.0], base=2))
    1.5

    Cover and Thomas, Elements of Information Theory, 2.1.
    """
    return in_base(-np.sum(xlogy(p, p)), base)


@formula
def binary_entropy(p: Unit, base=None):
    """The entropy of one toss: -p log p - (1 - p) log(1 - p); at most log 2, for a fair coin.

    base  2 for bits; None for nats

    >>> float(binary_entropy(0.5, base=2)), round(float(binary_entropy(0.25, base=2)), 6)
    (1.0, 0.811278)

    Cover and Thomas, Elements of Information Theory, 2.1.
    """
    return in_base(-xlogy(p, p) - xlogy(1 - p, 1 - p), base)


@formula
def joint_entropy(P: Nonnegative["m n"], base=None):
    """The entropy of two variables together: H(X, Y) = -sum_xy p(x, y) log p(x, y), at most H(X) + H(Y).

    P     table of probabilities, a row for each x, a column for each y, which sum to 1
    base  2 for bits; None for nats

    >>> float(joint_entropy([[0.5, 0.0], [0.0, 0.5]], base=2))
    1.0

    Cover and Thomas, Elements of Information Theory, 2.2.
    """
    return in_base(-np.sum(xlogy(P, P)), base)


@formula
def conditional_entropy(P: Nonnegative["m n"], base=None):
    """What is left to be told of Y once X is known: H(Y | X) = -sum_xy p(x, y) log p(y | x) = H(X, Y) - H(X).

    P     table of probabilities, a row for each x, a column for each y, which sum to 1; its transpose gives H(X | Y)
    base  2 for bits; None for nats

    >>> round(float(conditional_entropy([[0.5, 0.0], [0.25, 0.25]], base=2)), 12)
    0.5

    Cover and Thomas, Elements of Information Theory, 2.2.
    """
    rows = np.sum(P, axis=1)
    return in_base(np.sum(xlogy(rows, rows)) - np.sum(xlogy(P, P)), base)


@formula
def cross_entropy(p: Simplex["n"], q: Simplex["n"], base=None):
    """The average length of a code for q on messages of p: H(p, q) = -sum_i p_i log q_i = H(p) + KL(p || q).

    inf where q_i = 0 < p_i: what the code has no word for.

    p     n probabilities that messages have
    q     n probabilities that the code was made for
    base  2 for bits; None for nats

    >>> float(cross_entropy([0.5, 0.5], [0.25, 0.75], base=2)).__round__(6)
    1.207519

    Cover and Thomas, Elements of Information Theory, 5.4.
    """
    return in_base(-np.sum(xlogy(p, q)), base)


@formula
def perplexity(p: Simplex["n"]):
    """The number of equally likely outcomes that are as uncertain: exp(H(p)), from 1 to n.

    >>> round(float(perplexity([0.25, 0.25, 0.25, 0.25])), 12)
    4.0

    Jelinek, Mercer, Bahl and Baker, Perplexity, a measure of the difficulty of speech recognition tasks (1977).
    """
    return np.exp(-np.sum(xlogy(p, p)))


@formula
def renyi_entropy(p: Simplex["n"], alpha=2, base=None):
    """Renyi's entropy of order alpha: log(sum_i p_i^alpha) / (1 - alpha); falls as alpha grows.

    alpha  0 or more: 0 counts the outcomes that are possible, 1 is Shannon's, 2 tells collisions, inf the likeliest
    base   2 for bits; None for nats

    Raises ValueError for alpha < 0.

    >>> import numpy as np
    >>> [round(float(renyi_entropy([0.5, 0.25, 0.25], alpha=a, base=2)), 6) for a in (1, 2, np.inf)]
    [1.5, 1.415037, 1.0]

    Renyi, On measures of entropy and information (1961).
    """
    if not alpha >= 0:
        raise ValueError(f"alpha = {alpha}; Renyi's entropy has an order of 0 or more")
    if alpha == 1:
        return in_base(-np.sum(xlogy(p, p)), base)
    if alpha == 0:
        return in_base(np.log(np.sum(np.where(p > 0, 1, 0))), base)
    if alpha == np.inf:
        return in_base(-np.log(np.max(p)), base)
    return in_base(np.log(np.sum(p**alpha)) / (1 - alpha), base)
