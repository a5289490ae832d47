"""Pictures that move in a page by themselves: modules of JavaScript, what is drawn and the functions that draw it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Unsupported
from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.pictures.compiled import Functions, compiled
from lemmata.engine.pictures.coordinates import Chart, Coordinate
from lemmata.engine.pictures.densities import is_density, support_of
from lemmata.engine.pictures.descents import Steps, compiled_steps
from lemmata.engine.pictures.drawn import builder, head_of, title_of
from lemmata.engine.pictures.entries import Entry, entry_of, shares
from lemmata.engine.pictures.labels import Label, number_text
from lemmata.engine.pictures.looks import DIVERGING, SCALE
from lemmata.engine.pictures.picture import Axis, Layer, Picture, PictureError, Slider
from lemmata.engine.pictures.setting import Setting, setting
from lemmata.engine.pictures.values import Family
from lemmata.engine.programs import NoProgram
from lemmata.engine.writers.code.loops import runtime_names

MOST = 6  # sliders under a picture
GRID = 61  # places along an axis of contours


def script(
    expr: Expr, declarations: Mapping[str, Symbol], given: Mapping[str, Any], *, name: str = "f",
    source: Expr | None = None, derivative: bool = False, surface: bool = False,
    sliders: Mapping[str, Any] | Sequence[str] = (), rules: Sequence[Steps] = (), runtime: str = "/static/runtime.js",
) -> str:
    """The text of an ES module: `picture` says what is drawn, `functions` are compiled from the formula.

    given, sliders  as `picture_of` takes them; entries of arrays by their places, `{"A[0, 1]": (-1, 1)}`
    rules           how points go down a number over two numbers: their paths are drawn, `rules` in the module
    runtime         where the module of `runtime_js` is, as this module imports it

    Where the formula has no JavaScript, `functions` is null, `picture.why` says why, and the layers are Python's.

    Raises PictureError, with the remedy, where there is no such picture.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> print(script(x**2, {"x": x}, {"x": (-1, 1)}).split("\\nexport const picture")[0])
    /**
     * x**2
     *
     * @param {number} x real
     * @returns {number}
     */
    function value(x) {
      return x ** 2;
    }
    <BLANKLINE>
    /**
     * 2*x
     *
     * @param {number} x real
     * @returns {number}
     */
    function slope0(x) {
      return 2 * x;
    }
    <BLANKLINE>
    export const functions = { value: [value, ["x"]], slopes: { "x": [slope0, ["x"]] } };
    <BLANKLINE>
    """
    made = _counted(setting(Family(expr, declarations, {}, source), given, sliders, MOST, fine=True))
    start = made.at({key: s.values[s.start] for key, s in made.sliders.items()})
    try:
        first = replace(builder(made, name, derivative, surface)(start), title=title_of(made, name))
    except Unsupported as reason:
        raise PictureError(f"the formula has no values to draw: {reason}") from reason
    described = description(made, first, name, derivative, surface)
    try:
        functions = compiled(made)
        described |= {"support": _support(made, start)}
    except NoProgram as reason:
        described |= {"why": f"no JavaScript: {reason}", "layers": [plain(layer) for layer in first.layers],
                      "sliders": []}
        functions = Functions(["export const functions = null;"], [])
    if rules:
        lines = [*functions.lines, "", *compiled_steps(rules)]
        functions = Functions(lines, runtime_names(lines))
    named = ", ".join(functions.helpers)
    imports = [f"import {{ {named} }} from {json.dumps(runtime)};", ""] if named else []
    text = json.dumps(described, ensure_ascii=False, allow_nan=False)
    return "\n".join([*imports, *functions.lines, "", f"export const picture = {text};", ""])


def description(made: Setting, first: Picture, name: str, derivative: bool, surface: bool) -> dict[str, Any]:
    """What is drawn, as data: axes, coordinates, sliders, the layout and the colours of Plotly's drawing."""
    from lemmata.engine.pictures.plotly import layout_of, scale_of

    chart = made.chart
    head = head_of(made, name)
    return {
        "kind": first.kind, "name": name, "title": plain(first.title), "about": _about(first, made),
        "head": plain(head),
        **{side: plain(getattr(first, side)) for side in "xyz"},
        "equal": first.equal, "bare": first.bare, "downwards": first.downwards,
        "coordinates": [_coordinate(c) for c in chart.coordinates] if chart is not None else [],
        "simplex": chart.simplex if chart is not None and chart.simplex == 3 else 0, "shape": list(made.shape),
        "derivative": derivative, "surface": surface, "grid": GRID,
        "fixed": _fixed(made), "sizes": dict(made.sizes),
        "sliders": [_slider(key, s, made) for key, s in made.sliders.items()],
        "support": None,
        "layout": layout_of(first), "scales": {"rising": scale_of(SCALE), "diverging": scale_of(DIVERGING)},
    }


