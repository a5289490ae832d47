"""/api/opened: derivatives by all variables, and code for all targets, of the expressions of a formula."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.answering import answered
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked
from lemmata.web.limits import FORMULA
from lemmata.web.work import expressions

router = APIRouter()
Text = Annotated[str, Field(max_length=FORMULA)]


class OpenedRequest(Asked):
    """Expressions with their declarations, as /api/annotate gives them."""

    terms: list[tuple[Text, Text]] = Field(max_length=8, examples=[[["x**2", "x: real"]]])


class Opened(BaseModel):
    """An expression that is more than a name."""

    text: str
    latex: str
    variables: str
    derivatives: list[dict[str, Any]] = Field(description="By each variable: wrt, steps, result, singular.")
    code: dict[str, str] = Field(description="Source code by target.")


@router.post("/opened", response_model=list[Opened], responses=ERRORS, summary="Open a formula", tags=["formulas"])
async def open_formula(request: Request, asked: OpenedRequest) -> Response:
    """What the panel of a formula shows: derivatives with their steps, and code."""
    return await answered(request, expressions, tuple(asked.terms))
