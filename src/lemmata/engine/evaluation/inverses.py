"""Comparisons of increasing or falling functions of a random number, undone step by step down to the number itself."""

from __future__ import annotations

from collections.abc import Callable

from lemmata.engine.expr import Apply, Expr, number
from lemmata.engine.ops import apply

RANDOM = ("variable", "event")
FLIPPED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
ZERO, ONE = number(0), number(1)
Sign = Callable[[Expr], int]  # 1 or -1 of a number that is not random; 0 of 0 itself
Surely = Callable[[Expr], bool]  # whether a random number is positive with probability one


def undone(node: Apply, sign: Sign, positive: Surely) -> Expr | None:
    """`log U <= c` as `U <= exp(c)`, one step; None where no step is known.

    A step holds for all values but those on a set of probability zero. Where no value meets it, or each, the result
    compares numbers that are not random.
    """
    if node.op not in FLIPPED:
        return None
    op, (inner, bound) = node.op, node.args
    if inner.sort not in RANDOM:
        op, inner, bound = FLIPPED[op], bound, inner
    if inner.sort not in RANDOM or bound.sort in RANDOM or not isinstance(inner, Apply) or inner.rank:
        return None
    if inner.op in ("add", "mul", "div", "neg", "pow"):
        return _arithmetic(op, inner, bound, sign, positive)
    (w, *more) = inner.args
    if more:
        return None
    step = _STEPS.get(inner.op)
    return None if step is None else step(op, w, bound, sign, positive)


def _arithmetic(op: str, inner: Apply, bound: Expr, sign: Sign, positive: Surely) -> Expr | None:
    if inner.op == "neg":
        return apply(FLIPPED[op], inner.args[0], -bound)
    a, b = inner.args
    if inner.op == "pow":
        return None if b.sort in RANDOM else _power(op, a, b, bound, sign, positive)
    if inner.op == "div" and b.sort in RANDOM:
        return _quotient(op, a, b, bound, sign, positive)
    if a.sort in RANDOM and b.sort in RANDOM:
        return None
    w, rest = (a, b) if a.sort in RANDOM else (b, a)
    if inner.op == "add":
        return apply(op, w, bound - rest)
    scale = sign(rest)
    if not scale:
        return None
    return apply(op if scale > 0 else FLIPPED[op], w, bound / rest if inner.op == "mul" else bound * rest)


def _quotient(op: str, a: Expr, b: Expr, bound: Expr, sign: Sign, positive: Surely) -> Expr | None:
    """`U / (1 - U) <= c` as `U - c (1 - U) <= 0` where the denominator has one sign."""
    if positive(b):
        return apply(op, a - bound * b, ZERO)
    return apply(FLIPPED[op], a - bound * b, ZERO) if positive(-b) else None


def _power(op: str, base: Expr, power: Expr, bound: Expr, sign: Sign, positive: Surely) -> Expr | None:
    if power is number(2) and not positive(base):
        if sign(bound) <= 0:
            return apply(op, ZERO, bound)
        return apply(op, apply("abs", base), apply("sqrt", bound))
    if not positive(base) or not (direction := sign(power)):
        return None
    if sign(bound) <= 0:
        return apply(op, ONE, ZERO)  # the power is positive
    return apply(op if direction > 0 else FLIPPED[op], base, apply("pow", bound, ONE / power))


def _exp(op: str, w: Expr, bound: Expr, sign: Sign, positive: Surely) -> Expr:
    return apply(op, ONE, ZERO) if sign(bound) <= 0 else apply(op, w, apply("log", bound))


def _log(op: str, w: Expr, bound: Expr, sign: Sign, positive: Surely) -> Expr | None:
    return apply(op, w, apply("exp", bound)) if positive(w) else None


def _sqrt(op: str, w: Expr, bound: Expr, sign: Sign, positive: Surely) -> Expr | None:
    if not positive(w):
        return None
    return apply(op, ONE, ZERO) if sign(bound) <= 0 else apply(op, w, apply("pow", bound, number(2)))


def _sigmoid(op: str, w: Expr, bound: Expr, sign: Sign, positive: Surely) -> Expr:
    if sign(bound) <= 0:
        return apply(op, ONE, ZERO)
    if sign(ONE - bound) <= 0:
        return apply(op, ZERO, ONE)
    return apply(op, w, apply("log", bound / (ONE - bound)))


def _square(op: str, w: Expr, bound: Expr, sign: Sign, positive: Surely) -> Expr | None:
    return _power(op, w, number(2), bound, sign, positive)


_STEPS: dict[str, Callable[[str, Expr, Expr, Sign, Surely], Expr | None]] = {
    "exp": _exp, "log": _log, "sqrt": _sqrt, "sigmoid": _sigmoid, "square": _square,
}
