"""Expectations as integrals: by quadrature under a density, by averages over samples with their error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.calculus.given import only_variable
from lemmata.calculus.integrals import quadrature
from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Size, symbol
from lemmata.engine.ops.definitions import applied
from lemmata.engine.programs import stable
from lemmata.formulas import Formula, parse

Function = Callable[[Any], Any] | Formula | str
LEVELS = 1e-6  # how far from 1 the density's integral may be


@dataclass(frozen=True)
class Expectation:
    """The mean of g(X).

    value   the integral of g(x) p(x) dx
    error   estimate of quadrature's absolute error
    mass    the integral of p(x) dx, which is 1 for a density

    >>> round(expectation("x", "exp(-x)", low=0).mass, 9)
    1.0
    """

    value: float
    error: float
    mass: float


@dataclass(frozen=True)
class MonteCarlo:
    """An average over samples.

    value            the average
    standard_error   its standard deviation, estimated from the samples: sd / sqrt(n)
    samples          how many

    >>> MonteCarlo(1.0, 0.25, 100).interval()
    (0.5, 1.5)
    """

    value: Any
    standard_error: Any
    samples: int

    def interval(self, width: float = 2.0) -> tuple[Any, Any]:
        """value -+ width standard errors; 2 cover about 95 % where the variance is finite."""
        return self.value - width * self.standard_error, self.value + width * self.standard_error


def expectation(g: Function, density: Function, low: float = -np.inf, high: float = np.inf,
                tolerance: float = 1e-10) -> Expectation:
    """E[g(X)] = integral of g(x) p(x) dx, by quadrature (`scipy.integrate.quad`).

    g         a formula or text of one variable, or a function of a number
    density   p, likewise; low, high: the ends of its support

    Raises ValueError where p does not integrate to 1 (it is no density, or the support is another), and where the
    integral of |g(x)| p(x) does not come to an end: then there is no mean, as of a Cauchy law.

    >>> found = expectation("x**2", "exp(-x**2/2)/sqrt(2*pi)")
    >>> round(found.value, 9), found.error < 1e-8
    (1.0, True)

    DeGroot and Schervish, Probability and Statistics, section 4.1.
    """
    value_of, density_of = _numeric(g), _numeric(density)
    mass, slack = quadrature(density_of, low, high, tolerance, "the integral of the density")
    if not abs(mass - 1) <= max(LEVELS, 2 * slack):
        raise ValueError(f"the density integrates to {mass:.6g} from {low} to {high}, not to 1; divide by that, or "
                         "give the ends of its support")

    def weighted(x: float) -> float:
        weight = density_of(x)
        return value_of(x) * weight if weight else 0.0  # where p has vanished g may overflow

    quadrature(lambda x: abs(weighted(x)), low, high, tolerance, "the mean of |g(X)|")
    value, error = quadrature(weighted, low, high, tolerance, "the mean of g(X)")
    return Expectation(float(value), float(error), float(mass))


def monte_carlo(g: Callable[[Any], Any] | Formula | str, sampler: Any, samples: int = 10_000,
                seed: int = 0) -> MonteCarlo:
    """E[g(X)] by the average over independent samples, with its standard error.

    g         a formula or text of one variable, or a function of an array of samples that acts on each
    sampler   `sampler(rng, n)` gives n samples along the first axis; or a law of `lemmata.probability`, or a frozen
              distribution of SciPy
    samples   n >= 2; the error falls like 1/sqrt(n), in any number of dimensions
    seed      of NumPy's generator

    Raises ValueError for n < 2.

    >>> found = monte_carlo("x**2", lambda rng, n: rng.normal(size=n), samples=40_000)
    >>> bool(abs(found.value - 1) < 4 * found.standard_error < 0.05)
    True

    Robert and Casella, Monte Carlo Statistical Methods, section 3.2.
    """
    if samples < 2:
        raise ValueError(f"{samples} samples have no standard error; take 2 or more")
    return _average(_entrywise(g)(_drawn(sampler, samples, seed)), samples)


def _drawn(sampler: Any, samples: int, seed: int) -> Any:
    rng = np.random.default_rng(seed)
    if hasattr(sampler, "rvs"):
        return sampler.rvs(size=samples, random_state=rng)
    return sampler.sample(samples, seed=seed) if hasattr(sampler, "sample") else sampler(rng, samples)


def monte_carlo_integral(f: Callable[[Any], Any] | Formula | str, low: Any, high: Any, samples: int = 10_000,
                         seed: int = 0) -> MonteCarlo:
    """The integral over a box by samples that are uniform in it: volume * average of f(x).

    f          a formula or text of one variable, or a function of samples; each a number, or a vector of d numbers
    low, high  the corners of the box: numbers, or vectors of d numbers

    Raises ValueError for n < 2, or corners that are no box.

    >>> found = monte_carlo_integral(lambda x: (x**2).sum(axis=-1) < 1, [-1, -1], [1, 1], 40_000)
    >>> bool(abs(found.value - np.pi) < 4 * found.standard_error < 0.05)
    True

    Robert and Casella, Monte Carlo Statistical Methods, section 3.2.
    """
    start, end = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if start.shape != end.shape:
        raise ValueError(f"the corners have shapes {start.shape} and {end.shape}; give one number for each axis")
    if not np.all(np.isfinite(start) & np.isfinite(end) & (start <= end)):
        raise ValueError(f"the box goes from {start.tolist()} to {end.tolist()}; give finite numbers, the lower first")
    found = monte_carlo(f, lambda rng, n: rng.uniform(start, end, size=(n, *start.shape)), samples, seed)
    volume = float(np.prod(end - start))
    return MonteCarlo(volume * found.value, abs(volume) * found.standard_error, samples)


def _average(values: Any, samples: int) -> MonteCarlo:
    array = np.asarray(values, dtype=float)
    if array.shape[:1] != (samples,):
        raise ValueError(f"g of {samples} samples has shape {array.shape}; it has to give one value a sample")
    return MonteCarlo(array.mean(axis=0), array.std(axis=0, ddof=1) / np.sqrt(samples), samples)


def _numeric(f: Function) -> Callable[[float], float]:
    found = parse(f) if isinstance(f, str) else f
    if isinstance(found, Formula):
        name = only_variable(found)
        function = found.compile("numpy")
        return lambda x: float(function(**{name: x}))
    return lambda x: float(found(x))


def _entrywise(f: Function) -> Callable[[Any], Any]:
    found = parse(f) if isinstance(f, str) else f
    if not isinstance(found, Formula):
        return found
    own = found.declarations[only_variable(found)]
    many = symbol(own.name, (Size.of("samples_"), *own.shape))
    return Formula(applied(stable(unfold(found.expr)), {own.name: own}, {own.name: many})).compile("numpy")
