"""Bits against a variable: along a line where its values are near, along all floats where they are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lemmata.engine.stability.formats import Array, Format

if TYPE_CHECKING:
    from lemmata.engine.stability.accuracy import Accuracy

WIDE = 1e4  # quotient of large and small values, from which all floats are one axis
SHOWN = 3000  # points that are drawn
BINS = 60


@dataclass(frozen=True)
class Profile:
    """Where the points stand along a variable, and the bits that are lost there.

    label   of the axis; of an array, its entry of the largest magnitude
    wide    whether the axis has a place for every float, with as much room for each power of 2
    places  of the points, between `low` and `high`; infinite values stand at the ends
    """

    label: str
    format: Format
    wide: bool
    places: Array
    bits: Array
    low: float
    high: float

    def bins(self, count: int) -> Array:
        """Mean bits in equal parts of the axis; nan where no point is."""
        width = (self.high - self.low) or 1.0
        at = np.clip(((self.places - self.low) / width * count).astype(int), 0, count - 1)
        total, number = np.bincount(at, self.bits, count), np.bincount(at, minlength=count)
        with np.errstate(all="ignore"):
            return np.where(number > 0, total / number, np.nan)

    def parts(self, count: int) -> list[tuple[float, float, float, float]]:
        """Equal parts of the axis in which points are: the numbers at both ends, the mean bits, the worst."""
        edges = np.linspace(self.low, self.high, count + 1)
        at = np.clip(np.searchsorted(edges, self.places, side="right") - 1, 0, count - 1)
        return [(self.value(edges[k]), self.value(edges[k + 1]), float(mine.mean()), float(mine.max()))
                for k in range(count) if len(mine := self.bits[at == k])]

    def value(self, place: float) -> float:
        """The number that stands at a place of the axis."""
        if abs(place) < (self.high - self.low) / 200:
            return 0.0
        return float(self.format.number(np.array([round(place * _binade(self.format))]))[0]) if self.wide else place


def profile(accuracy: Accuracy, variable: str = "") -> Profile | None:
    """Along the variable, or along the one whose bins tell most of the bits; None where there is none to go along.

    Raises ValueError for a variable that the formula has not.
    """
    found = profiles(accuracy)
    if variable and variable not in found:
        raise ValueError(f"the formula has no variable {variable!r}; it has {', '.join(found) or 'none'}")
    return found[variable] if variable else next(iter(found.values()), None)


def profiles(accuracy: Accuracy) -> dict[str, Profile]:
    """Along each variable, the one first whose bins tell most of the bits."""
    names = list(accuracy.truth.known[0].group.values) if accuracy.truth.known else []
    found = {name: _along(accuracy, name) for name in names}
    return dict(sorted(found.items(), key=lambda item: -_told(item[1])))


def _along(accuracy: Accuracy, name: str) -> Profile:
    columns, array = [], False
    for known in accuracy.truth.known:
        value = known.group.values[name].astype(float)
        array |= value.ndim > 1
        flat = value.reshape(known.group.count, -1)
        columns.append(flat[np.arange(len(flat)), np.argmax(np.abs(flat), axis=1)])
    values = np.concatenate(columns)
    sizes = np.abs(values[np.isfinite(values) & (values != 0)])
    low, high = np.quantile(sizes, [0.05, 0.95]) if len(sizes) else (1.0, 1.0)
    wide = bool(high > WIDE * low)
    form = accuracy.format
    places = form.order(values) / _binade(form) if wide else values
    inside = places[np.isfinite(values)]
    ends = (float(inside.min()), float(inside.max())) if len(inside) else (0.0, 1.0)
    label = f"largest entry of {name}" if array else name
    return Profile(label, form, wide, np.clip(places, *ends), accuracy.bits, *ends)


def _binade(format: Format) -> float:
    return float(np.ldexp(1.0, format.precision - 1))


def _told(found: Profile) -> float:
    """How much of the bits' variance is between the bins."""
    means = found.bins(BINS)
    width = (found.high - found.low) or 1.0
    at = np.clip(((found.places - found.low) / width * BINS).astype(int), 0, BINS - 1)
    return float(np.var(means[at])) if len(at) else 0.0


def number_short(value: float) -> str:
    """A number of an axis.

    >>> number_short(-1.7e308), number_short(250.0), number_short(0.0)
    ('-1.7e308', '250', '0')
    """
    return f"{value:.2g}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e-") if abs(value) >= 1e4 or 0 < abs(
        value) < 1e-3 else f"{value:.3g}"


def ticks(found: Profile, count: int = 7) -> list[tuple[float, str]]:
    """Places along an axis of all floats with their numbers, powers of 10 but for 0."""
    made = {}
    for place in np.linspace(found.low, found.high, count):
        value = found.value(place)
        power = round(float(np.log10(abs(value)))) if value else 0
        rounded = float(np.copysign(float(f"1e{power}"), value)) if value else 0.0
        at = float(found.format.order(found.format.rounded(np.array([rounded])))[0] / _binade(found.format))
        if found.low <= at <= found.high:
            made[at] = f"{'-' if value < 0 else ''}1e{power}" if power else number_short(rounded)
    return sorted(made.items())


def picture(accuracy: Accuracy, variable: str = "") -> Any:
    """The picture: a mark a point, and the mean over the bins."""
    from lemmata.engine.pictures import Axis, Curve, Label, Picture, PictureError, Points

    found = profile(accuracy, variable)
    if found is None:
        raise PictureError("the formula has no variable to draw its bits along")
    chosen = np.linspace(0, len(found.places) - 1, min(SHOWN, len(found.places))).astype(int)
    chosen = chosen[np.argsort(found.places[chosen], kind="stable")]
    means = found.bins(BINS)
    edges = np.linspace(found.low, found.high, BINS + 1)
    middles = (edges[1:] + edges[:-1]) / 2
    there = ~np.isnan(means)
    return Picture(
        "curve", (Points("points", found.places[chosen], found.bits[chosen], colour=7),
                  Curve("mean", middles[there], means[there], colour=0)),
        title=Label(f"Bits lost by {accuracy.formula} ({accuracy.dtype}, {accuracy.form})"),
        x=Axis(Label(found.label), (found.low, found.high), tuple(ticks(found)) if found.wide else ()),
        y=Axis(Label("bits lost"), (0.0, accuracy.format.bits * 1.03)))
