"""From a formula to its picture: the kind follows from the types of its variables and of its value."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.ops.shapes import show
from lemmata.engine.pictures import planes
from lemmata.engine.pictures.arrays import bars, heat_map, plane
from lemmata.engine.pictures.coordinates import Chart
from lemmata.engine.pictures.labels import LONGEST, Label, label, named, number_text, readable_text
from lemmata.engine.pictures.lines import components, curve
from lemmata.engine.pictures.picture import (
    Arrows,
    Axis,
    Bars,
    Contours,
    Curve,
    Frame,
    Layer,
    Picture,
    PictureError,
    Stems,
)
from lemmata.engine.pictures.setting import Setting, setting
from lemmata.engine.pictures.triangles import triangle
from lemmata.engine.pictures.values import Family

Builder = Callable[[Family], Picture]


def picture_of(
    expr: Expr, declarations: Mapping[str, Symbol], given: Mapping[str, Any], *, name: str = "f",
    source: Expr | None = None, derivative: bool = False, surface: bool = False,
    sliders: Mapping[str, Any] | Sequence[str] = (),
) -> Picture:
    """The picture of a formula.

    given       a range (low, high), values or a fixed value by variable; sizes too
    derivative  with the derivative of a curve
    surface     a surface for contours
    sliders     names of parameters, or their ranges by name; what is free beside ranges gets one by itself

    Raises PictureError, with the remedy, where there is no such picture.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> picture_of(x**2, {"x": x}, {}).kind
    'curve'
    """
    made = setting(Family(expr, declarations, {}, source), given, sliders)
    build = builder(made, name, derivative, surface)
    found: dict[tuple[int, ...], Picture] = {}
    for places in itertools.product(*(range(len(s.values)) for s in made.sliders.values())):
        values = {n: s.values[k] for (n, s), k in zip(made.sliders.items(), places)}
        found[places] = build(made.at(values))
    start = tuple(s.start for s in made.sliders.values())
    picture = replace(found[start], title=title_of(made, name))
    if not made.sliders:
        return picture
    found = _with_common_levels(found)
    x, y, z = common_axes(list(found.values()))
    return replace(picture, x=x, y=y, z=z, layers=found[start].layers, sliders=tuple(made.sliders.values()),
                   frames={places: Frame(p.layers) for places, p in found.items()})


def builder(made: Setting, name: str, derivative: bool, surface: bool) -> Builder:
    """What makes the picture from the formula, with values for the sliders."""
    chart, shape = made.chart, made.shape
    if derivative and (chart is None or len(chart.coordinates) != 1 or shape):
        raise PictureError("derivative=True is for the curve of a number along one number; leave it out")
    if surface and (chart is None or len(chart.coordinates) != 2 or shape or chart.simplex):
        raise PictureError("surface=True is for a number over two numbers; leave it out")
    if len(shape) > 2:
        raise PictureError(f"the formula has shape {show(made.family.expr.shape)}, a picture shows numbers, vectors "
                           "and matrices; take a part of it")
    head = head_of(made, name)
    if chart is None:
        return lambda family: _array(family(), head)
    return _over(chart, shape, head, derivative, surface, bool(made.sliders))


def head_of(made: Setting, name: str) -> Label:
    """What the values are called: f(x), or the name of an array."""
    return Label(name, name) if made.chart is None else _applied(name, made.chart)


def _over(chart: Chart, shape: tuple[int, ...], head: Label, derivative: bool, surface: bool, slow: bool) -> Builder:
    """Along the coordinates of a chart; `slow`: many pictures are made of it."""
    if len(chart.coordinates) == 1:
        if shape:
            return lambda family: components(family, chart, head)
        return lambda family: curve(family, chart, head, derivative)
    if chart.simplex and not shape:
        return lambda family: triangle(family, chart, head, chart.names[0])
    if not shape:
        draw, grid = planes.surface if surface else planes.contours, planes.COARSE if slow else planes.GRID
        return lambda family: draw(family, chart, head, grid)
    if shape == (2,) and not chart.simplex:
        return lambda family: planes.field(family, chart, head)
    raise PictureError(f"a vector of {shape[0]} entries has no picture over two numbers; give values to these to see "
                       "its entries as bars")


def _array(value: Any, head: Label) -> Picture:
    if not np.ndim(value):
        raise PictureError(f"the formula is a number, {number_text(float(value))}, where all its variables have "
                           "values; give one of them a range, x=(-1, 1)")
    if not np.size(value):
        raise PictureError(f"the formula has shape {np.shape(value)}, without an entry; give longer arrays")
    if np.ndim(value) == 1:
        return bars(value, head)
    return plane(value) if np.shape(value) == (2, 2) else heat_map(value, head)


def _applied(name: str, chart: Chart) -> Label:
    """f(x, y)."""
    base = named(name) if len(name) > 1 else Label(name, name)
    inside = [c.label for c in chart.coordinates]
    if chart.simplex or any(c.entry.places for c in chart.coordinates):
        inside = [Label(readable_text(name), name) for name in chart.names]
    return Label(f"{base.text}({', '.join(i.text for i in inside)})",
                 f"{base.latex}({', '.join(i.latex for i in inside)})")


def title_of(made: Setting, name: str) -> Label:
    """The formula, and the values of the numbers that stay."""
    head = label(made.family.expr)
    if not head or "\n" in head.text:
        head = named(name)
    small = [(n, float(v)) for n, v in made.family.fixed.items() if np.ndim(v) == 0 and isinstance(v, (int, float))]
    for n, v in small[:4]:
        known = made.family.declarations.get(n)
        letter = label(known) if known is not None else named(n)
        text = f"{head.text},   {letter.text} = {number_text(v)}"
        if len(text) > LONGEST + 30:
            break
        head = Label(text, f"{head.latex},\\quad {letter.latex} = {v:.4g}" if head.latex else "")
    return head


def common_axes(pictures: Sequence[Picture]) -> tuple[Axis, Axis, Axis]:
    """Axes on which all can be seen, so that nothing but the data moves."""
    x, y, z = (_common([getattr(p, side) for p in pictures], [_extent(p, side) for p in pictures]) for side in "xyz")
    return x, y, z


def _common(axes: Sequence[Axis], extents: Sequence[tuple[float, float] | None]) -> Axis:
    """One axis for all."""
    ends = [axis.limits or extent for axis, extent in zip(axes, extents)]
    known = [e for e in ends if e is not None]
    if not known:
        return axes[0]
    low, high = min(e[0] for e in known), max(e[1] for e in known)
    room = 0.0 if all(a.limits for a in axes) else 0.04 * (high - low or 1.0)
    return replace(axes[0], limits=(low - room, high + room))


def _with_common_levels(found: dict[tuple[int, ...], Picture]) -> dict[tuple[int, ...], Picture]:
    """Contours of all frames at the same heights, in the same colours."""
    every = [layer for p in found.values() for layer in p.of(Contours)]
    if not every:
        return found
    levels = planes.levels_of(np.stack([layer.z for layer in every]))._replace(logarithmic=False)._asdict()

    def put(layer: Layer) -> Layer:
        return replace(layer, **levels) if isinstance(layer, Contours) else layer  # type: ignore[arg-type]

    return {places: replace(p, layers=tuple(map(put, p.layers))) for places, p in found.items()}


def _extent(picture: Picture, side: str) -> tuple[float, float] | None:
    """From the least to the largest value along an axis; None where nothing moves there."""
    if picture.kind in ("contours", "heat map", "simplex") or (side == "z" and picture.kind != "surface" and not any(
            isinstance(layer, Curve) and layer.z is not None for layer in picture.layers)):
        return None
    values = [np.ravel(getattr(layer, side)) for layer in picture.layers
              if not isinstance(layer, Arrows) and getattr(layer, side, None) is not None]
    if not values:
        return None
    for own in picture.of(Bars):  # their width, and what they stand on
        values += [own.x - own.width / 2, own.x + own.width / 2] if side == "x" else [np.zeros(1)]
    known = np.concatenate(values)
    known = known[np.isfinite(known)]
    if any(isinstance(layer, Stems) for layer in picture.layers) and side == "y":
        known = np.append(known, 0.0)
    return (float(known.min()), float(known.max())) if len(known) else None
