"""What is known of an expression's value, in three values: true, false, or unknown (None).

Facts are the names of domains (`positive`, `symmetric`, ...), of an array's entries all at once, and a
few more: zero, even, odd, square. They come from domains, exact numbers, sizes (a dim is
at least 1), the records' own facts, expressions that occur twice (`A.T @ A`), and premises.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from lemmata.engine.expr import (
    DOMAINS,
    Apply,
    At,
    Bind,
    Constant,
    Expr,
    Int,
    Local,
    Number,
    Size,
    Symbol,
    is_size,
    open_binder,
)
from lemmata.engine.ops.implications import CONTRADICTED, DECIDED, ENTRYWISE, MATRIX, VECTOR, Facts, close, of_number
from lemmata.engine.ops.intervals import EVERYWHERE, Interval, enclose, of_facts
from lemmata.engine.ops.patterns import PATTERNS
from lemmata.engine.ops.premises import limits, premised
from lemmata.engine.ops.record import OPS
from lemmata.engine.ops.size_facts import Ranges, size_facts

CONSTANTS = {
    "pi": Interval(Fraction(3), Fraction(22, 7)), "e": Interval(Fraction(5, 2), Fraction(11, 4)),
    "euler_gamma": Interval(Fraction(1, 2), Fraction(3, 5)), "inf": Interval(low=Fraction(1)),
}


def known(expr: Expr, fact: str, assumptions: Iterable[Expr] = ()) -> bool | None:
    """Whether a fact holds of a value, everywhere that it is defined: True, False, or None where it is unknown.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> known(x**2, "nonnegative"), known(-(x**2) - 1, "nonnegative"), known(x, "positive")
    (True, False, None)
    """
    if isinstance(expr, Number):
        return fact in of_number(expr.value) if fact in DECIDED else None
    if fact in MATRIX and expr.rank != 2:
        return False
    if fact == "square":
        return _is_square(expr)
    found = facts_of(expr, assumptions)
    if fact in found:
        return True
    return False if CONTRADICTED.get(fact, frozenset()) & found else None


def facts_of(expr: Expr, assumptions: Iterable[Expr] = ()) -> Facts:
    """All facts that are known of a value, given premises (boolean expressions)."""
    return _walk(assumptions).facts(expr)


def interval_of(expr: Expr, assumptions: Iterable[Expr] = ()) -> Interval:
    """An interval that encloses the value (of an array: every entry), given premises.

    >>> from lemmata.engine.ops import apply
    >>> from lemmata.engine.expr import symbol
    >>> interval_of(2 + apply("tanh", symbol("x")))
    Interval(low=Fraction(1, 1), high=Fraction(3, 1), open_low=True, open_high=True)
    """
    walk = _walk(assumptions)
    walk.facts(expr)
    return walk.bounds[expr]


def _walk(assumptions: Iterable[Expr]) -> _Walk:
    premises = tuple(assumptions)
    return _Walk(premised(premises, facts_of), limits(premises, interval_of)) if premises else _Walk({}, {})


_closed: weakref.WeakKeyDictionary[Expr, tuple[Facts, Interval]] = weakref.WeakKeyDictionary()


class _Done(dict[Expr, Facts]):
    """Facts that were worked out; what lies below a remembered expression is looked up when it is asked for."""

    def __init__(self, walk: _Walk):
        self.walk = walk

    def __missing__(self, node: Expr) -> Facts:
        return self.walk.facts(node)


class _Walk:
    """One bottom-up pass; binders are opened, and the ranges of their indices remembered."""

    def __init__(self, given: Mapping[Expr, Facts], limits: Mapping[Expr, Interval]):
        self.given, self.limits = given, limits
        self.cached = not given and not limits
        self.done: dict[Expr, Facts] = _Done(self)
        self.bounds: dict[Expr, Interval] = {}
        self.opened: dict[Expr, Expr] = {}
        self.ranges: Ranges = {}

    def facts(self, root: Expr) -> Facts:
        stack = [root]
        while stack:
            node = stack[-1]
            if node in self.done:
                stack.pop()
                continue
            if self.cached and node in _closed:
                self.done[node], self.bounds[node] = _closed[node]
                continue
            waiting = [c for c in self.below(node) if c not in self.done]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            found = close(frozenset(self.own(node)) | self.given.get(node, frozenset()))
            interval = of_facts(found).meet(self.interval(node)).meet(self.limits.get(node, EVERYWHERE))
            self.bounds[node] = interval
            self.done[node] = _of_shape(node, close(found | frozenset(interval.facts())))
            if self.cached and not node.free:
                _closed[node] = self.done[node], interval
        return self.done[root]

    def interval(self, node: Expr) -> Interval:
        """An interval that encloses the value."""
        if isinstance(node, Number):
            return Interval(node.value, node.value)
        if isinstance(node, Constant):
            return CONSTANTS[node.name]
        if isinstance(node, Apply) and node.sort != "complex":
            return enclose(node, OPS[node.op].values, [self.bounds[a] for a in node.args])
        if isinstance(node, At):
            return self.bounds[node.array]
        if isinstance(node, Bind) and node.binder in ("array", "expectation"):
            return self.bounds[self.opened[node]]
        return EVERYWHERE

    def below(self, node: Expr) -> tuple[Expr, ...]:
        if not isinstance(node, Bind):
            return node.children
        if node not in self.opened:
            variable, body = open_binder(node)
            self.opened[node] = body
            if isinstance(variable, Size) and variable.atom and len(node.range) == 2:
                low, high = (end.size if isinstance(end, Int) else _constant_size(end) for end in node.range)
                self.ranges[variable.atom] = (low, None if high is None else high - 1)
        return (self.opened[node], *node.range)

    def own(self, node: Expr) -> Iterable[str]:
        if isinstance(node, Number):
            return of_number(node.value)
        if isinstance(node, Constant):
            return ("real",)
        if isinstance(node, (Symbol, Local)):
            return (node.domain,)
        if isinstance(node, Int):
            return size_facts(node.size, self.ranges)
        if isinstance(node, At):
            return self._at(node)
        if isinstance(node, Bind):
            return self._bind(node)
        assert isinstance(node, Apply)
        return self._apply(node)

    def _apply(self, node: Apply) -> Iterator[str]:
        if node.sort == "complex":
            return  # the records' facts are about real arguments
        record, args = OPS[node.op], [self.done[a] for a in node.args]
        yield from record.facts(*args) if callable(record.facts) else record.facts
        if node.sort == "boolean":
            yield "binary"
        if record.elementwise and node.rank == 2 and all(
            not a.rank or (a.shape == node.shape and "symmetric" in f) for a, f in zip(node.args, args)
        ):
            yield "symmetric"
        if node.op in PATTERNS:
            yield from PATTERNS[node.op](node, self.done)

    def _at(self, node: At) -> Iterator[str]:
        found = self.done[node.array]
        yield from (f for f in (*ENTRYWISE, "real") if f in found)
        if len(node.indices) == 2 and node.indices[0] is node.indices[1]:
            yield from (fact for matrix, fact in (("posdef", "positive"), ("semidefinite", "nonnegative"))
                        if matrix in found)
        stack = node.array
        if isinstance(stack, Symbol) and DOMAINS[stack.domain].rank == node.rank > 0:
            yield stack.domain  # one matrix of a stack

    def _bind(self, node: Bind) -> Iterator[str]:
        body = self.done[self.opened[node]]
        kept = _BINDERS.get(node.binder, ())
        yield from (f for f in kept if f in body)
        if node.binder == "integral" and self._ascends(*node.range):
            yield from (f for f in _SIGNED if f in body)
        if node.binder == "sum" and node.domain == "index" and self._runs(node):
            yield from (f for f in ("positive", "negative") if f in body)
        if node.binder in ("argmax", "argmin") and node.domain == "index":
            yield "integer"
            yield from (f for f in ("nonnegative", "positive") if f in self.done[node.range[0]])

    def _ascends(self, low: Expr, high: Expr) -> bool:
        """Whether an integral surely runs upwards."""
        if "nonpositive" in self.done[low] and "nonnegative" in self.done[high]:
            return True
        numbers = isinstance(low, Number) and isinstance(high, Number) and low.value <= high.value
        return numbers or (isinstance(high, Constant) and high.name == "inf")

    def _runs(self, node: Bind) -> bool:
        """Whether the range has at least one index."""
        low, high = node.range
        if not is_size(low) or not is_size(high):
            return isinstance(high, Constant)
        ends = [end.size if isinstance(end, Int) else _constant_size(end) for end in (low, high)]
        return ends[0] is not None and ends[1] is not None and "positive" in size_facts(ends[1] - ends[0], self.ranges)


_SIGNED = ("nonnegative", "nonpositive")
_BINDERS: dict[str, tuple[str, ...]] = {
    "array": ENTRYWISE,
    "sum": (*_SIGNED, "integer", "zero", "even"),
    "prod": ("positive", "nonnegative", "nonzero", "unit", "integer"),
    "max": (*_SIGNED, "integer", "unit"), "min": (*_SIGNED, "integer", "unit"),
    "limit": (*_SIGNED, "unit"), "expectation": ("positive", "negative", *_SIGNED, "unit"),
}


def _constant_size(node: Expr) -> Size | None:
    return Size.of(int(node.value)) if isinstance(node, Number) and node.value.denominator == 1 else None


def _of_shape(node: Expr, facts: Facts) -> Facts:
    """Facts that fit the number of axes; a simplex over one axis of a matrix is no simplex."""
    if node.rank != 2:
        facts -= MATRIX
    if node.rank != 1:
        facts -= VECTOR
    if node.rank == 2 and node.shape[0] == node.shape[1]:
        facts = close(facts | {"square"})
    return facts


def _is_square(expr: Expr) -> bool | None:
    rows, columns = expr.shape
    if rows == columns:
        return True
    return False if (rows - columns).constant is not None else None
