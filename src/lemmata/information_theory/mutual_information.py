"""Mutual information: what one variable tells of another. Nats unless `base` says otherwise; 0 log 0 = 0."""

from __future__ import annotations

import numpy as np
from scipy.special import xlogy

from lemmata.engine.readers.annotations import Nonnegative, Real, Simplex, Unit
from lemmata.formulas import formula
from lemmata.information_theory.units import in_base


@formula
def mutual_information(P: Nonnegative["m n"], base=None):
    """What X and Y tell of each other: I(X; Y) = sum_xy p(x, y) log(p(x, y) / (p(x) p(y))); 0 where independent.

    It is H(X) - H(X | Y) = H(Y) - H(Y | X) = H(X) + H(Y) - H(X, Y).

    P     table of probabilities, a row for each x, a column for each y, which sum to 1
    base  2 for bits; None for nats

    >>> float(mutual_information([[0.5, 0.0], [0.0, 0.5]], base=2))
    1.0

    Cover and Thomas, Elements of Information Theory, 2.3 and 2.4.
    """
    rows, columns = np.sum(P, axis=1), np.sum(P, axis=0)
    return in_base(np.sum(xlogy(P, P)) - np.sum(xlogy(rows, rows)) - np.sum(xlogy(columns, columns)), base)


@formula
def conditional_mutual_information(P: Nonnegative["m n k"], base=None):
    """What X and Y tell of each other where Z is known: I(X; Y | Z) = H(X, Z) + H(Y, Z) - H(X, Y, Z) - H(Z).

    P     table of probabilities at [x, y, z], which sum to 1
    base  2 for bits; None for nats

    >>> either = [[[0.25, 0.0], [0.0, 0.25]], [[0.0, 0.25], [0.25, 0.0]]]  # z = x xor y of two fair bits
    >>> round(float(conditional_mutual_information(either, base=2)), 12)
    1.0

    Cover and Thomas, Elements of Information Theory, 2.5.
    """
    XZ, YZ, Z = np.sum(P, axis=1), np.sum(P, axis=0), np.sum(P, axis=(0, 1))
    return in_base(np.sum(xlogy(P, P)) + np.sum(xlogy(Z, Z)) - np.sum(xlogy(XZ, XZ)) - np.sum(xlogy(YZ, YZ)), base)


@formula
def variation_of_information(P: Nonnegative["m n"], base=None):
    """What each leaves open of the other: H(X | Y) + H(Y | X) = 2 H(X, Y) - H(X) - H(Y), a metric of variables.

    P     table of probabilities, a row for each x, a column for each y, which sum to 1

    >>> float(variation_of_information([[0.25, 0.25], [0.25, 0.25]], base=2))
    2.0

    Meila, Comparing clusterings: an information based distance (2007).
    """
    rows, columns = np.sum(P, axis=1), np.sum(P, axis=0)
    return in_base(np.sum(xlogy(rows, rows)) + np.sum(xlogy(columns, columns)) - 2 * np.sum(xlogy(P, P)), base)


@formula
def normal_mutual_information(rho: Real, base=None):
    """Of two variables that are normal together, from their correlation: -log(1 - rho^2) / 2; inf for rho = +-1.

    rho   correlation, from -1 to 1

    >>> round(float(normal_mutual_information(0.6, base=2)), 6)
    0.321928

    Cover and Thomas, Elements of Information Theory, 8.5.
    """
    return in_base(-np.log1p(-(rho**2)) / 2, base)


@formula
def channel_output(p: Simplex["m"], W: Nonnegative["m n"]):
    """The probabilities of the outputs of a channel: q_y = sum_x p_x W(y | x).

    W     channel: a row of probabilities of the n outputs for each of m inputs

    >>> channel_output([0.5, 0.5], [[1.0, 0.0], [0.5, 0.5]]).tolist()
    [0.75, 0.25]

    Cover and Thomas, Elements of Information Theory, 7.1.
    """
    return p @ W


@formula
def channel_table(p: Simplex["m"], W: Nonnegative["m n"]):
    """The joint probabilities of input and output of a channel: p_x W(y | x), as `mutual_information` takes them.

    >>> channel_table([0.5, 0.5], [[1.0, 0.0], [0.5, 0.5]]).tolist()
    [[0.5, 0.0], [0.25, 0.25]]

    Cover and Thomas, Elements of Information Theory, 7.1.
    """
    return (W.T * p).T


@formula
def processed_table(P: Nonnegative["m n"], W: Nonnegative["n k"]):
    """The table of X and Z of a Markov chain X -> Y -> Z: p(x, z) = sum_y p(x, y) W(z | y).

    Data processing: I(X; Z) <= I(X; Y), whatever the channel W from Y to Z; what Y has lost no function finds again.

    P     table of X and Y
    W     channel from Y to Z: each row sums to 1

    >>> from lemmata.information_theory import mutual_information
    >>> P, W = [[0.5, 0.0], [0.0, 0.5]], [[0.9, 0.1], [0.1, 0.9]]
    >>> bool(mutual_information(processed_table(P, W)) < mutual_information(P))
    True

    Cover and Thomas, Elements of Information Theory, 2.8.
    """
    return P @ W


@formula
def fano_bound(H: Nonnegative, n: Real, base=None):
    """The least error with which X, of n values, is guessed from Y: (H(X | Y) - log 2) / log(n - 1), where positive.

    H     the conditional entropy H(X | Y), in the units of the base
    n     values that X can take, 3 or more
    base  2 for bits; None for nats

    >>> round(float(fano_bound(3.0, 10, base=2)), 6)
    0.63093

    Cover and Thomas, Elements of Information Theory, 2.10 (with H(P_e) bounded by one bit).
    """
    return np.maximum((H - in_base(np.log(2), base)) / in_base(np.log(n - 1), base), 0)


@formula
def binary_symmetric_capacity(error: Unit, base=None):
    """The capacity of a channel that flips each bit with some probability: log 2 - H(error).

    base  2 for bits; None for nats

    >>> float(binary_symmetric_capacity(0.5, base=2)), float(binary_symmetric_capacity(0.0, base=2))
    (0.0, 1.0)

    Cover and Thomas, Elements of Information Theory, 7.1.4.
    """
    return in_base(np.log(2) + xlogy(error, error) + xlogy(1 - error, 1 - error), base)
