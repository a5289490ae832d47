"""Markdown to paragraphs, formulas, code blocks and comments, with exact places.

markdown-it-py finds the blocks (lists, quotes, tables, fences, footnotes). Formulas in displays are a
block rule of our own, as a line of a formula may begin with `-`, `+` or `=`; formulas in running
text are found by `inline.scan` on the text that the file itself has there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from lemmata.documents.formats.blocks import (
    Block,
    CodeBlock,
    Comment,
    Document,
    Formula,
    Lines,
    Paragraph,
    Stretch,
    joined,
    with_newlines,
)
from lemmata.documents.formats.containers import without_containers
from lemmata.documents.formats.frontmatter import without_front_matter
from lemmata.documents.formats.inline import Piece, scan
from lemmata.documents.formats.labels import read_info, read_label, read_options
from lemmata.documents.formats.mathblocks import MAX_LINES, STOPS, math_block
from lemmata.documents.formats.outputs import with_outputs
from lemmata.documents.formats.rst import RstWalk

_NOISE = re.compile(r":(?:eq)?label:`[^`]*`|:\w+:`[^`]*`")


def parse_markdown(text: str, path: str = "<text>") -> Document:
    """Read a Markdown document.

    >>> document = parse_markdown("> Let $x$ be:\\n>\\n> $$\\n> x = 1\\n> $$\\n")
    >>> [(f.source, f.line, f.column) for f in document.formulas]
    [('x', 1, 7), ('x = 1', 3, 3)]
    """
    text = with_newlines(text).replace("\0", "\ufffd")  # as CommonMark has it: its parser does so, and places stay
    lines = Lines(text)
    return Document(path, text, with_outputs(Walk(without_front_matter(text), lines).blocks()), lines)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False)
    parser.block.ruler.before(
        "table", "lemmata_math", math_block, {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
    )
    return parser.disable(["inline", "footnote_tail", "text_join"])


class Walk:
    """One pass over the tokens of a document, or of a piece of one that stands below the `headings` so far."""

    def __init__(self, text: str, lines: Lines, headings: list[tuple[int, str]] | None = None):
        self.text, self.lines = without_containers(text), lines
        self.headings: list[tuple[int, str]] = [] if headings is None else headings
        self.consumed = 0

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(title for _, title in self.headings)

    def blocks(self) -> Iterator[Block]:
        tokens = _parser().parse(self.text)
        items = 0
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "list_item_open":
                items = token.level + 1
            elif token.type == "tr_open":
                yield from self._row(token)
                while tokens[index].type != "tr_close":
                    index += 1
            elif token.type == "heading_open":
                yield from self._heading(token, tokens[index + 1])
                index += 1
            elif token.type == "inline":
                first_of_item = items > 0 and token.level <= items + 1
                yield from self._paragraph("item" if first_of_item else "paragraph", self._stretch(token))
                items = 0
            elif token.type == "lemmata_math":
                yield from self._display(token)
            elif token.type in ("fence", "code_block"):
                yield from self._code(token)
            elif token.type == "html_block":
                yield from self._html(token)
            index += 1

    def _stretch(self, token: Token) -> Stretch:
        """The text of an inline token with its places, found line by line in the file."""
        first, behind = token.map or (0, 0)
        shown = [content.strip() for content in token.content.split("\n")]
        while behind - first > len(shown) and shown[0] not in self.lines.line(first + 1):
            first += 1  # a row of fixed spaces begins a paragraph, but is stripped from it
        rows, starts, length = [], [], 0
        for number, row in enumerate(shown):
            line = self.lines.line(first + 1 + number)
            starts.append((length, self.lines.starts[first + number] + max(line.rfind(row), 0)))
            rows.append(row)
            length += len(row) + 1
        return Stretch("\n".join(rows), tuple(starts))

    def _line_stretch(self, start: int, end: int) -> Stretch:
        return Stretch(self.text[start:end], ((0, start),))

    def _heading(self, opening: Token, inline: Token) -> Iterator[Block]:
        level = int(opening.tag[1:])
        stretch = self._stretch(inline)
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, re.sub(r"[*_`]|\{[^}]*\}|:\w+:`[^`]*`", "", stretch.text).strip()))
        yield from self._paragraph("heading", stretch)

    def _row(self, token: Token) -> Iterator[Block]:
        assert token.map is not None
        start = self.lines.starts[token.map[0]]
        yield from self._paragraph("row", self._line_stretch(start, start + len(self.lines.line(token.map[0] + 1))))

    def _html(self, token: Token) -> Iterator[Block]:
        assert token.map is not None
        low = self.lines.starts[token.map[0]]
        high = self.lines.starts[token.map[1]] if token.map[1] < len(self.lines.starts) else len(self.text)
        if re.match(r"\s*<(?:pre|script|style|textarea)\b", self.text[low:high], re.IGNORECASE):
            return
        yield from self._paragraph("paragraph", self._line_stretch(low, high))

    def _code(self, token: Token) -> Iterator[Block]:
        assert token.map is not None
        row = token.map[0]
        line = self.lines.line(row + 1)
        fenced = token.type == "fence"
        column = line.find(token.markup) + 1 if fenced else len(line) - len(line.lstrip()) + 1
        language, attributes = read_info(token.info) if fenced else ("", "")
        if language == "math":
            yield from self._fenced_math(token, column)
            return
        if language == "eval-rst":
            yield from RstWalk(self.lines.text, self.lines, row + 2, token.map[1] - 1, self.section).blocks()
            return
        if not fenced:  # as the file has it: what looks like the mark of a container is code here
            token.content = self._as_written(token)
        options = read_options(token.content) if token.info.lstrip().startswith("{") else []
        source = "\n".join(token.content.split("\n")[len(options):])
        first = row + (2 if fenced else 1) + len(options)
        yield CodeBlock(language, source, row + 1, max(column, 1), first, "\n".join([attributes, *options]).strip(),
                        self.section)

    def _as_written(self, token: Token) -> str:
        assert token.map is not None
        rows = []
        for number, content in enumerate(token.content.split("\n"), token.map[0] + 1):
            row = self.lines.line(number) if number <= len(self.lines.starts) else ""
            rows.append(row[len(row) - len(content):] if content and "\t" not in row else content)
        return "\n".join(rows)

    def _fenced_math(self, token: Token, column: int) -> Iterator[Block]:
        assert token.map is not None
        rows = []
        opening = self.lines.line(token.map[0] + 1)
        if argument := re.match(r"\{math\}\s*(\S.*)", token.info.strip()):
            start = self.lines.starts[token.map[0]] + opening.rfind(argument[1])
            rows.append((start, start + len(argument[1].rstrip())))
        for number, content in enumerate(token.content.split("\n")[:-1]):
            line = self.lines.line(token.map[0] + 2 + number)
            shown = content.strip()
            start = self.lines.starts[token.map[0] + 1 + number] + max(line.rfind(shown), 0)
            if not re.match(r":\w+:", shown):  # an option of the directive, such as :label:
                rows.append((start, start + len(shown)))
        yield from self._formula_block(self.lines.starts[token.map[0]] + column - 1, rows, "")

    def _display(self, token: Token) -> Iterator[Block]:
        rows = token.meta["rows"]
        if self.text.startswith(":::", token.meta["open"]):
            rows = [r for r in rows if not re.match(r":\w+:|---", self.text[r[0]:r[1]])]
        yield from self._formula_block(token.meta["open"], rows, token.meta["problem"])
        low, high = token.meta["tail"]
        if self.text[low:high].strip():
            yield from self._paragraph("paragraph", self._line_stretch(low, high))

    def _formula_block(self, start: int, rows: list[tuple[int, int]], problem: str) -> Iterator[Block]:
        content = joined(self.text, rows, start)
        if start >= self.consumed and (content.text or problem):
            formula = self._formula(start, content, True, problem, "")
            yield Paragraph("display", (formula,), formula.line, "", self.section)

    def _formula(self, start: int, content: Stretch, display: bool, problem: str, label: str) -> Formula:
        line, column = self.lines.place(start)
        return Formula(content.text, line, column, display, content, label, self.section, problem)

    def _paragraph(self, kind: str, stretch: Stretch) -> Iterator[Block]:
        if stretch.offset(0) < self.consumed:
            rest = [at for at in range(len(stretch.text)) if stretch.offset(at) >= self.consumed]
            stretch = stretch.part(rest[0], len(stretch.text)) if rest else stretch.part(0, 0)
        title, _ = read_label(stretch.text) if kind in ("paragraph", "item") else ("", 0)
        label = title
        segments: list[str | Formula | Comment] = []
        for piece in scan(stretch):
            start = stretch.offset(piece.start)
            if piece.kind == "text":
                segments.append(_NOISE.sub(" ", piece.content.text))
            elif piece.kind == "open":
                segments.append(self._open(piece, start, label))
            elif piece.kind == "comment":
                segments.extend(self._comment(piece, start))
            else:
                segments.append(self._formula(start, piece.content, piece.display, piece.problem, label))
                label = ""  # it introduces the first formula
        if any(not isinstance(s, str) or s.strip() for s in segments):
            line, _ = self.lines.place(stretch.offset(0))
            yield Paragraph(kind, tuple(segments), line, title, self.section)

    def _open(self, piece: Piece, start: int, label: str) -> str | Formula:
        """A `$$` in running text whose end lies beyond what Markdown takes for the paragraph."""
        rows: list[tuple[int, int]] = []
        number, _ = self.lines.place(start)
        low = start + 2
        for line in range(number, min(number + MAX_LINES, len(self.lines.starts)) + 1):
            row = self.lines.line(line)
            if line > number:
                low = self.lines.starts[line - 1] + len(row) - len(row.lstrip(" \t>"))
                if not row[low - self.lines.starts[line - 1]:].strip() or STOPS.match(row):
                    break
            stop = self.lines.starts[line - 1] + len(row)
            close = self.text.find("$$", low, stop)
            rows.append((low, stop if close < 0 else close))
            if close >= 0:
                self.consumed = close + 2
                return self._formula(start, joined(self.text, rows, start), True, "", label)
        content = joined(self.text, rows, start)
        if re.search(r"[\\^_=]", content.text):
            return self._formula(start, content, True, "this $$ is never closed; end the formula with $$", label)
        return piece.content.text

    def _comment(self, piece: Piece, start: int) -> list[Comment]:
        match = re.match(r"\s*lemmata\s*:\s*(.*?)\s*$", piece.content.text, re.DOTALL)
        if match is None:
            return []
        return [Comment(" ".join(match[1].split()), *self.lines.place(start), self.section)]
