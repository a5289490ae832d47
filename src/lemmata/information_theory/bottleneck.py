"""The information bottleneck: a description of X that keeps what it tells of Y."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import log_softmax, xlogy

from lemmata.information_theory.mutual_information import channel_table, mutual_information


@dataclass(frozen=True)
class InformationBottleneck:
    """What `information_bottleneck` found.

    encoder     p(t | x): a row of probabilities of the clusters for each x
    decoder     p(y | t): a row of probabilities of the y for each cluster
    complexity  I(X; T) in nats: what the description costs
    relevance   I(T; Y) in nats: what it still tells of Y, at most I(X; Y)
    objectives  complexity - beta relevance at each step; it never grows

    >>> one = np.array([[1.0]])
    >>> InformationBottleneck(one, one, 0.0, 0.0, (0.0,)).relevance
    0.0
    """

    encoder: np.ndarray
    decoder: np.ndarray
    complexity: float
    relevance: float
    objectives: tuple[float, ...]


def information_bottleneck(P: Any, beta: float, clusters: int, starts: int = 10, steps: int = 2000,
                           tolerance: float = 1e-12, seed: int = 0) -> InformationBottleneck:
    """A random map from X to clusters T with least I(X; T) - beta I(T; Y).

    There p(t | x) is proportional to p(t) exp(-beta KL(p(y | x) || p(y | t))). These equations are iterated from
    several random starts, of which the best end counts: the objective falls at each step, to a minimum that may be a
    local one. Small beta gives one cluster, large beta keeps what so many clusters can tell of Y.

    P         table of probabilities, a row for each x, a column for each y, which sum to 1
    beta      nats of description that one nat of relevance is worth, above 0
    clusters  how many there may be
    starts    how often it is begun anew

    Raises ValueError where P is no table of probabilities with positive rows, or beta is not positive.

    >>> P = [[0.25, 0.0], [0.25, 0.0], [0.0, 0.25], [0.0, 0.25]]
    >>> found = information_bottleneck(P, beta=20, clusters=2)
    >>> round(found.relevance / float(np.log(2)), 6), round(found.complexity / float(np.log(2)), 6)
    (1.0, 1.0)

    Tishby, Pereira and Bialek, The information bottleneck method (1999).
    """
    P = np.asarray(P, dtype=float)
    if P.ndim != 2 or not np.all(P >= 0) or not abs(P.sum() - 1) < 1e-8 or not np.all(P.sum(1) > 0):
        raise ValueError("P is no table of probabilities: give numbers of 0 or more that sum to 1, no row all 0")
    if not beta > 0 or clusters < 1:
        raise ValueError(f"beta {beta} and {clusters} clusters; give beta above 0, and 1 cluster or more")
    rng = np.random.default_rng(seed)
    found = [_iterated(P, beta, rng.dirichlet(np.ones(clusters), size=len(P)), steps, tolerance) for _ in range(starts)]
    return min(found, key=lambda one: one.objectives[-1])


def _iterated(P: np.ndarray, beta: float, encoder: np.ndarray, steps: int, tolerance: float) -> InformationBottleneck:
    px = P.sum(1)
    given = P / px[:, None]
    own = np.sum(xlogy(given, given), axis=1)[:, None]
    objectives: list[float] = []
    for _ in range(steps):
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log(_decoder(P, encoder))
            divergences = own - np.where(given[:, None, :] > 0, given[:, None, :] * logs[None], 0).sum(-1)
            encoder = np.exp(log_softmax(np.log(px @ encoder) - beta * divergences, axis=1))
        complexity, relevance = _told(P, encoder)
        objectives.append(complexity - beta * relevance)
        if len(objectives) > 1 and objectives[-2] - objectives[-1] <= tolerance:
            break
    return InformationBottleneck(encoder, _decoder(P, encoder), *_told(P, encoder), tuple(objectives))


def _decoder(P: np.ndarray, encoder: np.ndarray) -> np.ndarray:
    """p(y | t); of a cluster that nothing goes to any more, all y alike."""
    table = encoder.T @ P
    shares = table.sum(1, keepdims=True)
    return np.where(shares > 0, table / np.where(shares > 0, shares, 1), 1 / P.shape[1])


def _told(P: np.ndarray, encoder: np.ndarray) -> tuple[float, float]:
    return float(mutual_information(channel_table(P.sum(1), encoder))), float(mutual_information(encoder.T @ P))
