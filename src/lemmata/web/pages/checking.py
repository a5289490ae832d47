"""The reader's own documents, checked once for each of their versions; large ones while they are read."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from lemmata.documents import DocumentError
from lemmata.web.api.streaming import streamed
from lemmata.web.shelf import Shelf
from lemmata.web.site import Site
from lemmata.web.work import checked

router = APIRouter(include_in_schema=False)
SECONDS = 120.0
Version = tuple[int, int]  # when it was written, and how many bytes it has


@router.get("/checking/{name:path}")
async def checking(request: Request, name: str) -> Response:
    """A document, and its verdicts as they are found; with the last of them its page is known."""
    version, _ = kept(request, name)

    def done(body: bytes) -> bytes:
        found = json.loads(body)
        _keep(request, name, version, found)
        return json.dumps({**found, "html": ""}).encode()

    return await streamed(request, checked, *_asked(request, name), done=done)


async def document_checked(request: Request, name: str) -> dict[str, Any]:
    """What was found of a document."""
    version, found = kept(request, name)
    if found is None:
        found = await request.app.state.workers.run(checked, *_asked(request, name), seconds=SECONDS)
        _keep(request, name, version, found)
    return found


def kept(request: Request, name: str) -> tuple[Version, dict[str, Any] | None]:
    """The version of a document that is there now, and what was found of it; None where it was not checked."""
    try:
        state = shelf_of(request).path(name).stat()
    except DocumentError as error:
        raise HTTPException(404, str(error)) from error
    except OSError as error:
        raise HTTPException(404, f"{name} is no longer there: {error.strerror}") from error
    version = state.st_mtime_ns, state.st_size
    known, found = _site(request).made.get(f"document {name}", (None, None))
    return version, found if known == version else None


def _keep(request: Request, name: str, version: Version, found: dict[str, Any]) -> None:
    _site(request).made[f"document {name}"] = version, found


def _asked(request: Request, name: str) -> tuple[Any, ...]:
    shelf = shelf_of(request)
    return str(shelf.path(name)), None, name, shelf.documents, _site(request).still


def shelf_of(request: Request) -> Shelf:
    """The shelf of the server."""
    site = _site(request)
    if site.shelf is None:
        raise HTTPException(404, "no documents are served; start with a folder: lemmata serve notes/")
    return site.shelf


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site
