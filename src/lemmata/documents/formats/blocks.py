"""What a document consists of: paragraphs of text and formulas, code blocks, comments to the checker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field


class DocumentError(Exception):
    """A document that can't be read at all; the message says why and what to do."""


def with_newlines(text: str) -> str:
    """The text with every line ended as on Unix, whatever wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Lines:
    """Offsets of a text as lines and columns, both counted from 1.

    >>> Lines("ab\\ncd").place(4)
    (2, 2)
    """

    def __init__(self, text: str):
        self.text = text
        self.starts = [0, *(newline.end() for newline in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its end."""
        start = self.starts[number - 1]
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[start:end]


@dataclass(frozen=True)
class Stretch:
    """Text cut out of a document line by line, so that quote marks and indents are gone.

    starts: for each line, its offset in `text` and in the document.
    """

    text: str
    starts: tuple[tuple[int, int], ...]

    def offset(self, position: int) -> int:
        """Where a position of `text` stands in the document."""
        row = bisect_right(self.starts, (position, 1 << 60)) - 1
        here, there = self.starts[max(row, 0)]
        return there + position - here

    def part(self, start: int, end: int) -> Stretch:
        """The text between two positions, with its places."""
        inner = [(at - start, there) for at, there in self.starts if start < at < end]
        return Stretch(self.text[start:end], ((0, self.offset(start)), *inner))


def joined(text: str, rows: Sequence[tuple[int, int]], start: int) -> Stretch:
    """Rows of a formula, given by their ends in a text, as one text without indents; `start` where there are none."""
    while rows and not text[slice(*rows[0])].strip():
        rows = rows[1:]
    while rows and not text[slice(*rows[-1])].strip():
        rows = rows[:-1]
    parts, starts, length = [], [], 0
    for low, high in rows:
        while low < high and text[low].isspace():
            low += 1
        part = text[low:high].rstrip()
        parts.append(part)
        starts.append((length, low))
        length += len(part) + 1
    return Stretch("\n".join(parts), tuple(starts) or ((0, start),))


@dataclass(frozen=True)
class Formula:
    """A formula of a document.

    source    its LaTeX, without delimiters and quote marks
    line      of the opening delimiter, from 1; `column` likewise
    display   whether it stands by itself
    content   the source with the place of every character
    label     the words that introduce it ("Independence"), else ""
    section   the headings above it, outermost first
    problem   what is wrong with its delimiters, else ""
    stands_for  the equation that it is a side of by its place in a table or by the words around; one of several
    """

    source: str
    line: int
    column: int
    display: bool
    content: Stretch
    label: str = ""
    section: tuple[str, ...] = ()
    problem: str = ""
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stated:
    """What a document says that a code block prints and shows; `where` names the place, `line` is 0 in a notebook.

    sure: it is said to be the output, and not only a text that stands below the block
    """

    text: str
    where: str
    line: int = 0
    sure: bool = True


MODULE = "module"


@dataclass(frozen=True)
class CodeBlock:
    """A fenced or indented block; `line` is that of its fence, `first` that of its first line of code.

    source: its lines, each ended as on Unix
    language: as its fence says; `doctest` for an example in a docstring, `MODULE` for the code of a module itself,
    which is read and never run
    attributes: what else its fence says, and its options (`:tags: [raises-exception]`)
    cell: of a notebook, from 1; 0 elsewhere
    output: what the document says that it prints
    note: what else is to be said of it, such as cells that were run in another order
    file: where the document is put together from several files, the one in which it stands; `before`: the lines of
    the document before the first one of that file's, which that file does not count
    """

    language: str
    source: str
    line: int
    column: int
    first: int
    attributes: str = ""
    section: tuple[str, ...] = ()
    cell: int = 0
    output: Stated | None = None
    note: str = ""
    file: str = ""
    before: int = 0

    @property
    def where(self) -> str:
        """How a message names it."""
        of_file = f" of {self.file}" if self.file else ""
        return f"cell {self.cell}" if self.cell else f"the block at line {self.line - self.before}{of_file}"

    def said(self, line: int) -> str:
        """How a message names a line of the document that is one of this block's."""
        return f"line {line - self.first + 1} of cell {self.cell}" if self.cell else f"line {line - self.before}"


@dataclass(frozen=True)
class Comment:
    """`<!-- lemmata: ... -->`: declarations for the section, or `ignore` for the next formula."""

    text: str
    line: int
    column: int
    section: tuple[str, ...] = ()


Segment = str | Formula | Comment


@dataclass(frozen=True)
class Paragraph:
    """Text and formulas in their order.

    kind: paragraph, item, heading, row, display (a formula that stands by itself)
    """

    kind: str
    segments: tuple[Segment, ...]
    line: int
    label: str = ""
    section: tuple[str, ...] = ()

    @property
    def formulas(self) -> list[Formula]:
        return [s for s in self.segments if isinstance(s, Formula)]


Block = Paragraph | CodeBlock | Comment


@dataclass(frozen=True)
class Place:
    """A line of a file, or of a cell of a notebook (from 1; 0 elsewhere)."""

    file: str
    cell: int
    line: int


@dataclass(frozen=True)
class Piece:
    """A part of a document's text from its line `first` on: from which line of which file or cell it is."""

    first: int
    file: str
    cell: int = 0
    line: int = 1


@dataclass(frozen=True)
class Broken:
    """A part of a document that can't be read: its text, why, and its line and column."""

    source: str
    why: str
    line: int
    column: int = 1


@dataclass(frozen=True)
class Document:
    """A document's blocks in the order of its text, the pieces of which that was put together, and what is broken."""

    path: str
    text: str
    blocks: tuple[Block, ...] = ()
    lines: Lines = field(default_factory=lambda: Lines(""), repr=False)
    pieces: tuple[Piece, ...] = ()
    broken: tuple[Broken, ...] = ()

    def place(self, line: int) -> Place:
        """Where a line of the text is found: in a cell of a notebook, in a file that another one reads."""
        index = bisect_right(self.pieces, line, key=lambda piece: piece.first) - 1
        if index < 0:
            return Place(self.path, 0, line)
        piece = self.pieces[index]
        return Place(piece.file, piece.cell, piece.line + line - piece.first)

    @property
    def formulas(self) -> list[Formula]:
        return [f for b in self.blocks if isinstance(b, Paragraph) for f in b.formulas]

    @property
    def code(self) -> list[CodeBlock]:
        return [b for b in self.blocks if isinstance(b, CodeBlock)]
