"""The law that knows the given moments and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.optimize
from scipy.special import log_softmax, logsumexp


@dataclass(frozen=True)
class MaximumEntropy:
    """What `maximum_entropy` found: p_i = exp(sum_k multipliers_k features_ik) / Z.

    probabilities  of the points
    multipliers    one for each moment; 0 where the constraint costs nothing
    entropy        in nats

    >>> MaximumEntropy(np.array([0.5, 0.5]), np.array([0.0]), float(np.log(2))).multipliers.tolist()
    [0.0]
    """

    probabilities: np.ndarray
    multipliers: np.ndarray
    entropy: float


def maximum_entropy(features: Any, moments: Any, tolerance: float = 1e-9) -> MaximumEntropy:
    """The law p on n points of largest entropy among those with sum_i p_i features_ik = moments_k.

    It is of exponential form; its multipliers minimize the dual log Z(lambda) - lambda . moments, which is convex and
    whose gradient is what the moments still miss (SciPy's `minimize`, trust-exact, and Newton's steps at the end).

    features   vector of n (one moment), or matrix of n points and k moments
    moments    number, or vector of k, inside of what the points reach
    tolerance  of each moment, relative to the spread of its feature

    Raises ValueError where no law on the points has these moments.

    >>> maximum_entropy([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 4.5).probabilities.round(4).tolist()  # a loaded die
    [0.0544, 0.0788, 0.1142, 0.1654, 0.2398, 0.3475]

    Cover and Thomas, Elements of Information Theory, 12.1; Boyd and Vandenberghe, Convex Optimization, 7.2.
    """
    F = np.asarray(features, dtype=float)
    F = F[:, None] if F.ndim == 1 else F
    if F.ndim != 2 or not F.size:
        raise ValueError(f"features of shape {F.shape}; give a row for each point, with a number for each moment")
    wanted = np.atleast_1d(np.asarray(moments, dtype=float))
    if wanted.shape != (F.shape[1],):
        raise ValueError(f"{wanted.shape[0]} moments of {F.shape[1]} features; give one for each")
    middle, spread = F.mean(0), F.std(0)
    spread = np.where(spread > 0, spread, 1)
    G, target = (F - middle) / spread, (wanted - middle) / spread

    def dual(multipliers: np.ndarray) -> tuple[float, np.ndarray]:
        p = np.exp(log_softmax(G @ multipliers))
        return float(logsumexp(G @ multipliers) - multipliers @ target), p @ G - target

    def hessian(multipliers: np.ndarray) -> np.ndarray:
        p = np.exp(log_softmax(G @ multipliers))
        centred = G - p @ G
        return centred.T @ (p[:, None] * centred)

    found = scipy.optimize.minimize(dual, np.zeros(len(target)), jac=True, hess=hessian, method="trust-exact",
                                    options={"gtol": tolerance / 10, "maxiter": 1000, "max_trust_radius": 1e6})
    multipliers = found.x
    for _ in range(20):  # where values of the dual no longer tell two points apart, its gradient still does
        step = np.linalg.lstsq(hessian(multipliers), dual(multipliers)[1])[0]
        if not np.abs(dual(multipliers - step)[1]).max() < np.abs(dual(multipliers)[1]).max():
            break
        multipliers = multipliers - step
    logs = log_softmax(G @ multipliers)
    p = np.exp(logs)
    missing = np.abs(p @ G - target).max()
    if not missing <= tolerance or np.abs(multipliers).max() > 1e4:
        raise ValueError(f"no law on these {len(F)} points has the moments {wanted.tolist()} (nearest: "
                         f"{(p @ F).tolist()}); give moments inside of what the features reach")
    return MaximumEntropy(p, multipliers / spread, float(-np.sum(p * logs)))
