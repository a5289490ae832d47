"""/api/picture: the picture of a formula, as a module of JavaScript that draws it and moves by itself."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lemmata.web.api.answering import Answer, answered
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked, FormulaText, Syntax, Variables

router = APIRouter()
TYPE = "text/javascript; charset=utf-8"
RUNTIME = "/static/runtime.js"  # what the module imports
MODULE: dict[int | str, dict[str, Any]] = {200: {
    "description": "A module of JavaScript; where it can't be, one that exports `why`.",
    "content": {TYPE.partition(";")[0]: {"schema": {"type": "string"}}}}}


class PictureRequest(Asked):
    """A formula to draw."""

    formula: FormulaText
    variables: Variables = None
    syntax: Syntax = "auto"


def drawn(formula: str, variables: str | None, syntax: str) -> Answer:
    """The module of a formula's picture."""
    from lemmata.formulas import read_formula
    from lemmata.web.drawing import module

    found = module(read_formula(formula, variables or None, syntax), RUNTIME)
    return Answer(200, found.encode("utf-8", "replace"), headers=(("Content-Type", TYPE),))


_SAYS: dict[str, Any] = {
    "response_class": Response, "responses": {**ERRORS, **MODULE}, "summary": "Draw a formula", "tags": ["formulas"],
    "description": "The picture that follows from the formula's types, as a module that computes it in the browser."}


@router.post("/picture", **_SAYS)
async def picture(request: Request, asked: PictureRequest) -> Response:
    return await answered(request, drawn, asked.formula, asked.variables, asked.syntax)


@router.get("/picture", **_SAYS)
async def picture_query(request: Request, asked: Annotated[PictureRequest, Query()]) -> Response:
    return await picture(request, asked)
