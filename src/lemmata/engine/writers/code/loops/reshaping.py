"""Where an entry stands after its array was reshaped."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Shape, Size
from lemmata.engine.writers.code.loops.terms import Map, Term, Whole, whole


def same_entry(shape: Shape, other: Shape, places: Sequence[Term]) -> list[Term]:
    """The places in an array of the other shape of the entry that is at `places` in one of this shape.

    Axes are matched in groups of equal volume, so that only what is merged or split is divided.
    """
    found: list[Term] = []
    rows, columns = list(zip(shape, places)), list(other)
    while rows or columns:
        group, target = rows[:1], columns[:1]
        if _volume([s for s, _ in group]) != _volume(target):
            group, target = _smallest(rows, columns)
        rows, columns = rows[len(group) :], columns[len(target) :]
        found += _split(_merged(group), target)
    return found


def _smallest(rows: list[tuple[Size, Term]], columns: list[Size]) -> tuple[list[tuple[Size, Term]], list[Size]]:
    """The fewest first axes of both that have the same volume."""
    for total in range(1, len(rows) + len(columns) + 1):
        for count in range(max(0, total - len(columns)), min(total, len(rows)) + 1):
            if _volume([s for s, _ in rows[:count]]) == _volume(columns[: total - count]):
                return rows[:count], columns[: total - count]
    return rows, columns


def _volume(sizes: Sequence[Size]) -> Size:
    total = Size.of(1)
    for size in sizes:
        total = total * size
    return total


def _merged(group: list[tuple[Size, Term]]) -> Term:
    """One place for several, the last of which runs fastest."""
    place: Term = whole(0)
    for size, own in group:
        if isinstance(place, Whole) and isinstance(own, Whole):
            place = Whole(place.size * size + own.size)
        else:
            place = Map("add", (Map("mul", (place, Whole(size))), own)) if place != whole(0) else own
    return place


def _split(place: Term, sizes: list[Size]) -> list[Term]:
    found: list[Term] = []
    for k, size in enumerate(reversed(sizes)):
        last = k == len(sizes) - 1
        found.append(place if last else Map("mod", (place, Whole(size))))
        place = Map("floordiv", (place, Whole(size)))
    return found[::-1]
