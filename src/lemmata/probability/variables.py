"""Random variables on a finite sample space: functions of the outcome, not one draw."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any

from lemmata.probability.spaces import Event, equal

if TYPE_CHECKING:
    from lemmata.probability.spaces import SampleSpace


class RandomVariable:
    """A function X(outcome) on a sample space; X + Y, 2 * X, X**2 are variables, X == 3, X <= 2 are events.

    space     where it lives
    function  what gives its value for an outcome

    Means of fractions are exact. Source: DeGroot and Schervish, Probability and Statistics, 4th ed., chapters 3, 4.

    >>> from lemmata.probability import SampleSpace
    >>> two = SampleSpace(range(1, 7))**2
    >>> first, second = two.variable(lambda roll: roll[0]), two.variable(lambda roll: roll[1])
    >>> total = first + second
    >>> total.expectation(), total.variance(), total.covariance(first)
    (Fraction(7, 1), Fraction(35, 6), Fraction(35, 12))
    >>> two.probability(total >= 11), first.independent(second), first.independent(total)
    (Fraction(1, 12), True, False)
    """

    __hash__ = None  # type: ignore[assignment]  # X == x is an event

    def __init__(self, space: SampleSpace, function: Callable[[Any], Any]) -> None:
        self.space, self.function = space, function

    def __call__(self, outcome: Any) -> Any:
        """The value for one outcome."""
        return self.function(outcome)

    def __repr__(self) -> str:
        return f"RandomVariable({self.distribution()})"

    def distribution(self, given: Event | None = None) -> dict[Any, Any]:
        """P(X = x) for each value x that X has, in order where they have one."""
        space = self.space if given is None else self.space.given(given)
        found: dict[Any, Any] = {}
        for outcome, p in space.weights.items():
            value = self.function(outcome)
            found[value] = found.get(value, Fraction(0)) + p
        try:
            return dict(sorted(found.items()))
        except TypeError:
            return found

    def cdf(self, x: Any) -> Any:
        """P(X <= x)"""
        return self.space.probability(self <= x)

    def expectation(self, given: Event | None = None) -> Any:
        """E[X] = sum of x P(X = x), or E[X | A]."""
        return sum(_number(x) * p for x, p in self.distribution(given).items())

    def variance(self, given: Event | None = None) -> Any:
        """E[(X - E[X])^2]"""
        mean = self.expectation(given)
        return sum((_number(x) - mean) ** 2 * p for x, p in self.distribution(given).items())

    def standard_deviation(self) -> float:
        """Root of the variance."""
        return sqrt(self.variance())

    def covariance(self, other: RandomVariable) -> Any:
        """E[(X - E[X]) (Y - E[Y])]"""
        self._same_space(other)
        return ((self - self.expectation()) * (other - other.expectation())).expectation()

    def correlation(self, other: RandomVariable) -> float:
        """Cov(X, Y) / sqrt(Var(X) Var(Y))

        Raises ZeroDivisionError where one of them is constant.
        """
        return float(self.covariance(other)) / sqrt(self.variance() * other.variance())

    def independent(self, other: RandomVariable) -> bool:
        """Whether P(X = x, Y = y) = P(X = x) P(Y = y) for all x and y."""
        self._same_space(other)
        pair = RandomVariable(self.space, lambda o: (self(o), other(o))).distribution()
        mine, others = self.distribution(), other.distribution()
        return all(equal(pair.get((x, y), Fraction(0)), p * q) for x, p in mine.items() for y, q in others.items())

    def conditional_expectation(self, other: RandomVariable) -> RandomVariable:
        """E[X | Y] as a random variable: a function of Y.

        >>> from lemmata.probability import SampleSpace
        >>> die = SampleSpace(range(1, 7)).variable(int)
        >>> parity = die.map(lambda k: k % 2)
        >>> die.conditional_expectation(parity).distribution()
        {Fraction(3, 1): Fraction(1, 2), Fraction(4, 1): Fraction(1, 2)}
        """
        means = {y: self.expectation(given=other == y) for y in other.distribution()}
        return RandomVariable(self.space, lambda o: means[other(o)])

    def map(self, f: Callable[[Any], Any]) -> RandomVariable:
        """f(X)"""
        return RandomVariable(self.space, lambda o: f(self.function(o)))

    def _same_space(self, other: RandomVariable) -> None:
        if other.space is not self.space:
            raise ValueError("the variables live on two spaces; put them on one: X on a * b takes pairs of outcomes")

    def _with(self, other: Any, join: Callable[[Any, Any], Any]) -> RandomVariable:
        if isinstance(other, RandomVariable):
            self._same_space(other)
            return RandomVariable(self.space, lambda o: join(self(o), other(o)))
        return RandomVariable(self.space, lambda o: join(self(o), other))

    def _event(self, other: Any, holds: Callable[[Any, Any], Any]) -> frozenset[Any]:
        return self.space.event(self._with(other, holds).function)

    def __add__(self, other: Any) -> RandomVariable:
        return self._with(other, operator.add)

    def __radd__(self, other: Any) -> RandomVariable:
        return self._with(other, lambda a, b: b + a)

    def __sub__(self, other: Any) -> RandomVariable:
        return self._with(other, operator.sub)

    def __rsub__(self, other: Any) -> RandomVariable:
        return self._with(other, lambda a, b: b - a)

    def __mul__(self, other: Any) -> RandomVariable:
        return self._with(other, operator.mul)

    def __rmul__(self, other: Any) -> RandomVariable:
        return self._with(other, lambda a, b: b * a)

    def __truediv__(self, other: Any) -> RandomVariable:
        return self._with(other, lambda a, b: _number(a) / b)

    def __pow__(self, exponent: Any) -> RandomVariable:
        return self._with(exponent, operator.pow)

    def __neg__(self) -> RandomVariable:
        return self.map(operator.neg)

    def __eq__(self, other: object) -> frozenset[Any]:  # type: ignore[override]
        return self._event(other, operator.eq)

    def __ne__(self, other: object) -> frozenset[Any]:  # type: ignore[override]
        return self._event(other, operator.ne)

    def __lt__(self, other: Any) -> frozenset[Any]:
        return self._event(other, operator.lt)

    def __le__(self, other: Any) -> frozenset[Any]:
        return self._event(other, operator.le)

    def __gt__(self, other: Any) -> frozenset[Any]:
        return self._event(other, operator.gt)

    def __ge__(self, other: Any) -> frozenset[Any]:
        return self._event(other, operator.ge)


def _number(value: Any) -> Any:
    """Whole numbers as fractions, so that quotients stay exact."""
    return Fraction(value) if isinstance(value, int) else value
