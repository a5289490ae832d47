"""/api/picture: a picture that moves in the browser by itself."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lemmata.web.api.answering import Answer, answered
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked, FormulaText, Syntax, Variables

router = APIRouter()


class PictureRequest(Asked):
    """A formula to draw."""

    formula: FormulaText
    variables: Variables = None
    syntax: Syntax = "auto"


def drawn(formula: str, variables: str | None, syntax: str) -> Answer:
    """The module of a formula's picture."""
    from lemmata.formulas import read_formula
    from lemmata.web.drawing import module

    text = module(read_formula(formula, variables or None, syntax), "/static/runtime.js")
    return Answer(200, text.encode(), headers=(("Content-Type", "text/javascript; charset=utf-8"),))


_SCRIPT: dict[str, Any] = {
    "description": "An ES module: `picture` says what is drawn and `functions` compute it; where `picture` is null, "
                   "`why` says why.", "content": {"text/javascript": {}}}


@router.get("/picture", responses={200: _SCRIPT, **ERRORS}, response_class=Response, summary="Draw a formula",
            tags=["formulas"])
async def picture(request: Request, asked: Annotated[PictureRequest, Query()]) -> Response:
    """A module of JavaScript that draws the formula; what it shows follows from the types of its variables."""
    return await answered(request, drawn, asked.formula, asked.variables, asked.syntax)
