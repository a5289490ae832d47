"""Differences of log gamma functions, and of digamma functions, of large arguments: all but the first digits cancel;
incomplete beta functions of a share near 1, which has lost the digits of the other share.

By Stirling's series: log gamma(x) = (x - 1/2) log x - x + log(2 pi)/2 + 1/(12 x) - ... (Abramowitz and Stegun, 6.1.41)
and its derivative (6.3.18).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce

from lemmata.engine.expr import Expr, number, operands, transform
from lemmata.engine.ops import apply
from lemmata.engine.programs.quotients import is_op
from lemmata.engine.rewriting.equality import canonical

LARGE = 30  # from which the terms below leave less than the last digit
LGAMMA = {-1: Fraction(1, 12), -3: Fraction(-1, 360), -5: Fraction(1, 1260), -7: Fraction(-1, 1680),
          -9: Fraction(1, 1188)}
DIGAMMA = {-1: Fraction(-1, 2), -2: Fraction(-1, 12), -4: Fraction(1, 120), -6: Fraction(-1, 252),
           -8: Fraction(1, 240), -10: Fraction(-1, 132)}


def gammas(expr: Expr) -> Expr:
    """The expression with lgamma(v + h) - lgamma(v) and digamma(v + h) - digamma(v) as what is left of them.

    It is the expression itself where it has none of these.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> gammas(apply("digamma", x + 1) - apply("digamma", x)).op, gammas(x + 1) is x + 1
    ('where', True)
    """
    return transform(expr, _change, only=lambda node: is_op(node, "lgamma", "digamma", "betainc"))


def _change(node: Expr) -> Expr | None:
    if is_op(node, "betainc"):
        return _incomplete(*node.children)
    if not is_op(node, "add"):
        return None
    for op, difference in (("lgamma", _lgamma), ("digamma", _digamma)):
        terms = operands(node, "add")
        plus = [t for t in terms if is_op(t, op)]
        minus = [t for t in terms if is_op(t, "neg") and is_op(t.children[0], op)]
        for sign, ones, others in ((1, plus, minus), (-1, minus, plus)):
            found = _paired(ones, others, difference)
            if found is not None:
                value, used = found
                rest = [t for t in terms if not any(t is u for u in used)]
                total = reduce(lambda a, b: a + b, rest, value if sign == 1 else -value)
                return total if total.shape == node.shape else None
    return None


def _incomplete(a: Expr, b: Expr, x: Expr) -> Expr | None:
    """betainc(a, b, u / (u + v)) by the smaller one of both shares.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> a, x = symbol("a"), symbol("x")
    >>> to_text(_incomplete(a, a, 1 / (1 + x)))
    'where(x < 1, betaincc(a, a, x/(1 + x)), betainc(a, a, 1/(1 + x)))'
    """
    if not is_op(x, "div") or not is_op(x.children[1], "add") or x.children[0] not in x.children[1].children:
        return None
    u, total = x.children
    v = total.children[1] if total.children[0] is u else total.children[0]
    return apply("where", apply("lt", v, u), apply("betaincc", b, a, v / total), apply("betainc", a, b, x))


def _argument(term: Expr) -> Expr:
    return (term.children[0] if is_op(term, "neg") else term).children[0]


def _paired(ones: list[Expr], others: list[Expr], difference: Callable[[Expr, Expr, Expr], Expr]) -> (
        tuple[Expr, list[Expr]] | None):
    """f(u) - f(v), or f(u) - f(v) - f(w) where u is the sum of these but for a number, and the terms that it is of."""
    for one in ones:
        u = _argument(one)
        fits = [(t, v, h) for t in others if (v := _argument(t)).shape == u.shape
                and _size(h := canonical(u - v)) < _size(u) + _size(v)]
        if len(fits) == 1:
            ((term, v, h),) = fits
            return difference(u, v, h), [one, term]
        if len(fits) == 2:
            (first, v, h), (second, w, k) = fits
            plain = first.children[0] if is_op(first, "neg") else first, second.children[0] if is_op(
                second, "neg") else second
            value = apply("where", apply("ge", v, w), difference(u, v, h) - plain[1], difference(u, w, k) - plain[0])
            return value, [one, first, second]
    return None


def _size(expr: Expr) -> int:
    return 1 + sum(map(_size, expr.children))


def _series(x: Expr, terms: dict[int, Fraction]) -> Expr:
    return reduce(lambda a, b: a + b, (number(c) / x ** number(-k) if k < -1 else number(c) / x
                                       for k, c in terms.items()))


def _lgamma(u: Expr, v: Expr, h: Expr) -> Expr:
    left = _series(u, LGAMMA) - _series(v, LGAMMA)
    found = h * apply("log", v) + ((u - Fraction(1, 2)) * apply("log1p", h / v) - h) + left
    return _where_large(u, v, found, apply("lgamma", u) - apply("lgamma", v))


def _digamma(u: Expr, v: Expr, h: Expr) -> Expr:
    found = apply("log1p", h / v) + (_series(u, DIGAMMA) - _series(v, DIGAMMA))
    return _where_large(u, v, found, apply("digamma", u) - apply("digamma", v))


def _where_large(u: Expr, v: Expr, series: Expr, plain: Expr) -> Expr:
    return apply("where", apply("gt", apply("minimum", u, v), LARGE), series, plain)
