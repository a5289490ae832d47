"""Between which numbers premises such as `a <= X <= b` or `|X| <= c` keep a random variable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.membership import belongs
from lemmata.engine.evaluation.parameters import value_of
from lemmata.engine.evaluation.points import Point, params_at, shape_at
from lemmata.engine.evaluation.premises import Premises
from lemmata.engine.evaluation.random import is_random
from lemmata.engine.expr import Apply, Expr, Symbol

Ends = Mapping[str, tuple[Any, Any]]  # name -> arrays of the lower and upper ends, None where there are none
ABOVE, BELOW = ("ge", "gt"), ("le", "lt")


@dataclass(frozen=True)
class _Side:
    """X lies above (below) an expression; both for its size."""

    variable: Symbol
    low: Expr | None = None
    high: Expr | None = None


def order_ends(known: Premises, point: Point) -> Point:
    """The point with numbers between which a variable lies in order, and bounds on a size not negative."""
    sides = list(_sides(known))
    values = dict(point.values)
    domains = {s.name: s for s in point.symbols}

    def put(node: Expr, value: Any) -> None:
        symbol = domains.get(node.name) if isinstance(node, Symbol) else None
        if symbol is not None and belongs(symbol.domain, value, params_at(symbol, point.sizes)):
            values[symbol.name] = value

    for side in sides:
        if side.low is not None and side.high is not None and isinstance(side.high, Symbol):
            put(side.high, np.asarray(abs(values[side.high.name]), dtype=object))
    lows = [s for s in sides if s.high is None]
    highs = [s for s in sides if s.low is None]
    for below in lows:
        for above in highs:
            if below.variable is not above.variable or below.low is None or above.high is None:
                continue
            a, b = (value_of(e, replace(point, values=values)) for e in (below.low, above.high))
            if a is not None and b is not None and a.shape == b.shape:
                put(below.low, np.asarray(np.minimum(a, b), dtype=object))
                put(above.high, np.asarray(np.maximum(a, b), dtype=object))
    return replace(point, values=values)


def ends_of(known: Premises, point: Point) -> Ends:
    """The ends that premises leave each variable at a point."""
    found: dict[str, tuple[Any, Any]] = {}
    for side in _sides(known):
        shape = shape_at(side.variable, point.sizes)
        low, high = found.get(side.variable.name, (None, None))
        for expr, upper in ((side.low, False), (side.high, True)):
            value = None if expr is None else value_of(expr, point)
            if value is None or len(value.shape) > len(shape):
                continue
            value = np.broadcast_to(value, shape)
            if upper:  # of arrays without axes NumPy gives back the bare entry
                high = value if high is None else np.asarray(np.minimum(high, value), dtype=object)
            else:
                low = value if low is None else np.asarray(np.maximum(low, value), dtype=object)
        found[side.variable.name] = low, high
    return found


def _sides(known: Premises) -> Iterator[_Side]:
    for premise, _ in known.pointwise:
        if not isinstance(premise, Apply) or premise.op not in (*ABOVE, *BELOW):
            continue
        for variable, other, above in ((*premise.args, premise.op in ABOVE),
                                       (*reversed(premise.args), premise.op in BELOW)):
            assert isinstance(variable, Expr) and isinstance(other, Expr)
            if is_random(other):
                continue
            if isinstance(variable, Symbol) and variable.sort == "variable":
                yield _Side(variable, other) if above else _Side(variable, high=other)
            elif isinstance(variable, Apply) and variable.op == "abs" and not above:
                inner = variable.args[0]
                if isinstance(inner, Symbol) and inner.sort == "variable":
                    yield _Side(inner, -other, other)


def between(rng: Random, low: Fraction | None, high: Fraction | None, free: Fraction) -> Fraction:
    """A value between two ends, mostly one of them, where most bounds are attained; `free` where there is no end."""
    if low is None or high is None:
        return free if low is None and high is None else low + abs(free) if low is not None else high - abs(free)
    return low + rng.choice([Fraction(k, 4) for k in (0, 0, 0, 1, 2, 3, 4, 4, 4)]) * (high - low)
