"""Pictures as the pages load them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import JSONResponse, Response

from lemmata.lemmas.book import find
from lemmata.web.nopicture import without
from lemmata.web.work import data_terms, drawn_terms
from lemmata.web.workers import TooLong

router = APIRouter(include_in_schema=False)
RUNTIME = "static/runtime.js"


@router.get(f"/{RUNTIME}")
def runtime() -> Response:
    """What the compiled functions call."""
    return _script(_runtime())


@router.get("/picture/{id}.js")
async def lemma_picture(request: Request, id: str) -> Response:
    """The picture of a lemma."""
    return await scripted(request, moving, _known(id), to_runtime(request, "picture/x.js"))


@router.get("/figure/{id}.json")
async def lemma_figure(request: Request, id: str) -> JSONResponse:
    """What the code on the page of a lemma draws."""
    return JSONResponse(await request.app.state.workers.run(still, _known(id), seconds=60))


@router.get("/bound/{id}.json")
async def lemma_bound(request: Request, id: str) -> JSONResponse:
    """Whether the formula on the page and the function of the library are the same."""
    return JSONResponse(await request.app.state.workers.run(binding, _known(id), seconds=60))


@router.get("/panel/{chapter}/{section}/{number}.js")
async def formula_picture(request: Request, chapter: str, section: str, number: int) -> Response:
    """The picture of a formula on a page."""
    return await scripted(request, drawn, chapter, section, number, to_runtime(request, "panel/x/y/z.js"))


@router.get("/data/{chapter}/{section}/{number}.js")
async def formula_data(request: Request, chapter: str, section: str, number: int) -> Response:
    """A formula on a page, for the reader's own data."""
    return await scripted(request, for_data, chapter, section, number, to_runtime(request, "data/x/y/z.js"))


def moving(id: str, runtime: str) -> str:
    """The module of a lemma's picture."""
    from lemmata.web.drawing import lemma_module

    return lemma_module(id, runtime)


def still(id: str) -> dict[str, Any] | None:
    """The figure of a lemma's page."""
    from lemmata.web.drawing import figure

    return figure(id)


def drawn(chapter: str, section: str, number: int, runtime: str) -> str:
    """The module of the last expression of a formula that can be drawn."""
    return drawn_terms(_terms(chapter, section, number), runtime)


def for_data(chapter: str, section: str, number: int, runtime: str) -> str:
    """The module of the last expression of a formula that can be computed."""
    return data_terms(_terms(chapter, section, number), runtime)


def _terms(chapter: str, section: str, number: int) -> Sequence[tuple[str, str]]:
    from lemmata.web.sections import findings_of

    finding = findings_of(chapter, section).get(number)
    return finding.terms if finding else ()


@cache
def binding(id: str) -> dict[str, str]:
    """The verdict on a lemma's formula and function."""
    from lemmata.lemmas.binding import bound

    verdict = bound(find(id))
    if verdict is None:
        return {"verdict": "", "method": ""}
    return {"verdict": verdict.kind, "method": verdict.method}


async def scripted(request: Request, function: Callable[..., str], *args: Any) -> Response:
    """A module by a worker; where that takes too long, one that says so."""
    try:
        return _script(await request.app.state.workers.run(function, *args))
    except TooLong as error:
        return _script(without(f"it {error}"))


@cache
def _runtime() -> str:
    from lemmata.engine.writers.code.loops.runtime import runtime_js

    return runtime_js()


def _script(text: str) -> Response:
    return Response(text, media_type="text/javascript; charset=utf-8")


def _known(id: str) -> str:
    try:
        return find(id).id
    except ValueError as error:
        raise HTTPException(404, str(error)) from error


def to_runtime(request: Request, path: str) -> str:
    """The address of the runtime as a module at a path has to import it."""
    return "/" + RUNTIME if not request.app.state.site.still else "../" * path.count("/") + RUNTIME
