"""Pictures along one number: a curve with its derivative, stems, a curve in the plane or in space."""

from __future__ import annotations

import numpy as np

from lemmata.engine.pictures.coordinates import WIDER, Chart, Coordinate
from lemmata.engine.pictures.curves import sampled
from lemmata.engine.pictures.labels import Label
from lemmata.engine.pictures.picture import Array, Axis, Curve, Layer, Picture, PictureError, Points, Stems
from lemmata.engine.pictures.values import Family

ALONG = 400  # points of a curve in the plane
MOST_COMPONENTS = 12


def curve(family: Family, chart: Chart, head: Label, derivative: bool = False) -> Picture:
    """The values of a number along another one; stems where that is whole."""
    (u,) = chart.coordinates
    if u.whole:
        x = u.places(0)
        y = chart.values(family, x)
        _need_values(y, u)
        return Picture("stems", (Stems(head.text, x, y, 0),), x=_whole(u, x), y=Axis(head))
    x, y, limits = _followed(family, chart, u)
    _need_values(y, u)
    layers: list[Layer] = [Curve(head.text, x, y, colour=0)]
    if derivative:
        slope = _slope(family, chart, u, float(x[0]), float(x[-1]))
        layers.append(slope[0])
        limits = _both(limits, slope[1], y, slope[0].y)
    return Picture("curve", tuple(layers), x=Axis(u.label, (float(x[0]), float(x[-1]))), y=Axis(head, limits))


def _whole(u: Coordinate, x: Array) -> Axis:
    return Axis(u.label, ticks=tuple((float(k), f"{k:g}") for k in x) if len(x) <= 25 else ())


def _followed(family: Family, chart: Chart, u: Coordinate) -> tuple[Array, Array, tuple[float, float] | None]:
    """Points on the curve, over a wider range where it has hardly values and nobody asked for this one."""
    if u.values is not None:
        return u.values, chart.values(family, u.values), None
    for low, high in (((u.low, u.high),) if u.chosen or (u.low, u.high) != WIDER[0] else WIDER):
        found = sampled(lambda x: chart.values(family, x), low, high)
        if np.isfinite(found.y).mean() > 0.2:
            break
    return found.x, found.y, found.limits


def _slope(family: Family, chart: Chart, u: Coordinate, low: float, high: float) -> tuple[
        Curve, tuple[float, float] | None]:
    def slope(x: Array) -> Array:
        found = chart.slopes(family, x)
        if found is None:
            raise PictureError("the formula has no derivative to draw; leave out derivative=True")
        return np.asarray(found[..., 0])

    name = f"derivative by {u.label}"
    if u.values is not None:
        return Curve(name, u.values, slope(u.values), dashed=True, colour=1), None
    found = sampled(slope, low, high)
    return Curve(name, found.x, found.y, dashed=True, colour=1), found.limits


def _both(one: tuple[float, float] | None, other: tuple[float, float] | None, y: Array, slope: Array
          ) -> tuple[float, float] | None:
    """What shows both curves."""
    if one is None and other is None:
        return None
    ends = [limits or (float(np.nanmin(v)), float(np.nanmax(v))) for limits, v in ((one, y), (other, slope))]
    low, high = ends[0]
    room = high - low or 1.0  # of the derivative, no more than leaves the curve itself half of the height
    return max(min(low, ends[1][0]), low - room / 2), min(max(high, ends[1][1]), high + room / 2)


def _need_values(y: Array, u: Coordinate) -> None:
    if not np.isfinite(y).any():
        raise PictureError(f"the formula has no value for {u.label} from {u.low:g} to {u.high:g}; give another range")


def components(family: Family, chart: Chart, head: Label) -> Picture:
    """A vector along one number: a curve in the plane or in space, or its entries one by one."""
    (u,) = chart.coordinates
    t = u.places(ALONG)
    rows = chart.values(family, t)
    count = rows.shape[1]
    _need_values(rows, u)
    if u.whole or count not in (2, 3):
        if count > MOST_COMPONENTS:
            raise PictureError(f"a vector of {count} entries along {u.label}, at most {MOST_COMPONENTS} curves can be "
                               f"told apart; give {u.label} a value to see the entries as bars")
        kind = Stems if u.whole else Curve
        layers = tuple(kind(f"entry {k}", t, rows[:, k], colour=k) for k in range(count))
        return Picture("stems" if u.whole else "curve", layers, x=_whole(u, t) if u.whole else Axis(u.label),
                       y=Axis(head))
    axes = [Axis(Label(f"{head.text}[{k}]", f"{head.latex}_{{{k + 1}}}")) for k in range(count)]
    if count == 3:
        return Picture("parametric curve", (Curve(head.text, rows[:, 0], rows[:, 1], rows[:, 2], colour=0),),
                       x=axes[0], y=axes[1], z=axes[2])
    line = Curve(head.text, rows[:, 0], rows[:, 1], colour=0)
    return Picture("parametric curve", (line, _marked(u, t, rows)), x=axes[0], y=axes[1], equal=_comparable(rows))


def _marked(u: Coordinate, t: Array, rows: Array) -> Points:
    """Where the curve is at five values, those at one place together."""
    wide = np.nanmax(rows, 0) - np.nanmin(rows, 0)
    wide[wide == 0] = 1.0
    places: list[list[int]] = []
    for k in np.linspace(0, len(t) - 1, 5).round().astype(int):
        if not np.isfinite(rows[k]).all():
            continue
        near = [p for p in places if np.abs((rows[p[0]] - rows[k]) / wide).max() < 0.03]
        if near:
            near[0].append(k)
        else:
            places.append([k])
    words = tuple(f"{u.label} = " + ", ".join(f"{t[k]:.3g}" for k in p) for p in places)
    first = [p[0] for p in places]
    return Points("", rows[first, 0], rows[first, 1], words, colour=0)


def _comparable(rows: Array) -> bool:
    """Whether both entries are of one size, so that angles can be seen."""
    wide = np.nanmax(rows, 0) - np.nanmin(rows, 0)
    return bool(wide.min() * 4 > wide.max())
