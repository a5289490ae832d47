"""Finite sample spaces: outcomes with probabilities, events as sets of outcomes, conditional probability."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lemmata.probability.variables import RandomVariable

Outcome = Hashable
ROUNDING = 1e-9


class SampleSpace:
    """All outcomes of a trial and their probabilities, which are >= 0 and sum to 1.

    probabilities  a mapping of outcomes to probabilities, or outcomes that are equally likely. Whole numbers and
                   fractions stay exact; floats sum to 1 up to rounding.

    Raises ValueError for a probability outside of [0, 1], and where P(Omega) is not 1.

    Source: Kolmogorov's axioms; DeGroot and Schervish, Probability and Statistics, 4th ed., sections 1.4 to 1.6.

    >>> die = SampleSpace(range(1, 7))
    >>> even, high = die.event(lambda k: k % 2 == 0), die.event(lambda k: k > 3)
    >>> die.probability(even | high), die.probability(even, given=high)
    (Fraction(2, 3), Fraction(2, 3))
    >>> two = die**2
    >>> two.probability(lambda roll: sum(roll) == 7)
    Fraction(1, 6)
    """

    def __init__(self, probabilities: Mapping[Outcome, Any] | Iterable[Outcome]) -> None:
        if not isinstance(probabilities, Mapping):
            outcomes = list(probabilities)
            if len(set(outcomes)) != len(outcomes):
                raise ValueError("an outcome stands there twice; give a mapping with its probability")
            probabilities = {o: Fraction(1, len(outcomes)) for o in outcomes}
        self.weights = {o: _exact(p) for o, p in probabilities.items()}
        for outcome, p in self.weights.items():
            if not 0 <= p <= 1 + ROUNDING:
                raise ValueError(f"P({outcome!r}) = {p}; a probability is between 0 and 1")
        total = sum(self.weights.values())
        if total != 1 and (isinstance(total, Fraction) or abs(total - 1) > ROUNDING):
            raise ValueError(f"the probabilities sum to {total}; P(Omega) = 1: divide each by the sum")

    def __repr__(self) -> str:
        shown = ", ".join(f"{o!r}: {p}" for o, p in list(self.weights.items())[:8])
        return f"SampleSpace({{{shown}{', ...' if len(self.weights) > 8 else ''}}})"

    def __len__(self) -> int:
        return len(self.weights)

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self.weights)

    def __mul__(self, other: SampleSpace) -> SampleSpace:
        """Pairs of outcomes of two independent trials."""
        return SampleSpace({(a, b): p * q for a, p in self.weights.items() for b, q in other.weights.items()})

    def __pow__(self, trials: int) -> SampleSpace:
        """Tuples of outcomes of independent repetitions."""
        found: dict[Outcome, Any] = {(): Fraction(1)}
        for _ in range(trials):
            found = {(*head, o): p * q for head, p in found.items() for o, q in self.weights.items()}  # type: ignore[misc]
        return SampleSpace(found)

    @property
    def omega(self) -> frozenset[Outcome]:
        """The sure event: all outcomes."""
        return frozenset(self.weights)

    def event(self, what: Event) -> frozenset[Outcome]:
        """The set of outcomes for which the condition holds, or that are given; sets are joined by |, &, -, ^.

        Raises ValueError for outcomes that the space does not have.
        """
        if callable(what):
            return frozenset(o for o in self.weights if what(o))
        found = frozenset(what)
        unknown = sorted(map(repr, found - self.omega))
        if unknown:
            raise ValueError(f"{unknown[0]} is no outcome of this space; an event is a subset of Omega")
        return found

    def complement(self, what: Event) -> frozenset[Outcome]:
        """Omega without the event."""
        return self.omega - self.event(what)

    def probability(self, what: Event, given: Event | None = None) -> Any:
        """P(A), or P(A | B) = P(A & B) / P(B).

        Raises ZeroDivisionError where P(B) = 0: there is no P(A | B).
        """
        event = self.event(what)
        if given is None:
            return sum((self.weights[o] for o in event), Fraction(0))
        condition = self.event(given)
        whole = self.probability(condition)
        if whole == 0:
            raise ZeroDivisionError("P(B) = 0, so P(A | B) is not defined; condition on an event that can happen")
        return self.probability(event & condition) / whole

    def given(self, what: Event) -> SampleSpace:
        """The space after the event is known: its outcomes, with P(. | B)."""
        return SampleSpace({o: self.probability({o}, given=what) for o in self.weights if o in self.event(what)})

    def independent(self, *events: Event) -> bool:
        """Whether the events are mutually independent: P of every intersection is the product; exact for fractions."""
        sets = [self.event(e) for e in events]
        return all(equal(self.probability(frozenset.intersection(*some)), prod(self.probability(e) for e in some))
                   for count in range(2, len(sets) + 1) for some in combinations(sets, count))

    def partition(self, *events: Event) -> bool:
        """Whether exactly one of the events happens."""
        sets = [self.event(e) for e in events]
        return sum(map(len, sets)) == len(self.omega) and frozenset().union(*sets) == self.omega

    def variable(self, function: Callable[[Any], Any]) -> RandomVariable:
        """A random variable: a function of the outcome."""
        from lemmata.probability.variables import RandomVariable

        return RandomVariable(self, function)


Event = Callable[[Any], Any] | Iterable[Outcome]


def _exact(p: Any) -> Any:
    return Fraction(p) if isinstance(p, (int, Fraction)) else float(p)


def equal(left: Any, right: Any) -> bool:
    exact = isinstance(left, Fraction) and isinstance(right, (Fraction, int))
    return bool(left == right if exact else abs(left - right) < ROUNDING)
