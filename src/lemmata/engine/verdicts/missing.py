"""What is missing on a side, found from its values: a number, a factor or a term that occurs in the formula.

Where a ratio (or a difference) of what is and what should be is at every point the same multiple of something
simple, that is what the author left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from flint import arb

from lemmata.engine.derivatives import NoDerivative, derivative, tidy
from lemmata.engine.expr import (
    Apply,
    Expr,
    Int,
    Number,
    Symbol,
    constant,
    count_nodes,
    dims,
    integer,
    number,
    operands,
    postorder,
    symbols,
)
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.changes import Changed
from lemmata.engine.verdicts.terms import Put, is_op, led, plus, power, quotient, times
from lemmata.engine.verdicts.verdict import MISSING_FACTOR

Values = list[list[Any]]  # of each point the entries, as balls; None where an entry says nothing
MOST_INGREDIENTS = 24
LARGEST_FACTOR, LARGEST_NUMBER = 24, 5000
FEWEST = 3  # points that have to tell something


@dataclass(frozen=True)
class Ingredient:
    expr: Expr
    values: Values
    cost: float = 0.0


def missing(side: Expr, stated: Expr, rights: Values, lefts: Values,
            value: Callable[[Expr], Values | None]) -> Iterator[Changed]:
    """The sides with a number, a factor or a term put right; `value` gives what an expression is at the points."""
    if isinstance(side, Number) and side.value == 0:  # which is the multiple of nothing
        right = constant_of(lefts, LARGEST_NUMBER)
        if right is not None:
            yield Changed("a number", 1.2, number(right))
        return
    found = [Ingredient(e, v, cost) for e, cost in _ingredients(side, stated) if (v := value(e)) is not None]
    one = [Ingredient(number(1), [[arb(1)] for _ in lefts])]
    alone = 0.5 if isinstance(side, Number) and symbols(stated) else 0.0  # of "= 1" the other side is wrong
    for term, put in _terms(side):
        factors = {f for part in (term.children if is_op(term, "div") else (term,)) for f in operands(part, "mul")}
        now = rights if term is side else value(term)
        if now is None or len(now) != len(rights):
            continue
        ratio = _each(lambda left, right, t: _quotient(left - right + t, t), lefts, rights, now)
        if ratio is None:
            continue
        largest = LARGEST_NUMBER if isinstance(term, Number) else LARGEST_FACTOR
        for piece in (*one, *(p for p in found if p.expr not in factors or not is_op(term, "mul", "div"))):
            top = constant_of(_each(_quotient, ratio, piece.values), largest)
            if top is not None:
                words = "a number" if isinstance(term, Number) and piece is one[0] else _factor_words(piece.expr, top)
                cost = 1.2 + piece.cost + (0.0 if piece is one[0] else alone)
                yield Changed(words, cost, put(_scaled(term, piece.expr, top)))
            bottom = None if piece is one[0] else constant_of(_each(lambda r, p: r * p, ratio, piece.values), largest)
            if bottom is not None:
                cost = 1.2 + piece.cost + alone
                yield Changed("a missing denominator", cost, put(_divided(term, piece.expr, bottom)))
    apart = _each(lambda left, right: left - right, lefts, rights)
    if apart is not None:
        yield from _terms_missing(side, stated, apart, one, found, value)


def _terms_missing(side: Expr, stated: Expr, apart: Values, one: list[Ingredient], found: list[Ingredient],
                   value: Callable[[Expr], Values | None]) -> Iterator[Changed]:
    there = {_bare(term) for term, _ in _terms(side)}
    pairs = [*itertools.combinations_with_replacement(found, 2)]
    plain = [(p, one[0]) for p in (*one, *found)]
    for first, second in (*plain, *pairs):
        product = _each(lambda a, b: a * b, first.values, second.values)
        factor = None if product is None else constant_of(_each(_quotient, apart, product), 6)
        if factor is None:
            continue
        term = first.expr if second is one[0] else _product(first.expr, second.expr)
        if stated in (first.expr, second.expr, term) or term in there or (first.expr is number(1) and side.shape):
            continue  # the other side itself is no neighbour
        yield Changed("a missing term", 1.6 + first.cost + second.cost, plus(side, times(term, factor)))
    for expr, cost in _made_of(side, stated):
        known = any(_bare(part) in there for part in operands(expr, "add"))
        now = None if known or expr is stated else value(expr)
        factor = None if now is None else constant_of(_each(_quotient, apart, now), 6)
        if factor is not None:
            yield Changed("a missing term", 1.5 + cost, plus(side, times(expr, factor)))


def _ingredients(side: Expr, stated: Expr) -> list[tuple[Expr, float]]:
    """What may have been left out: what the formula is made of, derivatives of arguments, and usual constants."""
    found: dict[Expr, float] = {}

    def add(e: Expr | None, cost: float) -> None:
        if e is not None and not e.free and e.sort in ("real", "integer", "variable") and not isinstance(e, Number):
            found[e] = min(cost, found.get(e, cost))

    nodes = [n for n in postorder(side, stated) if not n.free]
    for atom in dims(*symbols(side, stated)):
        add(integer(atom), 0.0)
    for node in nodes:
        if isinstance(node, Symbol) and node.sort in ("real", "integer"):
            add(node, 0.0)
            add(power(node), 0.2)
            if node.domain == "unit":
                add(1 - node, 0.1)
            if node.domain in ("natural", "integer"):
                add(apply("factorial", node), 0.1)
        elif isinstance(node, Symbol) and not node.shape and node.sort in _MEANS:
            add(apply(_MEANS[node.sort], node), 0.1)
        elif isinstance(node, Int):
            for atom in sorted(node.size.atoms):
                add(integer(atom), 0.0)
                add(integer(atom) - 1, 0.2)
            add(node, 0.1)
        elif isinstance(node, Apply) and node.op == "pow" and not node.shape and not isinstance(
                node.children[0], Number):
            add(apply("log", node.children[0]), 0.1)
            add(node, 0.2)
        elif isinstance(node, Apply) and node.sort == "real" and node.op not in ("mul", "neg", "div", "decimal"):
            add(node, 0.1 if node.op not in ("add",) else 0.3)
        if isinstance(node, Apply) and len(node.args) == 1 and node.op in _PARTNERS and not node.shape:
            add(_PARTNERS[node.op](node.args[0]), 0.1)
        if isinstance(node, Apply) and len(node.args) in (1, 2) and not node.shape and node.op in _CHAINED:
            for inner in node.args:
                for x in symbols(inner) if not isinstance(inner, Symbol) and inner.sort == "real" else ():
                    if x.sort == "real" and not inner.shape:
                        add(_derived(inner, x), 0.0)
    found.pop(stated, None)
    kept = sorted(found.items(), key=lambda row: (row[1], count_nodes(row[0]), row[0].digest))[:MOST_INGREDIENTS]
    return [*kept, *_CONSTANTS]


def _derived(inner: Expr, x: Symbol) -> Expr | None:
    """The inner derivative of a chain rule."""
    try:
        return tidy(derivative(inner, x))
    except NoDerivative:
        return None


_PARTNERS: dict[str, Callable[[Expr], Expr]] = {
    "sin": lambda u: apply("cos", u), "cos": lambda u: apply("sin", u),
    "sigmoid": lambda u: 1 - apply("sigmoid", u), "sinh": lambda u: apply("cosh", u),
    "cosh": lambda u: apply("sinh", u),
}
_MEANS = {"variable": "expectation", "event": "probability"}
_CHAINED = (*_PARTNERS, "call", "exp", "log", "pow", "sqrt", "tanh", "tan", "div", "arctan", "softplus", "relu")
_PI = constant("pi")
_CONSTANTS: tuple[tuple[Expr, float], ...] = (
    (_PI, 0.1), (apply("sqrt", _PI), 0.2), (apply("sqrt", number(2)), 0.2), (apply("log", number(2)), 0.2),
    (constant("e"), 0.2), (apply("sqrt", number(2) * _PI), 0.3), (_PI**2, 0.3), (apply("sqrt", number(3)), 0.4),
)


def _made_of(side: Expr, stated: Expr) -> Iterator[tuple[Expr, float]]:
    """Terms that belong to pairs of what occurs: products of vectors and matrices, covariances, intersections."""
    seen = symbols(side, stated)
    matrices = [s for s in seen if s.sort == "real" and s.rank == 2]
    for a, b in itertools.permutations(matrices, 2):
        for left, right in ((a, b), (a.T, b), (a, b.T)):
            if left.shape[1] == right.shape[0] and (left.shape[0], right.shape[1]) == side.shape:
                yield left @ right, 0.1
    for a, b in itertools.combinations(matrices, 2):
        if a.shape == b.shape == side.shape and a.shape[0] == a.shape[1]:
            yield a @ b - b @ a, 0.3
    if side.shape:
        return
    for a, b in itertools.combinations(seen, 2):
        if a.shape != b.shape or a.sort != b.sort:
            continue
        if a.rank == 1 and a.sort == "real":
            yield a @ b, 0.0
        if a.sort == "variable" and not a.shape:
            yield apply("covariance", a, b), 0.0
            yield apply("expectation", a) * apply("expectation", b), 0.1
        if a.sort == "event" and not a.shape:
            yield apply("probability", apply("and", a, b)), 0.0


def _terms(side: Expr) -> list[tuple[Expr, Put]]:
    """The side as a whole, and the terms of the sum that it is or that its entries are."""
    put: Put = lambda new: new  # noqa: E731
    found: list[tuple[Expr, Put]] = [(side, put)]
    stack = [(side, put)]
    while stack:
        node, put = stack.pop()
        below: list[tuple[Expr, Put]] = []
        if is_op(node, "add"):
            left, right = node.children
            below = [(left, partial(_left, put, right)), (right, partial(_right, put, left))]
        stack += below
        found += below
    return found


def _left(put: Put, right: Expr, new: Expr) -> Expr:
    return put(new + right)


def _right(put: Put, left: Expr, new: Expr) -> Expr:
    return put(plus(left, new))


def _product(one: Expr, other: Expr) -> Expr:
    """Two factors in the usual order: sizes and letters, powers of them, functions."""
    if one is other:
        return one**2
    if is_op(one, "sqrt") and is_op(other, "sqrt"):
        return apply("sqrt", one.children[0] * other.children[0])
    first, second = sorted((one, other), key=_place)
    return first * second


def _place(factor: Expr) -> tuple[int, str]:
    if isinstance(factor, (Int, Symbol)):
        return 0 if isinstance(factor, Int) else 1, factor.name if isinstance(factor, Symbol) else ""
    return (2, "") if is_op(factor, "pow") and isinstance(factor.children[0], Symbol) else (3, "")


def _bare(term: Expr) -> Expr:
    """A term without its sign and its number."""
    while is_op(term, "neg") or (is_op(term, "mul") and isinstance(term.children[0], Number)):
        term = term.children[-1]
    return term


def _scaled(term: Expr, factor: Expr, top: Fraction) -> Expr:
    """A term times a multiple of something, as it would be written."""
    if factor is number(1):
        return times(term, top)
    if is_op(term, "neg"):
        return -_scaled(term.children[0], factor, top)
    if isinstance(term, Number):
        return times(factor, term.value * top)
    if is_op(term, "sqrt") and is_op(factor, "sqrt"):
        return times(_product(factor, term), top)
    if is_op(term, "div") and not factor.shape:
        return quotient(_scaled(term.children[0], factor, top), term.children[1])
    if is_op(term, "mul") and isinstance(term.children[0], Number):
        return _scaled(term.children[1], factor, top * term.children[0].value)
    alike = isinstance(factor, Apply) and is_op(term, factor.op)
    if is_op(factor, "add", "log") or factor.shape or alike:
        return times(term, top) * factor
    return led(times(factor, top), term)


def _divided(term: Expr, factor: Expr, top: Fraction) -> Expr:
    if is_op(term, "neg"):
        return -_divided(term.children[0], factor, top)
    if is_op(term, "div"):
        number_below = isinstance(term.children[1], Number) and term.children[1].value == 1
        below = factor if number_below else factor * term.children[1]
        return times(term.children[0], top) / below
    if factor is term:
        return number(top)
    if isinstance(term, Number):
        value = term.value * top
        return number(value.numerator) / (factor if value.denominator == 1 else value.denominator * factor)
    if top.numerator == 1 and top.denominator != 1:
        return term / (top.denominator * factor)
    return times(term, top) / factor


def _factor_words(factor: Expr, top: Fraction) -> str:
    return f"a factor {top}" if factor is number(1) else MISSING_FACTOR


# -- values -------------------------------------------------------------------------------------


def _each(work: Callable[..., Any], *all_values: Values) -> Values | None:
    """Entry by entry; an array of one entry goes with every entry. None where the numbers of entries do not fit."""
    found: Values = []
    for rows in zip(*all_values):
        length = max(len(row) for row in rows)
        if any(len(row) not in (1, length) for row in rows):
            return None
        wide = [row * length if len(row) == 1 else row for row in rows]
        row: list[Any] = []
        for values in zip(*wide):
            if any(v is None for v in values):
                row.append(None)
                continue
            entry = work(*values)
            if entry is False:
                return None
            row.append(entry)
        found.append(row)
    return found


def _quotient(top: Any, bottom: Any) -> Any:
    """The quotient; None for 0/0, which says nothing, False for a number over 0."""
    if bottom.contains(0):
        return None if top.contains(0) else False
    return top / bottom


def constant_of(ratios: Values | None, largest: int) -> Fraction | None:
    """The simple fraction that all of these are."""
    if ratios is None:
        return None
    known = [v for row in ratios for v in row if v is not None]
    telling = sum(any(v is not None for v in row) for row in ratios)
    if telling < min(FEWEST, len(ratios)) or not known[0].is_finite():
        return None
    middle = float(known[0])
    if not 1e-6 < abs(middle) < 1e6:
        return None
    guess = Fraction(middle).limit_denominator(largest)
    if abs(guess.numerator) > largest:
        return None
    fits = all((v * guess.denominator).contains(guess.numerator) and v.rad() < 1e-12 for v in known)
    return guess if guess and fits else None


def entries(value: Any) -> list[Any]:
    """The entries of a value, as real balls."""
    return list(np.asarray(value, dtype=object).flat)


def usable(values: Sequence[Any]) -> bool:
    return all(isinstance(v, arb) and v.is_finite() for v in values)
