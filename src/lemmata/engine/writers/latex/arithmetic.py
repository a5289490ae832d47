"""Sums, products, fractions, powers, roots, cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lemmata.engine.expr import Apply, Expr, Number, Symbol, number
from lemmata.engine.ops import apply
from lemmata.engine.writers.latex.brackets import (
    ATOM,
    BIG,
    FRACTION,
    POWER,
    PRODUCT,
    SUM,
    in_round,
    is_loose,
    starts_with,
)
from lemmata.engine.writers.layout import Piece, Render

if TYPE_CHECKING:
    from lemmata.engine.writers.latex.writer import LatexWriter


def _is_function(node: Expr) -> bool:
    return node.sort == "function" or (isinstance(node, Symbol) and node.domain == "function")


def _add(w: LatexWriter, node: Apply) -> Render:
    a, b = node.args
    left = w.closed((yield a), SUM)
    if b not in w.notation.parts and (less := subtracted(b, w.notation.loose)) is not None:
        return Piece([left, " - ", w.closed((yield less), BIG)], SUM)
    return Piece([left, " + ", w.closed((yield b), BIG)], SUM)


def _neg(w: LatexWriter, node: Apply) -> Render:
    return Piece(["-", w.closed((yield node.args[0]), BIG)], SUM)


def subtracted(node: Expr, loose: bool = False) -> Expr | None:
    """What a negative term takes away: x of -x, 2 x of (-2) x; None where it has no sign in front.

    loose    x y of (-x) y too, which is another product, of the same value
    """
    if isinstance(node, Number):
        return number(-node.value) if node.value < 0 else None
    if not isinstance(node, Apply):
        return None
    if node.op == "neg":
        return node.args[0]
    last: list[Expr] = []
    first: Expr = node
    while isinstance(first, Apply) and first.op == "mul":
        last.append(first.args[1])
        first = first.args[0]
    if last and loose and isinstance(first, Apply) and first.op == "neg":
        result: Expr = first.args[0]
    elif not last or not isinstance(first, Number) or first.value >= 0:
        return None
    else:
        result = number(-first.value)
    for factor in reversed(last):
        result = apply("mul", result, factor)
    return result


def joins(a: Expr, b: Expr, right: Piece) -> bool:
    """Whether the factors of b may stand behind a without brackets: products are associative."""
    if not isinstance(b, Apply) or starts_with(right, *"0123456789"):
        return False
    if b.op == "mul" and is_loose(right):  # entry by entry: of arrays that stand side by side
        return r" \odot " in right.parts and {x.rank for x in (a, *b.args)} == {b.rank}
    return b.op in ("mul", "matmul", "outer") and not a.rank and not is_loose(right)


def ends_with_delta(node: Expr) -> bool:
    """Whether the last factor is a delta: \\delta_{ij} (x) would be a call."""
    while isinstance(node, Apply) and node.op in ("mul", "neg"):
        node = node.args[-1]
    return isinstance(node, Apply) and node.op == "delta"


def _mul(w: LatexWriter, node: Apply) -> Render:
    a, b = node.args
    if a.rank and b.rank and a.rank != b.rank:  # on paper a product entry by entry is of arrays of one rank
        return (yield from w.by_name(node))
    if a not in w.notation.parts and (less := subtracted(node, w.notation.loose)) is not None:
        return Piece(["-", w.closed((yield less), BIG)], SUM)
    left, right = w.closed((yield a), PRODUCT), w.closed((yield b), BIG)
    own = isinstance(a, Number) and b in w.notation.parts and not starts_with(right, *"0123456789")
    if right.precedence == PRODUCT and not own and not joins(a, b, right):  # 2 a b, where the author writes a b
        right = in_round(right)
    if a.rank and b.rank:
        sign = r" \odot "
        left = in_round(left) if is_loose(left) and r" \odot " not in left.parts else left
    else:
        call = starts_with(right, "(", r"\left(") and ends_with_delta(a)
        loose = starts_with(right, *"0123456789") or _is_function(a) or is_loose(left) or call
        sign = r" \cdot " if loose else r" "
    return Piece([left, sign, right], min(right.precedence, PRODUCT))


def _div(w: LatexWriter, node: Apply) -> Render:
    a, b = node.args
    if b.rank and a.rank not in (0, b.rank):
        return (yield from w.by_name(node))
    return Piece([r"\frac{", (yield node.args[0]), "}{", (yield node.args[1]), "}"], FRACTION)


def _pow(w: LatexWriter, node: Apply) -> Render:
    a, b = node.args
    base = w.closed((yield a), ATOM)
    if isinstance(a, Apply) and a.op == "call":
        base = in_round(base)
    # A matrix squared would be its product with itself.
    exponent = [r"\circ " if a.rank > 1 or b.rank else "", (yield b)]
    return Piece([base, "^{", *exponent, "}"], POWER)


def _sqrt(w: LatexWriter, node: Apply) -> Render:
    if node.rank == 2:  # \sqrt{A} would be the root of the matrix
        return (yield from w.called(node))
    return Piece([r"\sqrt{", (yield node.args[0]), "}"], ATOM)


def _cbrt(w: LatexWriter, node: Apply) -> Render:
    return Piece([r"\sqrt[3]{", (yield node.args[0]), "}"], ATOM)


def _factorial(w: LatexWriter, node: Apply) -> Render:
    (x,) = node.args
    base = yield x
    return Piece([in_round(base) if isinstance(x, Apply) else w.closed(base, ATOM), "!"], POWER)


def _binomial(w: LatexWriter, node: Apply) -> Render:
    return Piece([r"\binom{", (yield node.args[0]), "}{", (yield node.args[1]), "}"], ATOM)


def _where(w: LatexWriter, node: Apply) -> Render:
    if node.args[0].sort not in ("boolean", "event"):
        return (yield from w.by_name(node))
    condition, a, b = (yield node.args[0]), (yield node.args[1]), (yield node.args[2])
    return Piece([r"\begin{cases} ", a, r" & \text{if } ", condition, r" \\ ", b,
                  r" & \text{otherwise} \end{cases}"], ATOM)


def _decimal(w: LatexWriter, node: Apply) -> Render:
    yield from ()
    (value,), digits = node.args, node.params["digits"]
    if not isinstance(value, Number) or digits < 0:
        return None
    return Piece([f"{float(value.value):.{digits}f}"], ATOM if value.value >= 0 else SUM)


# How an operation of this kind is written; None from it: as any other.
ARITHMETIC: dict[str, Callable[[LatexWriter, Apply], Render]] = {
    "add": _add, "neg": _neg, "mul": _mul, "div": _div, "pow": _pow, "sqrt": _sqrt, "cbrt": _cbrt,
    "factorial": _factorial, "binomial": _binomial, "where": _where, "decimal": _decimal,
}
