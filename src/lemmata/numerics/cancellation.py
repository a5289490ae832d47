"""Bits that a computation loses, measured against Arb's balls, which enclose the true value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Balls, evaluate
from lemmata.engine.readers.annotations import Real
from lemmata.formulas import Formula, formula

MOST_BITS = 4096  # of the balls' precision


@dataclass(frozen=True)
class Accuracy:
    """How exact a computed value is, entry by entry.

    value      what was computed
    exact      the true value, rounded to float64
    ulps       the distance in units of the last place of the true value; inf where nothing is right
    bits_lost  log₂(1 + ulps), at most 53: of the 53 bits of a float64
    """

    value: Any
    exact: Any
    ulps: Any
    bits_lost: Any


@formula
def subtraction_bits_lost(x: Real, y: Real) -> Any:
    """The bits by which x - y is less exact than x and y: log₂(max(|x|, |y|) / |x - y|), the leading bits that agree.

    x, y  real, not equal

    >>> float(subtraction_bits_lost(1.0, 1 - 2.0**-20))
    20.0

    Source: Goldberg, What every computer scientist should know about floating-point arithmetic (1991), section 1.4.
    """
    return np.log2(np.maximum(np.abs(x), np.abs(y)) / np.abs(x - y))


def exact_value(f: Formula, **arrays: Any) -> Any:
    """The value of a formula at these floats, right to the last bit of a float64, by Arb's balls.

    The precision is doubled until the ball is smaller than half a unit of the last place.

    Raises ArithmeticError where 4096 bits don't reach that: the value may be exactly 0, or there is none.

    >>> from lemmata.formulas import parse
    >>> float(exact_value(parse("(1 - cos(x))/x**2", "x: real"), x=1e-8))
    0.5

    Source: Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic (2017).
    """
    return _rounded(_enclosed(f, arrays))


def accuracy_at(f: Formula, computed: Callable[..., Any] | None = None, **arrays: Any) -> Accuracy:
    """How exact a program is at a point: the distance of its value from the true one.

    f         the formula that says what is true
    computed  a function of the same arrays; None: the formula computed as it is written, one NumPy operation after
              the other. `f` itself measures the stable program that Lemmata makes of it
    arrays    float64, under the formula's names

    Raises ArithmeticError as `exact_value` does.

    >>> from lemmata.formulas import parse
    >>> f = parse("log(1 + exp(x))", "x: real")
    >>> round(float(accuracy_at(f, x=-30.0).bits_lost)), float(accuracy_at(f, f, x=-30.0).bits_lost) <= 1
    (43, True)

    Source: Panchekha et al., Automatically improving accuracy for floating point expressions (2015), section 4.1.
    """
    balls = _enclosed(f, arrays)
    exact = _rounded(balls)
    with np.errstate(all="ignore"):
        value = np.asarray(computed(**arrays) if computed is not None else evaluate(
            f.expr, {name: np.asarray(a) for name, a in arrays.items()}), dtype=float)
    ulps = np.vectorize(_ulps, otypes=[float])(value, np.asarray(balls, dtype=object), np.asarray(exact))
    return Accuracy(value[()], exact, ulps[()], np.minimum(np.log2(1 + ulps), 53.0)[()])


def _enclosed(f: Formula, arrays: dict[str, Any]) -> Any:
    bits = 128
    while bits <= MOST_BITS:
        balls = np.asarray(evaluate(f.expr, arrays, Balls(bits)), dtype=object)
        if all(b.is_finite() and (b.is_exact() or b.rel_accuracy_bits() > 60) for b in balls.flat):
            return balls
        bits *= 2
    raise ArithmeticError(f"{f} has no value at this point that {MOST_BITS} bits enclose: it is exactly 0, infinite or "
                          "undefined there; move the point")


def _rounded(balls: Any) -> Any:
    return np.vectorize(lambda b: float(b.mid()), otypes=[float])(balls)[()]


def _ulps(value: float, ball: Any, exact: float) -> float:
    if not np.isfinite(value):
        return float("inf")
    return float(abs((ball - value).mid())) / float(np.spacing(abs(exact)))
