"""/api/code: source code of a function that computes a formula or its derivatives."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.answering import answered
from lemmata.web.api.derive import variable_of
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked, FormulaText, Layout, Syntax, Variables, Wrt

router = APIRouter()


class CodeRequest(Asked):
    """A formula, and what to write of it."""

    formula: FormulaText
    variables: Variables = None
    target: Literal["numpy", "jax", "torch", "python", "js", "latex"] = Field(
        "numpy", description="The library; python and js need none, latex gives the formula.")
    name: str = Field("f", max_length=100, description="The name of the function.")
    of: Literal["value", "gradient", "value and gradient", "hessian"] = Field(
        "value", description="What the function gives.")
    wrt: Wrt = None
    layout: Layout = None
    syntax: Syntax = "auto"


class CodeAnswer(BaseModel):
    """Source code."""

    source: str
    target: str
    of: str
    wrt: str | None = Field(description="The variable of the derivative.")
    declarations: str


def source(formula: str, variables: str | None, target: str, name: str, of: str, wrt: str | None,
           layout: str | None, syntax: str) -> dict[str, Any]:
    """Source code of a formula."""
    from keyword import iskeyword

    from lemmata.engine.writers import to_declarations
    from lemmata.formulas import read_formula

    if not name.isidentifier() or iskeyword(name):
        raise ValueError(f"{name!r} is no name for a function; give letters, digits and underscores")
    found = read_formula(formula, variables or None, syntax)
    by = None if of == "value" else variable_of(found, wrt)[0]
    if by is None:
        written = found.code(target, name=name)
    elif of == "value and gradient" and target != "latex":
        if layout is not None:
            raise ValueError("a value and its gradient are written with the axes of the function, then those of the "
                             f"variable; ask for the gradient alone to have it in {layout} layout")
        written = found.code(target, grad=by, name=name)
    else:
        written = found.derivative(by, 2 if of == "hessian" else 1, layout).code(target, name=name)
    return {"source": written, "target": target, "of": of, "wrt": by,
            "declarations": to_declarations(found.declarations.values())}


_SAYS: dict[str, Any] = {
    "response_model": CodeAnswer, "responses": ERRORS, "summary": "Write source code", "tags": ["formulas"],
    "description": "A self-contained function that computes the formula, its derivative, or both."}


@router.post("/code", **_SAYS)
async def code(request: Request, asked: CodeRequest) -> Response:
    return await answered(request, source, asked.formula, asked.variables, asked.target, asked.name, asked.of,
                          asked.wrt, asked.layout, asked.syntax)


@router.get("/code", **_SAYS)
async def code_query(request: Request, asked: Annotated[CodeRequest, Query()]) -> Response:
    return await code(request, asked)
