"""What a linear map is made of, found from the products over indices that its entries are.

A delta between a row and a column index makes it diagonal there; products that fall into parts over different rows and
columns are Kronecker products; a product whose rows and columns hang together only by indices that are summed over has
at most as high a rank as these run over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from lemmata.engine.expr import Size
from lemmata.engine.notation.terms import Factor, Term, age
from lemmata.engine.structure.groups import groups_of, joined, linked, multiplied, taken_apart

Names = tuple[str, ...]
Pair = tuple[str, str]
MOST_CUT = 2  # indices that a product is cut at


@dataclass(frozen=True)
class Pattern:
    """A map from its columns to its rows, for each value of the indices that it is diagonal in (`batch`)."""

    rows: Names
    columns: Names
    batch: Names
    terms: tuple[Term, ...] = field(repr=False)


@dataclass(frozen=True)
class Zero(Pattern):
    """No entry but zeros."""


@dataclass(frozen=True)
class Dense(Pattern):
    """Nothing found."""


@dataclass(frozen=True)
class Diagonal(Pattern):
    """One entry where the paired indices are equal; the terms are without their deltas."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Blocks(Pattern):
    """A map for each value of the paired indices."""

    pairs: tuple[Pair, ...]
    inner: Pattern

    @property
    def alike(self) -> bool:
        """Whether all blocks are the same: the identity, times the block."""
        return not any(row in _names(term) for term in self.inner.terms for row, _ in self.pairs)


@dataclass(frozen=True)
class Kronecker(Pattern):
    """A product of maps over different rows and columns."""

    factors: tuple[Pattern, ...]


@dataclass(frozen=True)
class KroneckerSum(Pattern):
    """A sum of such products over the same parts of rows and columns."""

    summands: tuple[Kronecker, ...]


@dataclass(frozen=True)
class Cut:
    """A product left[rows, inner] * weight[inner] * right[inner, columns], summed over the inner indices."""

    inner: Names
    left: Term
    weight: Term
    right: Term


@dataclass(frozen=True)
class LowRank(Pattern):
    """A sum of products that go through few inner indices."""

    cuts: tuple[Cut, ...]


@dataclass(frozen=True)
class Plus(Pattern):
    """A map and one of low rank."""

    base: Pattern
    low: LowRank


def pattern(terms: Sequence[Term], rows: Names, columns: Names, batch: Names = ()) -> Pattern:
    """The pattern of a map whose entries are the sum of the terms."""
    own = (rows, columns, batch, tuple(terms))
    if not terms:
        return Zero(*own)
    common = [(i, j) for i in rows for j in columns if all(frozenset((i, j)) in t.deltas for t in terms)]
    if common:
        return _diagonal_in(common, terms, rows, columns, batch)
    if not rows and not columns:
        return Diagonal(*own, ())
    found = _kronecker(terms, rows, columns, batch)
    if found is not None:
        return found
    for reach in (0, MOST_CUT):
        cuts = {k: cut for k, t in enumerate(terms) if (cut := _cut(t, rows, columns, batch, reach)) is not None}
        if not cuts:
            continue
        low = LowRank(rows, columns, batch, tuple(terms[k] for k in cuts), tuple(cuts.values()))
        if len(cuts) == len(terms):
            return low
        base = pattern([t for k, t in enumerate(terms) if k not in cuts], rows, columns, batch)
        if not isinstance(base, (Dense, LowRank, Plus)):
            return Plus(*own, base, low)
    return Dense(*own)


def _names(term: Term) -> set[str]:
    return {i for f in term.powers for i in f.indices} | {i for pair in term.deltas for i in pair}


