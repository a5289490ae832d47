"""/api/notebook/<lemma>: a lemma as a Jupyter notebook that runs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from lemmata.web.api.answering import Answer, answered
from lemmata.web.api.errors import ERRORS, MISSING
from lemmata.web.limits import error_body

router = APIRouter()
TYPE = "application/x-ipynb+json"
_FILE: dict[int | str, dict[str, Any]] = {200: {
    "description": "The notebook.", "content": {TYPE: {"schema": {"type": "object"}}}}}


def written_notebook(lemma: str) -> Answer:
    """The file of a lemma's notebook."""
    from lemmata.lemmas import find
    from lemmata.lemmas.notebook import notebook, written

    try:
        found = find(lemma)
    except ValueError as error:
        return Answer(404, error_body("no_lemma", str(error), field="lemma"))
    headers = (("Content-Type", TYPE), ("Content-Disposition", f'attachment; filename="{found.id}.ipynb"'))
    return Answer(200, written(notebook(found.id)).encode(), headers=headers)


@router.get("/notebook/{lemma}", response_class=Response, responses={**ERRORS, **MISSING, **_FILE},
            summary="Download a lemma as a notebook", tags=["book"])
async def notebook(request: Request, lemma: Annotated[str, Path(
        max_length=200, description="The id of the lemma.", examples=["dot-product"])]) -> Response:
    """The lemma as a Jupyter notebook, with the code that it needs of its section."""
    return await answered(request, written_notebook, lemma)
