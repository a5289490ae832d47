"""The reader's own documents in the form of the handbook, and those that are dropped on the checker's page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from lemmata.documents import DocumentError
from lemmata.web.pages.pictures import scripted, to_runtime
from lemmata.web.shelf import Shelf
from lemmata.web.site import Site, safe
from lemmata.web.work import checked, data_terms, drawn_terms, expressions

router = APIRouter(include_in_schema=False)
SECONDS = 120.0


@router.get("/documents")
def documents_page(request: Request) -> HTMLResponse:
    """The reader's documents, listed."""
    site: Site = request.app.state.site
    return site.page("documents.html", "documents", shelf=_shelf(request))


@router.get("/document/{name:path}")
async def document_page(request: Request, name: str) -> HTMLResponse:
    """One of the reader's documents, with a verdict on each formula."""
    site: Site = request.app.state.site
    found = await _checked(request, name)
    return site.page("document.html", f"document/{name}", name=name, html=safe(found["html"]), found=found)


@router.get("/panel/document/{name:path}.json")
async def document_panel(request: Request, name: str) -> JSONResponse:
    """Meaning and verdict of each formula of a document; of one, "notes.md/3", derivatives and code."""
    shelf = _shelf(request)
    document, _, number = name.rpartition("/")
    one = name not in shelf.documents and number.isdigit()
    found = await _checked(request, document if one else name)
    if not one:
        return JSONResponse(found["rows"])
    if number not in found["rows"]:
        raise HTTPException(404, f"{document} has no formula {number}")
    return JSONResponse(await request.app.state.workers.run(
        expressions, [(term["text"], term["variables"]) for term in found["rows"][number]["terms"]], seconds=SECONDS))


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
    row = (await _checked(request, name))["rows"].get(number, {"terms": []})
    return await scripted(request, function, [(term["text"], term["variables"]) for term in row["terms"]], to_runtime(
        request, path))


@router.get("/picture-file/{name:path}")
def picture(request: Request, name: str) -> FileResponse:
    """A picture that stands beside the reader's documents."""
    try:
        return FileResponse(_shelf(request).picture(name))
    except DocumentError as error:
        raise HTTPException(404, str(error)) from error


async def _checked(request: Request, name: str) -> dict[str, Any]:
    """A document, checked once for each of its versions."""
    site: Site = request.app.state.site
    path = _path(_shelf(request), name)
    try:
        state = path.stat()
    except OSError as error:
        raise HTTPException(404, f"{name} is no longer there: {error.strerror}") from error
    version, found = site.made.get(f"document {name}", (None, None))
    if version != (state.st_mtime_ns, state.st_size):
        version = (state.st_mtime_ns, state.st_size)
        found = await request.app.state.workers.run(checked, str(path), seconds=SECONDS)
        site.made[f"document {name}"] = version, found
    shown: dict[str, Any] = found
    return shown


def _shelf(request: Request) -> Shelf:
    site: Site = request.app.state.site
    if site.shelf is None:
        raise HTTPException(404, "no documents are served; start with a folder: lemmata serve notes/")
    return site.shelf


def _path(shelf: Shelf, name: str) -> Path:
    try:
        return shelf.path(name)
    except DocumentError as error:
        raise HTTPException(404, str(error)) from error
