"""Numbers worked out, zeros and ones gone, terms that cancel taken away: what a rule leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt

from lemmata.engine.expr import Apply, Expr, Number, number, transform
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.matching import flatten

ZERO, ONE = number(0), number(1)
LARGEST = 2**64  # of a numerator or denominator that is worked out


def clean(expr: Expr) -> Expr:
    """The expression with what can be worked out exactly worked out; no sum is reordered.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x")
    >>> clean((x + 1 - x) / apply("sqrt", number(4))) is number("1/2")
    True
    """
    return transform(expr, _change, only=lambda node: isinstance(node, Apply))


def _change(node: Expr) -> Expr | None:
    if not isinstance(node, Apply) or node.op not in _CASES:
        return None
    found = _CASES[node.op](node)
    return found if found is not None and found.shape == node.shape else None


def _value(node: Expr) -> Fraction | None:
    return node.value if isinstance(node, Number) else None


def _number(value: Fraction) -> Expr | None:
    small = max(abs(value.numerator), value.denominator) < LARGEST
    return number(value) if small else None


def _add(node: Apply) -> Expr | None:
    a, b = (_value(part) for part in node.args)
    if a is not None and b is not None:
        return _number(a + b)
    if a == 0:
        return node.args[1]
    if b == 0:
        return node.args[0]
    terms = flatten(node)
    for k, term in enumerate(terms):
        opposite = term.args[0] if isinstance(term, Apply) and term.op == "neg" else None
        if opposite in terms:
            rest = [part for i, part in enumerate(terms) if i not in (k, terms.index(opposite))]
            return _sum(rest)
    numbers = [part for part in terms if isinstance(part, Number)]
    if len(numbers) > 1:
        total = _number(sum((n.value for n in numbers), Fraction(0)))
        rest = [part for part in terms if not isinstance(part, Number)]
        return None if total is None else _sum(rest if total is ZERO else [*rest, total])
    return None


def _sum(terms: list[Expr]) -> Expr:
    if not terms:
        return ZERO
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def _mul(node: Apply) -> Expr | None:
    (left, right), (a, b) = node.args, (_value(part) for part in node.args)
    if a is not None and b is not None:
        return _number(a * b)
    for value, other in ((a, right), (b, left)):
        if value is not None and value in (0, 1, -1):
            return ZERO if value == 0 else other if value == 1 else -other
        if value is not None and isinstance(other, Apply) and other.op == "mul" and isinstance(other.args[0], Number):
            product = _number(value * other.args[0].value)
            return None if product is None else product * other.args[1]
    return None


def _neg(node: Apply) -> Expr | None:
    (x,) = node.args
    if isinstance(x, Number):
        return number(-x.value)
    return x.args[0] if isinstance(x, Apply) and x.op == "neg" else None


def _div(node: Apply) -> Expr | None:
    (top, below), (a, b) = node.args, (_value(part) for part in node.args)
    if a is not None and b:
        return _number(a / b)
    if b in (1, -1):
        return top if b == 1 else -top
    if top is below:
        return ONE
    return ZERO if a == 0 else None


def _pow(node: Apply) -> Expr | None:
    base, power = node.args
    a, k = _value(base), _value(power)
    if k is not None and k.denominator == 1 and a is not None and abs(k) <= 16 and (a or k > 0):
        return _number(a**k.numerator)
    return ONE if k == 0 else base if k == 1 else None


def _abs(node: Apply) -> Expr | None:
    (x,) = node.args
    a = _value(x)
    if a is not None:
        return number(abs(a))
    return x if known(x, "nonnegative") else None


def _sign(node: Apply) -> Expr | None:
    a = _value(node.args[0])
    return None if a is None else number((a > 0) - (a < 0))


def _sqrt(node: Apply) -> Expr | None:
    a = _value(node.args[0])
    if a is None or a < 0:
        return None
    top, below = isqrt(a.numerator), isqrt(a.denominator)
    return number(Fraction(top, below)) if top * top == a.numerator and below * below == a.denominator else None


_CASES: dict[str, Callable[[Apply], Expr | None]] = {
    "add": _add, "mul": _mul, "neg": _neg, "div": _div, "pow": _pow, "abs": _abs, "sign": _sign, "sqrt": _sqrt}
