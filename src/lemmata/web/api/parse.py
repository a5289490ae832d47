"""/api/parse: a formula as it was understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from lemmata.web.api.answering import answered
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked, FormulaText, Shown, Syntax, Variable, Variables, Written

router = APIRouter()


class ParseRequest(Asked):
    """A formula to read."""

    formula: FormulaText
    variables: Variables = None
    syntax: Syntax = "auto"


class Link(Written):
    """A relation between two sides."""

    sign: str = Field(description="The relation's name.", examples=["eq", "le"])
    sides: list[Written]


class ParseAnswer(Shown):
    """How a formula was understood."""

    syntax: str = Field(description="The notation that it was read in.", examples=["python"])
    kind: str = Field(description="value, relation (a claim), function, event, distribution, random variable.",
                      examples=["value"])
    shape: list[str] = Field(description="Sizes of the axes of its value; empty for a number.")
    declarations: str = Field(examples=["X: real[m n], w: real[n], y: real[m]"])
    inferred: list[str] = Field(description="The names that were not declared.")
    variables: list[Variable]
    derivable: list[str] = Field(description="What it can be differentiated by, the most likely one first.")
    sizes: list[str] = Field(description="Names of sizes, which are free.", examples=[["m", "n"]])
    parts: dict[str, Written] = Field(description="The parts that it names with `where`.")
    relations: list[Link] = Field(description="Of a claim: its relations, in order.")
    warnings: list[str]


def parsed(formula: str, variables: str | None, syntax: str) -> dict[str, Any]:
    """How a formula is understood."""
    from lemmata.engine.expr import symbols
    from lemmata.engine.readers.declarations import declared
    from lemmata.engine.writers import to_declarations, to_latex, to_text
    from lemmata.formulas import derivable, notation_of, read_formula

    found = read_formula(formula, variables or None, syntax)
    known = declared(variables or None)
    used = {s.name for s in symbols(found.expr)}
    return {
        "text": found.text, "latex": found.latex(), "shown": found.shown(), "syntax": notation_of(formula, syntax),
        "kind": _KINDS.get(found.expr.sort, "value"), "shape": list(map(str, found.shape)),
        "declarations": to_declarations(found.declarations.values()),
        "inferred": [name for name in found.vars if name not in known],
        "variables": variables_of(found, known, derivable(found)), "derivable": derivable(found),
        "sizes": list(found.dims),
        "parts": {name: {"text": to_text(part), "latex": to_latex(part)} for name, part in found.parts.items()},
        "relations": list(_relations(found.expr)),
        "warnings": [f"{name} is declared and does not occur" for name in found.vars if name not in used],
    }


_KINDS = {"boolean": "relation", "function": "function", "event": "event", "distribution": "distribution",
          "variable": "random variable"}


def variables_of(formula: Any, known: Any, derivable: list[str]) -> list[dict[str, Any]]:
    """The names of a formula; `known` were declared."""
    from lemmata.engine.writers.declarations import declaration, meaning

    return [{"name": name, "declaration": declaration(s), "domain": s.domain, "shape": list(map(str, s.shape)),
             "meaning": meaning(s), "inferred": name not in known, "derivable": name in derivable}
            for name, s in formula.declarations.items()]


def _relations(expr: Any) -> Iterator[dict[str, Any]]:
    """The relations that a claim holds together by and, in order."""
    from lemmata.engine.writers import to_latex, to_text

    left = [expr]
    while left:
        one = left.pop()
        if one.sort != "boolean" or not hasattr(one, "op"):
            continue
        if one.op == "and":
            left += reversed(one.args)
            continue
        sides = [{"text": to_text(side), "latex": to_latex(side)} for side in one.args]
        yield {"sign": one.op, "text": to_text(one), "latex": to_latex(one), "sides": sides}


_SAYS: dict[str, Any] = {
    "response_model": ParseAnswer, "responses": ERRORS, "summary": "Read a formula", "tags": ["formulas"],
    "description": "Read a formula in Python's notation or LaTeX: both notations, the declarations of its names (with "
                   "those that were inferred), its shape, and the relations where it claims something."}


@router.post("/parse", **_SAYS)
async def parse(request: Request, asked: ParseRequest) -> Response:
    return await answered(request, parsed, asked.formula, asked.variables, asked.syntax)


@router.get("/parse", **_SAYS)
async def parse_query(request: Request, asked: Annotated[ParseRequest, Query()]) -> Response:
    return await parse(request, asked)
