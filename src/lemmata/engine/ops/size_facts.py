"""What holds of a size for all dims and all indices in their ranges."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lemmata.engine.expr import Size
from lemmata.engine.ops.implications import Facts, close

Ranges = dict[str, tuple[Size | None, Size | None]]


def size_facts(size: Size, ranges: Ranges) -> Facts:
    """What holds of a size for all dims (at least 1) and all indices between the ends of their ranges.

    >>> sorted(size_facts(Size.of("n") - 1 - Size.of("%0"), {"%0": (Size.of(0), Size.of("n") - 1)}) - {"real"})
    ['integer', 'natural', 'nonnegative']
    """
    return close(frozenset(_of_size(size, ranges)))


def _of_size(size: Size, ranges: Ranges) -> Iterator[str]:
    """An integer; its sign where all terms agree once each atom is counted from an end of its range."""
    yield "integer"
    if all(factor % 2 == 0 for _, factor in size.terms):
        yield "even"
    elif all(factor % 2 == (0 if monomial else 1) for monomial, factor in size.terms) and not size.terms[0][0]:
        yield "odd"
    for sign, facts in ((1, ("nonnegative", "positive")), (-1, ("nonpositive", "negative"))):
        least = max((_least(shifted) for shifted in _shifted(size * sign, ranges)), default=-1)
        if least >= 0:
            yield facts[0]
        if least > 0:
            yield facts[1]


def _least(size: Size) -> int:
    """A lower bound where every atom is at least 0, else -1."""
    if any(factor < 0 for monomial, factor in size.terms if monomial):
        return -1
    return next((factor for monomial, factor in size.terms if not monomial), 0)


def _shifted(size: Size, ranges: Ranges) -> Iterator[Size]:
    """The size in atoms that are at least 0: dims as 1 + n, indices from either end of their range."""
    atoms: list[str] = []
    # The ends of a range may contain other indices.
    for _ in range(4):
        ends = (end for a in atoms for end in ranges.get(a, ()) if end is not None)
        atoms = sorted({a for s in (size, *ends) for a in s.atoms if a[0] in "#%"})
    if len(atoms) > 4 or any(a not in ranges for a in atoms):
        return
    for choice in product((0, 1), repeat=len(atoms)):
        values: dict[str, Size] = {}
        for atom, end in zip(atoms, choice):
            limit = ranges[atom][end]
            if limit is None:
                break
            # The distance to the end is an atom of its own: an end may contain other indices as they are.
            values[atom] = limit + Size.of(f"+{atom}") if end == 0 else limit - Size.of(f"+{atom}")
        else:
            moved = size
            for _ in atoms:
                moved = moved.substitute(values)
            if not any(a[0] in "#%" for a in moved.atoms):
                yield moved.substitute({a: Size.of(a) + 1 for a in moved.atoms if a[0] != "+"})
