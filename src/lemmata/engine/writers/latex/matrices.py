"""Products, transposes, inverses, norms, special matrices and literal ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, At, Expr, Number, Size, Symbol, apply_at, as_size, is_size
from lemmata.engine.writers.latex.brackets import ATOM, FRACTION, POWER, PRODUCT, SUM, in_round, is_loose, starts_with
from lemmata.engine.writers.layout import Piece, Render
from lemmata.engine.writers.parameters import all_axes

if TYPE_CHECKING:
    from lemmata.engine.writers.latex.writer import LatexWriter

_NORMS = {None: "", 1: "_{1}", 2: "_{2}", "inf": r"_{\infty}", "fro": "_{F}", "nuc": "_{*}", "nuclear": "_{*}",
          "spectral": "_{2}"}


def _is_row(node: Apply) -> bool:
    """Whether it is a row times a matrix."""
    return node.op == "matmul" and node.rank == 1 and node.args[0].rank == 1


def is_row_of(node: Expr) -> bool:
    """Whether it is a row of a matrix, A_{1, :}, which stands as a row by itself."""
    return isinstance(node, At) and node.rank == 1 and node.array.rank == 2 and not is_column(node.array)


def is_column(array: Expr) -> bool:
    """Whether entries of it are columns of a matrix."""
    return (
        isinstance(array, Apply) and array.op == "moveaxis" and array.rank == 2
        and (array.params["source"], array.params["destination"]) == (-1, -2)
    )


def is_plain_slice(node: Apply) -> bool:
    """Whether every part of the axes is a range without steps."""
    return all(step == 1 for _, _, step in node.params["slices"])


def is_kronecker(node: Apply) -> bool:
    """Whether both sides are indices, so that they are written below a delta."""
    return all(is_size(a) for a in node.args)


def is_class(item: Expr) -> bool:
    """Whether an index is a class that an array of labels names: on paper it is written as it is."""
    array, _ = apply_at(item)
    return isinstance(array, Symbol) and array.domain == "labels"


def _delta(w: LatexWriter, node: Apply) -> Render:
    loose = w.notation.loose and not node.rank  # of any whole numbers, and of classes, which count from 1 on paper
    if not (is_kronecker(node) or loose) or "delta" in w.taken:
        return (yield from w.by_name(node))
    places: list[Piece] = []
    for item in node.args:
        if is_size(item):
            places.append(w.size(as_size(item), 1))
        else:
            whole = yield item
            places.append(whole if is_class(item) else Piece([w.closed(whole, SUM), " + 1"], SUM))
    first, second = places
    letters = all(len(str(part)) == 1 for part in (first, second))
    return Piece([r"\delta_{", first, "" if letters else ", ", second, "}"], ATOM)


def _slice(w: LatexWriter, node: Apply) -> Render:
    """A_{2:m, :}, both ends included"""
    array, parts = node.args[0], node.params["slices"]
    if not is_plain_slice(node):
        return (yield from w.by_name(node))
    base = w.bare(array, w.closed((yield array), ATOM))
    inside: list[str | Piece] = []
    for k, ((start, count, _), size) in enumerate(zip(parts, array.shape)):
        inside.append(", " if k else "")
        whole = start == 0 and count == size
        inside += [":"] if whole else [w.size(start, 1), ":", w.size(start + count, 0)]
    return Piece([base, "_{", *inside, "}"], POWER)  # it can't take another index


def _matmul(w: LatexWriter, node: Apply) -> Render:
    if any(a.rank > 2 for a in node.args):  # side by side it would be a sum over the axes that touch
        return (yield from w.by_name(node))
    row = yield from _product(w, node)
    if _is_row(node) and node is not w.root:
        return Piece([w.closed(row, ATOM), r"^{\top}"], POWER)  # it stands as a column, as any vector
    return row


def _product(w: LatexWriter, node: Apply) -> Any:
    a, b = node.args
    letter = b if isinstance(b, Symbol) and b.rank == 2 else a
    if isinstance(letter, Symbol) and letter.rank == 2 and (a is b or _again(letter, a, b)):
        square = Piece([w.closed((yield letter), ATOM), "^{2}"], POWER)
        if a is b:
            return square
        if letter is a:
            return Piece([square, " ", w.closed((yield b.children[1]), PRODUCT)], PRODUCT)
        return Piece([_tight((yield from _factor(w, a.children[0]))), " ", square], PRODUCT)
    left = _tight((yield from _as_row(w, a) if a.rank == 1 else _factor(w, a)))
    right = w.closed((yield b), PRODUCT)
    if right.precedence == PRODUCT and not _chains(a, b, right):
        right = in_round(right)
    if isinstance(a, Apply) and a.op in ("eye", "ones", "zeros") and starts_with(right, "(", r"\left("):
        left = in_round(left)  # I_n (x) would be a call
    return Piece([left, " ", right], PRODUCT)


def _again(letter: Expr, a: Expr, b: Expr) -> bool:
    """Whether a matrix stands beside itself in a product: A (A x), x a letter, or (X A) A, twice and no more."""
    if letter is a:
        return isinstance(b, Apply) and b.op == "matmul" and b.args[0] is a and isinstance(b.args[1], Symbol) and (
            b.args[1] is not a)
    if not isinstance(a, Apply) or a.op != "matmul" or a.args[1] is not letter or a.args[0].rank != 2:
        return False
    before = a.args[0]
    while isinstance(before, Apply) and before.op == "matmul":
        before = before.args[1]
    return before is not letter


def _chains(a: Expr, b: Expr, right: Piece) -> bool:
    """Whether the factors of b may stand behind a without brackets: A (B x) is A B x."""
    if not isinstance(b, Apply) or is_loose(right) or starts_with(right, *"0123456789"):
        return False
    return (b.op == "matmul" and b.args[0].rank == 2) or (b.op == "outer" and a.rank == 2)


def _tight(piece: Piece) -> Piece:
    """In brackets where a sign between its factors binds less tightly than standing side by side."""
    return in_round(piece) if is_loose(piece) else piece


def _factor(w: LatexWriter, node: Expr) -> Any:
    return w.closed((yield node), PRODUCT)


def _as_row(w: LatexWriter, node: Expr) -> Any:
    if isinstance(node, Apply) and _is_row(node):
        return w.closed((yield from _product(w, node)), PRODUCT)
    if isinstance(node, Apply) and node.op == "transpose":
        return w.closed((yield node), PRODUCT)
    if is_row_of(node):
        return (yield node)
    return Piece([w.closed((yield node), ATOM), r"^{\top}"], POWER)


def _transpose(w: LatexWriter, node: Apply) -> Render:
    if node.params["axes"] is not None or node.rank > 2:
        return (yield from w.by_name(node))
    inside = node.args[0]
    if isinstance(inside, Apply) and inside.op == "inv":
        return Piece([w.closed((yield inside.args[0]), ATOM), r"^{-\top}"], POWER)
    return Piece([w.closed((yield inside), ATOM), r"^{\top}"], POWER)


def _inv(w: LatexWriter, node: Apply) -> Render:
    if node.rank > 2:
        return (yield from w.by_name(node))
    return Piece([w.closed((yield node.args[0]), ATOM), "^{-1}"], POWER)


def _pinv(w: LatexWriter, node: Apply) -> Render:
    if node.rank > 2:
        return (yield from w.by_name(node))
    return Piece([w.closed((yield node.args[0]), ATOM), "^{+}"], POWER)


def _matrix_power(w: LatexWriter, node: Apply) -> Render:
    if isinstance(node.args[1], Number) and node.args[1].value in (-1, 2):  # A^{-1} and A^2 are others
        return (yield from w.by_name(node))
    return Piece([w.closed((yield node.args[0]), ATOM), "^{", (yield node.args[1]), "}"], POWER)


def _outer(w: LatexWriter, node: Apply) -> Render:
    a, b = node.args
    if a.rank != 1 or b.rank != 1:
        return (yield from w.by_name(node))
    left = _tight(w.closed((yield a), PRODUCT))
    return Piece([left, " ", w.closed((yield from _as_row(w, b)), FRACTION)], PRODUCT)


def _kron(w: LatexWriter, node: Apply) -> Render:
    a, b = node.args
    if a.rank != 2 or b.rank != 2:  # of vectors it is their outer product
        return (yield from w.by_name(node))
    left = w.closed((yield a), PRODUCT)
    return Piece([left, r" \otimes ", w.closed((yield b), FRACTION)], PRODUCT)


def _eye(w: LatexWriter, node: Apply) -> Render:
    yield from ()
    return Piece(["I_{", w.size(Size.of(node.params["n"]), 0), "}"], POWER)


def _ones(w: LatexWriter, node: Apply) -> Render:
    return (yield from _filled(w, r"\mathbf{1}", node))


def _zeros(w: LatexWriter, node: Apply) -> Render:
    return (yield from _filled(w, r"\mathbf{0}", node))


def _filled(w: LatexWriter, head: str, node: Apply) -> Render:
    if not node.shape:
        return (yield from w.by_name(node))
    sizes = r" \times ".join(str(w.size(size, 0)) for size in node.shape)
    return Piece([f"{head}_{{{sizes}}}"], POWER)


def _norm(w: LatexWriter, node: Apply) -> Render:
    x, order, axis = node.args[0], node.params["ord"], node.params["axis"]
    if order is None and x.rank == 2:
        order = "fro"
    if order not in _NORMS or not all_axes(node, "axis", axis) or node.params["keepdims"] or x.rank > 2:
        return None
    return Piece([r"\lVert ", (yield x), r" \rVert" + _NORMS[order]], ATOM)


def _stack(w: LatexWriter, node: Apply) -> Render:
    """A literal: entries below each other, or rows."""
    if node.rank > 2 or node.params["axis"] != -node.rank:
        return None
    rows = []
    for part in node.args:
        if isinstance(part, Apply) and part.op == "stack" and part.rank == 1:
            rows.append((yield from w.listed(part.args, " & ")))
        elif part.rank == 0:
            rows.append([(yield part)])
        else:
            return None
    inside: list[str | Piece] = []
    for k, row in enumerate(rows):
        inside += [r" \\ "] * (k > 0) + row
    return Piece([r"\begin{bmatrix} ", *inside, r" \end{bmatrix}"], ATOM)


# How an operation of this kind is written; None from it: as any other.
MATRICES: dict[str, Callable[[LatexWriter, Apply], Render]] = {
    "matmul": _matmul, "transpose": _transpose, "inv": _inv, "pinv": _pinv, "matrix_power": _matrix_power,
    "outer": _outer, "kron": _kron, "eye": _eye, "ones": _ones, "zeros": _zeros, "norm": _norm, "stack": _stack,
    "slice": _slice, "delta": _delta,
}
