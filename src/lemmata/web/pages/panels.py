"""What opens beside a formula: what it means, whether it holds, its derivatives, its code, its picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, HTTPException
from starlette.responses import JSONResponse

from lemmata.documents import Finding
from lemmata.lemmas.book import BOOK, chapters
from lemmata.web.opened import opened, row
from lemmata.web.sections import book_findings

router = APIRouter(include_in_schema=False)


@router.get("/panel/{chapter}/{section}.json")
def section_panel(chapter: str, section: str) -> JSONResponse:
    """Meaning and verdict of each formula of a section, by its number."""
    return JSONResponse({number: row(finding) for number, finding in _findings(chapter, section).items()})


@router.get("/panel/{chapter}/{section}/{number}.json")
def formula_panel(chapter: str, section: str, number: int) -> JSONResponse:
    """Derivatives and code of one formula."""
    found = _findings(chapter, section).get(number)
    if found is None:
        raise HTTPException(404, f"{chapter}/{section} has no formula {number}")
    return JSONResponse(opened(found.terms))


def _findings(chapter: str, section: str) -> Mapping[int, Finding]:
    for one in chapters():
        for part in one.sections:
            if (one.name, part.name) == (chapter, section):
                return book_findings(part.path)
    if section == "README" and any(one.name == chapter for one in chapters()):
        return book_findings(BOOK / chapter / "README.md")
    raise HTTPException(404, f"the book has no section {chapter}/{section}")


