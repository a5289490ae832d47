"""What workers do for pages and for the HTTP interface alike; light to import, as the server names it only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any

from lemmata.web.nopicture import without

if TYPE_CHECKING:
    from lemmata.documents import Finding
    from lemmata.web.annotated import Annotated

Tell = Callable[[str, Any], None]  # hears a name and a value
Terms = Sequence[tuple[str, str]]  # expressions with their declarations
_OFTEN = 0.2  # seconds between what is told on the way


def checked(path: str, text: str | None = None, name: str = "", documents: Sequence[str] = (),
            still: bool = False, tell: Tell | None = None) -> dict[str, Any]:
    """A document as HTML with its marks, as plain values; a text, also an empty one, reads no file of this machine.

    No code is run.

    name, documents  what it is called on its shelf, and all that stand there; links lead to these
    tell             hears the `page` before it is checked, then each `part` that is found, a few formulas at a time
    """
    from lemmata.documents import check_document, read_document
    from lemmata.documents.formats.files import parse_document
    from lemmata.web.annotated import Annotating
    from lemmata.web.links import document_link
    from lemmata.web.site import Site

    # a name in a folder that is not there: what a text names with \input is looked for beside its file
    document = read_document(path) if text is None else parse_document(text, f"<text>/{path}")
    link = document_link(name, documents, Site(still=still).links(f"document/{name}"))
    page = Annotating(document, link)
    if tell is None:
        return _plain(page.whole(check_document(document).findings))
    tell("page", {"html": page.html, "formulas": len(document.formulas)})
    part: list[Finding] = []
    last = monotonic()

    def hear(findings: Sequence[Finding]) -> None:
        nonlocal last
        part.extend(findings)
        if monotonic() - last > _OFTEN:
            told = page.known(part)
            tell("part", {"rows": told.rows, "issues": told.issues, "unclear": told.unclear, "summary": told.summary})
            last = monotonic()
            part.clear()

    return _plain(page.whole(check_document(document, hear=hear).findings))


def _plain(found: Annotated) -> dict[str, Any]:
    return {**vars(found), "rows": {str(number): row for number, row in found.rows.items()}}


def expressions(terms: Terms) -> list[dict[str, Any]]:
    """What can be derived and run of a formula."""
    from lemmata.web.opened import opened

    return opened(terms)


def drawn_terms(terms: Terms, runtime: str) -> str:
    """The module of the last of these expressions that can be drawn."""
    from lemmata.web.drawing import module

    return _last(terms, module, runtime)


def data_terms(terms: Terms, runtime: str) -> str:
    """The module of the last of these expressions that takes data."""
    from lemmata.web.drawing import data_module

    return _last(terms, data_module, runtime)


def _last(terms: Terms, module: Callable[[Any, str], str], runtime: str) -> str:
    from lemmata.formulas import parse

    found = without("there is nothing here to compute")
    for text, variables in reversed(terms):
        try:
            found = module(parse(text, variables or None), runtime)
        except ValueError as reason:
            found = without(str(reason))
        if "export const why" not in found:
            return found
    return found
