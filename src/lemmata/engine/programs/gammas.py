"""Differences of log gamma functions of large arguments, and of `digammas`: all but the first digits cancel;
incomplete beta functions of a share near 1, which has lost the digits of the other share.

By Stirling's series: log gamma(x) = (x - 1/2) log x - x + log(2 pi)/2 + 1/(12 x) - ... (Abramowitz and Stegun, 6.1.41).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from itertools import combinations

from lemmata.engine.expr import Expr, constant, number, operands, substitute
from lemmata.engine.ops import apply
from lemmata.engine.programs import digammas
from lemmata.engine.programs.quotients import is_op
from lemmata.engine.rewriting.equality import canonical

LARGE = 30  # from which the terms below leave less than the last digit
LGAMMA = {-1: Fraction(1, 12), -3: Fraction(-1, 360), -5: Fraction(1, 1260), -7: Fraction(-1, 1680),
          -9: Fraction(1, 1188)}
MOST = 5  # log gamma functions of each sign that are paired
HALF = Fraction(1, 2)
# lgamma(u) - lgamma(u - c) by c
STEPS: dict[Expr, Callable[[Expr], Expr]] = {
    number(-1): lambda u: -apply("log", u), number(0): lambda u: number(0), number(1): lambda u: apply("log", u - 1)}


def gammas(expr: Expr) -> Expr:
    """The expression with lgamma(v + h) - lgamma(v) and digamma(v + h) - digamma(v) as what is left of them.

    It is the expression itself where it has none of these.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> gammas(apply("digamma", x + 1) - apply("digamma", x)).op, gammas(x + 1) is x + 1
    ('where', True)
    """
    found: dict[Expr, Expr] = {}
    stack = [expr]
    while stack:  # whole sums before their parts, as two terms may belong to a third one
        node = stack.pop()
        after = of_sum(node)
        if after is not None:
            found[node] = after
        elif node not in found:
            stack += node.children
    return substitute(expr, found) if found else expr


def pairs(node: Expr) -> Expr | None:
    """A sum of log gamma functions as differences of two whose arguments differ least; None where it has no two pairs.

    >>> from lemmata.engine.expr import symbol
    >>> a, b, k = symbol("a"), symbol("b"), symbol("k")
    >>> four = [apply("lgamma", u) for u in (a + k, b, a, b + k)]
    >>> pairs(four[0] + four[1] - four[2] - four[3]) is not None, pairs(four[0] - four[2])
    (True, None)
    """
    terms = operands(node, "add")
    plus = [t for t in terms if is_op(t, "lgamma")]
    minus = [t for t in terms if is_op(t, "neg") and is_op(t.children[0], "lgamma")]
    if not 2 <= min(len(plus), len(minus)) <= max(len(plus), len(minus)) <= MOST:
        return None
    near = {(one, other): canonical(_argument(one) - _argument(other)) for one in plus for other in minus
            if _argument(one).shape == _argument(other).shape}
    value, used = None, set[Expr]()
    for (one, other), h in sorted(near.items(), key=lambda item: _size(item[1])):
        if one not in used and other not in used:
            found = _lgamma(_argument(one), _argument(other), h)
            value, used = found if value is None else value + found, used | {one, other}
    rest = [t for t in terms if t not in used]
    return value if value is None or not rest else reduce(lambda a, b: a + b, rest) + value


def of_sum(node: Expr) -> Expr | None:
    """The same of one sum (or incomplete beta function), not of what stands inside; None where it has none of these."""
    if is_op(node, "betainc"):
        return _incomplete(*node.children)
    if not is_op(node, "add"):
        return None
    for op, difference in (("lgamma", _lgamma), ("digamma", digammas.difference)):
        terms = operands(node, "add")
        plus = [t for t in terms if is_op(t, op)]
        minus = [t for t in terms if is_op(t, "neg") and is_op(t.children[0], op)]
        both = ((1, plus, minus), (-1, minus, plus))
        tried = [(sign, _triple(ones, others)) for sign, ones, others in both if op == "lgamma"]
        tried += [(sign, _paired(ones, others, difference)) for sign, ones, others in both]
        for sign, found in tried:
            if found is not None:
                value, used = found
                rest = [t for t in terms if not any(t is u for u in used)]
                first = value if sign == 1 else -value
                total = gammas(reduce(lambda a, b: a + b, rest)) + first if rest else first
                return total if total.shape == node.shape else None
    return None


def _triple(ones: list[Expr], others: list[Expr]) -> tuple[Expr, list[Expr]] | None:
    """lgamma(u) - lgamma(v) - lgamma(w) where u is v + w, or one more or less."""
    for one in ones:
        for first, second in combinations(others, 2):
            u, v, w = map(_argument, (one, first, second))
            step = STEPS.get(canonical(u - v - w)) if u.shape == v.shape == w.shape else None
            if step is not None:
                return step(u) - log_beta(v, w), [one, first, second]
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


def log_beta(a: Expr, b: Expr) -> Expr:
    """log B(a, b): of large arguments as a sum without opposite signs; SciPy's goes to infinity where it must not."""
    small, large = apply("minimum", a, b), apply("maximum", a, b)
    rest = _series(a, LGAMMA) + _series(b, LGAMMA) - _series(a + b, LGAMMA)
    logs = (small - HALF) * apply("log1p", large / small) + large * apply("log1p", small / large)
    both = rest - logs - (apply("log", large) - apply("log", 2 * constant("pi"))) / 2
    one = apply("lgamma", small) - (small * apply("log", large) + (
        (a + b - HALF) * apply("log1p", small / large) - small) + (_series(a + b, LGAMMA) - _series(large, LGAMMA)))
    return apply("where", apply("gt", small, LARGE), both,
                 apply("where", apply("gt", large, LARGE), one, apply("betaln", a, b)))


def _lgamma(u: Expr, v: Expr, h: Expr) -> Expr:
    left = _series(u, LGAMMA) - _series(v, LGAMMA)
    found = h * apply("log", v) + ((u - HALF) * apply("log1p", h / v) - h) + left
    return _where_large(u, v, found, apply("lgamma", u) - apply("lgamma", v))


def _where_large(u: Expr, v: Expr, series: Expr, plain: Expr) -> Expr:
    return apply("where", apply("gt", apply("minimum", u, v), LARGE), series, plain)
