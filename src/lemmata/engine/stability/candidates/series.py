"""Power series near 0 of a part that depends on one thing, where what it is made of cancels.

The coefficients are exact: FLINT's series over the rationals, with a power of the variable in front (a quotient of
two that vanish has one, too). How far from 0 the terms suffice is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import flint

from lemmata.engine.expr import Apply, Constant, Expr, Number, number, postorder, substitute, symbol, symbols
from lemmata.engine.ops import OPS, apply

LENGTH = 30  # terms that are worked out
ORDERS = (1, 2, 4, 6, 8, 11)  # how many terms that are not zero a candidate has
NEAR = "series near zero"
FAR = "series far out"
MOST_PARTS = 3  # of a node, on which it may depend alone


class NoSeries(Exception):
    """The expression has no Laurent series with rational coefficients here."""


@dataclass(frozen=True)
class Laurent:
    """t**shift times a power series, known to `LENGTH` terms."""

    shift: int
    series: Any

    def normal(self) -> Laurent:
        """With a first coefficient that is not zero."""
        coefficients = self.series.coeffs()
        for k, c in enumerate(coefficients):
            if c != 0:
                return self if not k else Laurent(self.shift + k, _series(coefficients[k:], self.series.prec - k))
        raise NoSeries("zero, as far as it is known")

    def plain(self) -> Any:
        """As a power series, which it must be."""
        if self.shift < 0:
            raise NoSeries("a pole")
        return _series([0] * self.shift + self.series.coeffs(), self.series.prec + self.shift)


def _series(coefficients: list[Any], precision: int) -> Any:
    if precision < 1:
        raise NoSeries("too many terms cancel")
    return flint.fmpq_series(coefficients[:precision], prec=precision)


def _constant(value: Fraction) -> Laurent:
    return Laurent(0, _series([flint.fmpq(value.numerator, value.denominator)], LENGTH))


def _add(a: Laurent, b: Laurent) -> Laurent:
    shift = min(a.shift, b.shift)
    parts = [_series([0] * (x.shift - shift) + x.series.coeffs(), x.series.prec + x.shift - shift) for x in (a, b)]
    return Laurent(shift, parts[0] + parts[1])


def _div(a: Laurent, b: Laurent) -> Laurent:
    b = b.normal()
    return Laurent(a.shift - b.shift, a.series / b.series)


def _power(a: Laurent, exponent: Fraction) -> Laurent:
    a = a.normal() if exponent.denominator > 1 or exponent < 0 else a
    if exponent.denominator == 1:
        result, base = _constant(Fraction(1)), a if exponent >= 0 else _div(_constant(Fraction(1)), a)
        if abs(exponent) > 12:
            raise NoSeries("a high power")
        for _ in range(abs(exponent.numerator)):
            result = Laurent(result.shift + base.shift, result.series * base.series)
        return result
    first = a.series.coeffs()[0]
    if a.shift or first != 1:
        raise NoSeries("a root")
    return Laurent(0, (a.series.log() * flint.fmpq(exponent.numerator, exponent.denominator)).exp())


def _composed(function: Callable[[Any], Any], at: int) -> Callable[[Laurent], Laurent]:
    """A function of a series whose constant term is `at`."""
    def of(a: Laurent) -> Laurent:
        series = a.plain()
        first = series.coeffs()[0] if series.coeffs() else 0
        if first != at:
            raise NoSeries("its coefficients are not rational")
        return Laurent(0, function(series))
    return of


def _cbrt(s: Any) -> Any:
    return (s.log() / 3).exp()


def _log1p(s: Any) -> Any:
    return (1 + s).log()


FUNCTIONS: dict[str, Callable[[Laurent], Laurent]] = {
    "exp": _composed(lambda s: s.exp(), 0), "expm1": _composed(lambda s: s.exp() - 1, 0),
    "log": _composed(lambda s: s.log(), 1), "log1p": _composed(_log1p, 0),
    "sqrt": _composed(lambda s: s.sqrt(), 1), "cbrt": _composed(_cbrt, 1),
    **{name: _composed(lambda s, name=name: getattr(s, name)(), 0)  # type: ignore[misc]
       for name in ("sin", "cos", "tan", "asin", "atan", "sinh", "cosh", "tanh", "asinh", "atanh")},
    "square": lambda a: _power(a, Fraction(2)),
    "sigmoid": lambda a: _div(_constant(Fraction(1)), _add(_constant(Fraction(1)), Laurent(0, (-a.plain()).exp()))),
}


def laurent(expr: Expr, variable: Expr) -> Laurent:
    """The Laurent series of an expression at 0.

    Raises NoSeries where it has none, or not with rational coefficients.
    """
    done: dict[Expr, Laurent] = {}
    for node in postorder(expr):
        done[node] = _step(node, variable, done)
    return done[expr].normal()


def _step(node: Expr, variable: Expr, done: dict[Expr, Laurent]) -> Laurent:
    if node is variable:
        return Laurent(1, _series([1], LENGTH))
    if isinstance(node, Number):
        return _constant(node.value)
    if not isinstance(node, Apply):
        raise NoSeries("not of one variable")
    parts = [done[c] for c in node.children]
    try:
        if node.op == "add":
            return _add(*parts)
        if node.op == "neg":
            return Laurent(parts[0].shift, -parts[0].series)
        if node.op == "mul":
            return Laurent(parts[0].shift + parts[1].shift, parts[0].series * parts[1].series)
        if node.op == "div":
            return _div(*parts)
        if node.op == "pow" and isinstance(node.args[1], Number):
            return _power(parts[0], node.args[1].value)
        if node.op in FUNCTIONS:
            return FUNCTIONS[node.op](parts[0])
        body = OPS[node.op].body
        if body is not None and OPS[node.op].elementwise:
            inner = body(*node.args, **node.params)
            for below in postorder(inner):
                if below not in done:
                    done[below] = _step(below, variable, done)
            return done[inner]
    except (ValueError, ZeroDivisionError) as error:
        raise NoSeries(str(error)) from None
    raise NoSeries(f"no series of {node.op}")


@lru_cache(maxsize=256)
def terms_of(expr: Expr, variable: Expr) -> tuple[tuple[int, Fraction], ...]:
    """Powers and coefficients that are not zero; none where there is no series."""
    cap, flint.ctx.cap = flint.ctx.cap, LENGTH
    try:
        found = laurent(expr, variable)
    except NoSeries:
        return ()
    finally:
        flint.ctx.cap = cap
    terms = [(found.shift + k, Fraction(int(c.p), int(c.q))) for k, c in enumerate(found.series.coeffs()) if c != 0]
    return tuple(terms)


def polynomial(terms: tuple[tuple[int, Fraction], ...], t: Expr) -> Expr:
    """A sum of powers, by Horner's scheme in the common step of the powers."""
    powers = [power for power, _ in terms]
    step = 2 if all((p - powers[0]) % 2 == 0 for p in powers) else 1
    base = t * t if step == 2 else t
    coefficients = dict(terms)
    total: Expr | None = None
    for power in range(powers[-1], powers[0] - 1, -step):
        value = coefficients.get(power, Fraction(0))
        if total is None:
            total = number(value)
        else:
            total = number(value) + base * total if value else base * total
    assert total is not None
    if not powers[0]:
        return total
    if len(terms) > 1 and powers[0] > 0:  # the first term by itself, so that its coefficient is not rounded
        first = t ** powers[0] if powers[0] > 1 else t
        rest = polynomial(tuple((power - powers[0], value) for power, value in terms[1:]), t)
        return _times(terms[0][1], first) + first * rest
    if powers[0] < 0:
        return total / (t ** -powers[0] if powers[0] < -1 else t)
    front = t ** powers[0] if powers[0] > 1 else t
    return front if total is number(1) else front * total


