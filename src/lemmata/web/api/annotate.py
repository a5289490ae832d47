"""/api/annotate: a whole document as a page, with a verdict on each formula, at once or as they are found. Its code is
read, and never run."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.answering import answered, limits_of
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked
from lemmata.web.api.streaming import EventStream, streamed
from lemmata.web.limits import DOCUMENT
from lemmata.web.work import Tell

router = APIRouter()
PART = "send a part of it, or check it with the command `lemmata check`"
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
    issues: list[dict[str, Any]] = Field(description="What is wrong or has to be looked at, in the order of the text; "
                                                     "`place` is the id of the element that it is about.")
    unclear: list[dict[str, Any]] = Field(description="What was not understood or not decided, in the same form.")
    summary: dict[str, int] = Field(description="How many there are of each verdict.")


def page(text: str, name: str, tell: Tell | None = None) -> dict[str, Any]:
    """The page of a document; `tell` hears what is found on the way."""
    from lemmata.documents import DocumentError
    from lemmata.web.work import checked

    try:
        found = checked(name, text.encode("utf-8", "replace").decode(), tell=tell)
    except DocumentError as error:
        raise ValueError(str(error)) from error
    del found["remarks" if tell is None else "html"]  # the one stands in the other
    return found


@router.post("/annotate", response_model=AnnotateAnswer, responses=ERRORS, summary="Show a document with its verdicts",
             tags=["documents"])
async def annotate(request: Request, asked: AnnotateRequest) -> Response:
    """A document as HTML in which each formula has a number, with what is known of each. No code is run."""
    return await answered(request, page, asked.text, asked.name, seconds=limits_of(request).document_seconds,
                          remedy=PART)


@router.post("/annotate/parts", responses={**ERRORS, 200: {
    "content": {EventStream.media_type: {"schema": {"type": "object", "properties": {
        "event": {"enum": ["page", "part", "done", "fault"]}, "data": {"type": "string"}}}}},
    "description": "Events: `page` (html, formulas: how many), `part` (rows, issues, unclear, summary: of a few "
                   "formulas), and `done` (the same of all, remarks: HTML below each code) or `fault` (error)."}},
             summary="Show a document, and its verdicts as they are found", tags=["documents"])
async def annotate_parts(request: Request, asked: AnnotateRequest) -> Response:
    """The same as a stream of events, with more time, as whoever waits sees how far it is. It ends with the
    connection."""
    return await streamed(request, page, asked.text, asked.name, remedy=PART)