def _support(made: Setting, start: Family) -> list[float | None] | None:
    """Where samples of a density with parameters can lie; None where the picture is another one."""
    if made.chart is None or not made.sliders or made.shape or not is_density(made.chart, start):
        return None
    return [plain(end) for end in support_of(made.chart, start) or ()]


def plain(value: Any) -> Any:
    """As JSON has it: null for what is no finite number."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, Label | Axis | Layer):
        found = {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        return {"type": KINDS[type(value).__name__], **found} if isinstance(value, Layer) else found
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value


KINDS = {"Curve": "curve", "Points": "points", "Stems": "stems", "Bars": "bars", "Contours": "contours",
         "Surface": "surface", "Arrows": "arrows", "HeatMap": "heat map"}


def _coordinate(c: Coordinate) -> dict[str, Any]:
    return {"name": c.entry.name, "places": list(c.entry.places), "share": c.share, "label": plain(c.label),
            "low": plain(c.low), "high": plain(c.high), "whole": c.whole, "values": plain(c.values), "chosen": c.chosen}


def _slider(key: str, slider: Slider, made: Setting) -> dict[str, Any]:
    entry = entry_of(key)
    steps = np.diff(slider.values)
    s = made.family.declarations[entry.name]
    return {"key": key, "name": entry.name, "places": list(entry.places), "share": bool(entry.places) and shares(s),
            "label": plain(slider.label), "low": slider.values[0], "high": slider.values[-1],
            "step": round(float(steps.min()), 10) if len(steps) else 1.0, "start": slider.values[slider.start]}


def _fixed(made: Setting) -> dict[str, Any]:
    """The values that are given, and for arrays that the picture goes along one that the coordinates are put into."""
    found = {name: np.asarray(value, float) for name, value in made.family.fixed.items()}
    for c in made.chart.coordinates if made.chart is not None else ():
        s = made.family.declarations.get(c.entry.name)
        if s is not None and s.rank and s.name not in found:
            shape = tuple(size.value(made.sizes) for size in s.shape)
            found[s.name] = np.full(shape, 1 / shape[-1] if shares(s) else 0.0)
    if not all(np.isfinite(value).all() for value in found.values()):
        raise PictureError("a value that is given is no finite number; give finite numbers")
    return {name: value.tolist() for name, value in found.items()}


def _counted(made: Setting) -> Setting:
    """With entries counted from 1 in labels, as the formula on the page counts them."""
    def label(entry: Entry, own: Label) -> Label:
        between = "," if any(k > 8 for k in entry.places) else ""
        counted = between.join(str(k + 1) for k in entry.places)
        low = "".join(chr(0x2080 + int(d)) if d.isdigit() else d for d in counted)
        return replace(own, text=own.text.split("[")[0] + low) if entry.places else own

    chart: Chart | None = made.chart
    if chart is not None:
        chart = replace(chart, coordinates=tuple(replace(c, label=label(c.entry, c.label)) for c in chart.coordinates))
    return replace(made, chart=chart, sliders={key: replace(s, label=label(entry_of(key), s.label))
                                               for key, s in made.sliders.items()})


_SAID = {"curve": "Curve", "stems": "Values at whole numbers", "contours": "Contours", "surface": "Surface",
         "parametric curve": "Curve in the plane", "plane": "What a matrix does to the plane", "bars": "Bars",
         "heat map": "Heat map", "simplex": "Contours over the probabilities of three outcomes",
         "field": "Field of arrows"}


def _about(first: Picture, made: Setting) -> str:
    """In words, for who does not see it."""
    axes = [f"{axis.label} from {number_text(axis.limits[0])} to {number_text(axis.limits[1])}" if axis.limits else
            str(axis.label) for axis in (first.x, first.y) if axis.label]
    over = f" {_SAID[first.kind]}: {' and '.join(axes)}." if axes else f" {_SAID[first.kind]}."
    moved = f" It moves with {', '.join(str(s.label) for s in made.sliders.values())}." if made.sliders else ""
    return f"{first.title or 'A formula'}.{over}{moved}"
