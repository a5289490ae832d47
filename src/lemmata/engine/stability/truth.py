"""The true values of formulas at many points: Arb, its precision doubled for the points that need it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Undefined, Unsupported
from lemmata.engine.evaluation.budget import Split
from lemmata.engine.expr import Apply, Expr
from lemmata.engine.ops import OPS
from lemmata.engine.stability.balls import ExtendedBalls
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.points import Group, Over, Points
from lemmata.engine.stability.sizes import dense, slow

START = 160  # bits of the first balls
CAP, CAP_SLOW = START << 6, START << 4  # past it a point is unsamplable; where each bit costs much
AT_ONCE = 2**17  # entries of the arrays of one piece of a group
FAILURES = 64  # points of a group that can't be computed, after which the others aren't tried one by one


@dataclass(frozen=True)
class Known:
    """The true values of several formulas at the points of a group, as unevaluated sums high + low of floats."""

    group: Group
    high: tuple[Array, ...]
    low: tuple[Array, ...]


@dataclass(frozen=True)
class Truth:
    """Certified values of formulas at points, worked out once for all that is measured against them.

    exprs        the formulas
    format       of the points' numbers, which the values are rounded to
    known        by group, at the points where every value is certain
    undefined    how many other points lie outside of the domain for sure
    unsamplable  how many are left at which no precision up to the cap tells the value
    """

    exprs: tuple[Expr, ...]
    format: Format
    known: tuple[Known, ...]
    undefined: int
    unsamplable: int

    @property
    def points(self) -> Points:
        """The points with certified values."""
        return Points(self.format, tuple(k.group for k in self.known))

    @property
    def count(self) -> int:
        return sum(k.group.count for k in self.known)

    def rounded(self) -> list[list[Array]]:
        """By formula and group, the correctly rounded values."""
        return [[self.format.rounded(k.high[place], k.low[place]) for k in self.known]
                for place in range(len(self.exprs))]


def truth(exprs: Expr | Sequence[Expr], points: Points, cap: int | None = None) -> Truth:
    """The true values of formulas at points; `cap` is the highest precision in bits.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.stability import FORMATS, Group, Points
    >>> x = symbol("x")
    >>> at = Points(FORMATS["float64"], (Group({}, {"x": np.array([1e-20, 1.0])}, 2),))
    >>> truth((1 + x) - 1, at).rounded()[0][0].tolist()
    [1e-20, 1.0]
    """
    wanted = (exprs,) if isinstance(exprs, Expr) else tuple(exprs)
    for expr in wanted:
        if expr.sort not in ("real", "integer"):
            raise ValueError(f"a value of sort {expr.sort} has no bits to lose; measure a formula of real numbers")
    known, undefined, unsamplable = [], 0, 0
    for group in points:
        kernel = _Kernel(wanted, points.format, cap or cap_of(wanted))
        found, kept, outside = kernel.values(group)
        undefined, unsamplable = undefined + outside, unsamplable + group.count - int(kept.sum()) - outside
        known.append(Known(group[kept], tuple(h[kept] for h, _ in found), tuple(low[kept] for _, low in found)))
    return Truth(wanted, points.format, tuple(k for k in known if k.group.count), undefined, unsamplable)


def cap_of(exprs: Sequence[Expr]) -> int:
    return CAP_SLOW if slow(exprs) or dense(exprs) else CAP


class _Kernel:
    """The values of formulas at the points of one group."""

    def __init__(self, exprs: tuple[Expr, ...], format: Format, cap: int):
        self.exprs, self.format, self.cap = exprs, format, cap
        self.failures, self.worked = 0, False

    def values(self, group: Group) -> tuple[list[tuple[Array, Array]], Array, int]:
        """High and low parts of each formula, where they are known, and how many points are outside of the domain."""
        shapes = self._shapes(group)
        found = [(np.full((group.count, *s), np.nan), np.zeros((group.count, *s))) for s in shapes]
        known, outside = np.zeros(group.count, bool), np.zeros(group.count, bool)
        infinite = np.zeros(group.count, bool)
        for value in group.values.values():
            infinite |= np.isinf(value.reshape(group.count, -1)).any(axis=1)
        width = max([1, *(int(np.prod(s)) for s in shapes), *(v[:1].size for v in group.values.values())])
        piece = max(1, AT_ONCE // width)
        for kind in (False, True):
            places = np.flatnonzero(infinite == kind)
            for start in range(0, len(places), piece):
                self._piece(group, places[start:start + piece], kind, found, known, outside)
        outside |= infinite & ~known  # a formula need not have a value at infinity
        return found, known, int(outside.sum())

    def _piece(self, group: Group, places: Array, infinite: bool, found: list[tuple[Array, Array]], known: Array,
               outside: Array) -> None:
        bits = START
        while len(places) and bits <= self.cap:
            ends, certain = self._at(group, places, ExtendedBalls(bits, infinite=infinite), bits <= 2 * START)
            same = np.ones(len(places), bool)
            for low, high, _ in ends:
                same &= (low == high).reshape(len(places), -1).all(axis=1)
            for (high, rest), (value, _, error) in zip(found, ends):
                high[places[same]], rest[places[same]] = value[same], error[same]
            known[places[same]] = True
            outside[places[certain & ~same]] = True
            places, bits = places[~same & ~certain], 2 * bits

    def _at(self, group: Group, places: Array, balls: ExtendedBalls, asks: bool) -> tuple[
            list[tuple[Array, Array, Array]], Array]:
        """Both ends of each value as floats, and the rest; and which points are outside of the domain for sure."""
        try:
            with balls.context(), np.errstate(all="ignore"):
                over = Over(group[places], balls)
                values = [over.over_points(over.value(expr)) for expr in self.exprs]
                ends = [ends_of(value) for value in values]
                self.worked = True
                return ends, _outside(over, self.exprs, ends) if asks else np.zeros(len(places), bool)
        except (Unsupported, Undefined, Split, ValueError, ZeroDivisionError) as error:
            if len(places) > 1 and self.failures < FAILURES:
                half = len(places) // 2
                parts = [self._at(group, some, balls, asks) for some in (places[:half], places[half:])]
                joined = [tuple(np.concatenate(pair) for pair in zip(a, b)) for a, b in zip(parts[0][0], parts[1][0])]
                return joined, np.concatenate([parts[0][1], parts[1][1]])  # type: ignore[return-value]
            self.failures += 1
            if self.failures >= min(FAILURES, group.count) and not self.worked and isinstance(error, Unsupported):
                raise
            nothing = [np.full((len(places), *shape), np.nan) for shape in self._shapes(group)]
            return [(n, n, n) for n in nothing], np.zeros(len(places), bool)

    def _shapes(self, group: Group) -> list[tuple[int, ...]]:
        return [tuple(size.value(group.sizes) for size in expr.shape) for expr in self.exprs]


def ends_of(values: Array) -> tuple[Array, Array, Array]:
    """The floats nearest to both ends of balls, and what the lower one leaves of the middle."""
    low, high, rest = np.frompyfunc(_entry, 1, 3)(values)
    return tuple(np.asarray(a).astype(np.float64) for a in (low, high, rest))  # type: ignore[return-value]


def _entry(ball: Any) -> tuple[float, float, float]:
    if ball.is_nan():
        return np.nan, np.inf, 0.0
    if ball.is_exact():
        value = float(ball)
        return value, value, 0.0 if value in (np.inf, -np.inf) else float(ball - value)
    low, high = float(ball.lower()), float(ball.upper())
    return low, high, float((ball - low).mid()) if low == high and -np.inf < low < np.inf else 0.0


def _outside(over: Over, exprs: Sequence[Expr], ends: Sequence[tuple[Array, Array, Array]]) -> Array:
    """The points where a value is undefined because the argument of an operation is outside of its domain for sure."""
    count = over.count
    nan = np.zeros(count, bool)
    for low, _, _ in ends:
        nan |= np.isnan(low).reshape(count, -1).any(axis=1)
    found = np.zeros(count, bool)
    if not nan.any():
        return found
    for node in _unconditional(over, exprs):
        where = OPS[node.op].where if isinstance(node, Apply) else None
        if where is not None and isinstance(node, Apply):
            holds = over.rows(over.value(where(*node.args, **node.params)))
            found |= (holds == False).any(axis=1)  # noqa: E712  (None: not known)
    return found & nan


def _unconditional(over: Over, exprs: Sequence[Expr]) -> list[Expr]:
    """The parts that count at every point, not in one branch of a choice only."""
    found: dict[Expr, None] = {}
    stack = list(exprs)
    while stack:
        node = stack.pop()
        if node not in found and node in over.done:
            found[node] = None
            needs = over._needs(node)
            stack.extend(needs[:1] if isinstance(node, Apply) and node.op == "where" else needs)
    return list(found)


def by_point(values: Array, true: Array, format: Format) -> Array:
    """Bits lost at each point: the mean over the entries, but all bits where one is NaN, or infinite in error."""
    count = len(true)
    if not true.size:
        return np.zeros(count)
    lost = format.lost(values, true).reshape(count, -1)
    wrong = (~np.isfinite(values) & (values != true)).reshape(count, -1).any(axis=1)
    return np.where(wrong, float(format.bits), lost.mean(axis=1))


def only(known: Truth, expr: int) -> Truth:
    """The truth of one of the formulas."""
    return replace(known, exprs=(known.exprs[expr],), known=tuple(
        Known(k.group, (k.high[expr],), (k.low[expr],)) for k in known.known))
