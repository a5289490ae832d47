"""What the author of a lemma wrote, as HTML: it needs no engine, so the server itself makes it, at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from lemmata.lemmas.lemma import Lemma
from lemmata.lemmas.prelude import prelude
from lemmata.web.links import book_link
from lemmata.web.manuscript import code
from lemmata.web.sections import of_book
from lemmata.web.site import Site

KINDS = {"Picture": "picture", "Example": "example", "Derivation": "derivation", "Proof": "derivation"}


def wording(lemma: Lemma, site: Site) -> dict[str, Any]:
    """Statement, parts and exercise, and where the pictures come from."""
    link = book_link(lemma.chapter, site.links(f"lemma/{lemma.id}"))
    base = of_book(lemma.path)
    start = base.document.lines.starts[lemma.line - 1]
    (task,) = lemma.tasks

    def html(part: str) -> Markup:
        return Markup(base.html(part, start, link))

    def parts() -> Iterator[dict[str, Any]]:
        for part in lemma.parts:
            if part.title == "Exercise":
                continue
            shown, kind = html(part.text), KINDS.get(part.title, "")
            if kind == "example" and (first := prelude(lemma)):
                shown = Markup("<details class='prelude'><summary>To run the code of this page, begin with</summary>"
                               f"{code(first, 'python')}</details>{shown}")
            yield {"title": part.title, "anchor": part.title.lower().replace(" ", "-"), "html": shown, "kind": kind}

    return {
        "statement": html(lemma.statement), "parts": list(parts()), "question": html(task.question),
        "hints": [html(hint) for hint in task.hints], "solution": html(task.solution),
        "figure": f"figure/{lemma.id}.json" if "figure" in lemma.part("Picture") else "",
        "picture": f"picture/{lemma.id}.js"}
