"""Expected values with their errors: by quadrature, by sums, by Monte Carlo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

Function = Callable[[Any], Any]
# Quantiles between which it is integrated: no peak is overlooked, and no jump hides in the middle of a piece, where
# both rules of a pair agree on the wrong value.
CUTS = (1e-6, 1e-3, 0.0371, 0.1913, 0.4179, 0.6337, 0.8293, 0.9671, 1 - 1e-3, 1 - 1e-6)
CHUNK, LONGEST = 1024, 2_000_000


@dataclass(frozen=True)
class Estimate:
    """A number with its error.

    >>> print(Estimate(0.5, 0.001, "monte_carlo"))
    0.5 ± 0.001 (monte_carlo)

    value   the estimate
    error   a bound estimated by the method (quadrature, sums), or the standard error (Monte Carlo)
    method  quadrature, sum, or monte_carlo
    """

    value: float
    error: float
    method: str

    def __str__(self) -> str:
        return f"{self.value:.10g} ± {self.error:.2g} ({self.method})"


def by_monte_carlo(f: Function, draws: Any) -> Estimate:
    """The mean of f over draws, with its standard error s / sqrt(n), s with n - 1.

    >>> import numpy as np
    >>> by_monte_carlo(lambda x: x, np.array([1.0, 2.0, 3.0]))
    Estimate(value=2.0, error=0.5773502691896258, method='monte_carlo')
    """
    values = np.asarray(f(draws), dtype=float)
    if values.ndim != 1:
        raise ValueError(f"f gives shape {values.shape} for {len(draws)} draws; one number a draw is needed")
    return Estimate(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))), "monte_carlo")


def by_quadrature(f: Function, law: Any, density: Function) -> Estimate:
    """The integral of f times the density, by SciPy's `quad` between quantiles of the law."""
    from scipy import integrate

    low, high = law.support()
    cuts = [low, *(float(law.ppf(q)) for q in CUTS), high]
    ends = sorted({float(c) for c in cuts})

    def weighted(x: float) -> float:
        weight = float(density(x))
        return float(f(x)) * weight if weight else 0.0  # far out f may overflow where no mass is left

    value = error = 0.0
    for left, right in pairwise(ends):
        part, bound, *_ = integrate.quad(weighted, left, right, epsabs=1e-13, epsrel=1e-11, limit=200, full_output=1)
        value, error = value + part, error + bound
    return Estimate(_rounded(value, error), error, "quadrature")


def by_summation(f: Function, law: Any, density: Function) -> Estimate:
    """The sum of f times the mass over the support; an endless one until 1e-14 of the mass and of the sum are left.

    Raises ValueError where the sum does not settle.
    """
    first, last = law.support()
    first = int(first)
    if np.isfinite(last):
        k = np.arange(first, int(last) + 1)
        return Estimate(float(np.sum(np.asarray(f(k), dtype=float) * density(k))), 0.0, "sum")
    total, start, least = 0.0, first, float(law.ppf(1 - 1e-12))
    while start < LONGEST:
        k = np.arange(start, start + CHUNK)
        part = float(np.sum(np.asarray(f(k), dtype=float) * density(k)))
        total, start = total + part, start + CHUNK
        if start > least and abs(part) <= 1e-14 * max(1.0, abs(total)):
            return Estimate(_rounded(total, abs(part) + 1e-14 * abs(total)), abs(part) + 1e-14 * abs(total), "sum")
    raise ValueError(f"the sum has not settled after {LONGEST} terms; E[f(X)] may be infinite")


def _rounded(value: float, error: float) -> float:
    """Without digits that the error does not vouch for."""
    if error <= 0 or not np.isfinite(error) or not np.isfinite(value):
        return value
    return float(np.round(value, max(0, min(15, int(-np.floor(np.log10(error))) - 1))))
