"""Where the links of the book's Markdown lead on its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from lemmata.lemmas.book import lemmas
from lemmata.web.manuscript import anchor
from lemmata.web.shelf import PICTURES


def book_link(folder: str, to: Callable[[str], str]) -> Callable[[str], str]:
    """What turns a link in a file of a folder of the book, "../calculus/optima.md#convex", into an address.

    >>> book_link("linear-algebra", lambda page: f"/{page}")("../calculus/optima.md")
    '/chapter/calculus/optima'
    """
    def link(target: str) -> str:
        path, mark, place = target.partition("#")
        parts = _resolved(PurePosixPath(folder) / path)
        if not path.endswith(".md"):
            return target
        if place and len(parts) == 2:
            for lemma in lemmas():
                if (lemma.chapter, f"{lemma.section}.md") == tuple(parts) and anchor(lemma.title) == place:
                    return to(f"lemma/{lemma.id}")
        page = re.sub(r"/?(README)?\.md$", "", "/".join(parts))
        return to(f"chapter/{page}{mark}{place}" if page else "")

    return link


def _resolved(path: PurePosixPath) -> list[str]:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return parts


def document_link(name: str, documents: Collection[str], to: Callable[[str], str]) -> Callable[[str], str]:
    """What turns a link in one of the reader's documents into an address; nothing where no page is there for it.

    >>> link = document_link("notes/a.md", ["b.md"], lambda page: f"/{page}")
    >>> link("../b.md#sums"), link("x.png"), link("../../secret.md")
    ('/document/b.md#sums', '/picture-file/notes/x.png', '')
    """
    def link(target: str) -> str:
        path, mark, place = target.partition("#")
        if not path:
            return target
        parts = _resolved(PurePosixPath(name).parent / unquote(path))
        found = "/".join(parts)
        if found in documents:
            return to(f"document/{quote(found)}{mark}{place}")
        return to(f"picture-file/{quote(found)}") if documents and found.lower().endswith(PICTURES) else ""

    return link
