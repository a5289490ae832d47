"""Formulas for data that a page's reader brings, as modules of JavaScript: value, slopes, what is fitted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lemmata.engine.derivatives import NoDerivative, derivative
from lemmata.engine.expr import Expr, Symbol, symbols
from lemmata.engine.ops import ShapeError
from lemmata.engine.pictures.compiled import Block, function_of
from lemmata.engine.pictures.fitted import fitted
from lemmata.engine.pictures.labels import label
from lemmata.engine.pictures.looks import DIVERGING, SCALE
from lemmata.engine.pictures.picture import Picture
from lemmata.engine.programs import NoProgram
from lemmata.engine.writers import to_latex, to_text
from lemmata.engine.writers.code import write_source
from lemmata.engine.writers.code.loops import runtime_names
from lemmata.engine.writers.declarations import declaration, meaning

SHOWN = ("real", "integer")  # kinds of variables that data can be


def data_script(expr: Expr, declarations: Mapping[str, Symbol], *, source: Expr | None = None,
                runtime: str = "/static/runtime.js") -> str:
    """The text of an ES module: `functions` (value and slopes), `models` (what is fitted to a target), `formula`.

    source   what derivatives are taken of, where that is another form of the formula
    runtime  where the module of `runtime_js` is, as this module imports it

    Raises NoProgram, with the reason, where the formula has no code in JavaScript.

    >>> from lemmata.engine.expr import symbol
    >>> w, x, y = symbol("w"), symbol("x", ["m"]), symbol("y", ["m"])
    >>> print(data_script((w*x - y) @ (w*x - y), {"w": w, "x": x, "y": y}).split("export const models = ")[1][:33])
    [{ target: "y", function: [model0
    """
    occurring = set(symbols(expr))
    needed = {name: s for name, s in declarations.items() if s in occurring}
    if odd := next((s for s in needed.values() if s.sort not in SHOWN), None):
        raise NoProgram(f"data can't stand for {odd.name} ({declaration(odd)})")
    if not needed:
        raise NoProgram("it has no variables that data could stand for")
    value = function_of(expr, declarations, "value")
    numpy = _NumPy()
    numpy.add(expr, declarations, "value", "f")
    slopes = {}
    for k, (name, s) in enumerate(needed.items()):
        if s.sort != "real" or expr.rank + s.rank > 3:
            continue
        try:
            found = derivative(expr if source is None else source, s)
            slopes[name] = function_of(found, declarations, f"slope{k}")
            numpy.add(found, declarations, name, f"gradient_{name}")
        except (NoDerivative, NoProgram, ShapeError):
            continue  # it can't be minimised over
    models = {}
    for k, one in enumerate(fitted(expr, needed)):
        try:
            models[one.target.name] = function_of(one.expr, declarations, f"model{k}"), one
            numpy.add(one.expr, declarations, f"model {one.target.name}", "model")
        except NoProgram:
            continue
    blocks = [value, *slopes.values(), *(block for block, _ in models.values())]
    lines = [line for block in blocks for line in (*block.lines, "")]
    helpers = runtime_names(lines)
    imports = [f"import {{ {', '.join(helpers)} }} from {json.dumps(runtime)};", ""] if helpers else []
    text = json.dumps(_described(expr, needed) | {"numpy": numpy.parts}, ensure_ascii=False)
    listed = ", ".join(f"{{ target: {json.dumps(name)}, function: {block.entry}, "
                       f"label: {json.dumps(label(own.expr).text)}, "
                       f"difference: {json.dumps(own.difference)} }}" for name, (block, own) in models.items())
    return "\n".join([*imports, *lines, _functions(value, slopes), f"export const models = [{listed}];",
                      f"export const formula = {text};", ""])


def _functions(value: Block, slopes: Mapping[str, Block]) -> str:
    listed = ", ".join(f"{json.dumps(name)}: {block.entry}" for name, block in slopes.items())
    return f"export const functions = {{ value: {value.entry}, slopes: {{ {listed} }} }};"


def _described(expr: Expr, needed: Mapping[str, Symbol]) -> dict[str, Any]:
    """What the formula and its variables are, and how pictures of data are laid out."""
    from lemmata.engine.pictures.plotly import layout_of, scale_of

    return {
        "text": to_text(expr), "latex": to_latex(expr), "shape": list(map(str, expr.shape)),
        "variables": [{"name": s.name, "latex": to_latex(s), "domain": s.domain, "whole": s.sort == "integer",
                       "shape": list(map(str, s.shape)), "classes": str(s.params[0]) if s.domain == "labels" else "",
                       "declaration": declaration(s), "meaning": meaning(s)} for s in needed.values()],
        "layout": layout_of(Picture("curve", ())),
        "scales": {"rising": scale_of(SCALE), "diverging": scale_of(DIVERGING)}}


class _NumPy:
    """Functions of NumPy by what they give; what they need once."""

    def __init__(self) -> None:
        self.parts: dict[str, Any] = {"imports": [], "helpers": [], "functions": {}}

    def add(self, expr: Expr, declarations: Mapping[str, Symbol], key: str, name: str) -> None:
        """Raises NoProgram where it has no code."""
        occurring = set(symbols(expr))
        made = write_source([expr], [s for s in declarations.values() if s in occurring], "numpy", name=name)
        for kind in ("imports", "helpers"):
            self.parts[kind] += [one for one in getattr(made, kind) if one not in self.parts[kind]]
        self.parts["functions"][key] = {"source": "\n".join(made.function), "inputs": [*made.inputs, *made.sizes],
                                        "name": name}
