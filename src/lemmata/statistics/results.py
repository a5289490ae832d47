"""What tests and intervals give: dataclasses that say the hypothesis, the statistic, p, n, the interval."""

from __future__ import annotations

from dataclasses import dataclass

ALTERNATIVES = ("two-sided", "less", "greater")


@dataclass(frozen=True)
class Interval:
    """Two ends and what they enclose.

    low, high   the ends; infinite for one-sided ones
    level       how often such an interval encloses it (confidence), or its probability (credible)
    about       of what, and by which method

    >>> print(Interval(0.5, 1.5, 0.95, "mean, Student-t"))
    95% [0.5, 1.5] (mean, Student-t)
    >>> 1.0 in Interval(0.5, 1.5, 0.95, "mean, Student-t")
    True
    """

    low: float
    high: float
    level: float
    about: str

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def width(self) -> float:
        """high - low"""
        return self.high - self.low

    def __str__(self) -> str:
        return f"{100 * self.level:.4g}% [{self.low:.6g}, {self.high:.6g}] ({self.about})"


@dataclass(frozen=True)
class HypothesisTest:
    """The result of a test.

    name                what was tested, and how
    null                the null hypothesis H0
    alternative         the alternative H1
    statistic           its value
    p                   P(a statistic at least as extreme | H0), no probability of H0
    n                   sizes of the samples
    estimate            what H0 is about, estimated from the data
    degrees_of_freedom  of the statistic's law under H0; None where it has none
    interval            a confidence interval for what is estimated; None where the test gives none

    >>> from lemmata.statistics import t_test
    >>> found = t_test([5.1, 4.9, 5.6, 5.2], mu=5.0)
    >>> found.rejects(0.05), found.degrees_of_freedom
    (False, 3.0)
    """

    name: str
    null: str
    alternative: str
    statistic: float
    p: float
    n: tuple[int, ...]
    estimate: float
    degrees_of_freedom: float | None = None
    interval: Interval | None = None

    def rejects(self, level: float = 0.05) -> bool:
        """Whether p <= level: data so extreme come up with at most this probability where H0 holds."""
        if not 0 < level < 1:
            raise ValueError(f"the level of significance is {level}; it lies between 0 and 1")
        return self.p <= level

    def __str__(self) -> str:
        freedom = "" if self.degrees_of_freedom is None else f", {self.degrees_of_freedom:.5g} degrees of freedom"
        lines = [self.name, f"  H0: {self.null}", f"  H1: {self.alternative}",
                 f"  statistic = {self.statistic:.6g}{freedom}, p = {self.p:.4g}",
                 f"  estimate = {self.estimate:.6g}, n = {', '.join(map(str, self.n))}"]
        return "\n".join([*lines, *([f"  {self.interval}"] if self.interval else [])])


def check_alternative(alternative: str) -> None:
    if alternative not in ALTERNATIVES:
        raise ValueError(f"no alternative {alternative!r}; choose from {', '.join(ALTERNATIVES)}")


def check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"the level is {level}; it lies between 0 and 1, 0.95 say")
