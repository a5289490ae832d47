"""/api/equal: whether two formulas are equal."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.answering import answered
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked, FormulaText, Shown, Syntax, Variables, Written

router = APIRouter()


class EqualRequest(Asked):
    """Two formulas to compare."""

    left: FormulaText
    right: FormulaText
    variables: Variables = None
    syntax: Syntax = "auto"


class Near(Written):
    """A true formula that is one small change away."""

    side: str = Field(description="The side that it would stand on.", examples=["right"])
    words: str = Field(description="The change.", examples=["a factor 2"])


class Value(BaseModel):
    """A value at a counterexample."""

    name: str = Field(examples=["x"])
    value: str = Field(examples=["-1"])


class EqualAnswer(BaseModel):
    """The verdict."""

    verdict: str = Field(description="proved, agrees (at all points that were tried), conditional (under an "
                                     "assumption that is not stated), refuted, undecided.", examples=["refuted"])
    method: str = Field(description="The strategy that decided.", examples=["counterexample"])
    message: str
    certified: bool = Field(description="Whether it rests on a proof or on arithmetic without rounding.")
    counterexample: list[Value] = Field(description="Values of the symbols and of both sides, where the two differ.")
    hint: str = Field(description="The assumption that is missing, or the nearest true formula.")
    nearest: Near | None
    notes: list[str] = Field(description="Conventions and premises that were used.")
    declarations: str
    left: Shown
    right: Shown


def equality(left: str, right: str, variables: str | None, syntax: str) -> dict[str, Any]:
    """The verdict on the equality of two formulas."""
    from lemmata.engine.writers import to_declarations, to_latex, to_text
    from lemmata.formulas import read_pair

    first, second = read_pair(left, right, variables or None, syntax)
    verdict = first.equals(second)
    near = None if verdict.near is None or verdict.near.expr is None else {
        "text": to_text(verdict.near.expr), "latex": to_latex(verdict.near.expr), "side": verdict.near.side,
        "words": verdict.near.words}
    return {
        "verdict": verdict.kind, "method": verdict.method, "message": verdict.message, "certified": verdict.certified,
        "counterexample": [{"name": name, "value": value} for name, value in verdict.counterexample.items()],
        "hint": verdict.hint, "nearest": near, "notes": list(verdict.notes),
        "declarations": to_declarations({**first.declarations, **second.declarations}.values()),
        **{side: {"text": one.text, "latex": one.latex(), "shown": one.shown()}
           for side, one in (("left", first), ("right", second))},
    }


_SAYS: dict[str, Any] = {
    "response_model": EqualAnswer, "responses": ERRORS, "summary": "Compare two formulas", "tags": ["formulas"],
    "description": "Whether two formulas are equal wherever both are defined: proved, or refuted with a counterexample "
                   "and the nearest true formula."}


@router.post("/equal", **_SAYS)
async def equal(request: Request, asked: EqualRequest) -> Response:
    return await answered(request, equality, asked.left, asked.right, asked.variables, asked.syntax)


@router.get("/equal", **_SAYS)
async def equal_query(request: Request, asked: Annotated[EqualRequest, Query()]) -> Response:
    return await equal(request, asked)
