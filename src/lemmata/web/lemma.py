"""What stands on the page of a lemma: its parts as HTML, its derivations, its code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from markupsafe import Markup

from lemmata.engine.writers import to_declarations, to_latex
from lemmata.lemmas import find
from lemmata.lemmas.binding import page_value
from lemmata.lemmas.lemma import Lemma
from lemmata.lemmas.page import code as code_of
from lemmata.lemmas.page import library
from lemmata.lemmas.prelude import prelude
from lemmata.web.links import book_link
from lemmata.web.manuscript import Words, code, to_html
from lemmata.web.opened import query
from lemmata.web.sections import of_book
from lemmata.web.site import Site

TARGETS = {"numpy": "NumPy", "jax": "JAX", "torch": "PyTorch"}
KINDS = {"Picture": "picture", "Example": "example", "Derivation": "derivation", "Proof": "derivation"}


def content(id: str, still: bool) -> dict[str, Any]:
    """What the template shows of a lemma; `still`: on a page without a server."""
    lemma = find(id)
    link: Words = book_link(lemma.chapter, Site(still=still).links(f"lemma/{lemma.id}"))
    base = of_book(lemma.path)
    start = base.document.lines.starts[lemma.line - 1]
    (task,) = lemma.tasks

    def html(part: str) -> Markup:
        return Markup(base.html(part, start, link))

    return {
        "statement": html(lemma.statement), "parts": list(_parts(lemma, html)), "question": html(task.question),
        "hints": [html(hint) for hint in task.hints], "solution": html(task.solution),
        "codes": [(target, title, Markup(code(_code(lemma, target), "python"))) for target, title in TARGETS.items()],
        "library": Markup(to_html(library(lemma))), "derivations": _derivations(lemma), "workbench": _workbench(lemma),
        "figure": f"figure/{lemma.id}.json" if "figure" in lemma.part("Picture") else "",
        "picture": f"picture/{lemma.id}.js"}


def _parts(lemma: Lemma, html: Callable[[str], Markup]) -> Iterator[dict[str, Any]]:
    for part in lemma.parts:
        if part.title == "Exercise":
            continue
        shown = html(part.text)
        kind = KINDS.get(part.title, "")
        if kind == "example" and (first := prelude(lemma)):
            shown = Markup(f"<details class='prelude'><summary>To run the code of this page, begin with</summary>"
                         f"{code(first, 'python')}</details>{shown}")
        yield {"title": part.title, "anchor": part.title.lower().replace(" ", "-"), "html": shown, "kind": kind}


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
