"""Numbers between bounds that premises give as numbers, in the order that they give: `0 <= a <= b <= 1`.

And beyond values of functions that bound them: `f(x) <= b`, `f(y) <= b`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from lemmata.engine.evaluation import BudgetError, Point, Undefined, Unsupported, evaluate
from lemmata.engine.expr import Apply, Expr, Number, Symbol, symbols

_BELOW, _ABOVE = ("le", "lt"), ("ge", "gt")
_PARTS = 64  # places between two bounds
_STEP = Fraction(1, 4)
_FAR = 1e6


def between_bounds(premises: Sequence[Expr], point: Point) -> Point:
    """The point with numbers moved between their two bounds, and pairs of them put in order; others stay."""
    lows, highs, pairs = _bounds(premises)
    values = dict(point.values)
    for name in lows.keys() & highs.keys():
        low, high, now = lows[name], highs[name], values.get(name)
        if isinstance(now, np.ndarray) and not now.shape and low < high and not low < now[()] < high:
            part = 1 + int(abs(now[()]) * 16) % (_PARTS - 1)
            values[name] = np.array(low + (high - low) * Fraction(part, _PARTS), dtype=object)
    for small, large in pairs:
        a, b = values.get(small), values.get(large)
        if isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and not a.shape and not b.shape and a[()] > b[()]:
            values[small], values[large] = b, a
    return replace(point, values=values)


def beyond_values(premises: Sequence[Expr], point: Point) -> Point:
    """The point with free numbers moved to where values of abstract functions shall bound them, on one side."""
    ends: dict[str, list[tuple[int, Fraction]]] = {}
    for premise in premises:
        if not isinstance(premise, Apply) or premise.op not in (*_BELOW, *_ABOVE):
            continue
        small, large = premise.args if premise.op in _BELOW else premise.args[::-1]
        for one, other, sign in ((large, small, 1), (small, large, -1)):
            if isinstance(one, Symbol) and one.domain == "real" and not one.shape and one not in symbols(other) and (
                    not other.shape and any(s.domain == "function" for s in symbols(other))):
                value = _near(other, point)
                if value is not None:
                    ends.setdefault(one.name, []).append((sign, value))
    values = dict(point.values)
    for name, told in ends.items():
        sign = told[0][0]
        furthest = max(sign * value for _, value in told)
        if all(other == sign for other, _ in told) and sign * (now := values[name][()]) <= furthest:
            values[name] = np.array(sign * (furthest + abs(now) + _STEP), dtype=object)
    return replace(point, values=values)


def _near(expr: Expr, point: Point) -> Fraction | None:
    """A value as a multiple of a quarter; what is asked of it is looked at exactly afterwards."""
    try:
        value = float(evaluate(expr, point))
    except (Undefined, Unsupported, BudgetError, ArithmeticError, TypeError):
        return None
    return Fraction(round(value / float(_STEP))) * _STEP if abs(value) < _FAR else None


def _bounds(premises: Sequence[Expr]) -> tuple[dict[str, Fraction], dict[str, Fraction], list[tuple[str, str]]]:
    """The lower and upper ends of real numbers by name, and pairs of them of which the first is not above the other."""
    lows: dict[str, Fraction] = {}
    highs: dict[str, Fraction] = {}
    pairs: list[tuple[str, str]] = []
    for premise in premises:
        if not isinstance(premise, Apply) or premise.op not in (*_BELOW, *_ABOVE):
            continue
        small, large = premise.args if premise.op in _BELOW else premise.args[::-1]
        below, above = _number(small), _number(large)
        if below is not None and isinstance(large, Number):
            highs[below] = min(highs.get(below, large.value), large.value)
        elif isinstance(small, Number) and above is not None:
            lows[above] = max(lows.get(above, small.value), small.value)
        elif below is not None and above is not None:
            pairs.append((below, above))
    return lows, highs, pairs


def _number(expr: Expr) -> str | None:
    """The name of a real number."""
    return expr.name if isinstance(expr, Symbol) and not expr.shape and expr.sort == "real" else None
