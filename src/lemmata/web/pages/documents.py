"""The reader's own documents in the form of the handbook, and those that are dropped on the checker's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from lemmata.documents import DocumentError
from lemmata.web.pages.checking import SECONDS, document_checked, kept, shelf_of
from lemmata.web.pages.pictures import scripted, to_runtime
from lemmata.web.site import Site, safe
from lemmata.web.work import data_terms, drawn_terms, expressions

router = APIRouter(include_in_schema=False)
LARGE = 10_000  # bytes of a document that is shown before it is checked


@router.get("/documents")
def documents_page(request: Request) -> HTMLResponse:
    """The reader's documents, listed."""
    site: Site = request.app.state.site
    return site.page("documents.html", "documents", shelf=shelf_of(request))


@router.get("/document/{name:path}")
async def document_page(request: Request, name: str) -> HTMLResponse:
    """One of the reader's documents, with a verdict on each formula."""
    site: Site = request.app.state.site
    (_, size), found = kept(request, name)
    live = not site.still and (site.starting() or size > LARGE) and "whole" not in request.query_params
    if found is None and not live:
        found = await document_checked(request, name)
    return site.page("document.html", f"document/{name}", name=name, html=safe(found["html"]) if found else "",
                     found=found)


@router.get("/panel/document/{name:path}.json")
async def document_panel(request: Request, name: str) -> JSONResponse:
    """Meaning and verdict of each formula of a document; of one, "notes.md/3", derivatives and code."""
    shelf = shelf_of(request)
    document, _, number = name.rpartition("/")
    one = name not in shelf.documents and number.isdigit()
    found = await document_checked(request, document if one else name)
    if not one:
        return JSONResponse(found["rows"])
    if number not in found["rows"]:
        raise HTTPException(404, f"{document} has no formula {number}")
    return JSONResponse(await request.app.state.workers.run(expressions, _terms(found, number), seconds=SECONDS))


def _terms(found: dict[str, Any], number: str) -> tuple[tuple[str, str], ...]:
    return tuple((term["text"], term["variables"]) for term in found["rows"][number]["terms"])


@router.get("/panel/document/{name:path}/{number}.js")
async def document_picture(request: Request, name: str, number: str) -> Response:
    """The picture of a formula of a document."""
    return await _module(request, name, number, drawn_terms, f"panel/document/{name}/{number}.js")


@router.get("/data/document/{name:path}/{number}.js")
async def document_data(request: Request, name: str, number: str) -> Response:
    """A formula of a document, for the reader's own data."""
    return await _module(request, name, number, data_terms, f"data/document/{name}/{number}.js")


async def _module(request: Request, name: str, number: str, function: Callable[..., str], path: str) -> Response:
    """A module of the expressions of a formula."""
    found = await document_checked(request, name)
    if number not in found["rows"]:
        raise HTTPException(404, f"{name} has no formula {number}")
    return await scripted(request, function, _terms(found, number), to_runtime(request, path))


@router.get("/picture-file/{name:path}")
def picture(request: Request, name: str) -> FileResponse:
    """A picture that stands beside the reader's documents."""
    try:
        return FileResponse(shelf_of(request).picture(name))
    except DocumentError as error:
        raise HTTPException(404, str(error)) from error
