"""What is known of an expression's value, in three values: true, false, or unknown (None).

Facts are the names of domains (`positive`, `symmetric`, ...), of an array's entries all at once, and a
few more: zero, even, odd, square. They come from domains, exact numbers, sizes (a dim is
at least 1), the records' own facts, expressions that occur twice (`A.T @ A`), and premises.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product

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
from lemmata.engine.ops.intervals import EVERYWHERE, Interval, enclose, of_facts
from lemmata.engine.ops.patterns import PATTERNS
from lemmata.engine.ops.premises import limits, premised
from lemmata.engine.ops.record import OPS

Facts = frozenset[str]
Ranges = dict[str, tuple[Size | None, Size | None]]

ENTRYWISE = ("positive", "negative", "nonnegative", "nonpositive", "nonzero", "zero", "unit", "integer", "natural",
             "binary", "even", "odd")
DECIDED = frozenset((*ENTRYWISE, "real", *(d.name for d in DOMAINS.values() if d.rank), "square"))
MATRIX = frozenset((*(d.name for d in DOMAINS.values() if d.rank == 2), "square"))
VECTOR = frozenset(d.name for d in DOMAINS.values() if d.rank == 1)

IMPLIED: dict[str, tuple[str, ...]] = {
    **{name: domain.implies for name, domain in DOMAINS.items()},
    "zero": ("real", "nonnegative", "nonpositive", "integer", "even", "unit", "natural", "binary"),
    "nonpositive": ("real",), "even": ("integer", "real"), "odd": ("integer", "nonzero", "real"),
}
TOGETHER: tuple[tuple[frozenset[str], str], ...] = tuple((frozenset(both), fact) for both, fact in (
    (("nonnegative", "nonzero"), "positive"), (("nonpositive", "nonzero"), "negative"),
    (("nonnegative", "nonpositive"), "zero"), (("integer", "nonnegative"), "natural"),
    (("integer", "unit"), "binary"), (("semidefinite", "invertible"), "posdef"),
    (("semiorthogonal", "square"), "orthogonal"), (("fullrank", "square"), "invertible"),
))
CONTRADICTED: dict[str, frozenset[str]] = {fact: frozenset(by) for fact, by in {
    "positive": ("nonpositive",), "negative": ("nonnegative",), "nonnegative": ("negative",),
    "nonpositive": ("positive",), "nonzero": ("zero",), "zero": ("nonzero",), "unit": ("negative",),
    "natural": ("negative",), "binary": ("negative",), "even": ("odd",), "odd": ("even",),
}.items()}
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
        return fact in _of_number(expr.value) if fact in DECIDED else None
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


@lru_cache(maxsize=4096)
def close(facts: Facts) -> Facts:
    """The facts with everything that follows from them."""
    found = set(facts)
    while True:
        more = {f for fact in found for f in IMPLIED.get(fact, ())}
        more.update(fact for both, fact in TOGETHER if both <= found)
        if more <= found:
            return frozenset(found)
        found |= more


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
            return _of_number(node.value)
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


def _of_number(value: Fraction) -> Facts:
    """All that holds of an exact number."""
    top, whole = value.numerator, value.denominator == 1
    found = ["real", *(("positive",) if top > 0 else ("negative",) if top < 0 else ("zero",))]
    if 0 <= top <= value.denominator:
        found.append("unit")
    if whole:
        found += ["integer", "odd" if top % 2 else "even"]
    return close(frozenset(found))


def size_facts(size: Size, ranges: Ranges) -> Facts:
    """What holds of a size for all dims (at least 1) and all indices between the ends of their ranges.

    >>> sorted(size_facts(Size.of("n") - 1 - Size.of("%0"), {"%0": (Size.of(0), Size.of("n") - 1)}) - {"real"})
    ['integer', 'natural', 'nonnegative']
    """
    return close(frozenset(_of_size(size, ranges)))


def _of_size(size: Size, ranges: Ranges) -> Iterator[str]:
    """An integer; its sign where all terms agree once each atom is counted from an end of its range."""
    yield "integer"
    if all(factor % 2 == 0 for _, factor in size.terms):
        yield "even"
    elif all(factor % 2 == (0 if monomial else 1) for monomial, factor in size.terms) and not size.terms[0][0]:
        yield "odd"
    for sign, facts in ((1, ("nonnegative", "positive")), (-1, ("nonpositive", "negative"))):
        least = max((_least(shifted) for shifted in _shifted(size * sign, ranges)), default=-1)
        if least >= 0:
            yield facts[0]
        if least > 0:
            yield facts[1]


def _least(size: Size) -> int:
    """A lower bound where every atom is at least 0, else -1."""
    if any(factor < 0 for monomial, factor in size.terms if monomial):
        return -1
    return next((factor for monomial, factor in size.terms if not monomial), 0)


def _shifted(size: Size, ranges: Ranges) -> Iterator[Size]:
    """The size in atoms that are at least 0: dims as 1 + n, indices from either end of their range."""
    atoms: list[str] = []
    # The ends of a range may contain other indices.
    for _ in range(4):
        ends = (end for a in atoms for end in ranges.get(a, ()) if end is not None)
        atoms = sorted({a for s in (size, *ends) for a in s.atoms if a[0] in "#%"})
    if len(atoms) > 4 or any(a not in ranges for a in atoms):
        return
    for choice in product((0, 1), repeat=len(atoms)):
        values: dict[str, Size] = {}
        for atom, end in zip(atoms, choice):
            limit = ranges[atom][end]
            if limit is None:
                break
            # The distance to the end is an atom of its own: an end may contain other indices as they are.
            values[atom] = limit + Size.of(f"+{atom}") if end == 0 else limit - Size.of(f"+{atom}")
        else:
            moved = size
            for _ in atoms:
                moved = moved.substitute(values)
            if not any(a[0] in "#%" for a in moved.atoms):
                yield moved.substitute({a: Size.of(a) + 1 for a in moved.atoms if a[0] != "+"})
