"""Products over indices that fall into parts over different rows and columns, and sums of such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from lemmata.engine.notation.terms import Term, age, product
from lemmata.engine.structure.entries import signature


def multiplied(parts: Sequence[Sequence[Term]]) -> list[Term]:
    result = [Term()]
    for part in parts:
        result = [product([a, b]) for a in result for b in part]
    return result


def groups_of(terms: Iterable[Term], free: set[str], fixed: set[str]) -> list[set[str]]:
    """The parts of the free indices that hang together in some of the terms."""
    groups = [{name} for name in sorted(free, key=age)]
    for term in terms:
        for link in linked(term, fixed):
            touched = [g for g in groups if g & link]
            if len(touched) > 1:
                groups = [g for g in groups if g not in touched] + [set().union(*touched)]
    return groups


def linked(term: Term, fixed: set[str]) -> list[set[str]]:
    """The sets of indices that factors, deltas and summed indices of a term hold together."""
    links = [set(f.indices) - fixed for f in term.powers] + [set(pair) - fixed for pair in term.deltas]
    merged: list[set[str]] = []
    for link in links:
        if not link:
            continue
        touched = [m for m in merged if m & link]
        merged = [m for m in merged if m not in touched] + [set().union(link, *touched)]
    return merged


def taken_apart(term: Term, groups: Sequence[set[str]], fixed: set[str]) -> list[list[Term]]:
    """A product taken apart; what belongs to no group goes to the last one that is more than a delta."""
    links = linked(term, fixed)
    parts = []
    for group in groups:
        inside = set().union(group, *(link for link in links if link & group))
        parts.append(Term(Fraction(1), {f: p for f, p in term.powers.items() if set(f.indices) & inside}, {
            d for d in term.deltas if d & inside}, {i: s for i, s in term.bound.items() if i in inside}))
    used = {f for part in parts for f in part.powers}
    rest = Term(term.coefficient, {f: p for f, p in term.powers.items() if f not in used}, {
        d for d in term.deltas if not any(d in part.deltas for part in parts)}, {
        i: s for i, s in term.bound.items() if not any(i in part.bound for part in parts)})
    place = max((k for k, part in enumerate(parts) if part.powers), default=len(parts) - 1)
    parts[place] = product([rest, parts[place]])
    return [[part] for part in parts]


def joined(found: list[list[list[Term]]]) -> list[list[list[Term]]]:
    """Products that are the same but in one part, as one: A x B + A x C is A x (B + C)."""
    *before, new = found
    for k, old in enumerate(before):
        keys = [([*map(_bare, a)], [*map(_bare, b)]) for a, b in zip(old, new)]
        scales = [(_scale(a), _scale(b)) for a, b in zip(old, new)]
        differing = [g for g, (a, b) in enumerate(keys) if a != b]
        if len(differing) > 1 or any(a is None or b is None for g, (a, b) in enumerate(scales) if g not in differing):
            continue
        place = differing[0] if differing else len(new) - 1
        merged = [[_unscaled(part[0])] if g != place else [] for g, part in enumerate(old)]
        for side, part in enumerate((old[place], new[place])):
            merged[place] += [_times(t, scales, side, place) for t in part]
        return joined([*before[:k], *before[k + 1:], merged])
    return found


def _split(term: Term) -> tuple[Term, Term]:
    """The numbers of a product, and the rest."""
    numbers = {f: p for f, p in term.powers.items() if not f.indices}
    return Term(term.coefficient, numbers), replace(
        term, coefficient=Fraction(1), powers={f: p for f, p in term.powers.items() if f.indices})


def _bare(term: Term) -> object:
    return signature(_split(term)[1])


def _unscaled(term: Term) -> Term:
    return _split(term)[1]


def _scale(part: Sequence[Term]) -> Term | None:
    """The numbers in front of a part that is one product."""
    return _split(part[0])[0] if len(part) == 1 else None


def _times(term: Term, scales: Sequence[tuple[Term | None, Term | None]], side: int, place: int) -> Term:
    """A product with the numbers of the other parts."""
    others = [s[side] for g, s in enumerate(scales) if g != place]
    return product([*(s for s in others if s is not None), term])
