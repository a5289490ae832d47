"""The first page, chapters, sections, the path for beginners, the map, the notation."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, Response

from lemmata.lemmas.book import BOOK, Chapter, Section, chapters, find
from lemmata.web.links import book_link
from lemmata.web.map import drawn
from lemmata.web.pages.lemmas import downloaded, path
from lemmata.web.pages.starting import made
from lemmata.web.sections import of_book
from lemmata.web.site import Site, safe

SHOWN = "normal"  # the lemma whose picture greets the reader
router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The first page."""
    return _site(request).page("home.html", "", shown=find(SHOWN))


@router.get("/start")
def start(request: Request) -> HTMLResponse:
    """The path for readers with school algebra."""
    return _site(request).page("start.html", "start", trail=path(), summaries={
        lemma.id: first_sentence(lemma.part("In words")) for lemma in path()})


@router.get("/chapter/{name}")
def chapter_page(request: Request, name: str) -> HTMLResponse:
    """A chapter: its introduction, its sections with their lemmas."""
    site, chapter = _site(request), _chapter(name)
    path = f"chapter/{name}"
    readme = of_book(BOOK / name / "README.md")
    text = readme.document.text.split("\n", 1)[1]
    before_list = text.split("\n1. ", 1)[0]  # the list of sections is shown with its lemmas
    return site.page("chapter.html", path, chapter=chapter,
                     introduction=safe(readme.html(before_list, 0, book_link(name, site.links(path)))))


@router.get("/chapter/{name}/{section}")
def section_page(request: Request, name: str, section: str) -> HTMLResponse:
    """A section: its introduction, and what its lemmas state."""
    site, chapter = _site(request), _chapter(name)
    found = _section(chapter, section)
    path = f"chapter/{name}/{section}"
    numbered, link = of_book(found.path), book_link(name, site.links(path))
    order: list[tuple[Chapter, Section]] = [(c, s) for c in chapters() for s in c.sections]
    place = order.index((chapter, found))
    before, after = (order[k] if 0 <= k < len(order) else None for k in (place - 1, place + 1))
    return site.page(
        "section.html", path, chapter=chapter, section=found,
        introduction=safe(numbered.html(_introduction(found), 0, link)),
        statements=[(lemma, safe(numbered.html(lemma.statement, numbered.document.lines.starts[lemma.line - 1], link)))
                    for lemma in found.lemmas],
        **_turn("before", before), **_turn("after", after))


@router.get("/notebook/{name}/{section}.ipynb")
async def section_notebook(request: Request, name: str, section: str) -> Response:
    """A section as a notebook."""
    _section(_chapter(name), section)
    return await downloaded(request, f"{name}/{section}")


@router.get("/map")
def map_page(request: Request) -> HTMLResponse:
    """Which lemma needs which."""
    site = _site(request)
    return site.page("map.html", "map", drawing=safe(drawn(site.links("map"))))


@router.get("/notation")
async def notation_page(request: Request) -> HTMLResponse:
    """What signs mean, and where they occur."""
    site = _site(request)
    return site.page("notation.html", "notation", groups=await made(request, "notation", 60, signs))


def signs() -> dict[str, list[Any]]:
    """The signs by group, by a worker, which has the engine at hand."""
    from lemmata.web.notation import notation

    return notation()


def first_sentence(text: str) -> str:
    """What a part says first, in one line.

    >>> first_sentence("Add up, and\\ndivide. Then stop.")
    'Add up, and divide.'
    """
    return re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _chapter(name: str) -> Chapter:
    for chapter in chapters():
        if chapter.name == name:
            return chapter
    raise HTTPException(404, f"no chapter {name!r}; there are {', '.join(c.name for c in chapters())}")


def _section(chapter: Chapter, name: str) -> Section:
    for section in chapter.sections:
        if section.name == name:
            return section
    raise HTTPException(404, f"no section {name!r} in {chapter.title}; there are "
                             f"{', '.join(s.name for s in chapter.sections)}")


def _introduction(section: Section) -> str:
    """What stands before the first lemma; all of a section without lemmas."""
    if section.lemmas:
        return section.introduction
    return section.path.read_text(encoding="utf-8").split("\n", 1)[1]


def _turn(name: str, place: tuple[Chapter, Section] | None) -> dict[str, Any]:
    if place is None:
        return {name: "", f"{name}_title": ""}
    return {name: f"{place[0].name}/{place[1].name}", f"{name}_title": place[1].title}
