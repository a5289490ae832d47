"""Sums over infinitely many integers: extrapolated partial sums in floats, a bounded tail in balls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flint
import numpy as np

from lemmata.engine.evaluation.arithmetics import Array, Balls, ComplexBalls, Floats, Unsupported
from lemmata.engine.evaluation.evaluator import ANALYSES, Evaluator
from lemmata.engine.evaluation.growth import growth
from lemmata.engine.evaluation.matrix_series import Norms, terms_of
from lemmata.engine.evaluation.tails import tail_sum
from lemmata.engine.evaluation.terms import Growth, NoBound, NoRule
from lemmata.engine.expr import Apply, Bind, Constant, Expr, as_size, is_size

arb = flint.arb
WANTED = arb(2) ** -100
MOST_ARRAYS = 1_000  # terms of a sum of arrays


def series(evaluator: Evaluator, node: Bind) -> Array:
    """The sum (or product) of the body over low <= k < high, one of which is infinite."""
    variable, body = evaluator.open(node)
    name = str(variable.atom)
    low, high = node.range
    if evaluator.shape(body):
        if node.binder != "sum" or not is_size(low) or _sign_of_infinity(high) != 1:
            raise Unsupported("an infinite sum of arrays has a value from an integer to infinity alone")
        return _of_arrays(evaluator, name, body, evaluator.size(as_size(low)))
    if is_size(low):
        first, step = evaluator.size(as_size(low)), 1
    elif is_size(high):
        first, step = evaluator.size(as_size(high)) - 1, -1
    else:
        value = _both_ways(evaluator, name, body, node.binder)
        return np.asarray(value, dtype=object if isinstance(evaluator.arithmetic, Balls) else None)
    for end, sign in ((high, 1), (low, -1)):
        if not is_size(end) and _sign_of_infinity(end) != sign:
            raise Unsupported("a sum ends at an integer or at infinity")
    value = _one_way(evaluator, name, body, node.binder, first, step)
    return np.asarray(value, dtype=object if isinstance(evaluator.arithmetic, Balls) else None)


def _sign_of_infinity(end: Expr) -> int:
    if isinstance(end, Constant) and end.name == "inf":
        return 1
    if isinstance(end, Apply) and end.op == "neg":
        return -_sign_of_infinity(end.args[0])
    return 0


def _both_ways(evaluator: Evaluator, name: str, body: Expr, binder: str) -> Any:
    right = _one_way(evaluator, name, body, binder, 0, 1)
    left = _one_way(evaluator, name, body, binder, -1, -1)
    return right + left if binder == "sum" else right * left


def _one_way(evaluator: Evaluator, name: str, body: Expr, binder: str, first: int, step: int) -> Any:
    if isinstance(evaluator.arithmetic, Floats):
        return _extrapolated(evaluator, name, body, binder, first, step)
    balls = isinstance(evaluator.arithmetic, Balls) and not isinstance(evaluator.arithmetic, ComplexBalls)
    if balls and binder == "sum":
        return _bounded(evaluator, name, body, first, step)
    raise Unsupported(f"an infinite {binder} has no value in {evaluator.arithmetic.name}")


# -- floats -------------------------------------------------------------------------------------


def _extrapolated(evaluator: Evaluator, name: str, body: Expr, binder: str, first: int, step: int) -> float:
    """Partial sums, accelerated by Wynn's epsilon algorithm; of the terms as they stand, and in doubling blocks."""
    count = min(evaluator.budget.terms, 2**13)
    terms = evaluator.at_positions(name, first + step * np.arange(count), body).astype(float)
    evaluator.forget(name)
    del evaluator.ranges[name]
    return _limit_of_terms(evaluator, terms, binder)


def _limit_of_terms(evaluator: Evaluator, terms: Array, binder: str) -> float:
    count = len(terms)
    neutral = 0.0 if binder == "sum" else 1.0
    terms = np.where(np.isnan(terms) & _settled(terms, neutral), neutral, terms)
    if not _vanishing(terms - neutral):
        evaluator.trace.uncertified.append(f"an infinite {binder} whose terms don't tend to {neutral:g}")
        return float("nan")
    partial = np.cumsum(terms) if binder == "sum" else np.cumprod(terms)
    doubling = [partial[2**k - 1] for k in range(int(np.log2(count)) + 1)]
    estimates = [_limit(partial[-3:]), _limit(doubling), _limit(partial[:24]), _limit(partial[:60:3])]
    value, error = min(estimates, key=lambda pair: pair[1])
    evaluator.trace.error.append(error)
    if not error <= 1e-7 * max(1.0, abs(value)):
        evaluator.trace.uncertified.append(f"the error of an infinite {binder} is estimated as {error:.1g}")
    return value if error <= 1e-3 * max(1.0, abs(value)) else float("nan")


