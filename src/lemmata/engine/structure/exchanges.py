"""The ways to call summed indices, and to exchange rows with columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations, product

from lemmata.engine.expr import Size
from lemmata.engine.notation.terms import Factor, Term


def renamings(term: Term, bound: Mapping[str, Size]) -> Iterator[Term]:
    """The term with its summed indices called as those of another one, in all ways that sizes allow."""
    if len(term.bound) != len(bound):
        return
    for names in permutations(bound):
        moved = dict(zip(term.bound, names))
        if all(term.bound[i] == bound[j] for i, j in moved.items()):
            yield replace(term, bound=dict(bound), powers={
                Factor(f.array, tuple(moved.get(i, i) for i in f.indices)): p for f, p in term.powers.items()})


def exchanges(free: Sequence[tuple[str, str]], bound: Sequence[str]) -> Iterator[tuple[dict[str, str], set[str]]]:
    """The ways to exchange rows and columns, with pairs of summed indices; and which indices are on the rows' side."""
    base = {**dict(free), **{c: r for r, c in free}}
    for pairs in _pairings(list(bound)):
        for sides in product((0, 1), repeat=len(pairs)):
            swapped = {**base, **{a: b for a, b in pairs}, **{b: a for a, b in pairs}}
            yield swapped, {r for r, _ in free} | {pair[side] for pair, side in zip(pairs, sides)}


def _pairings(names: list[str]) -> Iterator[list[tuple[str, str]]]:
    """All ways to pair some of the names."""
    if not names:
        yield []
        return
    first, *rest = names
    yield from _pairings(rest)
    for k, other in enumerate(rest):
        for more in _pairings(rest[:k] + rest[k + 1:]):
            yield [(first, other), *more]
