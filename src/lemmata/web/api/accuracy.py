"""/api/accuracy: how many bits a formula loses in floats, where, and which operation loses them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.dtypes import Dtype
from lemmata.web.api.answering import answered, limits_of
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked, FormulaText, Syntax, Variables
from lemmata.web.limits import FORMULA

router = APIRouter()

Floats = Annotated[Dtype, Field(description="The floats.")]
Where = Annotated[str | None, Field(
    max_length=FORMULA, description="Laws of variables, sizes and conditions; left out: all floats of the domains, and "
                                    "what data look like.", examples=["x: normal(0, 30), n: 1000"])]
Grad = Annotated[str, Field(
    max_length=FORMULA, description="Variables, separated by commas: the derivatives by them go along, at the same "
                                    "points.", examples=["x"])]
MOST = 8000
POINTS: Any = Field(2000, ge=10, le=MOST, description="How many points are drawn.")
Points = Annotated[int, Field(strict=True)]


class AccuracyRequest(Asked):
    """A formula, and in which floats at which points."""

    formula: FormulaText
    variables: Variables = None
    dtype: Floats = "float64"
    where: Where = None
    points: Points = POINTS
    form: Literal["written", "program"] = Field(
        "written", description="Each operation of the text by itself, or the program that computes its values.")
    grad: Grad = ""
    syntax: Syntax = "auto"


class AccuracyQuery(AccuracyRequest):
    """The same in an address, where numbers are texts."""

    points: int = POINTS


class Blamed(BaseModel):
    """An operation that loses bits, in one way."""

    operation: str = Field(examples=["1 + exp(x)"])
    kind: str = Field(examples=["absorption"])
    why: str = Field(examples=["a small term vanishes beside a large one"])
    share: float = Field(description="Of all bits that are lost.")
    bits: float = Field(description="That are lost on average where it is to blame.")
    at: dict[str, str] = Field(description="The inputs where it loses most.")


class WorkedOperation(BaseModel):
    """An operation at a point."""

    text: str
    latex: str
    found: str = Field(description="In floats.", examples=["1"])
    true: str = Field(description="With so many digits that they can be told apart.", examples=["1.00000000000000001"])
    right: bool


class WorkedLoss(BaseModel):
    """An operation that loses bits at a point, with its numbers."""

    operation: str
    kind: str
    why: str = Field(examples=["exp(1000) is above the largest float64, 1.8e+308"])


class WorkedPoint(BaseModel):
    """The formula at the worst point, or at one nearby with fewer digits that loses as much."""

    at: dict[str, str]
    bits: float
    operations: list[WorkedOperation] = Field(description="In their order; none where there are many.")
    losses: list[WorkedLoss]


class Row(BaseModel):
    """A part of an axis, and the bits that are lost there."""

    low: str
    high: str
    mean: float
    worst: float


class Along(BaseModel):
    """Bits against a variable. Where the axis has a place for every float, `ticks` say which number stands where."""

    variable: str
    label: str
    every_float: bool
    low: float
    high: float
    ticks: list[tuple[float, str]]
    x: list[float]
    bits: list[float]
    middles: list[float] = Field(description="Of parts of the axis.")
    means: list[float] = Field(description="Bits lost there on average.")
    rows: list[Row]


class Loss(BaseModel):
    """Bits lost against certified values: log2(1 + ulps) at each point."""

    dtype: str
    form: str
    where: str
    points: int = Field(description="How many were measured.")
    mean: float
    median: float
    worst: float
    bits: int = Field(description="Of a number of this format: what is lost where nothing is right.")
    overflow: float = Field(description="Share of the points with a value that is infinite in error.")
    underflow: float = Field(description="The same for 0 in error.")
    nan: float = Field(description="The same for NaN in error.")
    undefined: int = Field(description="Points that were drawn outside of the domain, and left out.")
    unsamplable: int = Field(description="Points at which no precision tells the value.")
    at: dict[str, str] = Field(description="The inputs at the worst point.")
    found: str = Field(description="The value there in floats.")
    true: str = Field(description="The value that is right there.")
    blame: list[Blamed] = Field(description="Which operations lose the bits, most harmful first.")
    worked: WorkedPoint | None
    along: list[Along] = Field(description="The variable that tells most of the bits comes first.")


class AccuracyAnswer(Loss):
    """The same with the formula, as it was read; of the value and its derivatives, what any of them loses."""

    formula: str
    declarations: str
    each: dict[str, Loss] = Field(description="Where derivatives are measured: `value`, `gradient by x`, each alone.")
    singular: dict[str, list[str]] = Field(description="Where each derivative is not defined, and what its code takes "
                                                       "there.", examples=[{"gradient by x": ["x = 0: 0 is taken"]}])


def names_in(grad: str) -> list[str]:
    """The variables of a list."""
    return [name for part in grad.split(",") if (name := part.strip())]


def lost(formula: str, variables: str | None, dtype: str, where: str | None, points: int, form: str, grad: str,
         syntax: str) -> dict[str, Any]:
    """The bits that a formula loses, at the points by which `/api/stabilize` makes its last choice."""
    from lemmata.engine.stability.stabilizing import FRESH
    from lemmata.engine.writers import to_declarations
    from lemmata.formulas import read_formula
    from lemmata.web.losses import loss

    found, by = read_formula(formula, variables or None, syntax), names_in(grad)
    measured = found.accuracy(dtype, where or None, points=points, seed=FRESH, form=form, grad=by)
    return {"formula": found.text, "declarations": to_declarations(found.declarations.values()), **loss(measured),
            "each": {name: loss(one) for name, one in measured.each.items()} if by else {},
            "singular": {f"gradient by {name}": list(found.derivative(name).singular) for name in by}}


_SAYS: dict[str, Any] = {
    "response_model": AccuracyAnswer, "responses": ERRORS, "summary": "Measure the bits that a formula loses",
    "tags": ["stability"],
    "description": "How many bits are lost in floats against certified values, at which inputs, and which operation "
                   "loses them."}


@router.post("/accuracy", **_SAYS)
async def accuracy(request: Request, asked: AccuracyRequest) -> Response:
    return await answered(request, lost, asked.formula, asked.variables, asked.dtype, asked.where, asked.points,
                          asked.form, asked.grad, asked.syntax,
                          seconds=limits_of(request).seconds * (2 if asked.grad else 1))


@router.get("/accuracy", **_SAYS)
async def accuracy_query(request: Request, asked: Annotated[AccuracyQuery, Query()]) -> Response:
    return await accuracy(request, asked)
