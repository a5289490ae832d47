"""Sums, signs and quotients, where a reader would make one number or size of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from lemmata.engine.expr import Apply, Expr, Int, Number, Size, as_size, is_size
from lemmata.engine.writers.layout import Piece, Render
from lemmata.engine.writers.text.levels import NOT, POSTFIX, POWER, PRODUCT, SIGN, SUM

if TYPE_CHECKING:
    from lemmata.engine.writers.text.writer import TextWriter

_FOLDED = ("add", "sub", "mul", "neg")


def folds(op: str, *args: Expr) -> bool:
    """Whether a reader would make one size of it: `n + 1`."""
    if op not in _FOLDED or not any(isinstance(a, Int) for a in args) or not all(is_size(a) for a in args):
        return False
    sizes = [as_size(a) for a in args]
    if op == "neg":
        return is_affine(sizes[0])
    return is_affine({"add": sizes[0] + sizes[1], "sub": sizes[0] - sizes[1], "mul": sizes[0] * sizes[1]}[op])


def is_affine(size: Size) -> bool:
    return all(sum(power for _, power in monomial) <= 1 for monomial, _ in size.terms)


def _add(w: TextWriter, node: Apply) -> Render:
    a, b = node.args
    if not (isinstance(b, Apply) and b.op == "neg") or folds("sub", a, b.args[0]):
        return None
    left = w.closed((yield a), SUM)
    return Piece([left, " - ", w.closed((yield b.args[0]), PRODUCT)], SUM)


def _neg(w: TextWriter, node: Apply) -> Render:
    (x,) = node.args
    if folds("neg", x) or (isinstance(x, Number) and x.value >= 0 and x.value.denominator == 1):
        return None
    return Piece(["-", w.closed((yield x), POWER)], SIGN)


def _div(w: TextWriter, node: Apply) -> Render:
    yield from ()
    a, b = node.args
    if isinstance(a, Number) and isinstance(b, Number) and a.value.denominator == b.value.denominator == 1 \
            and Fraction(a.value, b.value or 1).denominator == b.value > 1:
        return Piece([f"divide({a.value}, {b.value})"], POSTFIX, 1)
    return None


def _not(w: TextWriter, node: Apply) -> Render:
    return Piece(["not ", w.closed((yield node.args[0]), NOT)], NOT)


# How an operation of this kind is written; None from it: as any other.
ARITHMETIC: dict[str, Callable[[TextWriter, Apply], Render]] = {
    "add": _add, "neg": _neg, "div": _div, "not": _not,
}
