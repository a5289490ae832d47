"""The structure of a derivative in words: its name, its parts as expressions, what it costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lemmata.engine.expr import Apply, Expr, Size
from lemmata.engine.notation.terms import Term
from lemmata.engine.structure.entries import Entries, in_order, signature, written
from lemmata.engine.structure.patterns import (
    Blocks,
    Cut,
    Diagonal,
    Kronecker,
    KroneckerSum,
    LowRank,
    Pattern,
    Plus,
    Zero,
    mirrored,
    ranges,
)
from lemmata.engine.writers import to_text

LONG = 80  # signs of a part that are shown in the line


@dataclass(frozen=True)
class Structure:
    """What a linear map is made of, proved from its entries; `dense` where nothing was found.

    name        zero, scaled identity, diagonal, permuted diagonal, block diagonal, Kronecker, sum of Kronecker
                products, low rank, symmetric low rank, one of these "plus low rank", dense
    parts       what it is made of: `d`; `A`, `B`, ... of a Kronecker product; `U`, `D`, `V` of U diag(D) V
    text        all of it in one line
    entries     numbers to be stored
    multiply    multiplications for a product with a vector, in dims
    solve       and to solve with it once; None where it has no inverse
    """

    name: str
    parts: Mapping[str, Any]
    text: str
    entries: Size
    multiply: Size
    solve: Size | None

    def __str__(self) -> str:
        return f"{self.name}: {self.text}" if self.text else self.name

    def mapped(self, change: Callable[[Expr], Any]) -> Structure:
        """With the parts as something else, for instance formulas."""
        parts = {name: change(part) for name, part in self.parts.items()}
        return Structure(self.name, parts, self.text, self.entries, self.multiply, self.solve)


@dataclass
class _Found:
    """A structure on its way, with its numbers of rows and columns."""

    name: str
    text: str
    entries: Size
    multiply: Size
    solve: Size | None
    parts: dict[str, Expr] = field(default_factory=dict)


def describe(node: Pattern, entries: Entries | None, shape: Sequence[Size], columns: int) -> Structure:
    """The structure of a map with a pattern, None for one whose entries have no form."""
    found = _Describing(entries).of(node) if entries is not None else _dense(shape, len(shape) - columns)
    return Structure(found.name, found.parts, found.text, found.entries, found.multiply, found.solve)


def _dense(shape: Sequence[Size], split: int) -> _Found:
    rows, columns = _product(shape[:split]), _product(shape[split:])
    return _Found("dense", "", rows * columns, rows * columns, _cube(rows) if rows == columns else None)


def _product(sizes: Sequence[Size]) -> Size:
    total = Size.of(1)
    for size in sizes:
        total = total * size
    return total


def _cube(size: Size) -> Size:
    return size * size * size


class _Describing:
    def __init__(self, entries: Entries):
        self.sizes = entries.sizes

    def expr(self, terms: Sequence[Term], names: Sequence[str]) -> Expr:
        return written(terms, names, self.sizes)

    def size(self, names: Sequence[str]) -> Size:
        return ranges(names, self.sizes)

    def of(self, node: Pattern) -> _Found:
        if isinstance(node, Zero):
            return _Found("zero", "", Size.of(0), Size.of(0), None)
        if isinstance(node, Diagonal):
            return self.diagonal(node)
        if isinstance(node, Blocks):
            return self.kronecker(node, factors_of_blocks(node)) if node.alike else self.blocks(node)
        if isinstance(node, Kronecker):
            return self.kronecker(node, node.factors)
        if isinstance(node, KroneckerSum):
            return self.kronecker_sum(node)
        if isinstance(node, LowRank):
            return self.low_rank(node)
        if isinstance(node, Plus):
            return self.plus(node)
        whole = _dense([self.sizes[i] for i in (*node.rows, *node.columns)], len(node.rows))
        whole.text = to_text(self.expr(node.terms, [*node.batch, *node.rows, *node.columns]))
        return whole

    def diagonal(self, node: Diagonal) -> _Found:
        in_place = all(node.rows.index(r) == node.columns.index(c) for r, c in node.pairs)
        size = self.size(node.rows)
        used = {i for t in node.terms for f in t.powers for i in f.indices} & {*node.rows}
        entries = self.expr(node.terms, [] if not used else list(node.rows))
        name = "diagonal" if used else "scaled identity"
        if not in_place:
            name = "permuted diagonal" if used else "permutation"
        return _Found(name, to_text(entries), size if used else Size.of(1), size, size, {"d" if used else "c": entries})

    def blocks(self, node: Blocks) -> _Found:
        inner, over = node.inner, [r for r, _ in node.pairs]
        count, rows, columns = self.size(over), self.size(inner.rows), self.size(inner.columns)
        block = self.expr(with_deltas(inner), [*over, *inner.rows, *inner.columns])
        shown = to_text(block)
        text = f"{count} blocks of {rows} x {columns}" + (f", {shown}" if len(shown) <= LONG else "")
        return _Found("block diagonal", text,
                      count * rows * columns, count * rows * columns, count * _cube(rows) if rows == columns else None,
                      {"blocks": block})

    def kronecker(self, node: Pattern, factors: Sequence[Pattern]) -> _Found:
        parts = [self.expr(with_deltas(f), [*f.rows, *f.columns]) for f in factors]
        straight = [i for f in factors for i in f.rows] == list(node.rows) and [
            j for f in factors for j in f.columns] == list(node.columns)
        text = " ⊗ ".join(_bracketed(p) for p in parts)
        if not straight:
            rows = {i: chr(ord("i") + k) for k, i in enumerate((*node.rows, *node.columns))}
            text += " over " + ", ".join(
                "".join(rows[i] for i in f.rows) + "|" + "".join(rows[j] for j in f.columns) for f in factors)
        sides = [(self.size(f.rows), self.size(f.columns)) for f in factors]
        identities = [isinstance(f, Diagonal) and is_identity(f) for f in factors]
        stored, multiply, solve = Size.of(0), Size.of(0), Size.of(0)
        total = self.size(node.rows)
        for (rows_, columns_), identity in zip(sides, identities):
            if not identity:
                stored = stored + rows_ * columns_
                multiply = multiply + total * columns_
                solve = solve + _cube(rows_) + total * rows_
        square = all(r == c for r, c in sides)
        return _Found("Kronecker", text, stored, multiply, solve if square else None,
                      {name: p for name, p in zip("ABCDEFGH", parts)})

    def kronecker_sum(self, node: KroneckerSum) -> _Found:
        found = [self.kronecker(s, s.factors) for s in node.summands]
        sides = [self.size(f.rows) for f in node.summands[0].factors]
        total = self.size(node.rows)
        solve = _cube(total)
        if len(found) == len(sides) == 2:
            solve = _cube(sides[0]) + _cube(sides[1]) + total * (sides[0] + sides[1])
        parts = {f"{name}{k + 1}": p for k, f in enumerate(found) for name, p in f.parts.items()}
        return _Found("sum of Kronecker products", " + ".join(f.text for f in found), _sum([f.entries for f in found]),
                      _sum([f.multiply for f in found]),
                      solve if all(f.solve is not None for f in found) else None, parts)

    def low_rank(self, node: LowRank) -> _Found:
        rows, columns = self.size(node.rows), self.size(node.columns)
        rank = _sum([self.size(cut.inner) for cut in node.cuts])
        symmetric = is_mirrored(node)
        parts: dict[str, Expr] = {}
        texts = []
        for k, cut in enumerate(node.cuts):
            names = [name + (str(k + 1) if len(node.cuts) > 1 else "") for name in "UDV"]
            found = self.cut(cut, node)
            parts |= dict(zip(names, found))
            texts.append(self.shown(cut, found))
        text = self.as_matrices(node) or " + ".join(texts)
        side = rows if symmetric else rows + columns
        return _Found("symmetric low rank" if symmetric else "low rank", f"{text}, {_rank(rank)}",
                      side * rank + rank, (rows + columns) * rank,
                      _cube(rows) if rows == columns and rank != 1 else None, parts)

    def as_matrices(self, node: Pattern) -> str | None:
        """All of it in matrix notation, for a matrix."""
        if node.batch or len(node.rows) != 1 or len(node.columns) != 1:
            return None
        return to_text(self.expr(node.terms, [*node.rows, *node.columns]))

    def cut(self, cut: Cut, node: LowRank) -> tuple[Expr, Expr, Expr]:
        return (self.expr([cut.left], [*node.batch, *node.rows, *cut.inner]),
                self.expr([cut.weight], [*node.batch, *cut.inner]),
                self.expr([cut.right], [*node.batch, *cut.inner, *node.columns]))

    def shown(self, cut: Cut, found: tuple[Expr, Expr, Expr]) -> str:
        left, weight, right = (_bracketed(p) for p in found)
        if not cut.inner:
            one = to_text(found[1]) == "1"
            return ("" if one else f"{weight}*") + f"outer({to_text(found[0])}, {to_text(found[2])})"
        ones = isinstance(found[1], Apply) and found[1].op == "ones"
        return f"{left} @ {right}" if ones else f"{left} @ diag({to_text(found[1])}) @ {right}"

    def plus(self, node: Plus) -> _Found:
        base, low = self.of(node.base), self.low_rank(node.low)
        name = "diagonal" if base.name == "scaled identity" else base.name
        total = self.size(node.rows)
        rank = _sum([self.size(cut.inner) for cut in node.low.cuts])
        solve = None if base.solve is None else base.solve + total * rank * rank + _cube(rank)
        whole = self.as_matrices(node)
        text = f"{whole}, the latter of {_rank(rank)}" if whole else f"{base.text}; and {low.text}"
        return _Found(f"{name} plus low rank", text, base.entries + low.entries, base.multiply + low.multiply, solve,
                      {**base.parts, **low.parts})


def _rank(rank: Size) -> str:
    return f"rank {rank}" if rank == 1 else f"rank at most {rank}"


def _sum(sizes: Sequence[Size]) -> Size:
    total = Size.of(0)
    for size in sizes:
        total = total + size
    return total


def with_deltas(node: Pattern) -> list[Term]:
    """The terms of a pattern, the deltas that its pairs say put back."""
    if not isinstance(node, Diagonal):
        return list(node.terms)
    gone = {frozenset(pair) for pair in node.pairs}
    return [Term(t.coefficient, t.powers, t.deltas | gone, t.bound) for t in node.terms]


def is_identity(node: Diagonal) -> bool:
    return all(t.coefficient == 1 and not t.powers for t in node.terms)


def factors_of_blocks(node: Blocks) -> list[Pattern]:
    """Equal blocks as a Kronecker product with identities, in the order of the rows."""
    identities: list[Pattern] = [Diagonal((r,), (c,), (), (Term(),), ((r, c),)) for r, c in node.pairs]
    return sorted([*identities, node.inner], key=lambda f: min((node.rows.index(i) for i in f.rows), default=0))


def _bracketed(part: Expr) -> str:
    text = to_text(part)
    return f"({text})" if isinstance(part, Apply) and part.op in ("add", "neg", "mul", "div", "matmul") else text


def is_mirrored(node: LowRank) -> bool:
    """Whether a sum of low rank is its own transpose."""
    if len(node.rows) != len(node.columns):
        return False
    return {signature(in_order(mirrored(t, node.rows, node.columns))) for t in node.terms} == {
        signature(t) for t in node.terms}
