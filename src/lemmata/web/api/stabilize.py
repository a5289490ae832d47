"""/api/stabilize: the form of a formula that keeps its digits, by which rules it came, what it brings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.accuracy import POINTS, Floats, Grad, Loss, Points, Where, names_in
from lemmata.web.api.answering import answered, limits_of
from lemmata.web.api.derive import Line, Step
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked, FormulaText, Shown, Syntax, Variables, Written

router = APIRouter()
SMALLER = "take fewer points or a smaller formula, or run lemmata stabilize on your own machine"


class StabilizeRequest(Asked):
    """A formula, in which floats it is to keep its digits, and at which points."""

    formula: FormulaText
    variables: Variables = None
    dtype: Floats = "float64"
    where: Where = None
    points: Points = POINTS
    target: Literal["numpy", "jax", "torch", "python", "js"] | None = Field(
        None, description="What the form is written in as code; left out: all of them.")
    grad: Grad = ""
    syntax: Syntax = "auto"


class StabilizeQuery(StabilizeRequest):
    """The same in an address, where numbers are texts."""

    points: int = POINTS


class BranchAnswer(Shown):
    """A form, and where it is taken."""

    condition: str = Field(description="Nothing where it is the only one.", examples=["x < 2.3"])
    condition_latex: str
    share: float = Field(description="Of the points.")
    before: float = Field(description="Mean bits that the formula loses there.")
    after: float = Field(description="Mean bits that this form loses there.")
    approximate: bool = Field(description="Whether a series was used: it holds to rounding at the points drawn.")
    steps: list[Step] = Field(description="The rules that lead to it, each an equality of parts.")
    lines: list[Line] = Field(description="The steps for reading: the whole formula after each.")


class Stable(Shown):
    """The form with its branches."""

    declarations: str


class Form(BaseModel):
    """The form that keeps its digits; the formula itself where none is better."""

    formula: Written
    result: Stable
    changed: bool
    before: Loss
    after: Loss
    rules: list[str] = Field(examples=[["softplus"]])
    branches: list[BranchAnswer]
    forms: int = Field(description="How many were measured.")
    cost: float | None = Field(description="Time of the result over that of the formula.")


class SlopeAnswer(Form):
    """The same of a derivative."""

    wrt: str
    singular: list[str] = Field(description="Where it is not defined, and what its code takes there.",
                                examples=[["x = 0: 0 is taken"]])


class StabilizeAnswer(Form):
    """The form of the value; those of its derivatives, made stable before and after differentiation."""

    derivatives: list[SlopeAnswer]
    code: dict[str, str] = Field(description="Source code by target, of the value and its derivatives together.")


def stabilized(formula: str, variables: str | None, dtype: str, where: str | None, points: int, target: str | None,
               grad: str, syntax: str) -> dict[str, Any]:
    """The stable form of a formula, with the losses of both at the same fresh points."""
    from lemmata.engine.stability.stabilizing import FRESH
    from lemmata.formulas import read_formula
    from lemmata.web.losses import stable

    read, by = read_formula(formula, variables or None, syntax), names_in(grad)
    found = read.stabilize(dtype, where or None, points, grad=by)
    before, after = (read.accuracy(dtype, where or None, points=points, seed=FRESH, form=form, grad=by)
                     for form in ("written", found))
    return stable(read, found, before, after, (target,) if target else (), by)


_SAYS: dict[str, Any] = {
    "response_model": StabilizeAnswer, "responses": ERRORS, "summary": "Find the form that keeps its digits",
    "tags": ["stability"],
    "description": "Rules, series and branches are tried, and the form that loses fewest bits at fresh points is "
                   "taken; with its derivation, the bits before and after, and code. It takes seconds."}


@router.post("/stabilize", **_SAYS)
async def stabilize(request: Request, asked: StabilizeRequest) -> Response:
    return await answered(request, stabilized, asked.formula, asked.variables, asked.dtype, asked.where, asked.points,
                          asked.target, asked.grad, asked.syntax, remedy=SMALLER, aside=True,
                          seconds=limits_of(request).stability_seconds * (2 if asked.grad else 1))


@router.get("/stabilize", **_SAYS)
async def stabilize_query(request: Request, asked: Annotated[StabilizeQuery, Query()]) -> Response:
    return await stabilize(request, asked)
