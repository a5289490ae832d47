"""Readings that only forget what the text says of a name: real numbers, where another has them positive as was said."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Symbol, implied, symbols
from lemmata.engine.expr.claims import Reading


def without_looser(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those that are an earlier one, but for names of which they know less."""
    return [r for k, r in enumerate(readings) if not any(_is_looser(r, other) for other in readings[:k])]


def _is_looser(reading: Reading, other: Reading) -> bool:
    mine, theirs = _names(reading), _names(other)
    if reading.cost <= other.cost or mine.keys() != theirs.keys() or mine == theirs:
        return False
    return all(s.shape == theirs[n].shape and s.sort == theirs[n].sort and s.params == theirs[n].params and implied(
        theirs[n].domain, s.domain) for n, s in mine.items())


def _names(reading: Reading) -> dict[str, Symbol]:
    return {s.name: s for s in symbols(*(r for c in reading.claims for r in c.relations))}
