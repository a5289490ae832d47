"""How tightly LaTeX binds, and brackets that grow with what they hold."""

from __future__ import annotations

from lemmata.engine.writers.layout import Piece

# what binds tighter has the larger number; BIG is a sum sign, which reaches to the right as far as it can
# and OPTIMUM is \max_x, which reaches over sums too
ARROW, LOGIC, RELATION, OPTIMUM, SUM, BIG, PRODUCT, FRACTION, POWER, ATOM = range(10)
_TALL = ("\\frac", "\\sum", "\\prod", "\\int", "\\begin", "\\left", "\\binom")


def is_loose(piece: Piece) -> bool:
    """Whether it is a product with a sign: a \\cdot b."""
    signs = (r" \cdot ", r" \odot ", r" \otimes ")
    return piece.precedence <= PRODUCT and any(part in signs for part in piece.parts if isinstance(part, str))


def _first(piece: Piece) -> str:
    """The first part of the text."""
    part: str | Piece = piece
    while isinstance(part, Piece):
        part = next((p for p in part.parts if not isinstance(p, str) or p), "")
    return part


def starts_with(piece: Piece, *marks: str) -> bool:
    return _first(piece).startswith(marks)


def _tall(piece: Piece) -> bool:
    """Whether brackets around it must grow; looks at what stands directly in it."""
    level: list[str | Piece] = [piece]
    for _ in range(6):
        if any(isinstance(p, str) and any(word in p for word in _TALL) for p in level):
            return True
        level = [part for p in level if isinstance(p, Piece) for part in p.parts][:50]
    return False


def in_round(piece: Piece) -> Piece:
    left, right = (r"\left(", r"\right)") if _tall(piece) else ("(", ")")
    return Piece([left, piece, right], ATOM, 1)


def in_square(piece: Piece) -> Piece:
    left, right = (r"\left[", r"\right]") if _tall(piece) else ("[", "]")
    return Piece([left, piece, right], ATOM, 1)
