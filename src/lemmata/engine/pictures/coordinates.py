"""What a picture goes along: a number, the entries of a short vector, probabilities; each with a range."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.expr import DOMAINS, Symbol, at
from lemmata.engine.pictures.entries import Entry, put, shares
from lemmata.engine.pictures.labels import Label, label, readable_text
from lemmata.engine.pictures.picture import Array, PictureError
from lemmata.engine.pictures.values import Family

# What is shown of a domain where no range is given.
RANGES: dict[str, tuple[float, float]] = {
    "real": (-3.0, 3.0), "nonzero": (-3.0, 3.0), "positive": (0.0, 5.0), "nonnegative": (0.0, 5.0),
    "negative": (-5.0, 0.0), "unit": (0.0, 1.0), "integer": (-10.0, 10.0), "natural": (0.0, 20.0),
    "binary": (0.0, 1.0), "simplex": (0.0, 1.0),
}
WIDER = ((-3.0, 3.0), (-10.0, 10.0), (-100.0, 100.0), (-1000.0, 1000.0))
NO_ENTRY = Entry("")
MOST_WHOLE = 400  # whole numbers that are drawn one by one


@dataclass(frozen=True, eq=False)
class Coordinate:
    """One number along which a picture goes.

    entry  which number of the formula it is
    share  whether other entries follow it, because all add up to 1
    """

    label: Label
    low: float
    high: float
    whole: bool = False
    values: Array | None = None  # those that were asked for
    chosen: bool = False  # whether the range was asked for
    entry: Entry = NO_ENTRY
    share: bool = False

    def places(self, count: int) -> Array:
        """Evenly spaced values, or all whole ones, or those that were asked for."""
        if self.values is not None:
            return self.values
        if self.whole:
            found = np.arange(np.ceil(self.low), np.floor(self.high) + 1)
            if len(found) > MOST_WHOLE:
                raise PictureError(f"{self.label} goes through {len(found)} whole numbers from {self.low:g} to "
                                   f"{self.high:g}; give a range with at most {MOST_WHOLE}")
            return found
        return np.linspace(self.low, self.high, count)


@dataclass(frozen=True, eq=False)
class Chart:
    """The coordinates of a picture and the point of the formula's variables that each of their values stands for.

    point    from the values that are given, and those of the coordinates
    slope    from a formula, the values of its derivatives along the coordinates on a last axis; None: there is none
    simplex  the number of outcomes, where the coordinates are probabilities
    """

    coordinates: tuple[Coordinate, ...]
    point: Callable[..., dict[str, Array]]
    slope: Callable[[Family, Mapping[str, Array]], Array | None]
    simplex: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Of the variables whose values they are."""
        return tuple(dict.fromkeys(c.entry.name for c in self.coordinates))

    def values(self, family: Family, *places: Array) -> Array:
        return family(**self.point(family.fixed, *places))

    def slopes(self, family: Family, *places: Array) -> Array | None:
        return self.slope(family, self.point(family.fixed, *places))


def range_of(name: str, domain: str, given: Any = None) -> tuple[float, float]:
    """The range that was asked for, or that of the domain.

    Raises PictureError where it is none.
    """
    if given is None:
        return RANGES.get(domain, RANGES["real"])
    try:
        low, high = (float(end) for end in given)
    except (TypeError, ValueError):
        raise PictureError(f"{name} = {given!r} is no range; give two numbers, {name}=(-1, 1)") from None
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise PictureError(f"{name} = {given!r} is no range from a smaller to a larger number; "
                           f"give {name}=({min(low, high):g}, {max(low, high):g})"
                           if low > high else f"{name} = {given!r} is no range; give two different finite numbers")
    return low, high


def along_number(s: Symbol, given: Any = None, values: Array | None = None) -> Chart:
    """Along a symbol that is a number."""
    whole = DOMAINS[s.domain].sort == "integer"
    low, high = (float(values.min()), float(values.max())) if values is not None else range_of(s.name, s.domain, given)
    coordinate = Coordinate(label(s), low, high, whole, values, given is not None, Entry(s.name))

    def slope(family: Family, point: Mapping[str, Array]) -> Array | None:
        found = None if whole else family.derivative(s.name)
        return None if found is None else found(**point)[..., None]

    return Chart((coordinate,), lambda fixed, u: {s.name: u}, slope)


