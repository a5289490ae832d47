"""What workers do for pages and for the HTTP interface alike; light to import, as the server names it only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lemmata.web.nopicture import without

Terms = Sequence[tuple[str, str]]  # expressions with their declarations


def checked(path: str, text: str | None = None) -> dict[str, Any]:
    """A document as HTML with its marks, as plain values; a text, also an empty one, reads no file of this machine.

    No code is run.
    """
    from lemmata.documents import check_document, read_document
    from lemmata.documents.formats.files import parse_document
    from lemmata.web.annotated import annotated

    # a name in a folder that is not there: what a text names with \input is looked for beside its file
    document = read_document(path) if text is None else parse_document(text, f"<text>/{path}")
    found = annotated(document, check_document(document).findings)
    return {"html": found.html, "rows": {str(number): row for number, row in found.rows.items()},
            "issues": found.issues, "summary": found.summary}


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
