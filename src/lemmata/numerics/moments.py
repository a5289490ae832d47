"""Mean and variance in one pass over the data, and of parts put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.backends import namespace
from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula


@dataclass(frozen=True)
class Moments:
    """What the mean and variance of some data are made of; two of them can be put together.

    count    how many observations
    mean     their mean
    squares  the sum of squared deviations from it
    """

    count: int
    mean: Any
    squares: Any

    def variance(self, ddof: int = 0) -> Any:
        """The sum of squared deviations divided by count - ddof; nan where that is not positive."""
        return self.squares / (self.count - ddof) if self.count > ddof else self.squares * float("nan")


def welford(x: Any) -> Moments:
    """Mean and sum of squared deviations in one pass: δ = x - m, m ← m + δ/k, S ← S + δ (x - m).

    The relative error of S is about n u κ, where κ² = Σx²/S; that of Σx² - n m² is κ times larger.

    x  [n ...], observations along the first axis; NumPy, JAX or PyTorch

    >>> found = welford(1e9 + np.array([4.0, 7.0, 13.0, 16.0]))
    >>> float(found.mean), float(found.variance(ddof=1))
    (1000000010.0, 30.0)

    Source: Welford, Note on a method for calculating corrected sums of squares and products (1962); Chan, Golub and
    LeVeque, Algorithms for computing the sample variance (1983), table 1.
    """
    x = _observations(x)
    mean, squares = x[0], x[0] * 0
    for k in range(1, x.shape[0]):
        gap = x[k] - mean
        mean = mean + gap / (k + 1)
        squares = squares + gap * (x[k] - mean)
    return Moments(int(x.shape[0]), mean, squares)


def combined_moments(a: Moments, b: Moments) -> Moments:
    """The moments of two parts of the data together: for chunks, files, machines.

    With δ = m_b - m_a and n = n_a + n_b: m = m_a + δ n_b/n, S = S_a + S_b + δ² n_a n_b/n.

    >>> both = combined_moments(welford([1.0, 2.0, 3.0]), welford([10.0, 20.0]))
    >>> both.count, float(both.mean), round(float(both.variance()), 10) == round(float(np.var([1, 2, 3, 10, 20])), 10)
    (5, 7.2, True)

    Source: Chan, Golub and LeVeque, Algorithms for computing the sample variance (1983), equation 2.1.
    """
    count = a.count + b.count
    with np.errstate(over="ignore"):
        gap = b.mean - a.mean
        squares = a.squares + b.squares + gap**2 * (a.count * b.count / count)
        mean = namespace(gap).where(namespace(gap).isfinite(gap), a.mean + gap * (b.count / count),
                                    a.mean * (a.count / count) + b.mean * (b.count / count))[()]
    return Moments(count, mean, squares)


@formula
def two_pass_variance(x: Real["n"]) -> Any:
    """The variance from the deviations: (1/n) Σᵢ (xᵢ - x̄)², with the mean found first.

    x  real[n]

    >>> import numpy as np
    >>> float(two_pass_variance(1e9 + np.array([4.0, 7.0, 13.0, 16.0])))
    22.5

    Source: Chan, Golub and LeVeque, Algorithms for computing the sample variance (1983), equation 1.1.
    """
    return np.mean((x - np.mean(x)) ** 2)


@formula
def textbook_variance(x: Real["n"]) -> Any:
    """The variance as a difference: (1/n) Σᵢ xᵢ² - x̄². The same formula, and as it is written a worse program.

    Both terms grow with the mean, their difference does not: with x̄ = 10⁹ and variance 22.5 all digits are lost. A call
    works out the deviations, as `two_pass_variance` does.

    x  real[n]

    >>> import numpy as np
    >>> textbook_variance.equals(two_pass_variance).kind
    'proved'
    >>> x = 1e9 + np.array([4.0, 7.0, 13.0, 16.0])
    >>> float(np.mean(x**2) - np.mean(x)**2), float(textbook_variance(x))
    (-128.0, 22.5)

    Source: Chan, Golub and LeVeque, Algorithms for computing the sample variance (1983), equation 1.2.
    """
    return np.mean(x**2) - np.mean(x) ** 2


def _observations(x: Any) -> Any:
    namespace(x)
    x = x if hasattr(x, "shape") else np.asarray(x, dtype=float)
    if not x.shape or not x.shape[0]:
        raise ValueError(f"observations of shape {tuple(x.shape)}; the first axis counts them, and there must be one")
    return x