def _settled(terms: Array, neutral: float) -> Array:
    """Places behind which only terms that overflowed stand (inf/inf), after terms that vanished."""
    known = np.flatnonzero(~np.isnan(terms))
    if not len(known) or abs(terms[known[-1]] - neutral) > 1e-300:
        return np.zeros(terms.shape, bool)
    return np.arange(len(terms)) > known[-1]


def _vanishing(terms: Array) -> bool:
    """Whether the terms still fall at the end, as those of a convergent sum do."""
    sizes, count = np.abs(terms), len(terms)
    late, before = sizes[-count // 16 :].max(), sizes[count // 8 : count // 4].max()
    return bool(np.isfinite(late) and (late == 0 or late <= 0.9 * before))


def _limit(sequence: Sequence[float] | Array) -> tuple[float, float]:
    """Wynn's epsilon algorithm: the limit, and an estimate of its error.

    >>> value, error = _limit([4.0, 8 / 3, 52 / 15, 304 / 105, 1052 / 315, 10312 / 3465, 147916 / 45045])
    >>> bool(abs(value - 3.14159265) < 1e-3)
    True
    """
    values = [float(v) for v in sequence]
    if not np.all(np.isfinite(values)):
        return float("nan"), float("inf")
    below, row = [0.0] * (len(values) + 1), values
    best, error = values[-1], abs(values[-1] - values[-2])
    for order in range(1, len(values)):
        gaps = np.diff(row)
        if np.any(gaps == 0):
            return (row[-1], 0.0) if order % 2 and gaps[-1] == 0 else (best, error)
        below, row = row, [b + 1 / gap for b, gap in zip(below[1:], gaps)]
        if order % 2 == 0 and len(row) > 1:
            change = max(abs(row[-1] - row[-2]), abs(row[-1] - best) * 1e-3)
            if change < error:
                best, error = row[-1], change
    return best, error


# -- arrays -------------------------------------------------------------------------------------


def _of_arrays(evaluator: Evaluator, name: str, body: Expr, first: int) -> Array:
    """The sum of the arrays for k = first, first + 1, ..."""
    if isinstance(evaluator.arithmetic, Floats):
        terms = terms_of(evaluator, name, body, first + np.arange(MOST_ARRAYS)).astype(float)
        columns = terms.reshape(len(terms), -1).T
        sums = [_limit_of_terms(evaluator, column, "sum") if column.any() else 0.0 for column in columns]
        return np.array(sums).reshape(terms.shape[1:])
    if not isinstance(evaluator.arithmetic, Balls) or isinstance(evaluator.arithmetic, ComplexBalls):
        raise Unsupported(f"an infinite sum of arrays has no value in {evaluator.arithmetic.name}")
    norms = Norms(evaluator, name)
    start, tail = _cut(lambda start: norms.growth(body, start), first, min(evaluator.budget.terms, MOST_ARRAYS))
    total = terms_of(evaluator, name, body, np.arange(first, start)).sum(axis=0)
    rest = np.empty(total.shape, dtype=object)
    rest[...] = arb(0, tail.abs_upper())
    return np.asarray(total + rest, dtype=object)


# -- balls --------------------------------------------------------------------------------------


def _bounded(evaluator: Evaluator, name: str, body: Expr, first: int, step: int) -> Any:
    """Partial sum and a bound on the rest."""

    def known(node: Expr) -> Any:
        return evaluator.value(node).array.reshape(())[()]

    start, tail = _cut(lambda start: growth(body, name, {1: arb(step)}, start, known), first, evaluator.budget.terms)
    indices = np.arange(first, start) if step > 0 else np.arange(first, -start, -1)
    terms = evaluator.at_positions(name, indices, body)
    evaluator.forget(name)
    del evaluator.ranges[name]
    total = arb(0, tail.abs_upper())
    for term in terms:
        total += term
    return total


def _cut(bound: Callable[[int], Growth], first: int, most: int) -> tuple[int, Any]:
    """Where to cut a sum, and a bound on what is left out."""
    best: tuple[int, Any] | None = None
    reason = "its terms fall too slowly"
    start = max(8, abs(first) + 1)
    while start <= most:
        try:
            tail = tail_sum(bound(start), start)
            if tail.is_finite() and (best is None or tail < best[1]):
                best = (start, tail)
            if tail < WANTED:
                break
        except NoRule as error:
            reason = str(error)
            break
        except NoBound as error:
            reason = str(error)
        start += max(start // 4, 1)
    if best is None:
        raise Unsupported(f"infinite sum without an error bound: {reason}")
    return best


ANALYSES["infinite sum"] = ANALYSES["infinite prod"] = series
