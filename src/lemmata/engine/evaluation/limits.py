"""Limits, from values near the point: evidence, not proof, and said so in the trace."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import flint
import numpy as np

from lemmata.engine.evaluation.arithmetics import Array, Balls, ComplexBalls, Floats, Unsupported
from lemmata.engine.evaluation.batches import constant_batch
from lemmata.engine.evaluation.evaluator import ANALYSES, Evaluator
from lemmata.engine.expr import Bind, Expr, Local, Number
from lemmata.engine.ops.balls import only_integer

arb = flint.arb
DISTANCES = (100, 150, 200)  # the variable is 2**-k away from its point, or 2**k where that is infinite
BITS = 1024
CLOSE = 2.0**-40
INTEGERS = (6, 7, 8, 9, 10, 11)  # 2**k, where only a small integer can be afforded


def limit(evaluator: Evaluator, node: Bind) -> Array:
    """Limit of the body, entry by entry; both sides must agree unless a direction is given.

    It is evaluated in wide balls at 2**-100, 2**-150, 2**-200 from the point: where these settle, the
    last is the limit up to its distance from the one before.
    """
    if not isinstance(evaluator.arithmetic, (Floats, Balls)) or isinstance(evaluator.arithmetic, ComplexBalls):
        raise Unsupported(f"a limit has no value in {evaluator.arithmetic.name}")
    variable, body = evaluator.open(node)
    point, *rest = node.range
    direction = int(rest[0].value) if rest and isinstance(rest[0], Number) else 0
    fine = Balls(BITS)
    with fine.context():
        target = fine.scalar(evaluator.in_arithmetic(fine).value(point).array.reshape(())[()])
    if target.is_nan():
        raise Unsupported("a limit needs a point")
    if not isinstance(variable, Local) and target.is_finite():
        raise Unsupported("a limit over an integer goes to infinity")
    sides = [direction] if direction else [1, -1]
    if not target.is_finite():
        sides = [1 if target > 0 else -1]
    with fine.context():
        found = [_one_side(evaluator.in_arithmetic(fine), variable, body, target, side) for side in sides]
    shape = found[0][0].shape
    result = np.empty(shape, dtype=object)
    for index in np.ndindex(shape):
        result[index] = _agreed([(value[index], error[index]) for value, error in found], evaluator)
    return evaluator.arithmetic.array(result) if isinstance(evaluator.arithmetic, Floats) else result


def _agreed(sides: list[tuple[Any, Any]], evaluator: Evaluator) -> Any:
    """The common value of both sides, as a float or as a ball as wide as the estimated error."""
    floats = isinstance(evaluator.arithmetic, Floats)
    balls = [value if not value.is_finite() else value + arb(0, error) for value, error in sides]
    if not floats and "a limit is estimated from values near its point" not in evaluator.trace.uncertified:
        evaluator.trace.uncertified.append("a limit is estimated from values near its point")
    first = balls[0]
    if any(b.is_nan() for b in balls) or not all(first.overlaps(b) for b in balls[1:]):
        return float("nan") if floats else arb.nan()
    if first.is_finite():
        evaluator.trace.error.append(float(first.rad()))
    return float(first.mid()) if floats else first


def _one_side(evaluator: Evaluator, variable: Any, body: Expr, target: Any, side: int) -> tuple[Array, Array]:
    """Value and error at the point from one side."""
    at = [_place(target, side, k) for k in DISTANCES]
    try:
        values = [_value(evaluator, variable, body, place) for place in at]
    except Unsupported:
        if isinstance(variable, Local):
            raise
        values = [_value(evaluator, variable, body, arb(2) ** k) for k in INTEGERS]
        return _each(values, _extrapolated)
    return _each(values, _settled)


def _place(target: Any, side: int, k: int) -> Any:
    return target + side * arb(2) ** -k if target.is_finite() else side * arb(2) ** k


def _value(evaluator: Evaluator, variable: Any, body: Expr, place: Any) -> Array:
    if isinstance(variable, Local):
        return evaluator.at_local(variable.name, constant_batch(place), body).array
    name = str(variable.atom)
    integer = int(Fraction(float(place))) if abs(place) < 2**40 else only_integer(place)
    if integer is None or integer.bit_length() > 60:
        raise Unsupported("an index this large")
    value = evaluator.at_local_index(name, integer, body)
    return value.array.reshape(value.own)


def _each(values: list[Array], rule: Any) -> tuple[Array, Array]:
    shape = values[0].shape
    result, errors = np.empty(shape, dtype=object), np.empty(shape, dtype=object)
    for index in np.ndindex(shape):
        result[index], errors[index] = rule([v[index] for v in values])
    return result, errors


def _settled(values: list[Any]) -> tuple[Any, Any]:
    """The last value, where the last two are close; infinity, where they grow fast with one sign."""
    a, b = values[-2], values[-1]
    if not b.is_finite() or not a.is_finite():
        return (b, arb(0)) if b == arb.pos_inf() or b == arb.neg_inf() else (arb.nan(), arb(0))
    gap = abs(a - b).abs_upper()
    if gap <= CLOSE * max(1, abs(b).abs_lower()):
        return b.mid(), 2 * gap + b.rad()
    if abs(b) > 2**30 and abs(b) > 2 * abs(a) and (a > 0) == (b > 0):
        return (arb.pos_inf() if b > 0 else arb.neg_inf()), arb(0)
    return arb.nan(), arb(0)


def _extrapolated(values: list[Any]) -> tuple[Any, Any]:
    """Richardson's extrapolation in 1/n from n = 2**k."""
    table, previous = list(values), values[-1]
    for order in range(1, len(values)):
        previous = table[-1]
        table = [(2**order * b - a) / (2**order - 1) for a, b in pairwise(table)]
    gap = abs(table[-1] - previous).abs_upper()
    if not gap <= 1e-6 * max(1, abs(table[-1]).abs_lower()):
        return arb.nan(), arb(0)
    return table[-1].mid(), 2 * gap


ANALYSES["limit"] = limit
