"""Numbers at which something is 0, near given ones: symbols moved one entry at a time, or as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from lemmata.engine.expr import Symbol
from lemmata.engine.stability.formats import Array

TRIED = 12  # entries that are moved
Arrays = dict[str, Any]
Zero = Callable[[Mapping[str, Any]], Array]
INSIDE: dict[str, Callable[[Array], Any]] = {
    "positive": lambda x: x > 0, "nonnegative": lambda x: x >= 0, "simplex": lambda x: x >= 0,
    "unit": lambda x: (x >= 0) & (x <= 1), "negative": lambda x: x < 0, "nonpositive": lambda x: x <= 0,
    "nonzero": lambda x: x != 0, "posdef": lambda x: np.zeros(1), "real": lambda x: np.ones(1)}


def inside(symbol: Symbol, x: Array) -> bool:
    """Whether numbers are in the domain of a symbol, entry by entry; of other domains those that are drawn stay."""
    return bool(np.all(INSIDE.get(symbol.domain, lambda x: np.ones(1))(x)))


def brought(zero: Zero, at: Arrays, given: Sequence[Symbol], variable: Symbol, whole: bool) -> tuple[
        Arrays, Array] | None:
    """Numbers at which one entry of something, or the whole, is exactly 0, and a way for the variable to leave there.

    zero    of numbers for the given symbols, of which the variable is one
    """
    start = at[variable.name]
    everywhere = np.linspace(1, 2, start.size).reshape(start.shape)
    if not whole:
        for place in range(zero(at).size):
            for moved, entry in _entry(zero, place, at, variable):
                along = np.zeros_like(start)
                along[entry] = 1
                return moved, along
    for symbol in (variable, *(s for s in given if s is not variable)):
        for x in _values(zero, at, symbol, given):
            moved = {**at, symbol.name: x}
            if inside(symbol, x) and not (zero(moved).any() if whole else zero(moved).all()):
                return moved, everywhere
    moved = {**at, **{s.name: np.zeros_like(at[s.name]) for s in given}}
    if all(inside(s, moved[s.name]) for s in given) and not zero(moved).any():
        return moved, everywhere
    return None


def _values(zero: Zero, at: Arrays, symbol: Symbol, given: Sequence[Symbol]) -> Iterator[Array]:
    """Values of a symbol that may make the whole vanish: constant ones, another symbol's, itself less what is left."""
    own = at[symbol.name]
    yield from (np.full_like(own, value) for value in (0.0, 1.0))
    yield from (at[s.name] for s in given if s is not symbol and at[s.name].shape == own.shape)
    left = zero(at)
    if left.shape == own.shape:
        yield from (own - left, own + left)
        zeroed = zero({**at, symbol.name: np.zeros_like(own)})
        yield from (zeroed, -zeroed)


def _entry(zero: Zero, place: int, at: Arrays, variable: Symbol) -> Iterator[tuple[Arrays, Any]]:
    """The numbers with one entry of the variable moved so that an entry is 0."""
    start = at[variable.name]

    def value_of(arrays: Arrays) -> float:
        return float(zero(arrays).ravel()[place])

    for entry in list(np.ndindex(start.shape))[:TRIED]:
        def put(value: float, entry: Any = entry) -> Arrays:
            x = start.copy()
            x[entry] = value
            return {**at, variable.name: x}

        low, high = value_of(put(0.0)), value_of(put(1.0))
        values = [0.0, *(float(v[entry]) for v in at.values() if v.shape == start.shape), 1.0, -1.0, 0.5, 2.0]
        if high != low and np.isfinite(high - low):
            values.append(-low / (high - low))
        for value in values:
            moved = put(value)
            if inside(variable, moved[variable.name]) and value_of(moved) == 0 != value_of(
                    put(value + 0.25)):
                yield moved, entry
