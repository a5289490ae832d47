"""/api/formula.ipynb: a formula of the reader's own as a notebook, to go on with elsewhere."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lemmata.web.api.answering import Answer, answered
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked, FormulaText, Syntax, Variables, Wrt

router = APIRouter()
TYPE = "application/x-ipynb+json"


class FormulaNotebookRequest(Asked):
    """A formula to go on with."""

    formula: FormulaText
    variables: Variables = None
    wrt: Wrt = None
    syntax: Syntax = "auto"


def made(formula: str, variables: str | None, wrt: str | None, syntax: str) -> Answer:
    """The notebook: the formula, its derivation, its code, its picture where it is one of numbers."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    from lemmata.engine.writers import to_declarations
    from lemmata.formulas import derivable, read_formula

    found = read_formula(formula, variables or None, syntax)
    names = derivable(found)
    by = wrt if wrt in names else next(iter(names), None)
    declared = to_declarations(found.declarations.values())
    cells = [new_markdown_cell(f"$${found.latex()}$$"),
             new_code_cell(f"import lemmata as lm\n\nf = lm.parse({found.text!r}, {declared!r})\nf")]
    if by:
        cells += [new_code_cell(f"f.derivation({by!r})"), new_code_cell(f"print(f.code(\"numpy\", grad={by!r}))")]
    if 0 < len(found.declarations) <= 2 and all(s.rank == 0 and s.sort == "real" for s in found.declarations.values()):
        cells.append(new_code_cell("f.plot()"))
    notebook = new_notebook(cells=cells)
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    headers = (("Content-Type", TYPE), ("Content-Disposition", 'attachment; filename="formula.ipynb"'))
    return Answer(200, nbformat.writes(notebook).encode("utf-8", "replace"), headers=headers)


_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The notebook.", "content": {TYPE: {
    "schema": {"type": "object"}}}}}


@router.get("/formula.ipynb", responses={**ERRORS, **_FILE}, response_class=Response, summary="Make a notebook",
            tags=["formulas"])
async def formula_notebook(request: Request, asked: Annotated[FormulaNotebookRequest, Query()]) -> Response:
    """A notebook with the formula, its derivation, its code and its picture."""
    return await answered(request, made, asked.formula, asked.variables, asked.wrt, asked.syntax)
