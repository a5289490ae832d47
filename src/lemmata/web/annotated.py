"""A checked document as HTML: each formula marked with its verdict, each remark below the code that it is about."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import PurePosixPath
from typing import Any

from lemmata.documents import Document, Finding
from lemmata.documents.formats.frontmatter import without_front_matter
from lemmata.engine.readers.latex.macros import macros_of
from lemmata.web.formulas import element
from lemmata.web.latexpage import rendered
from lemmata.web.manuscript import MARK, MARKS, Words, code, extent, to_html, unmarked
from lemmata.web.opened import row
from lemmata.web.sections import Numbered, numbered

WRONG = ("refuted", "failed", "flagged", "conditional")
UNCLEAR = ("undecided", "unreadable")
ORDER = (*WRONG, *UNCLEAR, "proved", "agrees", "definition", "condition", "notation")
UNRENDERED = (".rst", ".py")  # shown as it is written


@dataclass(frozen=True)
class Known:
    """What is known of a document: what its panels show by number; in the order of the text, its issues, and what is
    neither right nor wrong; how many there are of each verdict; what is remarked below its blocks of code, in the order
    of the page."""

    rows: dict[int, dict[str, Any]]
    issues: list[dict[str, Any]]
    unclear: list[dict[str, Any]]
    summary: dict[str, int]
    remarks: list[str]


@dataclass(frozen=True)
class Annotated(Known):
    """The same with the page."""

    html: str


class Annotating:
    """A document as a page: before it is checked, on the way, and as a whole."""

    def __init__(self, document: Document, link: Words = lambda target: target):
        self.base, self.link = numbered(document), link
        self.blocks: list[str] = []  # code, in the order of the page
        self.html = _written(self.base, {}, self._block, link)

    def _block(self, source: str) -> str:
        self.blocks.append(source.strip())
        return '<div class="remarks"></div>'

    def known(self, findings: Sequence[Finding]) -> Known:
        """What was found so far, or of a part."""
        of = self._by_number(findings)
        numbers = {id(finding): number for number, finding in of.items()}
        wrong = [_issue(f, numbers) for f in findings if f.verdict in WRONG or f.kind == "document"]
        unclear = [_issue(f, numbers) for f in findings if f.verdict in UNCLEAR]
        summary = Counter(sorted((finding.verdict for finding in findings), key=_urgency))
        return Known({number: row(finding) for number, finding in of.items()}, wrong, unclear, dict(summary),
                     list(self._remarks(findings)))

    def _remarks(self, findings: Sequence[Finding]) -> Iterator[str]:
        """Below each block; what is written twice has a finding for each time."""
        coded: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.kind == "code":
                coded.setdefault(finding.source.strip(), []).append(finding)
        for block in self.blocks:
            found = coded[block].pop(0) if coded.get(block) else None
            yield _remark(found) if found is not None and found.verdict in WRONG else ""

    def whole(self, findings: Sequence[Finding]) -> Annotated:
        """All that was found, with its marks in the page."""
        known = self.known(findings)
        remarks = iter(known.remarks)
        html = _written(self.base, self._by_number(findings), lambda source: next(remarks), self.link)
        return Annotated(**vars(known), html=html)

    def _by_number(self, findings: Sequence[Finding]) -> dict[int, Finding]:
        numbers, offset = self.base.numbers, self.base.offset
        return {n: f for f in findings if f.kind == "formula" and (n := numbers.get(offset(*f.at))) is not None}


def _written(base: Numbered, of: dict[int, Finding], remarks: Words, link: Words) -> str:
    def marks(number: int) -> str:
        return f"is-{of[number].verdict}" if number in of else ""

    document = base.document
    if document.pieces and document.pieces[0].cell:
        return _cells(base, marks, remarks, link)
    suffix = PurePosixPath(document.path).suffix.lower()
    if suffix == ".tex":
        return _in_latex(base, marks)
    if suffix not in UNRENDERED:
        return to_html(without_front_matter(document.text), base.numbers.get, link, marks, remarks)
    return f'<div class="source">{_with_formulas(base, marks, partial(escape, quote=False))}</div>'


def _cells(base: Numbered, marks: Any, remarks: Words, link: Words) -> str:
    """The cells of a notebook below each other."""
    document, lines = base.document, base.document.lines
    blocks = {block.line: block for block in document.code if block.cell}
    firsts = [piece.first for piece in document.pieces]
    found = []
    for first, behind in zip(firsts, [*firsts[1:], len(lines.starts) + 1]):
        start = lines.starts[first - 1]
        end = lines.starts[behind - 1] if behind <= len(lines.starts) else len(document.text)
        if first in blocks:
            found.append(code(blocks[first].source, "python") + remarks(blocks[first].source))
        else:
            numbers = partial(_number, base, start)
            found.append(to_html(document.text[start:end], numbers, link, marks, remarks))
    return "\n".join(f'<section class="cell">{part}</section>' for part in found)


def _number(base: Numbered, start: int, offset: int) -> int | None:
    return base.numbers.get(start + offset)


def _in_latex(base: Numbered, marks: Any) -> str:
    """A LaTeX document; its macros go along, as the page's script writes its formulas."""
    macros = {f"\\{name}": macro.body for name, macro in macros_of(base.document.text).items() if macro.default is None}
    return f'<div data-macros="{escape(json.dumps(macros))}">{_with_formulas(base, marks, rendered)}</div>'


def _with_formulas(base: Numbered, marks: Any, write: Words) -> str:
    """A text with its formulas; `write` makes HTML of the rest, in which they are marks."""
    document, last = base.document, 0
    found: list[str] = []
    elements: list[str] = []
    for formula in document.formulas:
        start, end = extent(document, formula)
        number = base.numbers.get(start)
        found += [unmarked(document.text[last:start]), MARK.format(len(elements))]
        elements.append(element(formula.source, formula.display, number, marks(number)))
        last = end
    html = write("".join([*found, unmarked(document.text[last:])]))
    return MARKS.sub(lambda mark: elements[int(mark[1])], html)


def _issue(finding: Finding, numbers: Mapping[int, int]) -> dict[str, Any]:
    """A line of the lists above the page; `place` is the id of the element that it is about."""
    return {"place": _place(finding, numbers), "line": finding.line, "cell": finding.cell, "verdict": finding.verdict,
            "code": finding.code, "source": finding.source if finding.kind == "formula" else "",
            "message": finding.message, "hint": finding.hint, "counterexample": dict(finding.counterexample or {})}


def _urgency(verdict: str) -> int:
    return ORDER.index(verdict) if verdict in ORDER else len(ORDER)


def _place(finding: Finding, numbers: Mapping[int, int]) -> str:
    """The id of the element that it is about; "" where there is none."""
    if finding.kind == "code":
        return f"code-{finding.cell or 0}-{finding.line}"
    return f"formula-{numbers[id(finding)]}" if id(finding) in numbers else ""


def _remark(finding: Finding) -> str:
    """What is remarked of a block of code."""
    shown = [f"<p><strong class='verdict {finding.verdict}'>{finding.verdict}</strong> {escape(finding.message)}</p>"]
    for part in finding.parts:
        shown.append(f"<p>line {part.get('line', '')}: <code>{escape(str(part.get('source', '')).strip())}</code></p>")
    if finding.hint:
        shown.append(f"<p class='hint'>{escape(finding.hint)}</p>")
    return f'<div class="remark" id="{_place(finding, {})}">{"".join(shown)}</div>'
