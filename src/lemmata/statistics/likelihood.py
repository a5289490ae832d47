"""Maximum likelihood and maximum a posteriori for any log-likelihood formula, with errors from the information."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.expr import symbol
from lemmata.engine.ops.definitions import applied
from lemmata.formulas.object import Formula
from lemmata.probability import multivariate_normal, normal
from lemmata.probability.family import Family
from lemmata.probability.law import Law
from lemmata.statistics.parameters import FREE, Parameters, Values, parameters, prior_values, total
from lemmata.statistics.results import Interval, check_level

LARGEST_STEPS = 1000


@dataclass(frozen=True)
class Fit:
    """The parameters at which a log-likelihood (and log prior) is largest.

    estimate          the parameters by name
    standard_errors   of each, roots of the diagonal of `covariance`; nan where the maximum is not isolated
    covariance        inverse of the observed information -d^2 l / d theta^2, over all numbers in the order of `names`
    names             one for each number: mu, w[0], w[1]
    log_likelihood    l at the estimate, with the log prior where there is one
    n                 observations (the length of the first axis of the data)
    converged         whether Newton's next step is nothing, and the information positive definite
    gradient          the largest derivative left, by the free parameters
    message           what the optimizer says, or why there is no maximum

    >>> from lemmata.probability import poisson
    >>> found = maximum_likelihood(poisson, {"x": [3, 5, 4]})
    >>> print(found)
    log-likelihood -5.12177, n = 3, converged
      rate = 4 ± 1.15
    >>> print(found.interval("rate"))
    95% [1.73683, 6.26317] (rate, Wald)
    """

    estimate: dict[str, Any]
    standard_errors: dict[str, Any]
    covariance: Any
    names: list[str]
    log_likelihood: float
    n: int
    converged: bool
    gradient: float
    message: str

    @property
    def aic(self) -> float:
        """Akaike's criterion: 2 k - 2 l for k parameters."""
        return 2 * len(self.names) - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        """Schwarz's criterion: k log(n) - 2 l."""
        return len(self.names) * float(np.log(self.n)) - 2 * self.log_likelihood

    def interval(self, name: str, level: float = 0.95) -> Interval:
        """Wald's interval: estimate ± normal quantile * standard error, of one number ("mu", "w[1]")."""
        check_level(level)
        if name not in self.names:
            raise ValueError(f"no parameter {name!r}; there are {', '.join(self.names)}")
        place = self.names.index(name)
        middle = float(np.concatenate([np.ravel(v) for v in self.estimate.values()])[place])
        reach = float(normal.quantile((1 + level) / 2, 0.0, 1.0)) * float(np.sqrt(self.covariance[place, place]))
        return Interval(middle - reach, middle + reach, level, f"{name}, Wald")

    @property
    def law(self) -> Law:
        """The normal law around the estimate with this covariance: Laplace's approximation of the posterior."""
        return multivariate_normal(np.concatenate([np.ravel(v) for v in self.estimate.values()]), self.covariance)

    @property
    def log_evidence(self) -> float:
        """log of the integral of likelihood times prior, by Laplace: l + k/2 log(2 pi) + 1/2 log det covariance."""
        k = len(self.names)
        return self.log_likelihood + k / 2 * float(np.log(2 * np.pi)) + float(np.linalg.slogdet(self.covariance)[1]) / 2

    def __str__(self) -> str:
        values = np.concatenate([np.ravel(v) for v in self.estimate.values()])
        errors = np.sqrt(np.diag(self.covariance))
        lines = [f"  {name} = {v:.6g} ± {e:.3g}" for name, v, e in zip(self.names, values, errors)]
        state = "converged" if self.converged else f"NOT converged (gradient {self.gradient:.2g}): {self.message}"
        return "\n".join([f"log-likelihood {self.log_likelihood:.6g}, n = {self.n}, {state}", *lines])


