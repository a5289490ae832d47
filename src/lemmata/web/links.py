"""Where the links of the book's Markdown lead on its pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from lemmata.lemmas.book import lemmas
from lemmata.web.manuscript import anchor


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
