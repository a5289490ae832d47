"""Pictures of the pages: modules of JavaScript that move by themselves, and figures that the book's own code draws."""

from __future__ import annotations

import contextlib
import io
import json
from functools import cache
from typing import Any

from lemmata.engine.evaluation.arithmetic import Unsupported
from lemmata.engine.pictures import PictureError, data_script, default_given, script
from lemmata.engine.programs import NoProgram
from lemmata.formulas import Formula
from lemmata.lemmas import find
from lemmata.lemmas.picturing import moving
from lemmata.lemmas.prelude import blocks, prelude
from lemmata.web.nopicture import without

NO_PICTURE = (PictureError, Unsupported, ValueError, ArithmeticError)


def module(formula: Formula, runtime: str, name: str = "f") -> str:
    """The module of a formula's picture; where there is none, one that says why."""
    try:
        chosen = default_given(formula.expr, formula.declarations)
        return script(formula.expr, formula.declarations, chosen.given, sliders=chosen.sliders, name=name,
                      source=formula.source, runtime=runtime)
    except NO_PICTURE as reason:
        return without(str(reason))


def data_module(formula: Formula, runtime: str) -> str:
    """The module of a formula for the reader's own data; of an equation, of the side that is worked out."""
    expr = formula.expr
    sides = [side for side in expr.children if side.children] if getattr(expr, "op", "") == "eq" else [expr]
    try:
        return data_script(sides[-1] if sides else expr, formula.declarations, runtime=runtime,
                           source=formula.source if sides == [expr] else None)
    except (NoProgram, *NO_PICTURE) as reason:
        return without(str(reason))


@cache
def lemma_module(id: str, runtime: str) -> str:
    """The module of what a lemma is about: its formula as the page has it, or the path of its rule."""
    try:
        return moving(find(id), runtime)
    except NO_PICTURE as reason:
        return without(str(reason))


@cache
def figure(id: str) -> dict[str, Any] | None:
    """What the code in the part "Picture" of a lemma draws, as Plotly's JSON; None where it draws nothing.

    It is the book's own code, which came with the package.
    """
    lemma = find(id)
    place = next(k for k, part in enumerate(lemma.parts) if part.title == "Picture")
    source = "\n".join([prelude(lemma), *blocks("\n\n".join(part.text for part in lemma.parts[:place + 1]))])
    names: dict[str, Any] = {"__name__": f"lemmata.book.{id}"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, f"<{id}>", "exec"), names)
    drawn: Any = names.get("figure")
    if not hasattr(drawn, "to_json"):
        return None
    found: dict[str, Any] = json.loads(drawn.to_json())
    return found
