"""Pictures drawn with Matplotlib: for paper; sliders stay where they start."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, singledispatch
from io import BytesIO
from typing import Any

import numpy as np

from lemmata.engine.pictures.labels import Label, number_text
from lemmata.engine.pictures.looks import (
    DIVERGING,
    GRID,
    SCALE,
    SHAFT,
    TEXT,
    THIN,
    WIDTH,
    colour,
    heights,
    level_heights,
    level_ticks,
    scale_title,
    strokes,
)
from lemmata.engine.pictures.picture import (
    Arrows,
    Axis,
    Bars,
    Contours,
    Curve,
    HeatMap,
    Layer,
    Picture,
    Points,
    Stems,
    Surface,
)


def draw(picture: Picture) -> Any:
    """The `matplotlib.figure.Figure` of a picture; no window is opened, notebooks show it as it is."""
    square = picture.equal and picture.kind != "heat map"
    figure = _figure()(figsize=(6.0, 5.8) if square else (7.0, 4.6), layout="constrained", dpi=110)
    space = any(isinstance(layer, Surface) or (isinstance(layer, Curve) and layer.z is not None)
                for layer in picture.layers)
    axes: Any = figure.add_subplot(projection="3d" if space else None)
    for layer in picture.layers:
        _drawn(layer, axes)
    at = [f"{s.label} = {number_text(s.values[s.start])}" for s in picture.sliders]
    axes.set_title("   ".join([_words(picture.title), *at]), color=TEXT, fontsize=12)
    _finish(picture, axes, space)
    return figure


@cache
def _figure() -> Any:
    """A figure that belongs to no window: a notebook asks it for its image."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    class Drawn(Figure):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            FigureCanvasAgg(self)

        def _repr_png_(self) -> bytes:
            out = BytesIO()
            self.savefig(out, format="png")
            return out.getvalue()

    return Drawn


def _finish(picture: Picture, axes: Any, space: bool) -> None:
    """Limits, labels, legend."""
    for side in "xyz" if space else "xy":
        axis: Axis = getattr(picture, side)
        getattr(axes, f"set_{side}label")(_words(axis.label), color=TEXT)
        if axis.limits is not None:
            getattr(axes, f"set_{side}lim")(*axis.limits)
        if axis.ticks:
            getattr(axes, f"set_{side}ticks")([place for place, _ in axis.ticks], [words for _, words in axis.ticks])
    if not space:
        if picture.kind not in ("heat map", "contours", "path"):
            axes.grid(color=GRID, linewidth=0.8)
            if not picture.bare:
                axes.axhline(0, color="#9ca3af", linewidth=0.8, zorder=1)
        axes.set_axisbelow(True)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0, colors=TEXT)
        if picture.equal:
            axes.set_aspect("equal", adjustable="box")
        if picture.downwards:
            axes.invert_yaxis()
    if picture.bare:
        axes.set_axis_off()
    _, names = axes.get_legend_handles_labels()
    if len(names) > 1:
        axes.legend(loc="best" if picture.kind != "plane" else "lower center", frameon=picture.kind != "plane",
                    fontsize=8 if picture.kind == "plane" else 9, ncols=2 if picture.kind == "plane" else 1,
                    **({"bbox_to_anchor": (0.5, -0.34)} if picture.kind == "plane" else {}))


def _words(label: Label) -> str:
    """Set as a formula where Matplotlib can."""
    if not label.latex:
        return label.text.replace("$", r"\$")
    from matplotlib.mathtext import MathTextParser

    try:
        MathTextParser("path").parse(f"${label.latex}$")
    except ValueError:
        return label.text.replace("$", r"\$")
    return f"${label.latex}$"


def _name(layer: Layer) -> str | None:
    return layer.name or None


@singledispatch
def _drawn(layer: Layer, axes: Any) -> None:
    raise TypeError(f"no way to draw {type(layer).__name__}")


