"""reStructuredText to paragraphs, formulas and code blocks, with exact places; also the text of a docstring.

Read are sections, paragraphs, items, the `math` role and directive, code directives, literal blocks and doctests; in
running text also formulas between dollar signs, as docstrings have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemmata.documents.formats.blocks import (
    Block,
    CodeBlock,
    Comment,
    Document,
    Formula,
    Lines,
    Paragraph,
    Segment,
    Stretch,
    joined,
    with_newlines,
)
from lemmata.documents.formats.labels import FENCE, INFO, OPTION, read_info
from lemmata.documents.formats.outputs import with_outputs

_UNDERLINE = re.compile(r"^([=\-`:.'\"~^_*+#<>])\1{2,}\s*$")
_DIRECTIVE = re.compile(r"^(?P<indent>\s*)\.\.\s+(?P<name>[A-Za-z][\w:.-]*)::[ \t]*(?P<rest>.*)$")
_REMARK = re.compile(r"^\s*\.\.\s+lemmata\s*:\s*(?P<text>.*?)\s*$")
_COMMENT = re.compile(r"^\s*\.\.(?:\s|$)")
_ITEM = re.compile(r"^\s*(?:[-*+•]|(?:\d+|[a-zA-Z#])[.)])\s+")
_MATH = re.compile(
    r":math:`(?P<role>[^`]+)`|(?<![\\$\w])\$\$(?P<double>[^$]+?)\$\$"
    r"|(?<![\\$\w])\$(?P<dollars>[^$\s](?:[^$\n]*[^$\s\\])?)\$(?!\d)"
    # up to the next opening, not to the end of the text for each
    r"|(?<!\\)\\\((?P<paren>(?:(?!(?<!\\)\\\()[^$])+?)\\\)|(?<!\\)\\\[(?P<bracket>(?:(?!(?<!\\)\\\[)[^$])+?)\\\]"
    r"|(?P<other>``.+?``|:[\w:.+-]+:`[^`]*`|`[^`]*`__?)|(?<![\w`])`(?P<bare>[^`]+)`(?![\w`])", re.DOTALL)
_FOOTNOTE = re.compile(r"^\s*\.\.\s+\[[^\]]+\]\s+")
_FENCE = re.compile(rf"(?P<mark>{FENCE}){INFO}")
_ROLE = re.compile(r":[\w:.+-]+:`(?:[^`<]*?)(?:~?[\w.]*\.)?([^`<.]*?)(?:\s*<[^`>]*>)?`")
# Directives whose body is no text; those whose first line is a name, not text.
_NO_TEXT = frozenset((
    "image", "raw", "parsed-literal", "literalinclude", "toctree", "highlight", "index", "csv-table", "graphviz",
    "digraph", "graph", "mermaid", "include", "replace", "unicode", "date", "contents", "sectnum", "role", "meta",
    "productionlist", "tabularcolumns", "bibliography", "currentmodule", "module", "autosummary", "tikz", "uml", "asy",
    "program-output", "command-output", "video", "prompt", "literal", "class", "title", "target-notes", "codeauthor"))
_NAMED = frozenset(("figure", "list-table", "only", "container", "rst-class", "py:function", "py:class", "py:method",
                    "function", "method", "automodule", "autoclass", "autofunction", "automethod", "attribute",
                    "versionadded", "versionchanged", "deprecated", "py:module", "py:attribute", "tab-set", "grid"))
_CODE = ("code", "code-block", "sourcecode", "ipython", "doctest", "testcode", "plot", "testsetup", "jupyter-execute",
         "testoutput")
_PYTHON = _CODE[3:-1]


def parse_rst(text: str, path: str = "<rst>") -> Document:
    """Read a reStructuredText document.

    >>> document = parse_rst("Norms\\n=====\\n\\nLet :math:`x > 0`.\\n\\n.. math::\\n\\n   y = 1\\n")
    >>> [(f.source, f.line, f.column, f.section) for f in document.formulas]
    [('x > 0', 4, 5, ('Norms',)), ('y = 1', 6, 1, ('Norms',))]
    """
    text = with_newlines(text).expandtabs(8)
    lines = Lines(text)
    return Document(path, text, with_outputs(RstWalk(text, lines, 1, len(lines.starts)).blocks()), lines)


class RstWalk:
    """One pass over the lines `first` to `last` of a text, which have an indent, below the section `above`."""

    def __init__(
        self, text: str, lines: Lines, first: int, last: int, above: tuple[str, ...] = (), indent: int = 0
    ):
        self.text, self.lines, self.line, self.last, self.above = text, lines, first, last, above
        self.indent = indent
        self.headings: list[tuple[str, str]] = []
        self.unclosed: set[str] = set()  # marks of fences that don't occur alone any more
        self.bare = False  # whether `x` is a formula, as `.. default-role:: math` says

    @property
    def section(self) -> tuple[str, ...]:
        return (*self.above, *(title for _, title in self.headings))

    def row(self, number: int) -> str:
        row = self.lines.line(number) if number <= self.last else ""
        return row[min(self.indent, _indent(row)):]

    def start(self, number: int) -> int:
        """Where a row begins in the text."""
        return self.lines.starts[number - 1] + min(self.indent, _indent(self.lines.line(number)))

    def column(self, number: int) -> int:
        """The column in the file of the first sign of a row."""
        line = self.lines.line(number)
        return _indent(line) + 1

    def blocks(self) -> Iterator[Block]:
        while self.line <= self.last:
            row = self.row(self.line)
            if not row.strip():
                self.line += 1
            elif (directive := _DIRECTIVE.match(row)) is not None:
                yield from self._directive(directive)
            elif (remark := _REMARK.match(row)) is not None:
                yield Comment(" ".join(remark["text"].split()), self.line, self.column(self.line), self.section)
                self.line += 1
            elif _COMMENT.match(row) and not _FOOTNOTE.match(row):
                self._skip_body(_indent(row))
            elif _FENCE.match(row.strip()) and (block := self._fence()) is not None:
                yield block
            elif row.lstrip().startswith(">>>"):
                yield self._doctest()
            elif self._is_title():
                yield from self._title()
            elif _UNDERLINE.match(row):  # a transition, or the line above a title
                self.line += 1
            else:
                yield from self._paragraph()

    # -- text -----------------------------------------------------------------------------------

    def _is_title(self) -> bool:
        below = self.row(self.line + 1)
        row = self.row(self.line)
        return bool(_UNDERLINE.match(below)) and len(below.strip()) >= min(len(row.strip()), 4) and not (
            row.startswith(" ") and not _UNDERLINE.match(self.row(self.line - 1)))

    def _title(self) -> Iterator[Block]:
        row, mark = self.row(self.line), self.row(self.line + 1).strip()[0]
        levels = [m for m, _ in self.headings]
        if mark in levels:
            self.headings = self.headings[:levels.index(mark)]
        title = _plain(_MATH.sub(" ", row)).strip()
        self.headings.append((mark, title))
        yield from self._text("heading", Stretch(row, ((0, self.start(self.line)),)))
        self.line += 2

    def _paragraph(self) -> Iterator[Block]:
        first, kind = self.line, "item" if _ITEM.match(self.row(self.line)) else "paragraph"
        parts, starts, length = [], [], 0
        while self.line <= self.last:
            row = self.row(self.line)
            if not row.strip() or _DIRECTIVE.match(row) or row.lstrip().startswith(">>>") or (
                    self.line > first and (_ITEM.match(row) or _COMMENT.match(row) or _FENCE.match(row.strip()))):
                break
            indent = _ITEM.match(row) or _FOOTNOTE.match(row) if self.line == first else None
            cut = indent.end() if indent else _indent(row)
            parts.append(row[cut:].rstrip())
            starts.append((length, self.start(self.line) + cut))
            length += len(parts[-1]) + 1
            self.line += 1
        literal = bool(parts) and parts[-1].endswith("::")
        yield from self._text(kind, Stretch("\n".join(parts), tuple(starts)))
        if literal:
            yield from self._literal(_indent(self.row(first)))

    def _text(self, kind: str, stretch: Stretch) -> Iterator[Block]:
        segments: list[Segment] = []
        at = 0
        for match in _MATH.finditer(stretch.text):
            group = match.lastgroup or "other"
            if group == "other" or (group == "bare" and not self.bare):
                continue
            segments.append(_plain(stretch.text[at:match.start()]))
            line, column = self.lines.place(stretch.offset(match.start()))
            low, high = match.span(group)
            while low < high and stretch.text[low].isspace():
                low += 1
            while low < high and stretch.text[high - 1].isspace():
                high -= 1
            content = stretch.part(low, high)
            segments.append(Formula(" ".join(content.text.split("\n")), line, column, group in ("double", "bracket"),
                                    content, "", self.section))
            at = match.end()
        segments.append(_plain(stretch.text[at:]))
        if any(not isinstance(s, str) or s.strip() for s in segments):
            line, _ = self.lines.place(stretch.offset(0))
            yield Paragraph(kind, tuple(s for s in segments if s), line, "", self.section)

    # -- directives -----------------------------------------------------------------------------

    def _directive(self, match: re.Match[str]) -> Iterator[Block]:
        first, name, rest = self.line, match["name"], match["rest"].strip()
        rest_start = self.start(first) + match.start("rest")
        body = self._skip_body(len(match["indent"]))
        if name == "math":
            rows = [(rest_start, rest_start + len(match["rest"]))] if rest else []
            below = [(number, self.row(number)) for number in body]
            for group in _groups([(number, row) for number, row in below if not OPTION.match(row)]):
                here = rows + [(self.start(number), self.start(number) + len(row)) for number, row in group]
                rows = []
                yield from self._display(first, self.column(first), here)
            if rows:
                yield from self._display(first, self.column(first), rows)
        elif name in _CODE:
            language = "testoutput" if name == "testoutput" else "python" if name in _PYTHON else rest or "python"
            yield from self._code(first, body, language, rest if name in _PYTHON else "")
        elif name == "default-role":
            self.bare = rest == "math"
        elif name not in _NO_TEXT:  # its text is text like any other
            behind, at = self.line, first + 1
            parts, starts = [match["rest"].rstrip()], [(0, rest_start)]
            said = bool(rest) and name not in _NAMED
            while said and at < behind and self.row(at).strip() and not OPTION.match(self.row(at)):
                row = self.row(at)
                starts.append((sum(len(part) + 1 for part in parts), self.start(at) + _indent(row)))
                parts.append(row.strip())
                at += 1
            if said:
                yield from self._text("paragraph", Stretch("\n".join(parts), tuple(starts)))
            while at < behind and (OPTION.match(self.row(at)) or not self.row(at).strip()):
                at += 1
            self.line = at if body else behind

    def _skip_body(self, indent: int) -> list[int]:
        """The lines below a directive that belong to it; they are passed over."""
        number = self.line + 1
        body: list[int] = []
        while number <= self.last and (not self.row(number).strip() or _indent(self.row(number)) > indent):
            body.append(number)
            number += 1
        while body and not self.row(body[-1]).strip():
            body.pop()
        self.line = body[-1] + 1 if body else self.line + 1
        while body and not self.row(body[0]).strip():
            body.pop(0)
        return body

    def _display(self, line: int, column: int, rows: list[tuple[int, int]]) -> Iterator[Block]:
        content = joined(self.text, rows, self.start(line))
        if content.text.strip():
            place = self.lines.place(content.offset(0))[0]
            formula = Formula(content.text, line, column, True, content, "", self.section)
            yield Paragraph("display", (formula,), min(line, place), "", self.section)

    def _code(self, line: int, body: list[int], language: str, said: str = "") -> Iterator[Block]:
        rows = [(number, self.row(number)) for number in body]
        options = [said] if said else []
        while rows and OPTION.match(rows[0][1]):
            options.append(rows.pop(0)[1].strip())
        while rows and not rows[0][1].strip():
            rows.pop(0)
        if rows:
            cut = min(_indent(row) for _, row in rows if row.strip())
            yield CodeBlock(language.lower(), "\n".join(row[cut:] for _, row in rows) + "\n", line, 1, rows[0][0],
                            "\n".join(options), self.section)

    def _literal(self, indent: int) -> Iterator[Block]:
        """The indented block behind a paragraph that ends in `::`; of which language is not said."""
        start = self.line
        self.line -= 1
        body = self._skip_body(indent)
        if not body:
            self.line = start
            return
        yield from self._code(body[0], body, "none")

    def _fence(self) -> CodeBlock | None:
        """A block between ``` as Markdown has it, which docstrings use too; None where it does not end."""
        first = self.line
        fence = _FENCE.match(self.row(first).strip())
        assert fence is not None
        last = None
        if fence["mark"] not in self.unclosed:
            last = next((n for n in range(first + 1, self.last + 1) if self.row(n).strip() == fence["mark"]), None)
        if last is None:
            self.unclosed.add(fence["mark"])
            return None
        cut = _indent(self.row(first))
        source = "".join(f"{self.row(n)[min(cut, _indent(self.row(n))):]}\n" for n in range(first + 1, last))
        self.line = last + 1
        language, attributes = read_info(fence["info"])
        return CodeBlock(language, source, first, self.column(first), first + 1, attributes, self.section)

    def _doctest(self) -> CodeBlock:
        first = self.line
        cut = _indent(self.row(first))
        while self.line <= self.last and self.row(self.line).strip():
            self.line += 1
        source = "\n".join(self.row(number)[cut:] for number in range(first, self.line)) + "\n"
        return CodeBlock("python", source, first, self.column(first), first, "", self.section)


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _groups(rows: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Lines between blank ones: each is a formula of its own in a math directive."""
    group: list[tuple[int, str]] = []
    for number, row in rows:
        if row.strip():
            group.append((number, row))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _plain(text: str) -> str:
    """Text without the marks of roles, literals and emphasis."""
    text = _ROLE.sub(r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"``|\*\*|(?<!\w)\*|\*(?!\w)|`_{0,2}", "", text))
