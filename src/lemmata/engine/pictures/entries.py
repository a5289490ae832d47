"""Single entries of vectors and matrices, which pictures go along and sliders move: `b[0]`, `A[0, 1]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from lemmata.engine.expr import Symbol, implied
from lemmata.engine.pictures.picture import Array, PictureError

_KEY = re.compile(r"(?P<name>[^\W\d]\w*)\[(?P<places>\s*\d+\s*(?:,\s*\d+\s*)*)\]")


class Entry(NamedTuple):
    """A number: a variable of its own, or what stands at these places of an array."""

    name: str
    places: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """As it is asked for."""
        return f"{self.name}[{', '.join(map(str, self.places))}]" if self.places else self.name


def entry_of(key: str) -> Entry:
    """The entry that a key names.

    >>> entry_of("A[0,1]"), entry_of("x").places
    (Entry(name='A', places=(0, 1)), ())
    """
    match = _KEY.fullmatch(key.strip())
    return Entry(key) if match is None else Entry(match["name"], tuple(int(k) for k in match["places"].split(",")))


def shares(s: Symbol) -> bool:
    """Whether its entries are parts of a whole: where one of them moves, the others of its row follow."""
    return implied(s.domain, "simplex")


def put(array: Any, places: tuple[int, ...], values: Any, share: bool = False) -> Array:
    """The array with an entry that has these values, for each value one.

    share  the others of its row keep their ratios, so that all add up to 1

    >>> put([0.5, 0.3, 0.2], (0,), 0.75, share=True).round(3).tolist()
    [0.75, 0.15, 0.1]
    """
    values, array = np.asarray(values, float), np.asarray(array, float)
    own = array.shape[array.ndim - len(places):]
    made = np.array(np.broadcast_to(array, (*values.shape, *own)))
    there: Any = (..., *places)
    if share:
        along: Any = (..., *places[:-1], slice(None))
        row = made[along]
        others = row.sum(-1) - row[..., places[-1]]
        with np.errstate(all="ignore"):
            scale = np.where(others > 0, (1 - values) / others, 0.0)
        spread = np.where(others > 0, 0.0, (1 - values) / max(own[-1] - 1, 1))
        made[along] = row * scale[..., None] + spread[..., None]
    made[there] = values
    return made


def check_entry(entry: Entry, declarations: Mapping[str, Symbol], fixed: Mapping[str, Any]) -> Symbol:
    """The array of an entry.

    Raises PictureError where it is none, has no value, or no such entry.
    """
    s = declarations.get(entry.name)
    if s is None or s.rank != len(entry.places):
        what = f"{entry.name} has {s.rank} axes" if s is not None else f"there is no {entry.name}"
        raise PictureError(f"{entry.key} is no entry: {what}; name a variable, and a place on each of its axes")
    if entry.name not in fixed:
        raise PictureError(f"{entry.key} moves while the other entries of {entry.name} stay; give {entry.name} a value")
    shape = np.shape(fixed[entry.name])
    if any(k >= n for k, n in zip(entry.places, shape)):
        raise PictureError(f"{entry.name} has shape {shape}, without an entry {entry.key}; places count from 0")
    return s