@_drawn.register
def _curve(layer: Curve, axes: Any) -> None:
    coordinates: Sequence[Any] = (layer.x, layer.y) if layer.z is None else (layer.x, layer.y, layer.z)
    style = (":" if layer.thin else "--") if layer.dashed else "-"
    axes.plot(*coordinates, style, color=colour(layer.colour), linewidth=THIN if layer.thin else WIDTH * 0.8,
              label=_name(layer))
    if layer.filled:
        closed = bool(np.allclose([layer.x[0], layer.y[0]], [layer.x[-1], layer.y[-1]]))
        if closed:
            axes.fill(layer.x, layer.y, color=colour(layer.colour), alpha=0.12)
        else:
            axes.fill_between(layer.x, 0, layer.y, color=colour(layer.colour), alpha=0.12)


@_drawn.register
def _points(layer: Points, axes: Any) -> None:
    own = colour(layer.colour)
    if not (layer.words and layer.colour is None):
        axes.plot(layer.x, layer.y, "o", color=own, markerfacecolor="white" if layer.hollow else own, zorder=4,
                  markersize=7 if layer.hollow else 5 if layer.words else 3, label=_name(layer))
    for x, y, words in zip(layer.x, layer.y, layer.words):
        if layer.colour is None:
            axes.text(x, y, words, ha="center", va="center", color=TEXT)
        else:
            axes.annotate(words, (x, y), xytext=(5, 5), textcoords="offset points", color=TEXT, fontsize=9)


@_drawn.register
def _stems(layer: Stems, axes: Any) -> None:
    own = colour(layer.colour)
    axes.vlines(layer.x, 0, layer.y, color=own, linewidth=1.4)
    axes.plot(layer.x, layer.y, "o", color=own, markersize=6, label=_name(layer))


@_drawn.register
def _bars(layer: Bars, axes: Any) -> None:
    axes.bar(layer.x, layer.y, layer.width, color=colour(layer.colour), alpha=0.85, edgecolor="white",
             label=_name(layer))


@_drawn.register
def _contours(layer: Contours, axes: Any) -> None:
    values, levels = heights(layer), level_heights(layer)
    shown = np.ma.masked_invalid(values)
    if len(levels) > 1:
        under, over = bool(shown.min() < levels[0]), bool(shown.max() > levels[-1])
        extend = "both" if under and over else "min" if under else "max" if over else "neither"
        filled = axes.contourf(layer.x, layer.y, shown, levels, cmap=SCALE, extend=extend)
        axes.contour(layer.x, layer.y, shown, levels, colors="white", linewidths=0.6, linestyles="solid")
    else:
        filled = axes.pcolormesh(layer.x, layer.y, shown, cmap=SCALE, shading="auto")
    bar = axes.figure.colorbar(filled, ax=axes, shrink=0.85, aspect=28)
    places, words = level_ticks(layer)
    bar.set_ticks(places, labels=words)
    bar.set_label(scale_title(layer))
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0)


@_drawn.register
def _surface(layer: Surface, axes: Any) -> None:
    axes.plot_surface(*np.meshgrid(layer.x, layer.y), layer.z, cmap=SCALE, rcount=60, ccount=60, linewidth=0.1,
                      antialiased=True)


@_drawn.register
def _arrows(layer: Arrows, axes: Any) -> None:
    x, y = strokes(layer)
    axes.plot(x, y, "-", color=SHAFT if layer.colour is None else colour(layer.colour), zorder=3,
              linewidth=2.6 if layer.thick else 0.9, label=_name(layer), solid_joinstyle="miter")


@_drawn.register
def _heat(layer: HeatMap, axes: Any) -> None:
    known = layer.z[np.isfinite(layer.z)]
    most = float(np.abs(known).max()) if layer.symmetric else None
    mesh = axes.pcolormesh(layer.x, layer.y, np.ma.masked_invalid(layer.z), shading="nearest",
                           cmap=DIVERGING if layer.symmetric else SCALE,
                           vmin=None if most is None else -most, vmax=most)
    bar = axes.figure.colorbar(mesh, ax=axes, shrink=0.85, aspect=28)
    bar.outline.set_visible(False)
    if layer.written:
        for i, row in enumerate(layer.z):
            for k, value in enumerate(row):
                red, green, blue, _ = mesh.cmap(mesh.norm(value))
                dark = 0.3 * red + 0.59 * green + 0.11 * blue < 0.5
                axes.text(layer.x[k], layer.y[i], number_text(value), ha="center", va="center",
                          color="white" if dark else "black", fontsize=9)