def _diagonal_in(common: Sequence[Pair], terms: Sequence[Term], rows: Names, columns: Names, batch: Names) -> Pattern:
    pairs: list[Pair] = []
    for row, column in common:  # each index once
        if all(row != i and column != j for i, j in pairs):
            pairs.append((row, column))
    gone = {frozenset(pair) for pair in pairs}
    inner = tuple(replace(t, deltas=t.deltas - gone) for t in terms)
    left_rows = tuple(i for i in rows if all(i != r for r, _ in pairs))
    left_columns = tuple(j for j in columns if all(j != c for _, c in pairs))
    if not left_rows and not left_columns:
        if any(t.deltas for t in inner):
            return Dense(rows, columns, batch, tuple(terms))
        return Diagonal(rows, columns, batch, inner, tuple(pairs))
    below = pattern(inner, left_rows, left_columns, (*batch, *(r for r, _ in pairs)))
    if isinstance(below, Blocks):
        pairs, below = [*pairs, *below.pairs], below.inner
    return Blocks(rows, columns, batch, tuple(terms), tuple(pairs), below)


# Kronecker products


def _kronecker(terms: Sequence[Term], rows: Names, columns: Names, batch: Names) -> Pattern | None:
    groups = groups_of(terms, {*rows, *columns}, set(batch))
    if len(groups) < 2 or any(not g & {*rows} or not g & {*columns} for g in groups):
        return None
    for term in terms:
        if len(groups_of([term], {*rows, *columns}, set(batch))) != len(groups):
            return None
    ordered = sorted(groups, key=lambda g: min(map(age, g)))
    apart: list[list[list[Term]]] = []
    for term in terms:
        apart = joined([*apart, taken_apart(term, ordered, set(batch))])
    products = [Kronecker(rows, columns, batch, tuple(multiplied(parts)), tuple(
        pattern(part, tuple(i for i in rows if i in g), tuple(j for j in columns if j in g), batch)
        for part, g in zip(parts, ordered))) for parts in apart]
    return products[0] if len(products) == 1 else KroneckerSum(rows, columns, batch, tuple(terms), tuple(products))


# low rank


def _cut(term: Term, rows: Names, columns: Names, batch: Names, most: int) -> Cut | None:
    """The product taken apart at the fewest summed indices that all ways from rows to columns lead through."""
    if any(pair & {*rows} and pair & {*columns} for pair in term.deltas) or not rows or not columns:
        return None
    for count in range(most + 1):
        for inner in combinations(sorted(term.bound, key=age), count):
            links = linked(term, {*batch, *inner})
            if not any(link & {*rows} and link & {*columns} for link in links):
                return _taken_apart(term, inner, links, {*rows}, {*columns})
    return None


def _taken_apart(term: Term, inner: Names, links: Sequence[set[str]], rows: set[str], columns: set[str]) -> Cut:
    sides = [set().union(*(link for link in links if link & side), side) for side in (rows, columns)]

    def part(chosen: Iterable[Factor], names: set[str]) -> Term:
        return Term(Fraction(1), {f: term.powers[f] for f in chosen}, {d for d in term.deltas if d & names},
                    {i: s for i, s in term.bound.items() if i in names})

    left = [f for f in term.powers if {*f.indices} & sides[0]]
    right = [f for f in term.powers if {*f.indices} & sides[1]]
    middle = [f for f in term.powers if f not in left and f not in right]
    beside = {*term.bound} - {*inner} - sides[0] - sides[1]
    weight = part(middle, beside)
    weight.coefficient = term.coefficient
    return Cut(inner, part(left, sides[0]), weight, part(right, sides[1]))


def mirrored(term: Term, rows: Names, columns: Names) -> Term:
    """A term with rows and columns exchanged."""
    swap = {**dict(zip(rows, columns)), **dict(zip(columns, rows))}

    def moved(name: str) -> str:
        return swap.get(name, name)

    powers = {Factor(f.array, tuple(map(moved, f.indices))): p for f, p in term.powers.items()}
    return replace(term, powers=powers, deltas={frozenset(map(moved, pair)) for pair in term.deltas})


def ranges(names: Iterable[str], sizes: dict[str, Size]) -> Size:
    """The product of sizes."""
    total = Size.of(1)
    for name in names:
        total = total * sizes[name]
    return total
