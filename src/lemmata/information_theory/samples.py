"""Entropy and mutual information of samples, and features chosen by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.stats

from lemmata.information_theory.entropy import entropy
from lemmata.information_theory.mutual_information import mutual_information
from lemmata.information_theory.units import in_base

METHODS = ("plug_in", "miller_madow")
FEW = 10  # samples of which nobody can tell whether values come again


def joint_table(x: Any, y: Any) -> np.ndarray:
    """The shares of each pair of values in samples: a row for each value of x, a column for each of y, in order.

    Raises ValueError where there are no samples, or not as many of both.

    >>> joint_table(["a", "a", "b", "b"], [0, 1, 1, 1]).tolist()
    [[0.25, 0.25], [0.0, 0.5]]

    Cover and Thomas, Elements of Information Theory, 11.1.
    """
    x, y = np.asarray(x), np.asarray(y)
    if x.shape != y.shape or x.ndim != 1 or not len(x):
        raise ValueError(f"samples of shapes {x.shape} and {y.shape}; give two lists of the same length")
    rows, columns = np.unique(x, return_inverse=True), np.unique(y, return_inverse=True)
    counts = np.zeros((len(rows[0]), len(columns[0])))
    np.add.at(counts, (rows[1], columns[1]), 1)
    return counts / len(x)


def estimate_entropy(x: Any, method: str = "plug_in", base: float | None = None) -> float:
    """The entropy of the law that samples of a discrete variable came from.

    method  plug_in: of the shares, too small by about (k - 1) / 2n nats, k the number of values seen;
            miller_madow: with that added
    base    2 for bits; None for nats

    Raises ValueError for another method, or without samples.

    >>> estimate_entropy([0, 0, 1, 1], base=2), round(estimate_entropy([0, 0, 1, 1], "miller_madow"), 6)
    (1.0, 0.818147)

    Paninski, Estimation of entropy and mutual information (2003).
    """
    _check(method, METHODS)
    if np.ndim(x) != 1 or not np.size(x):
        raise ValueError(f"samples of shape {np.shape(x)}; give a list of one or more")
    counts = np.unique(np.asarray(x), return_counts=True)[1]
    found = float(entropy(counts / counts.sum()))
    bias = (len(counts) - 1) / (2 * counts.sum()) if method == "miller_madow" else 0.0
    return float(in_base(found + bias, base))


def estimate_mutual_information(x: Any, y: Any, method: str = "plug_in", base: float | None = None,
                                neighbours: int = 3, seed: int = 0) -> float:
    """The mutual information of two variables from samples.

    method  plug_in: of the table of shares, for discrete values, too large by about (k_x - 1)(k_y - 1) / 2n nats;
            miller_madow: each of the three entropies corrected; neighbours: of numbers with a density, by the
            distances to nearest neighbours (scikit-learn's `mutual_info_regression`)
    base    2 for bits; None for nats
    seed    of the small noise that scikit-learn breaks ties with

    Raises ValueError for another method, or for tables of numbers that are nearly all different: each pair is seen
    once, and the table would tell log n, whatever the law.

    >>> estimate_mutual_information([0, 0, 1, 1], [1, 1, 0, 0], base=2)
    1.0

    Paninski (2003); Kraskov, Stoegbauer and Grassberger, Estimating mutual information (2004).
    """
    _check(method, (*METHODS, "neighbours"))
    if method == "neighbours":
        from sklearn.feature_selection import mutual_info_regression

        columns = np.asarray(x, dtype=float).reshape(-1, 1)
        return float(in_base(mutual_info_regression(columns, np.asarray(y, dtype=float), n_neighbors=neighbours,
                                                    random_state=seed)[0], base))
    table, n = joint_table(x, y), len(np.asarray(x))
    if n >= FEW and min(table.shape) > n / 2 and "f" in (np.asarray(x).dtype.kind, np.asarray(y).dtype.kind):
        raise ValueError(f"{n} samples with {table.shape[0]} and {table.shape[1]} different values: a table of them "
                         "tells nothing; take method='neighbours', or put the numbers into bins")
    seen = (table.sum(1) > 0).sum() + (table.sum(0) > 0).sum() - (table > 0).sum() - 1
    bias = seen / (2 * n) if method == "miller_madow" else 0.0
    return float(in_base(float(mutual_information(table)) + bias, base))


def estimate_differential_entropy(x: Any, base: float | None = None, method: str = "auto") -> float:
    """The differential entropy h(X) = -E log p(X) of samples of a variable with a density; may be negative.

    By the spacings of the ordered samples: SciPy's `differential_entropy`, whose methods these are.

    Raises ValueError for fewer than five samples.

    >>> x = np.random.default_rng(0).uniform(0, 4, size=20000)
    >>> abs(estimate_differential_entropy(x, base=2) - 2) < 0.05
    True

    Vasicek, A test for normality based on sample entropy (1976); Cover and Thomas, 8.1.
    """
    if np.ndim(x) != 1 or np.size(x) < 5:
        raise ValueError(f"samples of shape {np.shape(x)}; give a list of five or more numbers, with "
                         "spacings between them")
    with np.errstate(divide="ignore"):  # equal numbers: -inf
        return float(scipy.stats.differential_entropy(np.asarray(x, dtype=float), base=base, method=method))


@dataclass(frozen=True)
class FeatureSelection:
    """Features by what they tell of a target.

    scores  mutual information of each feature with the target, in nats
    chosen  the k best, the best first

    >>> FeatureSelection(np.array([0.1, 0.5]), np.array([1])).transform(np.array([[7.0, 8.0]])).tolist()
    [[8.0]]
    """

    scores: np.ndarray
    chosen: np.ndarray

    def transform(self, X: Any) -> np.ndarray:
        """The chosen columns of X."""
        return np.asarray(X)[:, self.chosen]


def select_features(X: Any, y: Any, k: int, discrete: bool = False, neighbours: int = 3,
                    seed: int = 0) -> FeatureSelection:
    """The k features that, each alone, tell most of the class y (scikit-learn's `mutual_info_classif`).

    Features that tell the same are all chosen, and such as only tell something together are not found.

    X         matrix of n observations of d features
    y         class of each observation
    discrete  whether the features are discrete (tables), or numbers with densities (nearest neighbours)

    Raises ValueError for k below 1 or above d, or not as many classes as rows.

    >>> X = [[0, 1], [0, 0], [1, 1], [1, 0]] * 5
    >>> select_features(X, [0, 0, 1, 1] * 5, 1, discrete=True).chosen.tolist()
    [0]

    Battiti, Using mutual information for selecting features in supervised neural net learning (1994).
    """
    from sklearn.feature_selection import mutual_info_classif

    X = np.asarray(X)
    if X.ndim != 2 or not len(X) or np.shape(y) != X.shape[:1]:
        raise ValueError(f"X has shape {X.shape} and y {np.shape(y)}; give a row of features and a class for each "
                         "observation")
    if not 1 <= k <= X.shape[1]:
        raise ValueError(f"{k} of {X.shape[1]} features; give 1 to {X.shape[1]}")
    scores = mutual_info_classif(X, np.asarray(y), discrete_features=discrete, n_neighbors=neighbours,
                                 random_state=seed)
    return FeatureSelection(scores, np.argsort(-scores, kind="stable")[:k])


def _check(method: str, known: tuple[str, ...]) -> None:
    if method not in known:
        raise ValueError(f"no method {method!r}; choose from {', '.join(known)}")
