"""The sections of the book as the checker sees them: their formulas by number, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lemmata.documents import Document, Finding
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.lemmas.book import BOOK, chapters
from lemmata.web.manuscript import Words, to_html


@dataclass(frozen=True, eq=False)
class Numbered:
    """A document whose formulas have numbers, in the order of its text."""

    document: Document
    numbers: dict[int, int]  # by the offsets where they begin

    def html(self, part: str, after: int = 0, link: Words = lambda target: target) -> str:
        """A part of the document as HTML; it is looked for behind the offset `after`."""
        start = self.document.text.find(part, after)
        if start < 0:  # put together of several pieces: to be read only
            return to_html(part, link=link)
        return to_html(part, lambda offset: self.numbers.get(start + offset), link)

    def findings(self) -> dict[int, Finding]:
        """What the checker says of each formula, by its number."""
        from lemmata.documents.context import walked

        found = walked(self.document)[0]
        return {number: finding for finding in found
                if finding.kind == "formula" and (number := self.numbers.get(self.offset(*finding.at))) is not None}

    def offset(self, line: int, column: int) -> int:
        """Where a line and a column of the text begin."""
        return self.document.lines.starts[line - 1] + column - 1


def numbered(document: Document) -> Numbered:
    """The formulas of a document, numbered."""
    starts = [document.lines.starts[f.line - 1] + f.column - 1 for f in document.formulas]
    return Numbered(document, {start: number for number, start in enumerate(starts)})


@cache
def of_book(path: Path) -> Numbered:
    """A section of the book; its text does not change while it is read."""
    return numbered(parse_markdown(path.read_text(encoding="utf-8"), path.name))


@cache
def book_findings(path: Path) -> dict[int, Finding]:
    """What the checker says of the formulas of a section."""
    return of_book(path).findings()


def findings_of(chapter: str, section: str) -> dict[int, Finding]:
    """The same by the names of chapter and section; README is the introduction of a chapter.

    Raises ValueError where there is no such section.
    """
    for one in chapters():
        if one.name == chapter:
            for part in one.sections:
                if part.name == section:
                    return book_findings(part.path)
            if section == "README":
                return book_findings(BOOK / chapter / "README.md")
    raise ValueError(f"the book has no section {chapter}/{section}")
