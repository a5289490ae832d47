"""/api/annotate: a whole document as a page, with a verdict on each formula. Its code is read, and never run."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.answering import answered, limits_of
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked
from lemmata.web.limits import DOCUMENT

router = APIRouter()
SUFFIXES = "md|markdown|qmd|rmd|ipynb|tex|rst|txt"


class AnnotateRequest(Asked):
    """A document to show with its verdicts."""

    text: str = Field(max_length=DOCUMENT, description="The document's text; of a notebook, its JSON.",
                      examples=["The square is $(x + 1)^2 = x^2 + 1$."])
    name: str = Field("notes.md", max_length=200, pattern=rf"^[^/\\\x00-\x1f\x7f]*\.({SUFFIXES})$",
                      description="What the document is called; the suffix says what it is.")


class AnnotateAnswer(BaseModel):
    """A page: HTML without scripts, whose formulas have numbers."""

    html: str
    rows: dict[str, dict[str, Any]] = Field(description="What is known of each formula, by its number.")
    issues: list[dict[str, Any]] = Field(description="What is wrong or has to be looked at, in the order of the text.")
    summary: dict[str, int] = Field(description="How many there are of each verdict.")


def page(text: str, name: str) -> dict[str, Any]:
    """The page of a document."""
    from lemmata.documents import DocumentError
    from lemmata.web.work import checked

    try:
        return checked(name, text.encode("utf-8", "replace").decode())
    except DocumentError as error:
        raise ValueError(str(error)) from error


@router.post("/annotate", response_model=AnnotateAnswer, responses=ERRORS, summary="Show a document with its verdicts",
             tags=["documents"])
async def annotate(request: Request, asked: AnnotateRequest) -> Response:
    """A document as HTML in which each formula has a number, with what is known of each. No code is run."""
    return await answered(request, page, asked.text, asked.name, seconds=limits_of(request).document_seconds)
