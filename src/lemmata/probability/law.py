"""A law: a family with its parameters fixed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lemmata.engine.ops.families import NoClosedForm
from lemmata.probability.averages import Estimate, by_monte_carlo, by_quadrature, by_summation

if TYPE_CHECKING:
    from lemmata.probability.family import Family


@dataclass(frozen=True, repr=False)
class Law:
    """One distribution: `normal(0.0, 4.0)` has mean 0 and VARIANCE 4.

    family  which one
    values  its parameters in the family's order

    Raises ValueError where a parameter is outside of its domain.

    >>> from lemmata.probability import normal
    >>> law = normal(1.0, 4.0)
    >>> float(law.mean), float(law.standard_deviation), round(float(law.cdf(1.0)), 3)
    (1.0, 2.0, 0.5)
    >>> float(law.kl(normal(1.0, 4.0)))
    0.0
    """

    family: Family
    values: tuple[Any, ...]

    def __post_init__(self) -> None:
        for (name, domain), value in zip(self.family.params.items(), self.values):
            _check(self.family, name, domain, value)
        if self.family.record.name in ("uniform", "discrete_uniform") and not np.all(
                np.asarray(self.values[0]) <= np.asarray(self.values[1])):
            raise ValueError(f"{self!r} has a > b; the ends are in order, a first")
        if self.family.record.name == "uniform" and np.any(np.asarray(self.values[0]) == np.asarray(self.values[1])):
            raise ValueError(f"{self!r} has a = b: one place has no density; give an interval, a < b")

    def __repr__(self) -> str:
        shown = (f"{n}={np.asarray(v).tolist()}" for n, v in zip(self.family.params, self.values))
        return f"{self.family.__name__}({', '.join(shown)})"

    @property
    def params(self) -> dict[str, Any]:
        """The parameters by name."""
        return dict(zip(self.family.params, self.values))

    def density(self, x: Any) -> Any:
        """Density or mass at x, 0 outside of the support."""
        return self.family.density(x, *self.values)

    def log_density(self, x: Any) -> Any:
        """Its logarithm, -inf outside of the support."""
        return self.family.log_density(x, *self.values)

    def cdf(self, x: Any) -> Any:
        """P(X <= x); through SciPy where the family has no formula for it."""
        return self._formula("cdf", lambda law: law.cdf(np.asarray(x)), x)

    def quantile(self, q: Any) -> Any:
        """The least x with P(X <= x) >= q (SciPy)."""
        return self.family.quantile(q, *self.values)

    def sample(self, size: int | tuple[int, ...] = (), seed: int | None = None) -> Any:
        """Independent draws (SciPy); the same seed gives the same draws."""
        return self.family.sample(*self.values, size=size, seed=seed)

    @property
    def mean(self) -> Any:
        """E[X]"""
        return self._formula("mean", lambda law: law.mean())

    @property
    def variance(self) -> Any:
        """Var[X]; of a vector the covariance matrix."""
        return self._formula("variance", lambda law: law.var())

    @property
    def standard_deviation(self) -> Any:
        """Root of the variance; of a vector those of its entries."""
        variance = self.variance
        return np.sqrt(np.diagonal(variance, axis1=-2, axis2=-1) if self._of_vectors else variance)

    @property
    def _of_vectors(self) -> bool:
        return self.family.record.support not in ("reals", "integers")

    @property
    def entropy(self) -> Any:
        """-E[log p(X)] in nats; where there is no closed form, the sum or integral by SciPy."""
        return self._formula("entropy", lambda law: law.entropy())

    def kl(self, other: Law) -> Any:
        """KL(self || other) in nats, within the family; inf where self has values that other has not.

        By a sum or quadrature where that has no formula (Student-t, binomials of different n).

        Raises TypeError for another family: take `expectation` of the difference of the log densities.
        """
        if other.family is not self.family:
            raise TypeError(f"no formula for the divergence of {self.family.__name__} from {other.family.__name__}; "
                            "take p.expectation(lambda x: p.log_density(x) - q.log_density(x))")
        if self._beyond(other):
            return np.float64(np.inf)
        shared = self.family.record.shared
        if any(self.params[n] != other.params[n] for n in shared):
            return self._log_ratio(other)
        pairs = {f"{n}_p" if n not in shared else n: v for n, v in self.params.items()}
        pairs |= {f"{n}_q": v for n, v in other.params.items() if n not in shared}
        try:
            return self.family.kl(**pairs)
        except NoClosedForm:
            return self._log_ratio(other)

    def _log_ratio(self, other: Law) -> Any:
        """E[log p(X) - log q(X)], of the values that X has."""
        def ratio(x: Any) -> Any:
            own = np.asarray(self.log_density(x))
            return np.where(np.isfinite(own), own - other.log_density(x), 0.0)

        with np.errstate(invalid="ignore"):
            return self.expectation(ratio).value

    def _beyond(self, other: Law) -> bool:
        """Whether there are numbers that this law gives a chance and the other not: outside of the other's ends."""
        if self._of_vectors or any(np.ndim(v) for v in (*self.values, *other.values)):
            return False
        (low, high), (left, right) = self.scipy.support(), other.scipy.support()
        below = self.scipy.cdf(np.nextafter(left, -np.inf)) if low < left else 0.0
        above = self.scipy.sf(right) if high > right else 0.0
        return bool(below > 0 or above > 0)

    def moment(self, k: int) -> Any:
        """E[X^k], exactly where the family has a formula, else by SciPy."""
        try:
            return self.family.moment(k)(*self.values)
        except NoClosedForm:
            return self.scipy.moment(k)

    def probability(self, low: Any = -np.inf, high: Any = np.inf) -> Any:
        """P(low < X <= high), as a difference of cdfs, taken in the tail where it keeps its digits.

        >>> from lemmata.probability import normal
        >>> round(float(normal(0.0, 1.0).probability(-1.96, 1.96)), 3)
        0.95
        """
        law = self.scipy
        return np.where(np.asarray(low) > law.median(), law.sf(low) - law.sf(high), law.cdf(high) - law.cdf(low))[()]

    @property
    def scipy(self) -> Any:
        """The same law as a frozen distribution of SciPy."""
        return self.family.frozen(*self.values)

    def expectation(self, f: Callable[[Any], Any], method: str = "auto", size: int = 100_000,
                    seed: int | None = None) -> Estimate:
        """E[f(X)] with its error: a sum over whole numbers, quadrature on the line, or the mean of draws.

        f       a function of arrays, entry by entry; of a law of vectors, one of draws stacked in front
        method  auto: a sum for whole numbers, quadrature (SciPy's `quad`) for numbers, Monte Carlo for vectors;
                "monte_carlo" where that is wanted
        size    draws of Monte Carlo

        >>> from lemmata.probability import normal, poisson
        >>> normal(0.0, 1.0).expectation(lambda x: x**4).value
        3.0
        >>> poisson(2.0).expectation(lambda k: k * (k - 1)).value
        4.0
        """
        ways = {"integers": "sum", "reals": "quadrature"}
        chosen = ways.get(self.family.record.support, "monte_carlo") if method == "auto" else method
        if chosen == "monte_carlo":
            return by_monte_carlo(f, self.sample(size, seed))
        if chosen not in ways.values() or chosen != ways.get(self.family.record.support):
            raise ValueError(f"no method {method!r} for {self.family.__name__}; choose auto or monte_carlo")
        return (by_summation if chosen == "sum" else by_quadrature)(f, self.scipy, self.density)

    def _formula(self, piece: str, otherwise: Callable[[Any], Any], *point: Any) -> Any:
        try:
            made = getattr(self.family, piece)
        except NoClosedForm:
            return otherwise(self.scipy)
        return made(*point, *self.values)


def _check(family: Family, name: str, domain: str, value: Any) -> None:
    """Refuses a parameter outside of its domain."""
    array = np.asarray(value, dtype=float)
    kind = domain.split("[")[0]
    holds = {
        "positive": lambda: bool(np.all(array > 0)),
        "unit": lambda: bool(np.all((array >= 0) & (array <= 1))),
        "natural": lambda: bool(np.all((array >= 0) & (array == np.floor(array)))),
        "integer": lambda: bool(np.all(array == np.floor(array))),
        "simplex": lambda: bool(np.all(array >= 0) and np.all(np.abs(array.sum(axis=-1) - 1) < 1e-6)),
        "posdef": lambda: bool(np.allclose(array, np.swapaxes(array, -1, -2))
                               and np.all(np.linalg.eigvalsh(array) > 0)),
    }.get(kind, lambda: bool(np.all(np.isfinite(array))))
    if not holds():
        said = {"unit": "between 0 and 1", "natural": "a whole number >= 0", "integer": "a whole number",
                "simplex": "a vector of probabilities that sum to 1", "posdef": "symmetric positive definite",
                "real": "finite"}.get(kind, kind)
        raise ValueError(f"{name} = {value} of {family.__name__} is not {said}; it takes {family.record.about}")