def maximum_likelihood(log_likelihood: Formula | Family, data: Values, start: Values | None = None) -> Fit:
    """The parameters under which the data are most probable, with standard errors.

    log_likelihood   a formula: of all data (a number), or of one observation, which is then summed over the leading
                     axes of the data; a family of lemmata.probability counts as its log density
    data             arrays by name; the formula's other variables are the parameters
    start            where to begin; by default 0, 1 or 1/2 as the domain is, equal chances, the identity matrix; needed
                     for an array whose size the data don't tell

    Constraints come from the domains: what is positive is exp(eta), a probability sigmoid(eta), a simplex a softmax,
    a positive definite matrix L L^T; eta is free. Gradient and Hessian are the engine's, compiled; the maximum is
    SciPy's (`minimize`, trust-exact, a Newton method that cannot run away). Errors are of the parameters themselves.

    Raises ValueError where the log-likelihood is no finite number at the start.

    Source: DeGroot and Schervish, Probability and Statistics, 4th ed., sections 7.5, 7.6 and 8.8; Pawitan, In All
    Likelihood, chapter 2.

    >>> from lemmata.probability import exponential, normal
    >>> found = maximum_likelihood(exponential, {"x": [1.0, 2.0, 3.0]})
    >>> round(float(found.estimate["rate"]), 6), round(float(found.standard_errors["rate"]), 6), found.converged
    (0.5, 0.288675, True)
    >>> fit = maximum_likelihood(normal, {"x": [1.0, 2.0, 6.0]})
    >>> round(float(fit.estimate["sigma2"]), 4)  # divided by n
    4.6667
    """
    return _fit(log_likelihood, None, data, start)


def maximum_a_posteriori(log_likelihood: Formula | Family, prior: Formula | Mapping[str, Law], data: Values,
                         start: Values | None = None) -> Fit:
    """The parameters with the largest posterior density: of log-likelihood plus log prior.

    prior   a formula of the parameters, the logarithm of their density up to a constant; or laws by name,
            {"mu": normal(0.0, 100.0)}; parameters without a law have a flat prior

    A normal prior is weight decay, a Laplace prior the lasso. The mode depends on the parameterisation: here it is
    that of the formula's own parameters. Otherwise as `maximum_likelihood`.

    Source: Bishop, Pattern Recognition and Machine Learning, section 1.2.5; Murphy, Probabilistic Machine Learning,
    section 4.5.

    >>> from lemmata.probability import bernoulli, beta
    >>> found = maximum_a_posteriori(bernoulli, {"p": beta(2.0, 2.0)}, {"x": [1, 1, 1]})
    >>> round(float(found.estimate["p"]), 6)
    0.8
    """
    return _fit(log_likelihood, prior, data, start)


def laplace_approximation(log_likelihood: Formula | Family, prior: Formula | Mapping[str, Law], data: Values,
                          start: Values | None = None) -> Fit:
    """The posterior as a normal law: its mode, and the inverse of the curvature there as covariance.

    `found.law` is the normal law, `found.log_evidence` the logarithm of the evidence in this approximation; for it
    the prior has to be normalised. Exact where the posterior is normal.

    Source: MacKay, Information Theory, Inference, and Learning Algorithms, chapter 27.

    >>> from lemmata.probability import normal
    >>> found = laplace_approximation(normal, {"mu": normal(0.0, 1.0)}, {"x": [1.0, 3.0], "sigma2": 1.0})
    >>> found.law
    multivariate_normal(mu=[1.3333333333333333], Sigma=[[0.3333333333333333]])
    """
    return _fit(log_likelihood, prior, data, start)