def along_size(name: str, given: Any = None, values: Array | None = None) -> Chart:
    """Along a size, a whole number of at least 1."""
    low, high = range_of(name, "natural", given or (1.0, 20.0)) if values is None else (values.min(), values.max())
    coordinate = Coordinate(Label(readable_text(name), name), low, high, True, values, given is not None, Entry(name))
    return Chart((coordinate,), lambda fixed, u: {name: u.astype(int)}, lambda family, point: None)


def along_entries(s: Symbol, count: int, given: Any = None) -> Chart:
    """Along the one or two entries of a vector."""
    several = isinstance(given, (tuple, list)) and len(given) == count and all(np.ndim(part) == 1 for part in given)
    ranges = [range_of(s.name, s.domain, g) for g in (given if several else [given] * count)]
    whole = DOMAINS[s.domain].sort == "integer"
    coordinates = tuple(Coordinate(label(at(s, k)), *ends, whole, None, given is not None, Entry(s.name, (k,)))
                        for k, ends in enumerate(ranges))

    def slope(family: Family, point: Mapping[str, Array]) -> Array | None:
        found = None if whole else family.derivative(s.name)
        return None if found is None else found(**point)

    return Chart(coordinates, lambda fixed, *us: {s.name: np.stack(us, -1)}, slope)


def along_simplex(s: Symbol, count: int) -> Chart:
    """Along the probabilities of two outcomes (by the first one), or of three (by the first two)."""
    coordinates = tuple(Coordinate(label(at(s, k)), 0.0, 1.0, entry=Entry(s.name, (k,)), share=True)
                        for k in range(count - 1))

    def slope(family: Family, point: Mapping[str, Array]) -> Array | None:
        found = family.derivative(s.name)
        if found is None:
            return None
        values = found(**point)
        return values[..., :-1] - values[..., -1:]

    def point(fixed: Mapping[str, Any], *us: Array) -> dict[str, Array]:
        return {s.name: np.stack([*us, 1 - sum(us)], -1)}

    return Chart(coordinates, point, slope, count)


def along_places(s: Symbol, ranges: Mapping[tuple[int, ...], Any]) -> Chart:
    """Along single entries of an array, while its others have the values that are given."""
    share, whole = shares(s), DOMAINS[s.domain].sort == "integer"
    coordinates = tuple(Coordinate(label(at(s, *places)), *range_of(Entry(s.name, places).key, s.domain, given), whole,
                                   None, given is not None, Entry(s.name, places), share)
                        for places, given in ranges.items())

    def point(fixed: Mapping[str, Any], *us: Array) -> dict[str, Array]:
        array = fixed[s.name]
        for places, u in zip(ranges, us):
            array = put(array, places, u, share)
        return {s.name: array}

    def slope(family: Family, point: Mapping[str, Array]) -> Array | None:
        found = None if whole else family.derivative(s.name)
        if found is None:
            return None
        slopes = found(**point)
        return np.stack([_along(slopes, point[s.name], places, share) for places in ranges], -1)

    return Chart(coordinates, point, slope)


def _along(slopes: Array, array: Array, places: tuple[int, ...], share: bool) -> Array:
    """The derivative by one entry, with what follows it."""
    there: Any = (..., *places)
    own = np.asarray(slopes[there])
    if not share:
        return own
    whole: Any = (..., *places[:-1], slice(None))
    row, base = slopes[whole], array[whole]
    others = np.delete(base, places[-1], -1)
    rest = np.delete(row, places[-1], -1)
    with np.errstate(all="ignore"):
        return np.asarray(own - (rest * others).sum(-1) / others.sum(-1))


def beside(one: Chart, other: Chart) -> Chart:
    """Along the coordinates of both."""
    first = len(one.coordinates)

    def slope(family: Family, point: Mapping[str, Array]) -> Array | None:
        found = [chart.slope(family, point) for chart in (one, other)]
        known = [f for f in found if f is not None]
        return np.concatenate(known, -1) if len(known) == 2 else None

    return Chart((*one.coordinates, *other.coordinates),
                 lambda fixed, *us: {**one.point(fixed, *us[:first]), **other.point(fixed, *us[first:])}, slope)
