"""LaTeX files to paragraphs, formulas and code blocks, with exact places.

Structure is read from the few commands that make it: sections, environments, items, mathematics. What is left of a
paragraph are its words, which `texwords` cleans of commands. A file that is read by `\\input` stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

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
from lemmata.documents.formats.inline import in_text
from lemmata.documents.formats.inputs import with_inputs
from lemmata.documents.formats.texdefinitions import without_definitions
from lemmata.documents.formats.texwords import (
    argument_end,
    plain_words,
    without_comments,
    without_untrue,
)

MATH = ("equation", "align", "gather", "multline", "eqnarray", "displaymath", "math", "flalign", "alignat", "dmath",
        "subequations", "empheq", "IEEEeqnarray")
_INNER = ("equation", "displaymath", "math", "dmath")  # one formula, without rows of its own
_CODE = ("lstlisting", "minted", "verbatim", "Verbatim", "python", "pycode", "code")
_SKIPPED = ("comment", "tikzpicture", "thebibliography", "filecontents", "algorithm", "algorithmic", "forest", "tikzcd")
_SECTIONS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
# Environments whose name introduces a claim, or says that what is in it is one.
STATEMENTS = ("theorem", "lemma", "proposition", "corollary", "definition", "remark", "example", "fact", "claim",
              "property", "thm", "lem", "prop", "cor", "defn", "rem", "proof", "exercise", "assumption")
_MARK = re.compile(
    r"\\begin\s*\{(?P<begin>[A-Za-z]+)\*?\}|\\end\s*\{(?P<end>[A-Za-z]+)\*?\}"
    rf"|\\(?P<section>{'|'.join(_SECTIONS)})\*?\s*(?=[\[{{])|\\(?P<item>item)(?![A-Za-z])"
    r"|(?P<dollars>(?<!\\)\$\$?)|(?P<open>(?<!\\)(?:\\\[|\\\())|(?P<blank>\n[ \t]*\n)"
    r"|(?P<verb>\\(?:verb|Verb|lstinline|path)\*?(?:\[[^\]]*\])?(?P<bar>[^A-Za-z\s*\[]))"
    r"|(?P<inline>\\mintinline(?:\[[^\]]*\])?\{\w+\}(?P<quote>[^A-Za-z\s]))|(?P<ensure>\\ensuremath\s*(?=\{))")
_CLOSE = {"$": re.compile(r"(?<!\\)\$"), "$$": re.compile(r"(?<!\\)\$\$"), r"\[": re.compile(r"\\\]"),
          r"\(": re.compile(r"\\\)")}
_INLINE = re.compile(r"(?<!\\)\$(?P<dollars>(?:[^$\\]|\\.)+)\$|\\\((?P<paren>.+?)\\\)", re.DOTALL)
_REMARK = re.compile(r"(?m)(?<!\\)%+\s*lemmata\s*:\s*(?P<text>.*?)\s*$")
MOST = 20_000  # characters of one formula: a delimiter that is never closed must not swallow the file


def parse_tex(text: str, path: str = "<tex>") -> Document:
    """Read a LaTeX document.

    >>> document = parse_tex("\\\\section{Norms}\\nLet $x > 0$. % so\\n\\\\begin{equation} x = 1 \\\\end{equation}")
    >>> [(f.source, f.line, f.column, f.section) for f in document.formulas]
    [('x > 0', 2, 5, ('Norms',)), ('x = 1', 3, 1, ('Norms',))]
    """
    text, pieces, broken = with_inputs(with_newlines(text), path)
    lines = Lines(text)
    document = Document(path, text, tuple(_Walk(text, lines).blocks()), lines, pieces, broken)
    if not pieces:
        return document
    return replace(document, blocks=tuple(_at_home(block, document) for block in document.blocks))


def _at_home(block: Block, document: Document) -> Block:
    """A code block with the file in which it stands."""
    if not isinstance(block, CodeBlock):
        return block
    place = document.place(block.line)
    return replace(block, file=place.file, before=block.line - place.line)


class _Walk:
    """One pass over the text; places are those of the file, as comments are blotted out and not cut."""

    def __init__(self, text: str, lines: Lines):
        self.raw = text  # with what is a comment in LaTeX, and is none in code
        self.text, self.lines = without_definitions(without_untrue(without_comments(text))), lines
        self.remarks = [(m.start(), " ".join(m["text"].split())) for m in _REMARK.finditer(text)]
        self.headings: list[tuple[int, str]] = []
        self.kind, self.label = "paragraph", ""
        self.segments: list[Segment] = []
        self.start = 0
        begin = re.search(r"\\begin\s*\{document\}", self.text)
        end = re.search(r"\\end\s*\{document\}", self.text)
        self.at = begin.end() if begin else 0
        self.stop = end.start() if end else len(text)

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(title for _, title in self.headings)

    def blocks(self) -> Iterator[Block]:
        self.start = self.at
        while True:
            match = _MARK.search(self.text, self.at, self.stop)
            self._words(match.start() if match else self.stop)
            if match is None:
                break
            self.at = match.end()
            yield from self._marked(match)
        yield from self._flush()
        yield from self._comments(self.stop + 1)

    def _marked(self, match: re.Match[str]) -> Iterator[Block]:
        if match["blank"]:
            yield from self._flush()
        elif match["verb"] or match["inline"]:
            bar = match["bar"] or match["quote"]
            line = self.text.find("\n", self.at)  # which such code does not pass
            close = (argument_end(self.text, self.at - 1) - 1 if bar == "{" else
                     self.text.find(bar, self.at, line if line >= 0 else self.stop))
            self.at = close + 1 if self.at <= close < self.stop else self.at
        elif match["ensure"]:
            end = argument_end(self.text, self.at)
            self._add(match.start(), self.at + 1, end - 1, False)
            self.at = end
        elif match["dollars"] or match["open"]:
            yield from self._math(match)
        elif match["section"]:
            yield from self._flush()
            yield from self._heading(match["section"])
        elif match["item"]:
            yield from self._flush()
            start = self.at
            self.kind, self.label = "item", self._option()
            self._formulas_in(start, self.at)
        elif match["begin"] in MATH:
            yield from self._environment(match)
        elif match["begin"] in _CODE:
            yield from self._flush()
            yield from self._code(match)
        elif match["begin"] in _SKIPPED:
            yield from self._flush()
            self.at = max(self._end_of(match["begin"]), self.at)
        else:
            yield from self._flush()
            if match["begin"] in STATEMENTS:
                start = self.at
                self.label = self._option() or match["begin"].capitalize()
                self._formulas_in(start, self.at)
            elif match["begin"]:
                self._option()

    # -- pieces ---------------------------------------------------------------------------------

    def _words(self, end: int) -> None:
        words = plain_words(self.text[self.at:end])
        if words:
            self.segments.append(words)
        self.at = end

    def _flush(self) -> Iterator[Block]:
        """The paragraph so far."""
        yield from self._comments(self.at)
        if any(not isinstance(s, str) or s.strip() for s in self.segments):
            line, _ = self.lines.place(self.start)
            yield Paragraph(self.kind, tuple(self.segments), line, self.label, self.section)
            self.label = ""
        self.kind, self.segments, self.start = "paragraph", [], self.at

    def _comments(self, end: int) -> Iterator[Comment]:
        while self.remarks and self.remarks[0][0] < end:
            start, text = self.remarks.pop(0)
            yield Comment(text, *self.lines.place(start), self.section)

    def _heading(self, command: str) -> Iterator[Block]:
        self._option()
        start, end = self.at, argument_end(self.text, self.at)
        title = plain_words(self.text[self.at:end]).strip("{} \n")
        self.at = end
        level = _SECTIONS.index(command)
        if command in ("paragraph", "subparagraph"):
            self.label = title
            return
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, " ".join(title.split())))
        line, _ = self.lines.place(end - 1)
        self._formulas_in(start, end)
        segments, self.segments = self.segments, []
        yield Paragraph("heading", (title, *segments), line, "", self.section)

    def _option(self) -> str:
        """The words of an option `[...]` that stands here."""
        match = re.compile(r"\s*\[([^\[\]]*)\]").match(self.text, self.at, self.stop)
        if match is None:
            return ""
        self.at = match.end()
        return plain_words(match[1]).strip()

    def _formulas_in(self, low: int, high: int) -> None:
        """The formulas of a title or an option, which stand before what follows."""
        for match in _INLINE.finditer(self.text, low, high):
            self._add(match.start(), match.start(match.lastgroup or 0), match.end(match.lastgroup or 0), False)

    # -- mathematics ----------------------------------------------------------------------------

    def _math(self, match: re.Match[str]) -> Iterator[Block]:
        opening = match["dollars"] or match["open"]
        close = self._closing(opening)
        blank = self.text.find("\n\n", self.at, close.start() if close else self.stop)
        display = opening in ("$$", r"\[")
        if close is None or blank >= 0:
            rest = self.text[self.at:blank if blank >= 0 else self.at + 80]
            problem = f"this {opening} is never closed"
            self._add(match.start(), self.at, self.at + len(rest.split("\n")[0]), display, problem)
            self.at += len(rest.split("\n")[0])
        else:
            stop, self.at = (close.start(), close.end())
            if display:
                yield from self._display(match.start(), match.end(), stop)
            else:
                self._add(match.start(), match.end(), stop, False)

    def _closing(self, opening: str) -> re.Match[str] | None:
        """Where a formula ends; dollar signs may stand in its `\\text{...}`."""
        stop = min(self.stop, self.at + MOST)
        close = _CLOSE[opening].search(self.text, self.at, stop)
        while close is not None and opening == "$" and in_text(self.text[self.at:close.start()]):
            inner = _CLOSE[opening].search(self.text, close.end(), stop)
            close = _CLOSE[opening].search(self.text, inner.end(), stop) if inner is not None else None
        return close

    def _environment(self, match: re.Match[str]) -> Iterator[Block]:
        name, end = match["begin"], self._end_of(match["begin"])
        if end < 0:
            blank = self.text.find("\n\n", self.at, self.stop)
            end = blank if blank >= 0 else self.stop
        inner = re.compile(r"\\end\s*\{" + name + r"\*?\}\s*$").search(self.text[:end])
        low, high = (match.end(), inner.start()) if inner and name in _INNER else (match.start(), end)
        self.at = end
        yield from self._display(match.start(), low, high, "" if inner else f"this {name} is never ended")

    def _display(self, start: int, low: int, high: int, problem: str = "") -> Iterator[Block]:
        kind, label = self.kind, self.label
        yield from self._flush()
        if self.text[low:high].strip():
            line, _ = self.lines.place(start)
            yield Paragraph("display", (self._formula(start, low, high, True, problem, label),), line, "", self.section)
        self.kind, self.start = kind if kind != "heading" else "paragraph", self.at

    def _add(self, start: int, low: int, high: int, display: bool, problem: str = "") -> None:
        first = not any(isinstance(s, Formula) for s in self.segments)
        self.segments.append(self._formula(start, low, high, display, problem, self.label if first else ""))

    def _formula(self, start: int, low: int, high: int, display: bool, problem: str, label: str) -> Formula:
        rows, at = [], low
        for row in self.text[low:high].split("\n"):
            rows.append((at, at + len(row)))
            at += len(row) + 1
        content: Stretch = joined(self.text, rows, start)
        line, column = self.lines.place(start)
        return Formula(content.text, line, column, display, content, label, self.section, problem)

    # -- code -----------------------------------------------------------------------------------

    def _end_of(self, name: str) -> int:
        """Where the environment that begins here ends, with those of its name in it; -1 where it does not."""
        depth = 1
        for match in re.compile(rf"\\(begin|end)\s*\{{{name}\*?\}}").finditer(self.text, self.at, self.stop):
            depth += 1 if match[1] == "begin" else -1
            if depth == 0:
                return match.end()
        return -1

    def _code(self, match: re.Match[str]) -> Iterator[Block]:
        name, start = match["begin"], match.start()
        options = re.compile(r"(?:\s*\[[^\]]*\])?(?:\s*\{(?P<language>[^{}]*)\})?").match(self.text, self.at, self.stop)
        assert options is not None
        given = re.search(r"language\s*=\s*\{?(?P<language>[A-Za-z+]+)", options[0])
        language = (given["language"] if given else options["language"] if name == "minted" else
                    "python" if name in ("python", "pycode") else "") or ""
        first = options.end() if name != "verbatim" else self.at
        end = self._end_of(name)
        if end < 0:
            return
        close = self.text.rfind("\\end", first, end)
        body = self.raw[first:close if close >= 0 else end]
        skipped = len(body) - len(body.lstrip("\n"))
        line, column = self.lines.place(start)
        self.at = end
        yield CodeBlock(language.lower(), body.strip("\n") + "\n", line, column,
                        self.lines.place(first + skipped)[0], "", self.section)