def _fit(formula: Formula | Family, prior: Any, data: Values, start: Values | None) -> Fit:
    from scipy import optimize

    goal = total(formula, data, prior)
    known = {n: _array(v) for n, v in {**data, **prior_values(prior)}.items()}
    params = parameters(goal, known, start)
    eta = symbol(FREE, (sum(params.counts.values()),))
    pieces = params.of(eta)
    given = {n: symbol(n, [size.substitute(params.sizes) for size in s.shape], s.domain, s.params)
             for n, s in goal.declarations.items() if n in known}
    free = Formula(-applied(goal.expr, goal.declarations, {**given, **pieces}), {**given, FREE: eta})
    fixed = {n: v for n, v in known.items() if n in given or n in free.dims}
    value, hessian = free.compile("numpy", grad=FREE), free.hessian(FREE).compile("numpy")
    first = params.free()
    empty = next((n for n, v in known.items() if not np.size(v)), "")
    if empty:
        raise ValueError(f"{empty} has no entries; give one observation or more")
    rows = max((len(v) for v in known.values() if np.ndim(v)), default=1)

    def objective(point: Any) -> tuple[float, Any]:
        with np.errstate(all="ignore"):
            found, slope = value(**fixed, **{FREE: point})
        good = np.isfinite(found) and np.isfinite(slope).all()
        return (float(found) / rows, np.asarray(slope, dtype=float) / rows) if good else (np.inf, np.zeros_like(point))

    def curvature(point: Any) -> Any:
        with np.errstate(all="ignore"):
            found = np.asarray(hessian(**_needed(hessian, fixed), **_needed(hessian, {FREE: point})), dtype=float)
        found = np.broadcast_to(found, (len(point), len(point)))
        return np.nan_to_num((found + found.T) / 2) / rows

    if not np.isfinite(objective(first)[0]):
        raise ValueError(f"the log-likelihood at the start {dict(params.start)} is not finite; give start= values "
                         "under which every observation can happen")
    try:
        with np.errstate(all="ignore"):
            result = optimize.minimize(objective, first, jac=True, hess=curvature, method="trust-exact",
                                       options={"gtol": 1e-9, "maxiter": LARGEST_STEPS, "max_trust_radius": 1e12})
    except ValueError:
        raise ValueError(f"the search from {dict(params.start)} leaves the range of floats; give start= values near "
                         "the data, or data in other units") from None
    best, information = _polished(result.x, objective, curvature)
    value_there, slope_there = objective(best)
    at_best = rows * value_there, rows * slope_there
    return _summary(params, pieces, eta, best, rows * information, at_best, str(result.message), rows)


def _needed(compiled: Any, arrays: Values) -> dict[str, Any]:
    names = {*compiled.dims, *(s.name for s in compiled.inputs)}
    return {n: v for n, v in arrays.items() if n in names}


def _polished(point: Any, objective: Any, curvature: Any) -> tuple[Any, Any]:
    """Newton's last steps, as long as they lessen the gradient: to the digits that there are."""
    for _ in range(3):
        information = curvature(point)
        slope = objective(point)[1]
        try:
            moved = point - np.linalg.solve(information, slope)
        except np.linalg.LinAlgError:
            break
        value, ahead = objective(moved)
        if not np.isfinite(value) or np.abs(ahead).max(initial=0.0) >= np.abs(slope).max(initial=0.0):
            break
        point = moved
    return point, curvature(point)


def _summary(params: Parameters, pieces: Any, eta: Any, best: Any, information: Any, at_best: tuple[float, Any],
             message: str, rows: int) -> Fit:
    estimate = {n: Formula(e, {FREE: eta})(**{FREE: best}) for n, e in pieces.items()}
    slopes = [np.reshape(Formula(e, {FREE: eta}).derivative(FREE)(**{FREE: best}), (-1, len(best)))
              for e in pieces.values()]
    change = np.concatenate(slopes)
    definite = bool(np.all(np.linalg.eigvalsh(information) > 0))
    covariance = change @ np.linalg.inv(information) @ change.T if definite else np.full((len(change),) * 2, np.nan)
    errors, first = {}, 0
    for name, value in estimate.items():
        size = int(np.size(value))
        part = np.sqrt(np.diag(covariance)[first : first + size])
        errors[name], first = part.reshape(np.shape(value))[()], first + size
    rest = float(np.abs(at_best[1]).max(initial=0.0))
    # at the edge of a domain the slope is small and Newton's next step is not: eta goes on to infinity
    ahead = float(np.abs(np.linalg.solve(information, at_best[1])).max(initial=0.0)) if definite else np.inf
    settled = definite and ahead <= 1e-5 * (1.0 + float(np.abs(best).max(initial=0.0)))
    if not settled:
        message = ("the largest value lies at the edge of a domain, or there is none" if definite else
                   "the curvature there is not that of a maximum: parameters that the data don't tell apart, a kink, "
                   f"or no maximum; the optimizer says: {message}")
    return Fit(estimate, errors, covariance, params.names, -at_best[0], rows, settled, rest, message)


def _array(value: Any) -> Any:
    array = np.asarray(value)
    return array if array.dtype.kind in "iub" else array.astype(float)
