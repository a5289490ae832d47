"""/api/data: a formula compiled for data that never leave the reader's machine, as a module of JavaScript."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lemmata.web.api.answering import Answer, answered
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.picture import MODULE, RUNTIME, TYPE, PictureRequest

router = APIRouter()


def compiled(formula: str, variables: str | None, syntax: str) -> Answer:
    """The module of a formula for data."""
    from lemmata.formulas import read_formula
    from lemmata.web.drawing import data_module

    found = data_module(read_formula(formula, variables or None, syntax), RUNTIME)
    return Answer(200, found.encode("utf-8", "replace"), headers=(("Content-Type", TYPE),))


_SAYS: dict[str, Any] = {
    "response_class": Response, "responses": {**ERRORS, **MODULE}, "summary": "Compile a formula for data",
    "tags": ["formulas"], "description":
        "A module of JavaScript: `functions` (the value, and the derivative by each variable), `models` (what the "
        "formula compares with a target), `formula`; or `why` there is none. The data stay where it runs."}


@router.post("/data", **_SAYS)
async def data(request: Request, asked: PictureRequest) -> Response:
    return await answered(request, compiled, asked.formula, asked.variables, asked.syntax)


@router.get("/data", **_SAYS)
async def data_query(request: Request, asked: Annotated[PictureRequest, Query()]) -> Response:
    return await data(request, asked)
