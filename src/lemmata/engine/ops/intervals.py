"""Intervals with open and closed ends that enclose every value of an expression, without its point."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from lemmata.engine.expr import Apply

End = Fraction | float  # an infinite end is a float
INF = math.inf
DIGITS = 128  # bits of the ends that are kept


@dataclass(frozen=True)
class Interval:
    """low to high; an end is `open` where the value itself is never taken."""

    low: End = -INF
    high: End = INF
    open_low: bool = False
    open_high: bool = False

    def meet(self, other: Interval) -> Interval:
        """What lies in both; of two contradictory ones the first."""
        if self is EVERYWHERE or other is EVERYWHERE:
            return other if self is EVERYWHERE else self
        low = max((self.low, self.open_low), (other.low, other.open_low))
        high = min((self.high, not self.open_high), (other.high, not other.open_high))
        return Interval(low[0], high[0], low[1], not high[1]) if low[0] <= high[0] else self

    def hull(self, other: Interval) -> Interval:
        low = min((self.low, self.open_low), (other.low, other.open_low))
        high = max((self.high, not self.open_high), (other.high, not other.open_high))
        return Interval(low[0], high[0], low[1], not high[1])

    def rounded(self) -> Interval:
        """The interval with short ends, moved outwards where they had many digits."""
        if _short(self.low) and _short(self.high):
            return self
        low, flipped = _floor(self.low, self.open_low), _floor(-self.high, self.open_high)
        return Interval(low[0], -flipped[0], low[1], flipped[1])

    def facts(self) -> Iterator[str]:
        """The signs of all numbers inside."""
        if self.low > 0 or (self.low == 0 and self.open_low):
            yield "positive"
        if self.high < 0 or (self.high == 0 and self.open_high):
            yield "negative"
        if self.low >= 0:
            yield "nonnegative"
            if self.high <= 1:
                yield "unit"
        if self.high <= 0:
            yield "nonpositive"


def _short(end: End) -> bool:
    return isinstance(end, float) or max(abs(end.numerator), end.denominator).bit_length() <= DIGITS


def _floor(end: End, is_open: bool) -> tuple[End, bool]:
    if _short(end):
        return end, is_open
    if abs(end) >= 2**DIGITS:
        return (Fraction(2**DIGITS) if end > 0 else -INF), False
    below = Fraction(math.floor(end * 2**DIGITS), 2**DIGITS)
    return below, below == 0


EVERYWHERE = Interval()
_BY_FACT = {
    "positive": Interval(low=Fraction(0), open_low=True), "nonnegative": Interval(low=Fraction(0)),
    "negative": Interval(high=Fraction(0), open_high=True), "nonpositive": Interval(high=Fraction(0)),
    "unit": Interval(Fraction(0), Fraction(1)), "zero": Interval(Fraction(0), Fraction(0)),
}


@lru_cache(maxsize=4096)
def of_facts(facts: frozenset[str]) -> Interval:
    """The interval that facts leave; a positive integer is at least 1."""
    found = EVERYWHERE
    for fact, interval in _BY_FACT.items():
        if fact in facts:
            found = found.meet(interval)
    if facts >= {"positive", "integer"}:
        found = found.meet(Interval(low=Fraction(1)))
    if facts >= {"negative", "integer"}:
        found = found.meet(Interval(high=Fraction(-1)))
    return found


@lru_cache(maxsize=256)
def read_interval(text: str) -> Interval:
    """An interval as a record writes it: `(-1, 1]`, `[1, inf)`.

    >>> read_interval("(-1, 1]")
    Interval(low=Fraction(-1, 1), high=Fraction(1, 1), open_low=True, open_high=False)
    """
    match = re.fullmatch(r"([\[(])([-\w./]+), ([-\w./]+)([\])])", text)
    if match is None:
        raise ValueError(f"{text!r} is no interval; write it as '(-1, 1]'")
    left, low, high, right = match.groups()
    return Interval(_end(low), _end(high), left == "(", right == ")")


def _end(text: str) -> End:
    return float(text) if text in ("inf", "-inf") else Fraction(text)


def add(a: Interval, b: Interval) -> Interval:
    return Interval(a.low + b.low, a.high + b.high, a.open_low or b.open_low, a.open_high or b.open_high)


def neg(a: Interval) -> Interval:
    return Interval(-a.high, -a.low, a.open_high, a.open_low)


def mul(a: Interval, b: Interval) -> Interval:
    """The extreme products of ends; 0 times an end at infinity is 0."""
    corners = [
        _corner(x, open_x, y, open_y)
        for x, open_x in ((a.low, a.open_low), (a.high, a.open_high))
        for y, open_y in ((b.low, b.open_low), (b.high, b.open_high))
    ]
    low = min(corners)
    high = max((value, not is_open) for value, is_open in corners)
    return Interval(low[0], high[0], low[1], not high[1])


def _corner(x: End, open_x: bool, y: End, open_y: bool) -> tuple[End, bool]:
    """A product of ends and whether it is never taken: a closed 0 is taken whatever the other end is."""
    if x == 0 or y == 0:
        return Fraction(0), (x != 0 or open_x) and (y != 0 or open_y)
    return x * y, open_x or open_y


def reciprocal(a: Interval) -> Interval:
    if a.low < 0 < a.high or (a.low == 0 == a.high):
        return EVERYWHERE
    low, high = (1 / a.high if a.high else -INF), (1 / a.low if a.low else INF)
    return Interval(_exact(low), _exact(high), a.open_high or math.isinf(a.high), a.open_low or math.isinf(a.low))


def _exact(end: End) -> End:
    return Fraction(0) if end == 0 else end


def size(a: Interval) -> Interval:
    """|x|"""
    if a.low >= 0:
        return a
    if a.high <= 0:
        return neg(a)
    flipped = neg(a)
    top = max((a.high, not a.open_high), (flipped.high, not flipped.open_high))
    return Interval(Fraction(0), top[0], False, not top[1])


def power(a: Interval, b: Interval) -> Interval:
    """An integer power."""
    if b.low != b.high or not isinstance(b.low, Fraction) or b.low.denominator != 1 or not 0 < abs(b.low) <= 64:
        return EVERYWHERE
    exponent = int(b.low)
    base = a if exponent % 2 else size(a)
    low, high = (_raised(end, abs(exponent)) for end in (base.low, base.high))
    raised = Interval(low, high, base.open_low, base.open_high)
    return raised if exponent > 0 else reciprocal(raised)


def _raised(end: End, exponent: int) -> End:
    return end if math.isinf(end) and end > 0 else -INF if math.isinf(end) and exponent % 2 else end**exponent


def larger(a: Interval, b: Interval) -> Interval:
    low = max((a.low, a.open_low), (b.low, b.open_low))
    high = max((a.high, not a.open_high), (b.high, not b.open_high))
    return Interval(low[0], high[0], low[1], not high[1])


def smaller(a: Interval, b: Interval) -> Interval:
    return neg(larger(neg(a), neg(b)))


def through(*fixed: tuple[int, int]) -> Callable[[Interval], Interval]:
    """A strictly rising function that is known at a few points, such as exp(0) = 1."""
    def image(a: Interval) -> Interval:
        low: End = -INF
        high: End = INF
        open_low = open_high = False
        for at, value in fixed:
            if a.low >= at:
                low, open_low = Fraction(value), a.low > at or a.open_low
            if a.high <= at and high == INF:
                high, open_high = Fraction(value), a.high < at or a.open_high
        return Interval(low, high, open_low, open_high)
    return image


RULES: dict[str, Callable[..., Interval]] = {
    "add": add, "neg": neg, "mul": mul, "div": lambda a, b: mul(a, reciprocal(b)), "pow": power, "abs": size,
    "square": lambda a: mul(size(a), size(a)),
    "maximum": larger, "minimum": smaller, "where": lambda c, a, b: a.hull(b),
    "relu": lambda a: larger(a, Interval(Fraction(0), Fraction(0))),
    "exp": through((0, 1)), "log": through((1, 0)), "log2": through((1, 0), (2, 1)), "log10": through((1, 0), (10, 1)),
    "sqrt": through((0, 0), (1, 1), (4, 2)), "cbrt": through((-1, -1), (0, 0), (1, 1)),
    **{name: through((0, 0)) for name in ("log1p", "expm1", "sinh", "asinh", "tanh", "atan", "erf", "asin", "atanh")},
}
SAME_ENTRIES = ("transpose", "reshape", "ravel", "vec", "broadcast_to", "expand_dims", "squeeze", "max", "min", "mean",
                "slice", "concatenate", "stack")


def enclose(node: Apply, values: str, args: Sequence[Interval]) -> Interval:
    """The interval of an operation's value from those of its arguments and the record's own."""
    found = read_interval(values) if values else EVERYWHERE
    if node.op in RULES:
        found = found.meet(RULES[node.op](*args))
    elif node.op in SAME_ENTRIES and args:
        whole = args[0]
        for interval in args[1:]:
            whole = whole.hull(interval)
        found = found.meet(whole)
    return found.rounded()
