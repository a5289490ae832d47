"""The page of a lemma."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from lemmata.engine.writers import to_declarations, to_latex
from lemmata.lemmas import find, lemmas
from lemmata.lemmas.binding import page_value
from lemmata.lemmas.book import chapters, leads_to
from lemmata.lemmas.lemma import Lemma
from lemmata.lemmas.notebook import notebook, written
from lemmata.lemmas.page import code as code_of
from lemmata.lemmas.page import library
from lemmata.lemmas.prelude import prelude
from lemmata.web.links import book_link
from lemmata.web.manuscript import Words, code, to_html
from lemmata.web.opened import query
from lemmata.web.sections import of_book
from lemmata.web.site import Site, safe

router = APIRouter(include_in_schema=False)
TARGETS = {"numpy": "NumPy", "jax": "JAX", "torch": "PyTorch"}
KINDS = {"Picture": "picture", "Example": "example", "Derivation": "derivation", "Proof": "derivation"}


@dataclass(frozen=True)
class Shown:
    """A part of the page: its title, what addresses it, its HTML; `kind` says which other things stand in it."""

    title: str
    anchor: str
    html: Markup
    kind: str = ""


@router.get("/lemma/{id}")
def lemma_page(request: Request, id: str) -> HTMLResponse:
    """A lemma: its statement and parts, derivation, code, picture, exercise."""
    site: Site = request.app.state.site
    lemma = _found(id)
    path = f"lemma/{lemma.id}"
    order = lemmas()
    place = order.index(lemma)
    chapter = next(c for c in chapters() if c.name == lemma.chapter)
    section = next(s for s in chapter.sections if s.name == lemma.section)
    return site.page(
        "lemma.html", path, lemma=lemma, content=content(lemma, book_link(lemma.chapter, site.links(path))),
        needs=[find(other) for other in lemma.needs], leads=leads_to(lemma),
        before=order[place - 1] if place else None, after=order[place + 1] if place + 1 < len(order) else None,
        chapter_title=chapter.title, section_title=section.title, section=f"{lemma.chapter}/{lemma.section}")


@router.get("/notebook/{id}.ipynb")
def lemma_notebook(id: str) -> Response:
    """A lemma as a notebook."""
    lemma = _found(id)
    return Response(written(notebook(lemma.id)), media_type="application/x-ipynb+json",
                    headers={"Content-Disposition": f'attachment; filename="{lemma.id}.ipynb"'})


def content(lemma: Lemma, link: Words) -> dict[str, Any]:
    """What the template shows of a lemma."""
    base = of_book(lemma.path)
    start = base.document.lines.starts[lemma.line - 1]
    (task,) = lemma.tasks

    def html(part: str) -> Markup:
        return safe(base.html(part, start, link))

    return {
        "statement": html(lemma.statement), "parts": list(_parts(lemma, html)), "question": html(task.question),
        "hints": [html(hint) for hint in task.hints], "solution": html(task.solution),
        "codes": [(target, title, safe(code(_code(lemma, target), "python"))) for target, title in TARGETS.items()],
        "library": safe(to_html(library(lemma))), "derivations": _derivations(lemma), "workbench": _workbench(lemma),
        "figure": f"figure/{lemma.id}.json" if "figure" in lemma.part("Picture") else "",
        "picture": f"picture/{lemma.id}.js" if page_value(lemma) is not None else ""}


def _parts(lemma: Lemma, html: Callable[[str], Markup]) -> Iterator[Shown]:
    for part in lemma.parts:
        if part.title == "Exercise":
            continue
        shown = html(part.text)
        kind = KINDS.get(part.title, "")
        if kind == "example" and (first := prelude(lemma)):
            shown = safe(f"<details class='prelude'><summary>To run the code of this page, begin with</summary>"
                         f"{code(first, 'python')}</details>{shown}")
        yield Shown(part.title, part.title.lower().replace(" ", "-"), shown, kind)


@cache
def _code(lemma: Lemma, target: str) -> str:
    return code_of(lemma, target)


@cache
def _derivations(lemma: Lemma) -> list[dict[str, Any]]:
    """The engine's derivations that the lemma asks for."""
    ours = page_value(lemma) if lemma.derive else None
    if ours is None:
        return []
    found = [(by, ours.derivation(by)) for by in lemma.derive]
    return [{"by": to_latex(ours.declarations[by]) if by in ours.declarations else by, "steps": one.lines(),
             "result": one.result_latex()} for by, one in found]


@cache
def _workbench(lemma: Lemma) -> str:
    ours = page_value(lemma)
    return "" if ours is None else query(ours.text, to_declarations(ours.declarations.values()))


def _found(id: str) -> Lemma:
    try:
        return find(id)
    except ValueError as error:
        raise HTTPException(404, str(error)) from error
