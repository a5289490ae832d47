"""Bounds on mutual information from samples and a critic, as representation learning maximizes them; in nats."""

from __future__ import annotations

import numpy as np
from scipy.special import logsumexp

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula


@formula
def info_nce(scores: Real["n n"]):
    """InfoNCE: log n + mean_i log(exp(s_ii) / sum_j exp(s_ij)) <= I(X; Y), and never above log n.

    scores  s_ij of x_i with y_j, where y_i belongs to x_i

    >>> import numpy as np
    >>> round(float(info_nce([[9.0, 0.0], [0.0, 9.0]])), 4), round(float(np.log(2)), 4)
    (0.693, 0.6931)

    van den Oord, Li and Vinyals, Representation learning with contrastive predictive coding (2018).
    """
    return np.log(scores.shape[0]) + np.mean(np.diag(scores) - logsumexp(scores, axis=1))


@formula
def donsker_varadhan(joint: Real["m"], product: Real["n"]):
    """Donsker and Varadhan's bound (MINE): E_joint[T] - log E_product[exp(T)] <= I(X; Y), of any critic T.

    joint    values of T at m pairs that belong together
    product  values of T at n pairs that don't

    >>> float(donsker_varadhan([1.0, 1.0], [1.0, 1.0]))
    0.0

    Belghazi and others, Mutual information neural estimation (2018).
    """
    return np.mean(joint) - (logsumexp(product) - np.log(len(product)))


@formula
def nguyen_wainwright_jordan(joint: Real["m"], product: Real["n"]):
    """Nguyen, Wainwright and Jordan's bound: E_joint[T] - E_product[exp(T - 1)] <= I(X; Y), of any critic T.

    Below that of Donsker and Varadhan for the same T, but unbiased on samples.

    joint    values of T at m pairs that belong together
    product  values of T at n pairs that don't

    >>> float(nguyen_wainwright_jordan([1.0, 1.0], [1.0, 1.0]))
    0.0

    Nguyen, Wainwright and Jordan, Estimating divergence functionals by convex risk minimization (2010).
    """
    return np.mean(joint) - np.mean(np.exp(product - 1))
