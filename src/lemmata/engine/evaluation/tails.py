"""Bounds on what an integral or a sum to infinity leaves out."""

from __future__ import annotations

from typing import Any

import flint

from lemmata.engine.evaluation.bounds import Bounder
from lemmata.engine.evaluation.laurent import Laurent, never_negative, plus
from lemmata.engine.evaluation.terms import Growth, Term

arb = flint.arb


def tail_sum(bound: Growth, start: int) -> Any:
    """An upper bound on the sum of |f| over the integers from start on; infinite where there is none."""
    first = Bounder(start).supremum(bound.upper)
    return first + tail_integral(bound, start) if first.is_finite() else arb.pos_inf()


def tail_integral(bound: Growth, start: int, weight: int = 0) -> Any:
    """An upper bound on the integral of |f| t**weight over t >= start; infinite where there is none.

    >>> gaussian = Bounder(4).exp(Bounder(4).of_laurent({2: arb(-1)}))
    >>> tail_integral(gaussian, 4) < 3e-8
    True
    """
    term = Term(bound.upper.factor, bound.upper.power + weight, bound.upper.exponent)
    if term.factor.is_zero():
        return arb(0)
    first, bounder = arb(start), Bounder(start)
    if all(c <= 0 for _, c in term.exponent) and term.power < -1:
        decay = term.factor * first ** (term.power + 1) / (-term.power - 1)
    else:
        decay = arb.pos_inf()
    # With h = a log t + E: where h' <= -d for all t >= N, the integral is at most exp(h(N)) / d.
    slope: Laurent = {0: term.power.max(arb(0))}
    for power, factor in term.exponent:
        slope[power] = slope.get(power, arb(0)) + power * factor
    at_start = arb(0)
    for power, factor in slope.items():
        at_start += factor * first ** (power - 1)
    rate = -at_start / 2
    if rate > 0 and never_negative(plus({k: -c for k, c in slope.items()}, {1: -rate}), first):
        value = bounder.value(term) / rate
        decay = value if not decay.is_finite() or value < decay else decay
    return decay if decay.is_finite() else arb.pos_inf()


def is_endless(lower: Term, weight: int = 0) -> bool:
    """Whether the integral of a term times t**weight to infinity is infinite.

    >>> is_endless(Term(arb(2), arb(-1))), is_endless(Term(arb(2), arb(-2)))
    (True, False)
    >>> is_endless(Term(arb(2), arb(-3), ((1, arb(-9)), (2, arb(1)))))  # exp(t**2 - 9 t) / t**3
    True
    """
    if lower.exponent and lower.factor > 0 and max(lower.exponent, key=lambda term: term[0])[1] > 0:
        return True  # in the end it grows faster than any power
    rising = all(c >= 0 for _, c in lower.exponent)
    return bool(lower.factor > 0 and rising and lower.power + weight >= -1)