def _times(value: Fraction, power: Expr) -> Expr:
    top = power if value.numerator == 1 else -power if value.numerator == -1 else number(value.numerator) * power
    return top if value.denominator == 1 else top / number(value.denominator)


def only_parts(expr: Expr) -> list[Expr]:
    """The parts on which an expression depends alone: its only variable, or what all its variables stand in."""
    names = symbols(expr)
    if not names or expr.shape or any(n.shape for n in names):
        return []
    if len(names) == 1:
        return [names[0]]
    t = symbol("t%")
    found: list[Expr] = []
    for node in postorder(expr):
        if isinstance(node, Apply) and node is not expr and set(symbols(node)) == set(names) and not symbols(
                substitute(expr, {node: number(1)})) and t not in symbols(node):
            found.append(node)
            if len(found) == MOST_PARTS:
                break
    return found


def series(expr: Expr) -> Iterator[tuple[str, Expr]]:
    """Polynomials near 0, and in the reciprocal far out, of different lengths."""
    if not isinstance(expr, Apply) or any(isinstance(n, Constant) for n in postorder(expr)):
        return
    t = symbol("t%")
    for part in only_parts(expr):
        inner = substitute(expr, {part: t})
        for name, form, at in ((NEAR, inner, part), (FAR, substitute(inner, {t: 1 / t}), 1 / part)):
            terms = terms_of(form, t)
            if len(terms) < 1:
                continue
            for count in ORDERS:
                if count <= len(terms):
                    yield name, polynomial(terms[:count], at)


def beginning(op: str, argument: Expr, count: int) -> Expr | None:
    """The first terms of the series of a function of a small argument."""
    t = symbol("t%")
    if OPS[op].arity != 1 or OPS[op].params or op not in FUNCTIONS:
        return None
    terms = terms_of(apply(op, t), t)
    return polynomial(terms[:count], argument) if len(terms) >= count else None
