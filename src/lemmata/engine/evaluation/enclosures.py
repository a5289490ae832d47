"""Integrals in balls: enclosures by Arb, next to singular ends and out to infinity by bounds."""

from __future__ import annotations

from typing import Any

import flint

from lemmata.engine.evaluation.arithmetics import Balls, ComplexBalls, Unsupported
from lemmata.engine.evaluation.batches import constant_batch
from lemmata.engine.evaluation.evaluator import Evaluator
from lemmata.engine.evaluation.growth import growth
from lemmata.engine.evaluation.laurent import Laurent
from lemmata.engine.evaluation.programs import program
from lemmata.engine.evaluation.removable import next_to
from lemmata.engine.evaluation.tails import is_endless, tail_integral
from lemmata.engine.evaluation.terms import NoBound
from lemmata.engine.expr import Expr
from lemmata.engine.ops.balls import only_integer

arb, acb = flint.arb, flint.acb
EVALUATIONS = (4000, 20_000)  # of an integrand that is evaluated as a graph, as a straight program
_NEAR = 40  # next to an end: so many halvings of the range away


class Diverges(Unsupported):
    """What is left at an end of the range is infinite, of this sign; 0: of both."""

    def __init__(self, sign: int):
        super().__init__("integral without an error bound: it diverges")
        self.sign = sign


class _Integrand:
    """The body on complex balls, as `flint.acb.integral` asks for it."""

    def __init__(self, evaluator: Evaluator, name: str, body: Expr):
        self.name, self.body = name, body
        arithmetic = evaluator.arithmetic
        assert isinstance(arithmetic, Balls)
        held = getattr(arithmetic, "analytic", False)
        self.evaluators = [
            evaluator.in_arithmetic(ComplexBalls(arithmetic.bits, analytic or held)) for analytic in (False, True)
        ]

        self.programs = [program(each, name, body) for each in self.evaluators]
        self.failure: BaseException | None = None

    def __call__(self, z: Any, analytic: bool) -> Any:
        if self.failure is not None:
            return acb("nan")
        try:
            return self.at(z, analytic)
        except BaseException as failure:  # flint's loop can't pass it on, not even the end of a deadline
            self.failure = failure
            return acb("nan")

    def at(self, z: Any, analytic: bool) -> Any:
        run = self.programs[bool(analytic)]
        if run is not None:
            return run(z)
        value = self.evaluators[bool(analytic)].at_local(self.name, constant_batch(z), self.body)
        return value.array.reshape(())[()]

    def next_to(self, end: Any, room: Any) -> tuple[Any, Any] | None:
        """How far from an end, where the body is a quotient of zeros, its integral is bounded, and by what."""
        return next_to(self.evaluators[True], self.name, self.body, end, room)

    def over(self, low: Any, high: Any) -> Any:
        limit = EVALUATIONS[None not in self.programs]
        value = acb.integral(self, low, high, eval_limit=limit, rel_tol=arb(2) ** -60, abs_tol=arb(2) ** -80)
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        return value


def enclosure(evaluator: Evaluator, name: str, body: Expr, low: Any, high: Any) -> Any:
    integrand = _Integrand(evaluator, name, body)
    wanted = flint.acb if isinstance(evaluator.arithmetic, ComplexBalls) else flint.arb
    if _real(low) and _real(high):
        low, high = acb(low).real, acb(high).real
        if low > high:
            try:
                return -_between(evaluator, integrand, high, low, wanted)
            except Diverges as diverges:
                raise Diverges(-diverges.sign) from None
        return _between(evaluator, integrand, low, high, wanted)
    return integrand.over(acb(low), acb(high))


def _real(end: Any) -> bool:
    return bool(acb(end).imag.is_zero())


