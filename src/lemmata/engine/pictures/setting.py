"""What each variable is in a picture: a coordinate, a slider, or a value that is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.evaluation import solve_sizes
from lemmata.engine.expr import DOMAINS, Symbol, at, dims, symbols
from lemmata.engine.pictures.coordinates import (
    Chart,
    along_entries,
    along_number,
    along_places,
    along_simplex,
    along_size,
    beside,
    range_of,
)
from lemmata.engine.pictures.entries import check_entry, entry_of, put, shares
from lemmata.engine.pictures.labels import label
from lemmata.engine.pictures.picture import PictureError, Slider
from lemmata.engine.pictures.planes import nice
from lemmata.engine.pictures.values import Family
from lemmata.engine.writers import to_declarations

STEPS = {1: 25, 2: 12}  # about how many values each slider has, by the number of sliders
FINE = 100  # the same where no picture is drawn ahead
_FIRST = {"natural": 3.0, "integer": 2.0, "unit": 0.5, "negative": -1.0}  # where a slider stands


@dataclass(frozen=True, eq=False)
class Setting:
    """A formula with what its picture goes along."""

    family: Family
    chart: Chart | None
    sliders: Mapping[str, Slider]
    sizes: Mapping[str, int]

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the formula's value."""
        return tuple(size.value(self.sizes) for size in self.family.expr.shape)

    def at(self, values: Mapping[str, float]) -> Family:
        """The formula where the sliders stand at these values."""
        found = dict(self.family.fixed)
        for key, value in values.items():
            name, places = entry_of(key)
            found[name] = put(found[name], places, value, shares(self.family.declarations[name])) if places else value
        return self.family.fix(**found)


def setting(family: Family, given: Mapping[str, Any], sliders: Mapping[str, Any] | Sequence[str] = (),
            most: int = max(STEPS), fine: bool = False) -> Setting:
    """Ranges, values and sliders (at most so many) from what was given; the rest from the types.

    `A[0, 1]` is an entry of a matrix that has a value: with a range, or as a slider. A slider's range may say
    where it starts, (low, high, start). `fine`: sliders have small steps.

    Raises PictureError where that leaves something open.
    """
    asked = dict(sliders) if isinstance(sliders, Mapping) else dict.fromkeys(_names(sliders))
    occurring = {s.name: s for s in symbols(family.expr)}
    needed = {name: occurring[name] for name in family.declarations if name in occurring}
    ranges, fixed, single = {}, dict(family.fixed), dict[str, Any]()
    for name, value in given.items():
        if name in asked:
            raise PictureError(f"{name} is a slider and has a value; give one of the two")
        if entry_of(name).places:
            single[name] = value
        elif _is_range(family.declarations.get(name), value):
            ranges[name] = value
        else:
            fixed[name] = value
    fixed = {name: value for name, value in fixed.items() if name not in ranges and name not in asked}
    sizes = _sizes(family, fixed)
    many = {name: np.asarray(value, float) for name, value in fixed.items()
            if (name not in family.declarations or family.declarations[name].rank == 0) and np.ndim(value) == 1}
    for name, values in many.items():
        _refuse_none(name, values)
        del fixed[name]
    open_sizes = [d for d in dims(family.expr) if d not in sizes]
    in_shapes = {d for s in needed.values() if s.name not in fixed for d in dims(s)}
    free = [s for name, s in needed.items() if name not in fixed and name not in asked]
    free += [s for name, s in family.declarations.items() if name in (*ranges, *many) and name not in needed]
    charts: dict[str, Chart] = {}
    of_entries: dict[str, dict[tuple[int, ...], Any]] = {}
    for key, ends in single.items():
        check_entry(entry_of(key), family.declarations, fixed)
        of_entries.setdefault(entry_of(key).name, {})[entry_of(key).places] = ends
    for name, places in of_entries.items():
        charts[name] = along_places(family.declarations[name], places)
    for s in free:
        charts[s.name] = _chart(s, sizes, ranges.get(s.name), many.get(s.name))
    for name in open_sizes:
        if name not in in_shapes:
            charts[name] = along_size(name, ranges.get(name), many.get(name))
    chosen = [name for name in charts if name in ranges or name in many or name in of_entries]
    if family.expr.rank == 2:  # nothing goes along a matrix: all that is left moves it
        asked |= {name: ranges.get(name, many.get(name)) for name in charts}
        charts, chosen = {}, []
    axes = chosen or _by_themselves(charts, family)
    rest = [name for name in charts if name not in axes]
    _refuse_many(axes, charts)
    count = len(asked) + len(rest)
    if count > most:
        last = [*asked, *rest][-1]
        raise PictureError(f"{count} parameters are left for sliders, at most {most} fit under a picture; "
                           f"give values, {last}=1.0, or take f.sliders() in a notebook")
    steps = FINE if fine else STEPS.get(count, STEPS[1])
    made = {name: _slider(family, fixed, name, asked.get(name), steps) for name in (*asked, *rest)}
    chart = None
    for name in axes:
        chart = charts[name] if chart is None else beside(chart, charts[name])
    # What is not needed may still tell a size.
    return Setting(Family(family.expr, family.declarations, fixed, family.source), chart, made, sizes)


