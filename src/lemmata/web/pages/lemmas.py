"""The page of a lemma, and its notebook."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, Response

from lemmata.lemmas.accuracy import DTYPE, accuracy
from lemmata.lemmas.book import chapters, find, leads_to, lemmas
from lemmata.lemmas.lemma import Lemma
from lemmata.web.pages.starting import made
from lemmata.web.site import Site
from lemmata.web.wording import wording

router = APIRouter(include_in_schema=False)
SECONDS = 60.0


@router.get("/lemma/{id}")
async def lemma_page(request: Request, id: str) -> HTMLResponse:
    """A lemma: its statement and parts, derivation, code, picture, exercise."""
    site: Site = request.app.state.site
    lemma = _found(id)
    worked = await made(request, lemma.id, SECONDS, shown, lemma.id)
    if f"words {lemma.id}" not in site.made:
        site.made[f"words {lemma.id}"] = wording(lemma, site)
    order = path() if lemma.start else lemmas()
    place = order.index(lemma)
    chapter = next(c for c in chapters() if c.name == lemma.chapter)
    section = next(s for s in chapter.sections if s.name == lemma.section)
    found = accuracy(lemma)
    return site.page(
        "lemma.html", f"lemma/{lemma.id}", lemma=lemma, accuracy=found, dtype=DTYPE,
        where=found and urlencode({"formula": found.form, "variables": found.variables, "tab": "stability"}),
        words=site.made[f"words {lemma.id}"], worked=worked,
        needs=[find(other) for other in lemma.needs], leads=leads_to(lemma),
        before=order[place - 1] if place else None, after=order[place + 1] if place + 1 < len(order) else None,
        step=place + 1 if lemma.start else 0, steps=len(order),
        chapter_title=chapter.title, section_title=section.title, section=f"{lemma.chapter}/{lemma.section}")


@cache
def path() -> list[Lemma]:
    """The lemmas for readers with school algebra, in their order."""
    return [lemma for lemma in lemmas() if lemma.start]


@router.get("/notebook/{id}.ipynb")
async def lemma_notebook(request: Request, id: str) -> Response:
    """A lemma as a notebook."""
    return await downloaded(request, _found(id).id)


async def downloaded(request: Request, name: str) -> Response:
    """The notebook of a lemma, or of a section by its path, as a file."""
    made = await request.app.state.workers.run(notebook_of, name, seconds=SECONDS)
    return Response(made, media_type="application/x-ipynb+json",
                    headers={"Content-Disposition": f'attachment; filename="{name.rpartition("/")[2]}.ipynb"'})


def notebook_of(name: str) -> str:
    """What stands in the file of a notebook."""
    from lemmata.lemmas.notebook import notebook, written

    return written(notebook(name))


def shown(id: str) -> dict[str, Any]:
    """What the engine adds to the page, by a worker, which has it at hand."""
    from lemmata.web.lemma import content

    return content(id)


def _found(id: str) -> Lemma:
    try:
        return find(id)
    except ValueError as error:
        raise HTTPException(404, str(error)) from error
