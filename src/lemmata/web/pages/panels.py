"""What opens beside a formula of the book: what it means, whether it holds, its derivatives, its code."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import JSONResponse

from lemmata.lemmas.book import chapters

router = APIRouter(include_in_schema=False)
SECONDS = 60.0


@router.get("/panel/{chapter}/{section}.json")
async def section_panel(request: Request, chapter: str, section: str) -> JSONResponse:
    """Meaning and verdict of each formula of a section, by its number."""
    _refuse_unknown(chapter, section)
    return JSONResponse(await request.app.state.workers.run(rows, chapter, section, seconds=SECONDS))


@router.get("/panel/{chapter}/{section}/{number}.json")
async def formula_panel(request: Request, chapter: str, section: str, number: int) -> JSONResponse:
    """Derivatives and code of one formula."""
    _refuse_unknown(chapter, section)
    found = await request.app.state.workers.run(expressions, chapter, section, number, seconds=SECONDS)
    if found is None:
        raise HTTPException(404, f"{chapter}/{section} has no formula {number}")
    return JSONResponse(found)


def rows(chapter: str, section: str) -> dict[int, dict[str, Any]]:
    """What is known of the formulas of a section."""
    from lemmata.web.opened import row
    from lemmata.web.sections import findings_of

    return {number: row(finding) for number, finding in findings_of(chapter, section).items()}


def expressions(chapter: str, section: str, number: int) -> list[dict[str, Any]] | None:
    """What can be derived and run of a formula; None where there is none of this number."""
    from lemmata.web.opened import opened
    from lemmata.web.sections import findings_of

    finding = findings_of(chapter, section).get(number)
    return None if finding is None else opened(finding.terms)


def _refuse_unknown(chapter: str, section: str) -> None:
    for one in chapters():
        if one.name == chapter and section in ("README", *(part.name for part in one.sections)):
            return
    raise HTTPException(404, f"the book has no section {chapter}/{section}")
