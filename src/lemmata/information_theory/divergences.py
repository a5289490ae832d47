"""How different two distributions are. Nats unless `base` says otherwise; 0 log 0 = 0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.special import xlogy

from lemmata.engine.readers.annotations import Simplex
from lemmata.formulas import formula
from lemmata.information_theory.units import in_base


@formula
def kl_divergence(p: Simplex["n"], q: Simplex["n"], base=None):
    """Kullback and Leibler's divergence: KL(p || q) = sum_i p_i log(p_i / q_i), what a code for q wastes on p.

    It is 0 where p = q and else positive; not symmetric; inf where q_i = 0 < p_i.

    p, q  n probabilities each
    base  2 for bits; None for nats

    >>> float(kl_divergence([0.5, 0.5], [0.25, 0.75])).__round__(6), float(kl_divergence([0.5, 0.5], [1.0, 0.0]))
    (0.143841, inf)

    Cover and Thomas, Elements of Information Theory, 2.3.
    """
    return in_base(np.sum(xlogy(p, p) - xlogy(p, q)), base)


@formula
def jeffreys_divergence(p: Simplex["n"], q: Simplex["n"], base=None):
    """Both directions together: KL(p || q) + KL(q || p) = sum_i (p_i - q_i) log(p_i / q_i).

    >>> round(float(jeffreys_divergence([0.5, 0.5], [0.25, 0.75])), 6)
    0.274653

    Jeffreys, An invariant form for the prior probability in estimation problems (1946).
    """
    return in_base(np.sum(xlogy(p, p) - xlogy(p, q) + xlogy(q, q) - xlogy(q, p)), base)


@formula
def jensen_shannon_divergence(p: Simplex["n"], q: Simplex["n"], base=None):
    """The mean of both divergences from the mixture m = (p + q) / 2: (KL(p || m) + KL(q || m)) / 2.

    From 0 to log 2, whatever zeros there are: the information of one draw about which of the two it came from.

    base  2 for bits; None for nats

    >>> float(jensen_shannon_divergence([1.0, 0.0], [0.0, 1.0], base=2))
    1.0

    Lin, Divergence measures based on the Shannon entropy (1991).
    """
    m = (p + q) / 2
    return in_base(np.sum(xlogy(p, p) - xlogy(p, m) + xlogy(q, q) - xlogy(q, m)) / 2, base)


@formula
def jensen_shannon_distance(p: Simplex["n"], q: Simplex["n"], base=None):
    """The root of Jensen and Shannon's divergence: a metric, as SciPy's `jensenshannon`.

    >>> float(jensen_shannon_distance([1.0, 0.0], [0.0, 1.0], base=2))
    1.0

    Endres and Schindelin, A new metric for probability distributions (2003).
    """
    m = (p + q) / 2
    total = np.sum(xlogy(p, p) - xlogy(p, m) + xlogy(q, q) - xlogy(q, m)) / 2
    return np.sqrt(in_base(np.maximum(total, 0), base))  # rounding may leave less than 0 where p = q


@formula
def renyi_divergence(p: Simplex["n"], q: Simplex["n"], alpha=0.5, base=None):
    """Renyi's divergence of order alpha: log(sum_i p_i^alpha q_i^(1 - alpha)) / (alpha - 1); grows with alpha.

    alpha  above 0: 1 is Kullback and Leibler's, inf the log of the largest p_i / q_i; outcomes with p_i = 0 count
           for nothing
    base   2 for bits; None for nats

    Raises ValueError for alpha <= 0.

    >>> import numpy as np
    >>> [round(float(renyi_divergence([0.5, 0.5], [0.25, 0.75], alpha=a)), 6) for a in (0.5, 1, 2, np.inf)]
    [0.069336, 0.143841, 0.287682, 0.693147]

    van Erven and Harremoes, Renyi divergence and Kullback-Leibler divergence (2014).
    """
    if not alpha > 0:
        raise ValueError(f"alpha = {alpha}; Renyi's divergence has an order above 0")
    if alpha == 1:
        return in_base(np.sum(xlogy(p, p) - xlogy(p, q)), base)
    if alpha == np.inf:
        return in_base(np.log(np.max(np.where(p > 0, p / q, 0))), base)
    return in_base(np.log(np.sum(np.where(p > 0, p**alpha * q ** (1 - alpha), 0))) / (alpha - 1), base)


@formula
def total_variation(p: Simplex["n"], q: Simplex["n"]):
    """The largest difference of the probability of an event: sum_i |p_i - q_i| / 2, from 0 to 1.

    >>> float(total_variation([0.5, 0.5], [0.25, 0.75]))
    0.25

    Cover and Thomas, Elements of Information Theory, 11.6.
    """
    return np.sum(np.abs(p - q)) / 2


@formula
def hellinger_distance(p: Simplex["n"], q: Simplex["n"]):
    """The distance of the roots: sqrt(sum_i (sqrt(p_i) - sqrt(q_i))^2 / 2), a metric from 0 to 1.

    >>> float(hellinger_distance([1.0, 0.0], [0.0, 1.0])).__round__(12)
    1.0

    Le Cam, Asymptotic Methods in Statistical Decision Theory, 4.2.
    """
    return np.linalg.norm(np.sqrt(p) - np.sqrt(q)) / np.sqrt(2)


@formula
def chi_squared_divergence(p: Simplex["n"], q: Simplex["n"]):
    """Pearson's: sum_i (p_i - q_i)^2 / q_i, at least exp(KL) - 1; inf where q_i = 0 < p_i.

    >>> round(float(chi_squared_divergence([0.5, 0.5], [0.25, 0.75])), 6)
    0.333333

    Polyanskiy and Wu, Information Theory: From Coding to Learning, 7.
    """
    return np.sum(np.where(p == q, 0, (p - q) ** 2 / q))


def f_divergence(f: Callable[[Any], Any], p: Any, q: Any) -> float:
    """The divergence of a convex f with f(1) = 0: sum_i q_i f(p_i / q_i).

    f(t) = t log t gives KL(p || q), -log t KL(q || p), |t - 1| / 2 the total variation, (t - 1)^2 chi-squared,
    (sqrt(t) - 1)^2 / 2 the squared Hellinger distance. Where q_i = 0 < p_i a term is p_i times the slope of f at
    infinity, where p_i = 0 it is q_i f(0), the limit in both cases.

    f     function of NumPy arrays
    p, q  n probabilities each

    Raises ValueError where they are not equally many.

    >>> round(f_divergence(lambda t: t * np.log(t), [0.5, 0.5], [0.25, 0.75]), 6)
    0.143841

    Csiszar and Shields, Information Theory and Statistics: A Tutorial, 4.
    """
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if p.ndim != 1 or p.shape != q.shape:
        raise ValueError(f"p has shape {p.shape} and q {q.shape}; give as many probabilities of both, along one axis")
    with np.errstate(all="ignore"):
        both = (p > 0) & (q > 0)
        total = float(np.sum(q[both] * f(p[both] / q[both])))
        if np.any((p > 0) & (q == 0)):
            total += float(np.sum(p[q == 0])) * _slope_at_infinity(f)
        if np.any((p == 0) & (q > 0)):
            total += float(np.sum(q[p == 0])) * _value_at_zero(f)
    return total


def _value_at_zero(f: Callable[[Any], Any]) -> float:
    """f(0), or where that is no number (0 log 0) its limit."""
    at = float(f(np.asarray(0.0)))
    return float(f(np.asarray(1e-300))) if np.isnan(at) else at


def _slope_at_infinity(f: Callable[[Any], Any]) -> float:
    """lim f(t) / t, which is reached from below where f is convex: inf where it still grows between two far points."""
    near, far = (float(f(np.asarray(t))) / t for t in (1e100, 1e150))
    return np.inf if not far <= near * (1 + 1e-9) + 1e-9 else far
