"""Lines of a derivation as text and LaTeX: names of derivatives as quotients, long sums folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial, reduce

from lemmata.engine.expr import Apply, Expr, Symbol, operands, symbols
from lemmata.engine.ops import apply
from lemmata.engine.writers import displayed, to_latex, to_text
from lemmata.engine.writers.latex.names import symbol_latex
from lemmata.engine.writers.latex.writer import PLAIN, Notation
from lemmata.engine.writers.layout import SHARED_LENGTH, Piece, Render
from lemmata.engine.writers.text.levels import ATOM
from lemmata.engine.writers.text.writer import TextWriter

Shown = Mapping[str, tuple[str, str]]  # the name of a derivative: of what, by what


class _Named(TextWriter):
    """Text in which a derivative is df/dw, though its name is df_dw."""

    shown: Shown = {}

    def _symbol(self, node: Symbol) -> Render:
        yield from ()
        return Piece([quotient(node.name, self.shown)], ATOM)


def quotient(name: str, shown: Shown) -> str:
    return "d{}/d{}".format(*shown[name]) if name in shown else name


def as_text(expr: Expr, shown: Shown) -> str:
    writer = _Named(expr)
    writer.shown = shown
    piece = writer.piece_or_none()
    return to_text(expr) if piece is None or piece.length > SHARED_LENGTH or writer.definitions else str(piece)


def as_latex(expr: Expr, shown: Shown, notation: Notation = PLAIN) -> str:
    parts: dict[Expr, tuple[str, str]] = {
        s: (quotient_latex(s.name, shown), "fraction") for s in symbols(expr) if s.name in shown}
    return to_latex(expr, replace(notation, parts=parts))


def quotient_latex(name: str, shown: Shown) -> str:
    if name not in shown:
        return symbol_latex(name)
    of, by = (symbol_latex(part) for part in shown[name])
    return rf"\frac{{\partial {of}}}{{\partial {by}}}"


LONGEST = 160  # characters of a line, of which more than a few terms are folded
HOPELESS = 4 * LONGEST  # nobody reads it, however it came about
KEPT = 2  # terms that are shown at either end


def length(expr: Expr) -> int:
    """How long a line it would be."""
    piece = TextWriter(expr).piece_or_none()
    return HOPELESS if piece is None else piece.length


def folded_text(expr: Expr, shown: Shown) -> str:
    """As text for people; the middle of a long sum is left out."""
    expr = displayed(expr)
    whole = as_text(expr, shown)
    terms = _terms(expr)
    if len(whole) <= LONGEST or len(terms) <= 2 * KEPT + 1:
        return whole
    first, last = (as_text(part, shown) for part in (_sum(terms[:KEPT]), _sum(terms[-KEPT:])))
    return f"{first} + ... ({len(terms) - 2 * KEPT} more terms) {_with_sign(last)}"


def folded_latex(expr: Expr, shown: Shown, notation: Notation = PLAIN) -> str:
    """As LaTeX for people; the middle of a long sum is left out."""
    expr = displayed(expr)
    terms = _terms(expr)
    if len(as_text(expr, shown)) <= LONGEST or len(terms) <= 2 * KEPT + 1:
        return as_latex(expr, shown, notation)
    first, last = (as_latex(part, shown, notation) for part in (_sum(terms[:KEPT]), _sum(terms[-KEPT:])))
    return rf"{first} + \underbrace{{\cdots}}_{{{len(terms) - 2 * KEPT}}} {_with_sign(last)}"


def _with_sign(text: str) -> str:
    return f"- {text[1:]}" if text.startswith("-") else f"+ {text}"


def _terms(expr: Expr) -> list[Expr]:
    return operands(expr, "add") if isinstance(expr, Apply) and expr.op == "add" else [expr]


def _sum(terms: list[Expr]) -> Expr:
    return reduce(partial(apply, "add"), terms)
