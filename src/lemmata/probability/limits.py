"""The two limit theorems as experiments: means settle, standardised sums become normal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.probability.families import normal
from lemmata.probability.law import Law


@dataclass(frozen=True)
class LargeNumbers:
    """Paths of running means: what `law_of_large_numbers` gives.

    >>> from lemmata.probability import law_of_large_numbers, normal
    >>> found = law_of_large_numbers(normal(3.0, 1.0), size=100, paths=2, seed=0)
    >>> found.mean, found.means.shape == (2, len(found.n)), round(float(found.deviation[-1]), 3)
    (3.0, True, 0.1)

    n          numbers of draws at which the means were taken, of shape (points,)
    means      the means of each path, of shape (paths, points)
    mean       E[X], where they go; nan where the law has none
    deviation  sd(X) / sqrt(n), how far they are off on average, of shape (points,)
    """

    n: Any
    means: Any
    mean: float
    deviation: Any

    def __str__(self) -> str:
        off = np.abs(self.means[:, -1] - self.mean).max()
        return (f"{len(self.means)} paths of {self.n[-1]} draws: after them the means are at most {off:.3g} from "
                f"E[X] = {self.mean:.4g}; expected sd/sqrt(n) = {self.deviation[-1]:.3g}")


def law_of_large_numbers(law: Law, size: int = 10_000, paths: int = 5, seed: int | None = None) -> LargeNumbers:
    """Running means (x_1 + ... + x_n) / n of independent draws, which go to E[X] like sd / sqrt(n).

    law     a law of numbers; one without a mean (Cauchy) shows that the theorem needs one
    size    draws a path; the means are taken at about 200 places, evenly on the log scale
    paths   independent repetitions

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., theorem 6.2.4.

    >>> from lemmata.probability import exponential
    >>> shown = law_of_large_numbers(exponential(2.0), size=10_000, paths=3, seed=0)
    >>> bool(abs(shown.means[:, -1] - 0.5).max() < 5 * shown.deviation[-1])
    True
    """
    if size < 1 or paths < 1:
        raise ValueError(f"size = {size}, paths = {paths}; both are at least 1")
    if law.family.record.support not in ("reals", "integers"):
        raise ValueError(f"{law!r} is a law of vectors; take one entry of it")
    n = np.unique(np.geomspace(1, size, 200).round().astype(int))
    draws = np.asarray(law.sample((paths, size), seed), dtype=float)
    means = np.cumsum(draws, axis=1)[:, n - 1] / n
    return LargeNumbers(n, means, float(law.mean), float(law.standard_deviation) / np.sqrt(n))


@dataclass(frozen=True)
class CentralLimit:
    """Standardised sums against the standard normal law: what `central_limit` gives.

    >>> from lemmata.probability import central_limit, uniform
    >>> found = central_limit(uniform(0.0, 1.0), n=(1, 12), repetitions=1000, seed=0)
    >>> found.sums.shape, bool(found.bound[1] < found.bound[0])
    ((2, 1000), True)

    n         numbers of terms, of shape (k,)
    sums      (x_1 + ... + x_n - n E[X]) / (sd sqrt(n)) of each repetition, of shape (k, repetitions)
    distance  sup |F_n(z) - Phi(z)| between their empirical cdf and the normal one, of shape (k,)
    bound     Berry and Esseen's: 0.4748 E|X - m|^3 / (sd^3 sqrt(n)), of shape (k,); nan where that is infinite
    noise     the distance that a sample of this size has on average from its own law, about 0.869 / sqrt(repetitions)
    """

    n: Any
    sums: Any
    distance: Any
    bound: Any
    noise: float

    def __str__(self) -> str:
        rows = ", ".join(f"n = {n}: {d:.4f} (at most {b:.4f})" for n, d, b in zip(self.n, self.distance, self.bound))
        return f"distance of standardised sums from the normal cdf: {rows}; {self.noise:.4f} is noise"


def central_limit(law: Law, n: Sequence[int] = (1, 2, 5, 20, 100), repetitions: int = 20_000,
                  seed: int | None = None) -> CentralLimit:
    """Sums of n independent draws, standardised: their cdf comes near the normal one like 1 / sqrt(n).

    law     a law of numbers with a finite variance

    Raises ValueError for a law without one (Cauchy): there is nothing to standardise by.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., theorem 6.3.1; the constant of the bound:
    Shevtsova, 2011.

    >>> from lemmata.probability import exponential
    >>> shown = central_limit(exponential(1.0), n=(1, 100), seed=0)
    >>> bool(shown.distance[0] > 0.1 > 0.04 > shown.distance[1])
    True
    """
    from scipy import stats

    if repetitions < 1 or not n or min(n) < 1:
        raise ValueError(f"sums of {list(n)} draws, {repetitions} repetitions; give 1 or more of each")
    mean, deviation = float(law.mean), float(law.standard_deviation)
    if not np.isfinite(deviation) or deviation == 0:
        raise ValueError(f"{law!r} has standard deviation {deviation}; sums are standardised by one that is "
                         "finite and > 0")
    third = law.expectation(lambda x: np.abs(x - mean) ** 3).value
    rng = np.random.default_rng(seed)
    sums = np.stack([
        (np.asarray(law.sample((repetitions, k), int(rng.integers(2**63)))).sum(axis=1) - k * mean)
        / (deviation * np.sqrt(k)) for k in n])
    standard = normal(0.0, 1.0)
    distance = np.array([stats.kstest(row, standard.scipy.cdf).statistic for row in sums])
    counts = np.asarray(n)
    return CentralLimit(counts, sums, distance, 0.4748 * third / (deviation**3 * np.sqrt(counts)),
                        0.8687 / float(np.sqrt(repetitions)))
