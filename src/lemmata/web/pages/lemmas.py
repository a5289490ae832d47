"""The page of a lemma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from lemmata.engine.derivations import Derivation
from lemmata.formulas import Formula
from lemmata.lemmas import find, lemmas
from lemmata.lemmas.binding import page_value
from lemmata.lemmas.book import leads_to
from lemmata.lemmas.lemma import Lemma
from lemmata.lemmas.notebook import notebook, written
from lemmata.lemmas.page import code as code_of
from lemmata.lemmas.page import library
from lemmata.lemmas.prelude import prelude
from lemmata.web.links import book_link
from lemmata.web.manuscript import code, to_html
from lemmata.web.sections import Numbered, of_book
from lemmata.web.site import Site, safe

router = APIRouter(include_in_schema=False)
TARGETS = {"numpy": "NumPy", "jax": "JAX", "torch": "PyTorch"}


@dataclass(frozen=True)
class Shown:
    """A part of the page: its title, what addresses it, its HTML; `kind` says which other things stand in it."""

    title: str
    anchor: str
    html: str
    kind: str = ""


@router.get("/lemma/{id}")
def lemma_page(request: Request, id: str) -> HTMLResponse:
    """A lemma: its statement and parts, derivation, code, picture, exercise."""
    site: Site = request.app.state.site
    lemma = find(id)
    path = f"lemma/{lemma.id}"
    order = lemmas()
    place = order.index(lemma)
    return site.page(
        "lemma.html", path, lemma=lemma, content=content(lemma, site.links(path)),
        needs=[find(other) for other in lemma.needs], leads=leads_to(lemma),
        before=order[place - 1] if place else None, after=order[place + 1] if place + 1 < len(order) else None,
        section=f"{lemma.chapter}/{lemma.section}")


@router.get("/notebook/{id}.ipynb")
def lemma_notebook(id: str) -> Response:
    """A lemma as a notebook."""
    lemma = find(id)
    return Response(written(notebook(lemma.id)), media_type="application/x-ipynb+json",
                    headers={"Content-Disposition": f'attachment; filename="{lemma.id}.ipynb"'})


def content(lemma: Lemma, to: Any) -> dict[str, Any]:
    """What the template shows of a lemma."""
    base, start = of_book(lemma.path), _start(lemma)
    link = book_link(lemma, to)
    (task,) = lemma.tasks
    return {
        "statement": safe(base.html(lemma.statement, start, link)),
        "parts": list(_parts(lemma, base, start, link)),
        "question": safe(base.html(task.question, start, link)),
        "hints": [safe(base.html(hint, start, link)) for hint in task.hints],
        "solution": safe(base.html(task.solution, start, link)),
        "codes": [(target, title, safe(code(_code(lemma, target), "python"))) for target, title in TARGETS.items()],
        "library": safe(to_html(library(lemma))), "formula": _formula(lemma)}


def _start(lemma: Lemma) -> int:
    return of_book(lemma.path).document.lines.starts[lemma.line - 1]


def _parts(lemma: Lemma, base: Numbered, start: int, link: Any) -> Iterator[Shown]:
    for part in lemma.parts:
        if part.title == "Exercise":
            continue
        html = base.html(part.text, start, link)
        kind = {"Picture": "picture", "Example": "example", "Derivation": "derivation", "Proof": "derivation"}.get(
            part.title, "")
        if kind == "example" and (first := prelude(lemma)):
            html = (f"<details class='prelude'><summary>To run the code of this page, begin with</summary>"
                    f"{code(first, 'python')}</details>{html}")
        yield Shown(part.title, part.title.lower().replace(" ", "-"), safe(html), kind)


@cache
def _code(lemma: Lemma, target: str) -> str:
    return code_of(lemma, target)


def _formula(lemma: Lemma) -> Formula | None:
    return page_value(lemma)


@cache
def derivations(lemma: Lemma) -> tuple[tuple[str, Derivation], ...]:
    """The engine's derivations that the lemma asks for, by variable."""
    ours = page_value(lemma) if lemma.derive else None
    return tuple((by, ours.derivation(by)) for by in lemma.derive) if ours is not None else ()


def without_marks(text: str) -> str:
    """Markdown as plain words, for a line of a list."""
    return re.sub(r"[*_`]", "", text)