def _names(sliders: Iterable[str] | str) -> list[str]:
    return [sliders] if isinstance(sliders, str) else list(sliders)


def _is_range(s: Symbol | None, value: Any) -> bool:
    """Whether a tuple is a range: (low, high) of a number or a vector, a pair of these of a vector."""
    if not isinstance(value, tuple):
        return False
    return s is None or s.rank == 0 or s.rank == 1


def _sizes(family: Family, fixed: Mapping[str, Any]) -> dict[str, int]:
    """The sizes that the given arrays tell, and those that were given."""
    known = {name: int(v) for name, v in fixed.items() if name not in family.declarations and np.ndim(v) == 0}
    pairs = [(family.declarations[name], np.asarray(v)) for name, v in fixed.items()
             if name in family.declarations and family.declarations[name].shape]
    return solve_sizes(pairs, known)


def _chart(s: Symbol, sizes: Mapping[str, int], given: Any, values: Any) -> Chart:
    """Along a symbol without a value.

    Raises PictureError where it has too many entries, or nobody knows how many.
    """
    if s.domain in ("function", "variable", "event"):
        raise PictureError(f"{to_declarations([s])} has no picture by itself; give {s.name} a value")
    unknown = [d for d in dims(s) if d not in sizes]
    if unknown:
        small = {"simplex": 3}.get(s.domain, 2)
        or_size = f", or {unknown[0]}={small} to go along its entries" if s.rank == 1 else ""
        raise PictureError(f"{to_declarations([s])} has no value and {unknown[0]} is open; "
                           f"give {s.name}=array{or_size}")
    shape = tuple(size.value(sizes) for size in s.shape)
    if not shape:
        return along_number(s, given, values)
    if s.domain in ("simplex",) and shape in ((2,), (3,)):
        return along_simplex(s, shape[0])
    if shape in ((1,), (2,)) and DOMAINS[s.domain].rank is None:
        return along_entries(s, shape[0], given)
    raise PictureError(f"{to_declarations([s])} has no value; a picture goes along at most two numbers: "
                       f"give {s.name}=array of shape {shape}")


def _by_themselves(charts: Mapping[str, Chart], family: Family) -> list[str]:
    """What a picture goes along where nobody said: all that is free, or a vector with the numbers as sliders."""
    if sum(len(chart.coordinates) for chart in charts.values()) <= 2:
        return list(charts)
    vectors = [name for name in charts if name in family.declarations and family.declarations[name].rank]
    if len(vectors) == 1:
        return vectors
    names = list(charts)
    raise PictureError(f"the formula has {len(names)} free variables ({', '.join(names)}), a picture goes along one "
                       f"or two; give ranges to those, {names[0]}=(0, 1), and values to others: what is left gets "
                       "sliders")


def _refuse_many(axes: Sequence[str], charts: Mapping[str, Chart]) -> None:
    count = sum(len(charts[name].coordinates) for name in axes)
    if count > 2:
        raise PictureError(f"{' and '.join(axes)} are {count} numbers with a range; a picture goes along one or two: "
                           f"give {axes[-1]} a value")


def _refuse_none(name: str, values: Sized) -> None:
    if not len(values):
        raise PictureError(f"{name} has no values; give some, or a range, {name}=(-1, 1)")


def _slider(family: Family, fixed: Mapping[str, Any], key: str, given: Any, steps: int) -> Slider:
    """The values of a parameter.

    Raises PictureError where it is no number.
    """
    entry = entry_of(key)
    s = check_entry(entry, family.declarations, fixed) if entry.places else family.declarations.get(key)
    if s is None or s.rank != len(entry.places):
        what = "a size" if s is None else to_declarations([s])
        raise PictureError(f"{key} is {what}, sliders are numbers; give {key} a value")
    start = None
    if isinstance(given, tuple) and len(given) == 3:
        *given, start = given
        given = tuple(given)
    if given is not None and not isinstance(given, tuple):
        values = np.asarray(given, float)
        _refuse_none(key, values)
    else:
        low, high = range_of(key, s.domain, given)
        step = nice((high - low) / steps)
        step = max(step, 1.0) if DOMAINS[s.domain].sort == "integer" else step
        values = step * np.arange(np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9) + 1)
        if s.domain in ("positive", "negative", "nonzero"):
            values = values[values != 0]
    if entry.places:
        start = float(np.asarray(fixed[s.name])[entry.places])
    first = start if start is not None else _FIRST.get(s.domain, 1.0) if given is None else values[len(values) // 2]
    return Slider(label(at(s, *entry.places) if entry.places else s), tuple(np.round(values, 10).tolist()),
                  int(np.argmin(np.abs(values - first))))
