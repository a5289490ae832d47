"""/api/check: a whole document. Its code is read, and never run."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.answering import Answer, answered, limits_of
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked
from lemmata.web.limits import DOCUMENT

router = APIRouter()
_FORMULA_SECONDS = 5.0  # for one formula of a document, so that the others get their verdicts


class CheckRequest(Asked):
    """A document to check."""

    text: str = Field(max_length=DOCUMENT, description="Markdown, or the JSON of a Jupyter notebook.",
                      examples=["The square is $(x + 1)^2 = x^2 + 1$."])
    name: str = Field("notes.md", max_length=200, pattern=r"^[^/\\\x00-\x1f\x7f]*\.(md|ipynb)$",
                      description="What the document is called; the suffix says what it is: .md or .ipynb.")


class Found(BaseModel):
    """What was found of a formula or a code block."""

    file: str
    cell: int | None = Field(None, description="Of a notebook, from 1.")
    line: int
    column: int
    kind: str = Field(description="formula, code, document.")
    source: str
    verdict: str
    code: str = Field(description="Such as F101; empty where there is nothing to remark.")
    method: str
    certified: bool
    message: str
    counterexample: dict[str, str] | None
    reading: str = Field(description="How the formula was understood.")
    parts: list[dict[str, Any]]


class CheckAnswer(BaseModel):
    """The report, as `lemmata check --format json` prints it."""

    findings: list[Found]
    summary: dict[str, Any] = Field(description="How many of each verdict.")


def report(text: str, name: str) -> Answer:
    """The report of a document as JSON."""
    from lemmata.documents import DocumentError, Limits, check_document
    from lemmata.documents.deadline import rung
    from lemmata.documents.formats.files import parse_document

    before = rung()
    try:
        document = parse_document(text.encode("utf-8", "replace").decode(), name)
    except DocumentError as error:
        raise ValueError(str(error)) from error
    found = check_document(document, run=False, limits=Limits(formula=_FORMULA_SECONDS))
    return Answer(200, found.to_json().encode("utf-8", "replace"), kept=rung() == before)


@router.post("/check", response_model=CheckAnswer, responses=ERRORS, summary="Check a document", tags=["documents"])
async def check(request: Request, asked: CheckRequest) -> Response:
    """Check every formula of a document, Markdown or a Jupyter notebook, and read its code. No code is run."""
    return await answered(request, report, asked.text, asked.name, seconds=limits_of(request).document_seconds,
                          remedy="send a part of it, or check it with the command `lemmata check`")
