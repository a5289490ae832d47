"""/api/derive: a derivative, and the steps that lead to it."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.answering import answered
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked, FormulaText, Layout, Shown, Syntax, Variables, Written, Wrt

router = APIRouter()


_ORDER: Any = Field(1, ge=1, le=2, description="1: gradient or Jacobian, 2: Hessian.")


class DeriveRequest(Asked):
    """What to differentiate, by what, how often."""

    formula: FormulaText
    variables: Variables = None
    wrt: Wrt = None
    order: Annotated[int, Field(strict=True)] = _ORDER
    layout: Layout = None
    syntax: Syntax = "auto"


class DeriveQuery(DeriveRequest):
    """The same in an address, where numbers are texts."""

    order: int = _ORDER


class Step(BaseModel):
    """`before` equals `after`, by a rule; both are `left`."""

    kind: str = Field(description="formula, name, derive, put back, simplify.", examples=["derive"])
    rule: str = Field(description="The field's name of the rule.", examples=["derivative of a norm"])
    hint: str = Field(description="What to try before the step is revealed.")
    of: str = Field(examples=["f"])
    wrt: str = Field(examples=["x"])
    left: Written
    before: Written
    after: Written


class Line(BaseModel):
    """A step as a reader goes through them."""

    head: str = Field(description="What begins here, where something does.")
    latex: str
    rule: str
    hint: str


class Derived(Shown):
    """The derivative."""

    shape: list[str]
    declarations: str


class DeriveAnswer(BaseModel):
    """A derivative with its steps."""

    formula: Written
    wrt: str = Field(description="The variable that was taken.")
    order: int
    layout: str | None
    note: str = Field(description="What the layout makes of it, where one was asked for.",
                      examples=["a row in numerator layout"])
    result: Derived
    singular: list[str] = Field(description="Where it is not defined, and what its code takes there.",
                                examples=[["x = 0: 0 is taken"]])
    structure: str | None = Field(description="What the derivative is made of as a linear map, where it is one.",
                                  examples=["symmetric low rank: X.T @ X"])
    steps: list[Step]
    lines: list[Line] = Field(description="The steps for reading, long sums folded.")
    variables: list[str] = Field(description="The variables that one may differentiate by, the most likely one first.")


def derived(formula: str, variables: str | None, wrt: str | None, order: int, layout: str | None,
            syntax: str) -> dict[str, Any]:
    """A derivative with its steps."""
    from lemmata.engine.writers import to_declarations
    from lemmata.formulas import read_formula

    found = read_formula(formula, variables or None, syntax)
    by, names = variable_of(found, wrt)
    result = found.derivative(by, order, layout)
    derivation = found.derivation(by, order)
    lines, shown, note = _in_layout(found, by, order, result, derivation)
    return {
        "formula": {"text": found.text, "latex": found.latex()}, "wrt": by, "order": order, "layout": layout,
        "note": note, "result": {"text": result.text, "latex": result.latex(), "shown": shown,
                   "shape": list(map(str, result.shape)),
                   "declarations": to_declarations(result.declarations.values())},
        "singular": list(derivation.singular), "structure": _structure(result),
        "steps": [step.data() for step in derivation],
        "lines": lines, "variables": names,
    }


def _in_layout(formula: Any, by: str, order: int, result: Any,
               derivation: Any) -> tuple[list[dict[str, str]], str, str]:
    """The lines of a derivation up to the derivative as its layout has it, that derivative, and what that means.

    A vector of NumPy has one axis; on paper it is a row or a column, and so it is written here.
    """
    lines, shown, layout = derivation.lines(), derivation.result_latex(), result.layout
    if layout is None or not result.shape:
        return lines, shown, ""
    rank = len((formula if order == 1 else formula.derivative(by, order - 1)).shape)
    turned = (layout == "denominator") == (rank > 0)
    if len(result.shape) == 1:
        note = f"a {'row' if turned else 'column'} in {layout} layout; in code a vector, which has one axis"
        inside = shown if re.fullmatch(r"\\?[A-Za-z]+", shown) else rf"\left({shown}\right)"
        arranged = rf"{inside}^{{\top}}"
    else:
        rows, columns = ("function", "variable") if layout == "numerator" else ("variable", "function")
        note = f"in {layout} layout: a row for each entry of the {rows}, a column for each of the {columns}"
        if not rank:
            note = f"in {layout} layout: of the shape of {by}{'.T' if turned else ''}"
        arranged = result.shown()
    if not turned or arranged == shown:
        return lines, shown, note
    head = f"Arrange it in {layout} layout."
    left = lines[-1]["latex"].partition(" = ")[0]
    return [*lines, {"head": head, "latex": f"{left} = {arranged}", "rule": "transposed", "hint": head}], arranged, note


def variable_of(formula: Any, wrt: str | None) -> tuple[str, list[str]]:
    """The variable that is asked for, or the most likely one; and all that there are."""
    from lemmata.formulas import derivable

    names = derivable(formula)
    if not wrt and not names:
        raise ValueError("the formula has no variable to differentiate by; write one, such as x**2")
    return wrt or names[0], names


def _structure(result: Any) -> str | None:
    from lemmata.engine.ops import ShapeError

    try:
        return str(result.structure) if result.shape else None
    except ShapeError:
        return None


_SAYS: dict[str, Any] = {
    "response_model": DeriveAnswer, "responses": ERRORS, "summary": "Differentiate a formula", "tags": ["formulas"],
    "description": "The gradient, Jacobian or Hessian, with the steps that lead to it: each with its rule, a hint, and "
                   "two equal sides."}


@router.post("/derive", **_SAYS)
async def derive(request: Request, asked: DeriveRequest) -> Response:
    return await answered(request, derived, asked.formula, asked.variables, asked.wrt, asked.order, asked.layout,
                          asked.syntax)


@router.get("/derive", **_SAYS)
async def derive_query(request: Request, asked: Annotated[DeriveQuery, Query()]) -> Response:
    return await derive(request, asked)
