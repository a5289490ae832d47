"""Bayesian inference: conjugate updates, posteriors on a grid, credible intervals, predictions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.formulas.object import Formula
from lemmata.probability import (
    bernoulli,
    categorical,
    gamma,
    location_scale_t,
    negative_binomial,
    normal,
)
from lemmata.probability.family import Family
from lemmata.probability.law import Law
from lemmata.statistics.parameters import Values, prior_values, total
from lemmata.statistics.results import Interval, check_level


def conjugate_posterior(prior: Law | NormalInverseGamma, family: Family, data: Any,
                        **known: float) -> Law | NormalInverseGamma:
    """The posterior of a parameter whose prior is conjugate: a law of the prior's family, by adding counts.

    prior    the law of the unknown parameter
    family   of the observations
    data     the observations
    known    the family's other parameters: n of binomial, sigma2 of normal

    | prior, observations | posterior |
    | beta(a, b), bernoulli(p) | beta(a + sum x, b + n - sum x) |
    | beta(a, b), binomial(n, p) | beta(a + sum x, b + sum (n - x)) |
    | beta(a, b), geometric(p) | beta(a + n, b + sum (x - 1)) |
    | gamma(shape, rate), poisson(rate) | gamma(shape + sum x, rate + n) |
    | gamma(shape, rate), exponential(rate) | gamma(shape + n, rate + sum x) |
    | dirichlet(alpha), categorical(p) | dirichlet(alpha + counts) |
    | normal(m, v), normal(mu, sigma2), sigma2 known | precision 1/v + n/sigma2, mean weighted by precisions |
    | NormalInverseGamma(m, k, a, b), normal(mu, sigma2) | its own `update` |

    Raises ValueError for another pair, for data outside of the support, and where a known parameter is missing.

    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., chapter 2; Bishop, Pattern Recognition and Machine Learning,
    chapter 2.

    >>> from lemmata.probability import bernoulli, beta, normal
    >>> conjugate_posterior(beta(1.0, 1.0), bernoulli, [1, 1, 0, 1])
    beta(a=4.0, b=2.0)
    >>> conjugate_posterior(normal(0.0, 1.0), normal, [2.0, 4.0], sigma2=2.0)
    normal(mu=1.5, sigma2=0.5)
    """
    values = np.asarray(data)
    if isinstance(prior, NormalInverseGamma):
        if family.__name__ != "normal" or known:
            raise ValueError(f"NormalInverseGamma is the law of both parameters of normal, of which none is known; "
                             f"{family.__name__} with {sorted(known)} is given")
        return prior.update(values)
    update = _UPDATES.get((prior.family.__name__, family.__name__))
    if update is None:
        pairs = ", ".join(f"{p} for {f}" for p, f in _UPDATES)
        raise ValueError(f"{prior.family.__name__} is no conjugate prior here for {family.__name__}; there are "
                         f"{pairs}. For others take grid_posterior or laplace_approximation")
    if values.ndim != 1:
        raise ValueError(f"the data have shape {values.shape}; observations are along one axis")
    names = {"binomial": ("n",), "normal": ("sigma2",)}.get(family.__name__, ())
    if set(known) != set(names):
        raise ValueError(f"{family.__name__} needs {', '.join(names) or 'no known parameter'}; "
                         f"{sorted(known)} is given")
    if "sigma2" in known and not 0 < known["sigma2"] < np.inf:
        raise ValueError(f"sigma2 = {known['sigma2']}; a variance is above 0 and finite")
    _check_support(family, values, prior, known)
    return prior.family(*update(prior.values, values, **known))


def _check_support(family: Family, values: Any, prior: Law, known: Mapping[str, float]) -> None:
    discrete = family.record.support == "integers"
    low = {"geometric": 1.0, "normal": -np.inf}.get(family.__name__, 0.0)
    high = {"bernoulli": 1.0, "binomial": known.get("n", 0.0), "categorical": float(np.size(prior.values[0]) - 1)}.get(
        family.__name__, np.inf)
    outside = values[(values < low) | (values > high) | (values != np.floor(values) if discrete else False)]
    if outside.size:
        raise ValueError(f"{outside[0]} is no value of {family.__name__}; its support is "
                         f"{'the whole numbers of ' if discrete else ''}[{low:g}, {high:g}]")


def _normal_update(values: tuple[Any, ...], x: Any, sigma2: float) -> tuple[Any, ...]:
    mean, variance = values
    precision = 1 / variance + len(x) / sigma2
    return (mean / variance + float(x.sum()) / sigma2) / precision, 1 / precision


_UPDATES: dict[tuple[str, str], Any] = {
    ("beta", "bernoulli"): lambda p, x: (p[0] + float(x.sum()), p[1] + float(len(x) - x.sum())),
    ("beta", "binomial"): lambda p, x, n: (p[0] + float(x.sum()), p[1] + float((n - x).sum())),
    ("beta", "geometric"): lambda p, x: (p[0] + len(x), p[1] + float((x - 1).sum())),
    ("gamma", "poisson"): lambda p, x: (p[0] + float(x.sum()), p[1] + len(x)),
    ("gamma", "exponential"): lambda p, x: (p[0] + len(x), p[1] + float(x.sum())),
    ("dirichlet", "categorical"): lambda p, x: (np.asarray(p[0], dtype=float) + np.bincount(
        x.astype(int), minlength=np.size(p[0])),),
    ("normal", "normal"): _normal_update,
}

def posterior_predictive(posterior: Law, family: Family, **known: float) -> Law:
    """The law of the next observation: the family's law, averaged over the posterior of its parameter.

    | posterior, observations | next |
    | beta(a, b), bernoulli | bernoulli(a / (a + b)) |
    | gamma(shape, rate), poisson | negative_binomial(shape, rate / (rate + 1)) |
    | dirichlet(alpha), categorical | categorical(alpha / sum of alpha) |
    | normal(m, v), normal with known sigma2 | normal(m, v + sigma2) |

    Raises ValueError for another pair.

    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., chapter 2.

    >>> from lemmata.probability import bernoulli, beta, gamma, poisson
    >>> posterior_predictive(beta(4.0, 2.0), bernoulli)
    bernoulli(p=0.6666666666666666)
    >>> float(posterior_predictive(gamma(3.0, 1.0), poisson).mean)
    3.0
    """
    pair, values = (posterior.family.__name__, family.__name__), posterior.values
    if pair == ("beta", "bernoulli"):
        return bernoulli(values[0] / (values[0] + values[1]))
    if pair == ("gamma", "poisson"):
        return negative_binomial(values[0], values[1] / (values[1] + 1))
    if pair == ("dirichlet", "categorical"):
        return categorical(np.asarray(values[0]) / np.sum(values[0]))
    if pair == ("normal", "normal") and set(known) == {"sigma2"}:
        return normal(values[0], values[1] + known["sigma2"])
    raise ValueError(f"no closed prediction for {pair[1]} under {posterior!r}" + (
        "; give sigma2=" if pair == ("normal", "normal") else "; draw parameters from it, then observations"))


@dataclass(frozen=True)
class NormalInverseGamma:
    """The conjugate law of mean and variance of a normal law.

    1 / sigma2 is of gamma(a, b), and mu, given sigma2, of normal(m, sigma2 / k).

    m   the mean of mu;  k > 0: how many observations it is worth
    a   shape, b rate of the precision 1 / sigma2

    Source: Murphy, Probabilistic Machine Learning: Advanced Topics, section 3.4.3; Gelman et al., Bayesian Data
    Analysis, 3rd ed., section 3.3.

    >>> posterior = NormalInverseGamma(0.0, 1.0, 2.0, 1.0).update([1.0, 3.0])
    >>> posterior
    NormalInverseGamma(m=1.3333333333333333, k=3.0, a=3.0, b=3.333333333333333)
    >>> posterior.predictive.family.__name__
    'location_scale_t'
    """

    m: float
    k: float
    a: float
    b: float

    def __post_init__(self) -> None:
        if not (self.k > 0 and self.a > 0 and self.b > 0):
            raise ValueError(f"k = {self.k}, a = {self.a}, b = {self.b}; all three are positive")

    def update(self, data: Any) -> NormalInverseGamma:
        """The posterior after observations."""
        x = np.asarray(data, dtype=float)
        if x.ndim != 1:
            raise ValueError(f"the data have shape {x.shape}; observations are along one axis")
        n = len(x)
        if not n:
            return self
        mean, k = float(x.mean()), self.k + n
        spread = float(np.sum((x - mean) ** 2)) / 2 + self.k * n * (mean - self.m) ** 2 / (2 * k)
        return NormalInverseGamma((self.k * self.m + n * mean) / k, k, self.a + n / 2, self.b + spread)

    @property
    def mean_law(self) -> Law:
        """The marginal law of mu, a Student-t."""
        return location_scale_t(2 * self.a, self.m, float(np.sqrt(self.b / (self.a * self.k))))

    @property
    def precision_law(self) -> Law:
        """The law of 1 / sigma2."""
        return gamma(self.a, self.b)

    @property
    def predictive(self) -> Law:
        """The law of the next observation, a Student-t."""
        return location_scale_t(2 * self.a, self.m, float(np.sqrt(self.b * (1 + 1 / self.k) / self.a)))


def credible_interval(law: Law, level: float = 0.95, method: str = "equal-tailed") -> Interval:
    """An interval that holds the parameter with this probability, under its posterior law.

    method   equal-tailed: as much probability below as above; highest-density: the shortest one

    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.3.

    >>> from lemmata.probability import beta
    >>> print(credible_interval(beta(4.0, 2.0)))
    95% [0.283582, 0.947255] (beta(a=4.0, b=2.0), equal-tailed)
    """
    from scipy import optimize

    check_level(level)
    start = (1 - level) / 2
    if method == "highest-density":
        found = optimize.minimize_scalar(lambda q: float(law.quantile(q + level) - law.quantile(q)), method="bounded",
                                         bounds=(0.0, 1 - level), options={"xatol": 1e-10})
        start = min((0.0, float(found.x), 1 - level), key=lambda q: float(law.quantile(q + level) - law.quantile(q)))
    elif method != "equal-tailed":
        raise ValueError(f"no method {method!r}; choose equal-tailed or highest-density")
    return Interval(float(law.quantile(start)), float(law.quantile(min(1.0, start + level))), level,
                    f"{law!r}, {method}")


@dataclass(frozen=True)
class GridPosterior:
    """A posterior density on a grid.

    grid           the points of each parameter, by name
    density        normalised by the trapezoid rule, an axis a parameter
    log_evidence   log of the integral of likelihood times prior over the grid

    >>> import numpy as np
    >>> from lemmata.probability import bernoulli, beta
    >>> found = grid_posterior(bernoulli, {"p": beta(1.0, 1.0)}, {"x": [1, 1, 0]}, {"p": np.linspace(0.0, 1.0, 501)})
    >>> round(found.mean("p"), 4), round(found.log_evidence, 4) == round(float(np.log(1 / 12)), 4)
    (0.6, True)
    """

    grid: dict[str, Any]
    density: Any
    log_evidence: float

    def marginal(self, name: str) -> Any:
        """The density of one parameter at its points; the others are integrated out."""
        if name not in self.grid:
            raise ValueError(f"no parameter {name!r}; there are {', '.join(self.grid)}")
        found = self.density
        for other in reversed(list(self.grid)):
            if other != name:
                found = np.trapezoid(found, self.grid[other], axis=list(self.grid).index(other))
        return found

    def mean(self, name: str) -> float:
        """The posterior mean of one parameter."""
        return float(np.trapezoid(self.marginal(name) * self.grid[name], self.grid[name]))

    def credible_interval(self, name: str, level: float = 0.95) -> Interval:
        """Equal tails, from the cumulated marginal density."""
        from scipy import integrate

        check_level(level)
        points = self.grid[name]
        cdf = integrate.cumulative_trapezoid(self.marginal(name), points, initial=0.0)
        low, high = np.interp([(1 - level) / 2, (1 + level) / 2], cdf / cdf[-1], points)
        return Interval(float(low), float(high), level, f"{name}, grid")


def grid_posterior(log_likelihood: Formula | Family, prior: Formula | Mapping[str, Law], data: Values,
                   grid: Values) -> GridPosterior:
    """The posterior of one or a few parameters at all points of a grid: any likelihood, any prior, no conjugacy.

    log_likelihood   as in `maximum_likelihood`
    prior            log of the prior density, as a formula of the parameters, or laws by name
    data             arrays by name
    grid             increasing points by name of each parameter; fine where the posterior is narrow, wide enough

    Log densities are shifted by their maximum before they are exponentials, so nothing underflows. Cost grows with
    the product of the lengths.

    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., section 10.1.

    >>> import numpy as np
    >>> from lemmata.probability import normal
    >>> found = grid_posterior(normal, {"mu": normal(0.0, 1.0)}, {"x": [1.0, 3.0], "sigma2": 1.0},
    ...                        {"mu": np.linspace(-4.0, 6.0, 401)})
    >>> round(found.mean("mu"), 6)
    1.333333
    """
    goal = total(log_likelihood, data, prior)
    known = {**{n: np.asarray(v) for n, v in data.items()}, **prior_values(prior)}
    axes = {n: np.asarray(v, dtype=float) for n, v in grid.items()}
    missing = [n for n in goal.declarations if n not in known and n not in axes]
    if missing or any(n not in goal.declarations for n in axes):
        raise ValueError(f"the grid is over {', '.join(axes)}; the parameters are "
                         f"{', '.join(n for n in goal.declarations if n not in known)}")
    if any(a.ndim != 1 or len(a) < 2 or np.any(np.diff(a) <= 0) for a in axes.values()):
        raise ValueError("points of a grid are increasing numbers along one axis, two at least")
    mesh = np.meshgrid(*axes.values(), indexing="ij")
    logs = np.asarray(goal(**known, **{n: m.ravel() for n, m in zip(axes, mesh)})).reshape(mesh[0].shape)
    logs = np.where(np.isnan(logs), -np.inf, logs)
    top = float(logs.max())
    if not np.isfinite(top):
        raise ValueError("likelihood times prior is 0 at every point of the grid; move or widen it")
    density = np.exp(logs - top)
    mass = density
    for points in reversed(list(axes.values())):
        mass = np.trapezoid(mass, points, axis=-1)
    return GridPosterior(axes, density / mass, top + float(np.log(mass)))