def _between(evaluator: Evaluator, integrand: _Integrand, low: Any, high: Any, wanted: type) -> Any:
    if low.is_nan() or high.is_nan():
        return wanted(arb.nan())
    total = wanted(0)
    ends: list[Any] = []
    infinite: list[int] = []
    for end, inward, other in ((low, 1, high), (high, -1, low)):
        if end.is_finite():
            ends.append(end)
            continue
        least = abs(other).abs_upper() + 1 if other.is_finite() else arb(1)
        try:
            start, tail = _tail(evaluator, integrand, {1: arb(-inward)}, 0, least)
        except Diverges as diverges:
            start, tail = only_integer(least) or 8, arb(0)
            infinite.append(diverges.sign)
        total += arb(0, tail)
        ends.append(arb(-inward * start))
    finite = (low.is_finite(), high.is_finite())
    value = wanted(arb.nan())
    if not _is_singular(integrand, ends, finite):
        value = _as(wanted, integrand.over(acb(ends[0]), acb(ends[1])))
    if not value.is_finite() and any(finite):
        try:
            value = _with_singular_ends(evaluator, integrand, ends, finite, wanted)
        except Diverges as diverges:
            value = wanted(0)
            infinite.append(diverges.sign)
    if infinite and value.is_finite():
        raise Diverges(infinite[0] if len(set(infinite)) == 1 else 0)
    return total + value


def _as(wanted: type, value: Any) -> Any:
    return value if wanted is acb else value.real


def _is_singular(integrand: _Integrand, ends: list[Any], finite: tuple[bool, bool]) -> bool:
    """Whether the integrand is infinite next to a finite end: bisection would go on there in vain."""
    near = arb(0, (ends[1] - ends[0]).abs_upper()) * arb(2) ** -_NEAR
    return any(not integrand.at(acb(end + near), False).is_finite() for end, here in zip(ends, finite) if here)


def _with_singular_ends(
    evaluator: Evaluator, integrand: _Integrand, ends: list[Any], finite: tuple[bool, bool], wanted: type
) -> Any:
    """Cut off what is next to each finite end, and bound it."""
    total, inner = wanted(0), list(ends)
    if not ends[0] < ends[1]:
        return wanted(arb.nan())
    least = 4 / (ends[1] - ends[0])
    for place, inward in ((0, 1), (1, -1)):
        if not finite[place]:
            continue
        removable = integrand.next_to(ends[place], ends[1] - ends[0])
        if removable is not None:
            error = arb(0, removable[1].abs_upper())
            total += acb(error, error) if wanted is acb else error
            inner[place] = ends[place] + arb(inward) * removable[0]
            continue
        try:
            start, tail = _tail(evaluator, integrand, {0: ends[place], -1: arb(inward)}, -2, least)
        except Diverges:
            raise
        except Unsupported:
            continue
        total += arb(0, tail)
        inner[place] = ends[place] + arb(inward) / start
    return total + _as(wanted, integrand.over(acb(inner[0]), acb(inner[1])))


def _tail(evaluator: Evaluator, integrand: _Integrand, x: Laurent, weight: int, least: Any) -> tuple[int, Any]:
    """Where to cut, and a bound on the integral beyond: over t >= start with the variable x(t)."""
    balls = real_evaluator(evaluator)

    def known(node: Expr) -> Any:
        return balls.value(node).array.reshape(())[()]

    best: tuple[int, Any] | None = None
    reason = "it decays too slowly"
    for doubling in range(3, 41 if weight == 0 else 101):
        start = 2**doubling
        if not start >= least:
            continue
        try:
            bound = growth(integrand.body, integrand.name, x, start, known)
        except NoBound as error:
            reason = str(error)
            continue
        tail = tail_integral(bound, start, weight)
        if bound.sign and bound.lower is not None and is_endless(bound.lower, weight):
            raise Diverges(bound.sign)
        if tail.is_finite() and (best is None or tail < best[1]):
            best = (start, tail.abs_upper())
        if best is not None and tail < arb(2) ** -64:
            break
    if best is None:
        raise Unsupported(f"integral without an error bound: {reason}")
    return best


def real_evaluator(evaluator: Evaluator) -> Evaluator:
    arithmetic = evaluator.arithmetic
    assert isinstance(arithmetic, Balls)
    if not isinstance(arithmetic, ComplexBalls):
        return evaluator
    for value in evaluator.locals.values():
        if not all(v.imag.is_zero() for v in value.array.flat):
            raise Unsupported("an inner integral to infinity has no bound over complex balls")
    return evaluator.in_arithmetic(Balls(arithmetic.bits))
