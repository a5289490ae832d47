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

WIDE, HIGH = 680, 460


def draw(picture: Picture) -> Any:
    """The `plotly.graph_objects.Figure` of a picture."""
    import plotly.graph_objects as go

    if not picture.sliders:
        return go.Figure(data=layers_as_traces(picture.layers), layout=layout_of(picture))
    return go.Figure(data=_all_frames(picture), layout={**layout_of(picture), "sliders": _sliders(picture)})


# A trace of each frame is there from the start. The first slider says which are visible, the second which of those
# can be seen through: so each works where the other one stands, without a server, and nothing plays by itself.
_SECOND = ("opacity", "hoverinfo", "showlegend", "showscale")


def _all_frames(picture: Picture) -> list[dict[str, Any]]:
    start = tuple(s.start for s in picture.sliders)
    made = []
    for places, frame in picture.frames.items():
        for trace in layers_as_traces(frame.layers):
            shown = places[1:] == start[1:]
            made.append({**trace, **_second(trace, shown), "visible": places[0] == start[0]})
    return made


def _second(trace: dict[str, Any], shown: bool) -> dict[str, Any]:
    """The attributes of a trace that show it or not."""
    values = {"opacity": 1.0 if shown else 0.0, "hoverinfo": trace.get("hoverinfo", "all") if shown else "skip"}
    return values | {name: bool(shown and trace[name]) for name in ("showlegend", "showscale") if name in trace}


def _sliders(picture: Picture) -> list[dict[str, Any]]:
    traces = [(places, trace) for places, frame in picture.frames.items() for trace in layers_as_traces(frame.layers)]
    found = []
    for number, slider in enumerate(picture.sliders):
        steps = []
        for k, value in enumerate(slider.values):
            if number == 0:
                change: dict[str, Any] = {"visible": [places[0] == k for places, _ in traces]}
            else:
                rows = [_second(trace, places[1] == k) for places, trace in traces]
                change = {name: [row.get(name) for row in rows] for name in _SECOND if any(name in r for r in rows)}
            steps.append({"label": number_text(value), "method": "restyle", "args": [change]})
        found.append({"active": slider.start, "steps": steps, "y": -0.16 - 0.2 * number, "pad": {"t": 22}, "x": 0.0,
                      "currentvalue": {"prefix": f"{slider.label} = ", "font": {"size": 14, "color": TEXT}},
                      "len": 1.0, "ticklen": 3, "tickcolor": GRID, "minorticklen": 0,
                      "font": {"size": 1, "color": "rgba(0, 0, 0, 0)"}, "bgcolor": GRID, "bordercolor": GRID})
    return found


def layout_of(picture: Picture) -> dict[str, Any]:
    """Plotly's layout of a picture, without sliders."""
    legend = any(layer.name for layer in picture.layers) and picture.kind not in ("bars", "heat map", "surface")
    several = sum(bool(layer.name) and not isinstance(layer, Contours) for layer in picture.layers) > 1
    square = picture.equal and picture.kind not in ("heat map",)
    below = legend and several
    rows = -(-sum(bool(layer.name) for layer in picture.layers) // 3)
    layout: dict[str, Any] = {
        "template": "none", "width": WIDE if not square else 640, "height": (
            HIGH if not square else 600) + 95 * len(picture.sliders) + 20 * below * rows,
        "title": {"text": str(picture.title), "x": 0.0, "xref": "paper", "y": 0.98,
                  "yref": "container", "yanchor": "top", "font": {"size": 17}}, "font": {"color": TEXT, "size": 13},
        "paper_bgcolor": "white", "plot_bgcolor": "white", "showlegend": below,
        "legend": {"orientation": "h", "x": 0.0, "xanchor": "left", "y": 1.0, "yanchor": "bottom"},
        "margin": {"l": 70, "r": 30, "t": 66 + 20 * rows if below else 54, "b": 60 + 95 * len(picture.sliders)},
    }
    space = any(isinstance(layer, Surface) or (getattr(layer, "z", None) is not None and isinstance(layer, Curve))
                for layer in picture.layers)
    if space:
        layout["scene"] = {f"{side}axis": _axis(getattr(picture, side), picture) for side in "xyz"}
        layout["scene"] |= {"aspectmode": "cube", "camera": {"eye": {"x": 1.3, "y": -1.45, "z": 0.8}}}
        layout["margin"] = {"l": 10, "r": 10, "t": 50, "b": 10 + 95 * len(picture.sliders)}
        return layout
    layout["xaxis"], layout["yaxis"] = _axis(picture.x, picture), _axis(picture.y, picture)
    if picture.kind == "bars":
        layout["xaxis"] |= {"zeroline": False}
    if picture.equal:
        layout["yaxis"] |= {"scaleanchor": "x", "constrain": "domain"}
        layout["xaxis"] |= {"constrain": "domain"}
    if picture.downwards:
        layout["yaxis"] |= {"autorange": "reversed"}
    return layout


def scale_of(name: str) -> list[list[Any]]:
    """A scale of colours, from 0 to 1."""
    from plotly.colors import get_colorscale

    return [[place, code] for place, code in get_colorscale(name)]


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


def layers_as_traces(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    """Plotly's traces, each layer one or two."""
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
    made = {"type": "contour", "x": layer.x, "y": layer.y, "z": heights(layer),
            "colorscale": SCALE, "name": layer.name, "showscale": True, "line": {"width": 0.6, "color": "white"},
            "contours": {"start": float(levels[0]), "end": float(levels[-1]), "size": step},
            "colorbar": {"tickvals": places, "ticktext": words, "outlinewidth": 0, "thickness": 14,
                         "title": {"text": scale_title(layer), "side": "right"}},
            "hovertemplate": "(%{x:.4g}, %{y:.4g}): %{z:.5g}<extra></extra>"}
    if layer.logarithmic or layer.stretch:
        made |= {"customdata": layer.z, "hovertemplate": made["hovertemplate"].replace("%{z", "%{customdata")}
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
    shared = {"type": "scatter", "x": x, "y": y, "mode": "lines", "name": layer.name}
    shafts = {**shared, "line": {"color": own, "width": 3 if layer.thick else 1.2}, "showlegend": bool(layer.name),
              "hoverinfo": "name"}
    if layer.colour is not None:
        return [shafts]
    around = {"color": "white", "width": 3.2}  # they are seen on light and on dark heights
    return [{**shared, "line": around, "opacity": 0.7, "showlegend": False, "hoverinfo": "skip"}, shafts]


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
