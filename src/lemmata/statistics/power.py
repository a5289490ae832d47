"""Power: how often a test rejects where the alternative holds; exactly for t-tests, by simulation for any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.probability.averages import Estimate
from lemmata.statistics.results import HypothesisTest, check_alternative

DESIGNS = {"one-sample": (1.0, 1), "two-sample": (0.5, 2)}  # what n counts in the noncentrality; samples


def t_test_power(effect: float, n: int, level: float = 0.05, design: str = "one-sample",
                 alternative: str = "two-sided") -> float:
    """P(the t-test rejects) where the mean is `effect` standard deviations off, by the noncentral t law (SciPy).

    effect   (mean - mu) / sigma, or (mean of x - mean of y) / sigma for two samples
    n        numbers in the sample, in each of two samples
    level    of significance
    design   one-sample (pairs too) or two-sample (equal variances)

    Where the effect is 0, it is the level.

    Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 2; DeGroot and Schervish,
    Probability and Statistics, 4th ed., section 9.5.

    >>> round(t_test_power(0.5, 64, design="two-sample"), 3)
    0.801
    """
    from scipy import stats

    check_alternative(alternative)
    if design not in DESIGNS:
        raise ValueError(f"no design {design!r}; choose from {', '.join(DESIGNS)}")
    if n < 2 or not 0 < level < 1:
        raise ValueError(f"n = {n}, level = {level}; n is at least 2, the level between 0 and 1")
    share, samples = DESIGNS[design]
    freedom, shift = samples * (n - 1), effect * np.sqrt(n * share)
    if alternative == "less":
        shift, alternative = -shift, "greater"
    if alternative == "greater":
        return _beyond(float(stats.t.isf(level, freedom)), freedom, shift)
    edge = float(stats.t.isf(level / 2, freedom))
    return min(1.0, _beyond(edge, freedom, abs(shift)) + _beyond(edge, freedom, -abs(shift)))


def _beyond(edge: float, freedom: int, shift: float) -> float:
    """The chance of a noncentral t above an edge; where SciPy's has no number, over the law of the deviation."""
    from scipy import integrate, special, stats

    if np.isinf(shift):
        return float(shift > 0)
    found = float(stats.nct.sf(edge, freedom, shift))
    if np.isnan(found):
        law = stats.chi(freedom)
        found = integrate.quad(lambda c: law.pdf(c) * special.ndtr(shift - edge * c / np.sqrt(freedom)), 0, np.inf)[0]
    return found


def sample_size(effect: float, power: float = 0.8, level: float = 0.05, design: str = "one-sample",
                alternative: str = "two-sided") -> int:
    """The least n (in each sample) at which the t-test has this power.

    Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed., section 2.4.

    >>> sample_size(0.5, 0.8, design="two-sample")
    64
    """
    if effect == 0 or not level < power < 1:
        raise ValueError(f"effect = {effect}, power = {power}; the effect is not 0, the power between the level and 1")
    low, high = 1, 2
    while t_test_power(effect, high, level, design, alternative) < power:
        low, high = high, 2 * high
        if high > 2**40:
            raise ValueError(f"no n up to 2^40 gives power {power} for effect {effect}; is the alternative the right "
                             "way round?")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if t_test_power(effect, middle, level, design, alternative) >= power else (
            middle, high)
    return high


def simulated_power(test: Callable[..., HypothesisTest], draw: Callable[[np.random.Generator], Any],
                    level: float = 0.05, repetitions: int = 1000, seed: int | None = None) -> Estimate:
    """The share of repetitions in which a test rejects, with its standard error.

    test   of what `draw` gives (a tuple is its arguments)
    draw   data under the alternative, from a generator; under the null the share should be the level

    >>> from lemmata.statistics import t_test
    >>> found = simulated_power(t_test, lambda rng: rng.normal(1.0, 1.0, 16), repetitions=400, seed=0)
    >>> abs(found.value - t_test_power(1.0, 16)) < 3 * found.error + 0.01
    True
    """
    if repetitions < 1:
        raise ValueError(f"{repetitions} repetitions; give 1 or more")
    rng = np.random.default_rng(seed)
    count = 0
    for _ in range(repetitions):
        data = draw(rng)
        count += test(*data if isinstance(data, tuple) else (data,)).rejects(level)
    share = count / repetitions
    return Estimate(share, float(np.sqrt(share * (1 - share) / repetitions)), "monte_carlo")
