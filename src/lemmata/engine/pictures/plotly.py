"""Pictures drawn with Plotly: figures to zoom and hover in; sliders work without a server."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

import numpy as np

from lemmata.engine.pictures.labels import number_text
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

WIDE, HIGH = 680, 460


def draw(picture: Picture) -> Any:
    """The `plotly.graph_objects.Figure` of a picture."""
    import plotly.graph_objects as go

    figure = go.Figure(data=_traces(picture.layers), layout=_layout(picture))
    if picture.sliders:
        figure.frames = [go.Frame(name=_name(places), data=_traces(frame.layers), layout={"sliders": _sliders(
            picture, places)}) for places, frame in picture.frames.items()]
        figure.update_layout(sliders=_sliders(picture, tuple(s.start for s in picture.sliders)))
    return figure


def _name(places: Sequence[int]) -> str:
    return " ".join(map(str, places))


def _sliders(picture: Picture, places: tuple[int, ...]) -> list[dict[str, Any]]:
    """Every slider leads to the frames in which the others stay where they are."""
    at_once = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
    found = []
    for number, slider in enumerate(picture.sliders):
        steps = []
        for k, value in enumerate(slider.values):
            there = (*places[:number], k, *places[number + 1:])
            steps.append({"label": number_text(value), "method": "animate", "args": [[_name(there)], at_once]})
        found.append({"active": places[number], "steps": steps, "y": -0.12 - 0.2 * number, "pad": {"t": 30},
                      "currentvalue": {"prefix": f"{slider.label} = ", "font": {"size": 14}}, "len": 0.95, "x": 0.02,
                      "ticklen": 3, "minorticklen": 0, "font": {"size": 10}})
    return found


def _layout(picture: Picture) -> dict[str, Any]:
    legend = any(layer.name for layer in picture.layers) and picture.kind not in ("bars", "heat map", "surface")
    several = sum(bool(layer.name) and not isinstance(layer, Contours) for layer in picture.layers) > 1
    square = picture.equal and picture.kind not in ("heat map",)
    below = legend and several
    layout: dict[str, Any] = {
        "template": "none", "width": WIDE if not square else 640, "height": (
            HIGH if not square else 600) + 95 * len(picture.sliders) + 24 * below,
        "title": {"text": str(picture.title), "x": 0.5, "font": {"size": 17}}, "font": {"color": TEXT, "size": 13},
        "paper_bgcolor": "white", "plot_bgcolor": "white", "showlegend": below,
        "legend": {"orientation": "h", "x": 0.5, "xanchor": "center", "y": 1.0, "yanchor": "bottom"},
        "margin": {"l": 70, "r": 30, "t": 95 if below else 60, "b": 60 + 95 * len(picture.sliders)},
    }
    space = any(isinstance(layer, Surface) or getattr(layer, "z", None) is not None and isinstance(layer, Curve)
                for layer in picture.layers)
    if space:
        layout["scene"] = {f"{side}axis": _axis(getattr(picture, side), picture) for side in "xyz"}
        layout["margin"] = {"l": 10, "r": 10, "t": 50, "b": 10 + 95 * len(picture.sliders)}
        return layout
    layout["xaxis"], layout["yaxis"] = _axis(picture.x, picture), _axis(picture.y, picture)
    if picture.equal:
        layout["yaxis"] |= {"scaleanchor": "x", "constrain": "domain"}
        layout["xaxis"] |= {"constrain": "domain"}
    if picture.downwards:
        layout["yaxis"] |= {"autorange": "reversed"}
    return layout


def _axis(axis: Axis, picture: Picture) -> dict[str, Any]:
    made: dict[str, Any] = {"title": {"text": str(axis.label)}, "gridcolor": GRID, "zeroline": True, "zerolinecolor":
                            "#9ca3af", "showline": False, "visible": not picture.bare}
    if picture.kind in ("heat map", "contours", "path"):
        made |= {"showgrid": False, "zeroline": False}
    if axis.limits is not None:
        made["range"] = list(axis.limits)
    if axis.ticks:
        made |= {"tickvals": [place for place, _ in axis.ticks], "ticktext": [words for _, words in axis.ticks]}
    return made


def _traces(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    return [trace for layer in layers for trace in _drawn(layer)]


@singledispatch
def _drawn(layer: Layer) -> list[dict[str, Any]]:
    raise TypeError(f"no way to draw {type(layer).__name__}")


@_drawn.register
def _curve(layer: Curve) -> list[dict[str, Any]]:
    line = {"color": colour(layer.colour), "width": THIN if layer.thin else WIDTH}
    shared = {"name": layer.name, "showlegend": bool(layer.name), "mode": "lines"}
    if layer.z is not None:
        return [{"type": "scatter3d", "x": layer.x, "y": layer.y, "z": layer.z, "line": {**line, "width": 5}, **shared}]
    line["dash"] = ("dot" if layer.thin else "dash") if layer.dashed else "solid"
    made = {"type": "scatter", "x": layer.x, "y": layer.y, "line": line, "connectgaps": False, **shared}
    if layer.filled:
        closed = bool(np.allclose([layer.x[0], layer.y[0]], [layer.x[-1], layer.y[-1]]))
        made |= {"fill": "toself" if closed else "tozeroy", "fillcolor": _faint(colour(layer.colour))}
    return [made]


def _faint(code: str) -> str:
    red, green, blue = (int(code[k:k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.12)"


@_drawn.register
def _points(layer: Points) -> list[dict[str, Any]]:
    own = colour(layer.colour)
    marker = {"size": 9 if layer.hollow else 7 if layer.words else 4, "color": "white" if layer.hollow else own,
              "line": {"color": own, "width": 2 if layer.hollow else 0}}
    if layer.words and layer.colour is None:
        return [{"type": "scatter", "x": layer.x, "y": layer.y, "mode": "text", "text": list(layer.words),
                 "showlegend": False, "hoverinfo": "skip", "textfont": {"size": 13}}]
    return [{"type": "scatter", "x": layer.x, "y": layer.y, "mode": "markers+text" if layer.words else "markers",
             "marker": marker, "name": layer.name, "showlegend": bool(layer.name), "text": list(layer.words) or None,
             "textposition": "top right", "cliponaxis": False}]


@_drawn.register
def _stems(layer: Stems) -> list[dict[str, Any]]:
    own = colour(layer.colour)
    gap = np.full(len(layer.x), np.nan)
    lines = {"type": "scatter", "x": np.stack([layer.x, layer.x, gap], -1).ravel(), "mode": "lines",
             "y": np.stack([0 * layer.y, layer.y, gap], -1).ravel(), "line": {"color": own, "width": 1.6},
             "showlegend": False, "hoverinfo": "skip"}
    return [lines, {"type": "scatter", "x": layer.x, "y": layer.y, "mode": "markers", "name": layer.name,
                    "marker": {"size": 8, "color": own}, "showlegend": bool(layer.name)}]


@_drawn.register
def _bars(layer: Bars) -> list[dict[str, Any]]:
    return [{"type": "bar", "x": layer.x, "y": layer.y, "width": layer.width, "name": layer.name, "marker": {
        "color": colour(layer.colour), "line": {"color": "white", "width": 1}, "opacity": 0.85},
        "showlegend": bool(layer.name)}]


@_drawn.register
def _contours(layer: Contours) -> list[dict[str, Any]]:
    places, words = level_ticks(layer)
    levels = level_heights(layer)
    step = float(levels[1] - levels[0]) if len(levels) > 1 else 1.0
    made = {"type": "contour", "x": layer.x, "y": layer.y, "z": heights(layer), "customdata": layer.z,
            "colorscale": SCALE, "name": layer.name, "showscale": True, "line": {"width": 0.6, "color": "white"},
            "contours": {"start": float(levels[0]), "end": float(levels[-1]), "size": step},
            "colorbar": {"tickvals": places, "ticktext": words, "outlinewidth": 0, "thickness": 14},
            "hovertemplate": "(%{x:.4g}, %{y:.4g}): %{customdata:.5g}<extra></extra>"}
    return [made]


@_drawn.register
def _surface(layer: Surface) -> list[dict[str, Any]]:
    lines = {"show": True, "usecolormap": True, "project": {"z": True}}
    return [{"type": "surface", "x": layer.x, "y": layer.y, "z": layer.z, "colorscale": SCALE, "name": layer.name,
             "contours": {"z": lines}, "colorbar": {"outlinewidth": 0, "thickness": 14},
             "hovertemplate": "(%{x:.4g}, %{y:.4g}): %{z:.5g}<extra></extra>"}]


@_drawn.register
def _arrows(layer: Arrows) -> list[dict[str, Any]]:
    x, y = strokes(layer)
    own = SHAFT if layer.colour is None else colour(layer.colour)
    return [{"type": "scatter", "x": x, "y": y, "mode": "lines", "line": {"color": own, "width": 3 if layer.thick else
             1.2}, "name": layer.name, "showlegend": bool(layer.name), "hoverinfo": "name"}]


@_drawn.register
def _heat(layer: HeatMap) -> list[dict[str, Any]]:
    made: dict[str, Any] = {"type": "heatmap", "x": layer.x, "y": layer.y, "z": layer.z, "name": layer.name,
                            "colorscale": DIVERGING if layer.symmetric else SCALE, "colorbar": {
                                "outlinewidth": 0, "thickness": 14},
                            "hovertemplate": "row %{y}, column %{x}: %{z:.5g}<extra></extra>"}
    if layer.symmetric:
        made["zmid"] = 0.0
    if layer.written:
        made |= {"text": [[number_text(v) for v in row] for row in layer.z], "texttemplate": "%{text}"}
    return [made]
