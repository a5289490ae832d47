"""What a formula and its code may differ in, neither being wrong: small numbers, bases, what a mean divides by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from lemmata.documents.twins.names import MEANS
from lemmata.documents.twins.plans import LABELS, Both
from lemmata.engine.expr import (
    Apply,
    At,
    Expr,
    Number,
    Symbol,
    dims,
    integer,
    number,
    postorder,
    substitute,
    symbols,
    transform,
)
from lemmata.engine.ops import apply
from lemmata.engine.readers.functions import Function
from lemmata.engine.verdicts.question import with_domain

SMALL = Fraction(1, 10_000)  # what is added so that nothing is divided by 0
STEP = Fraction(1, 1000)
# how names end that count in other units than formulas do; kg, m and s are those of formulas
_UNITS = re.compile(r"(?i)\w+_(?:[mck]m|mi|miles?|ft|feet|inch(?:es)?|mg|grams?|lbs?|[mun]s|msec|minutes?|mins|hours?|"
                    r"hrs|days?|weeks?|months?|years?|percent(?:age)?|pct|deg|degs|degrees?|celsius|fahrenheit|kmh|mph|db)")
_BASES = {"log2": 2, "log10": 10}


def customary(both: Both, name: str, lengths: bool = True) -> Iterator[tuple[str, Both]]:
    """The two sides with what a custom allows, each with its words; the name says whether a mean is meant.

    lengths: whether sums and means of other lengths are tried
    """
    plain = without_small(both.code)
    if plain is not both.code:
        yield "up to the small numbers that the code adds for stability", Both(both.formula, plain)
        both = Both(both.formula, plain)
    for base in _computed_bases(both.code):
        yield f"with logarithms to base {base}", Both(with_base(both.formula, base), both.code)
    for base in _bases(both.code, both.formula):
        yield f"with logarithms to base {base}", Both(with_base(both.formula, base), with_base(both.code, base))
    for label in (s for s in symbols(both.code) if s.name in LABELS and not s.shape):
        yield "up to labels 0 and 1 instead of -1 and 1", Both(
            both.formula, substitute(both.code, {label: (1 + label) / 2}))
        yield "up to labels -1 and 1 instead of 0 and 1", Both(
            both.formula, substitute(both.code, {label: 2 * label - 1}))
    sizes = [integer(d) for d in dims(both.formula, both.code)] if lengths else []
    for n in sizes if not (name in MEANS and _divides(both.formula)) else ():
        yield "up to a sum instead of a mean", Both(n * both.formula, both.code)
        yield "up to a mean instead of a sum", Both(both.formula, n * both.code)
    for n in sizes:
        if _spread(both):
            yield "up to n instead of n - 1", Both(n * both.formula, (n - 1) * both.code)
            yield "up to n instead of n - 1", Both(n * both.formula**2, (n - 1) * both.code**2)
            if not _spelled(both.formula) or not _spelled(both.code):  # the default of a library, not what is written
                yield "up to n - 1 instead of n", Both((n - 1) * both.formula, n * both.code)
                yield "up to n - 1 instead of n", Both((n - 1) * both.formula**2, n * both.code**2)


def _divides(expr: Expr) -> bool:
    """Whether a mean is taken: something is divided by a number of entries."""
    return any(isinstance(n, Apply) and (n.op in ("mean", "var", "std") or (
        n.op == "div" and bool(dims(n.args[1])) and not n.args[1].shape)) for n in postorder(expr))


def _spread(both: Both) -> bool:
    """Whether the difference of a length and 1, or a variance, is on either side."""
    return any(isinstance(n, Apply) and n.op in ("var", "std") for n in postorder(both.formula, both.code)) or any(
        n.kind == "int" and n.size.terms and any(not m for m, _ in n.size.terms)  # type: ignore[attr-defined]
        for n in postorder(both.formula, both.code))


def _spelled(expr: Expr) -> bool:
    """Whether it says itself by what it divides: no variance of a library has a part in it."""
    return not any(isinstance(n, Apply) and n.op in ("var", "std", "cov") for n in postorder(expr))


def _bases(*exprs: Expr) -> list[int]:
    found = {n.op for n in postorder(*exprs) if isinstance(n, Apply)}
    return [base for op, base in _BASES.items() if op in found and "log" in found]


def _computed_bases(code: Expr) -> list[int]:
    """Bases of which the code itself takes the logarithm: log(p) / log(2)."""
    found = [n.args[0] for n in postorder(code) if isinstance(n, Apply) and n.op == "log"]
    return [base for base in _BASES.values() if number(base) in found]


def approximates(both: Both) -> bool:
    """Whether small numbers of the code have a part in its value: the step of a difference quotient."""
    def small(expr: Expr) -> set[Expr]:
        return {n for n in postorder(expr) if isinstance(n, Number) and 0 < abs(n.value) <= STEP}

    return bool(small(without_small(both.code)) - small(both.formula))


def in_other_units(function: Function) -> bool:
    """Whether the names of parameters say that the code counts otherwise than the formula: `height_cm`, `theta_deg`."""
    return any(_UNITS.fullmatch(parameter.name) for parameter in function.parameters)


def with_base(expr: Expr, base: int) -> Expr:
    """Natural logarithms as those to another base."""
    def change(node: Expr) -> Expr | None:
        if isinstance(node, Apply) and node.op == "log":
            return node / apply("log", number(base))
        return None

    return transform(expr, change)


def without_small(expr: Expr) -> Expr:
    """Without what only keeps numbers away from 0 and 1: numbers that are added, clips next to the ends.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> without_small(apply("maximum", x + Fraction(1, 10**8), Fraction(1, 10**6))) is x
    True
    """
    return transform(transform(expr, _computed), _without)


def where_logarithms_are(*exprs: Expr) -> list[Expr]:
    """The same with symbols above 0, or between 0 and 1, whose logarithms are taken; elsewhere nothing is defined."""
    low: set[Symbol] = set()
    high: set[Symbol] = set()
    for node in postorder(*exprs):
        if isinstance(node, Apply) and node.op in ("log", *_BASES):
            inner = node.args[0]
            if isinstance(inner, Apply) and inner.op == "add" and inner.args[0] is number(1):
                rest = inner.args[1]
                if isinstance(rest, Apply) and rest.op == "neg":
                    high |= _entry(rest.args[0])
            else:
                low |= _entry(inner)
    values: dict[Expr, Expr] = {s: with_domain(s, "unit" if s in high else "positive")
                                for s in low if s.domain in ("real", "nonnegative", "nonzero")}
    return [substitute(e, values) for e in exprs]


def _entry(expr: Expr) -> set[Symbol]:
    """The symbol of which an expression is an entry."""
    while isinstance(expr, At):
        expr = expr.array
    return {expr} if isinstance(expr, Symbol) else set()


def _computed(node: Expr) -> Expr | None:
    """Arithmetic of numbers carried out: 1 - 1e-9."""
    if not isinstance(node, Apply) or not node.args or not all(isinstance(a, Number) for a in node.args):
        return None
    values = [a.value for a in node.args if isinstance(a, Number)]
    if node.op == "neg":
        return number(-values[0])
    return number(values[0] + values[1]) if node.op == "add" else None


def _without(node: Expr) -> Expr | None:
    if not isinstance(node, Apply) or len(node.args) != 2:
        return None
    for one, other in (node.args, node.args[::-1]):
        if not isinstance(one, Number) or isinstance(other, Number):
            continue
        if node.op == "add" and 0 < abs(one.value) <= SMALL:
            return other
        if node.op in ("maximum", "minimum") and (0 < abs(one.value) <= SMALL or 0 < 1 - one.value <= SMALL):
            return other
    return None
