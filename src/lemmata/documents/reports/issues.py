"""A report as single issues: one a formula or code block that has a code, and one for each remark on a code block."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lemmata.documents.codes import BROKEN, UNREAD, code_of
from lemmata.documents.reports.report import Excerpt, Finding, Report
from lemmata.documents.reports.values import shortened

LEVELS = {**dict.fromkeys(("refuted", "failed", "flagged", "unread"), "error"),
          **dict.fromkeys(("conditional", "cascade"), "warning"),
          **dict.fromkeys(("undecided", "unreadable"), "note")}
_UNREAD = re.compile(r"(?s)(?P<file>.+?)(?::(?P<line>\d+))?: (?P<message>.*)")
_INDENTED_ALIKE = (".md", ".markdown", ".qmd", ".rmd", ".ipynb")  # code is indented as far as its fence is


@dataclass(frozen=True)
class Issue:
    """One thing to mend: where, its code, and what is said of it.

    line, column          from 1, in its file or cell; column 0: the whole line
    end_line, end_column  behind the last character; 0 where that is not known
    known                 what it is recognised by when the text around it has changed
    """

    code: str
    file: str
    cell: int
    line: int
    column: int
    end_line: int
    end_column: int
    verdict: str
    message: str
    hint: str
    known: str

    @property
    def level(self) -> str:
        return "warning" if self.code == BROKEN.code else LEVELS.get(self.verdict, "error")

    @property
    def fingerprint(self) -> str:
        """Of code and content: lines may move, and blanks may change."""
        content = "\0".join((self.code, " ".join(self.known.split())))
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def issues(finding: Finding) -> list[Issue]:
    """The issues of a finding: its own, where its verdict has a code, and then its remarks."""
    found = []
    if own := code_of(finding.kind, finding.verdict):
        found.append(_own(finding, own))
    found += [_remarked(finding, part) for part in finding.parts if part.get("code")]
    return found


def _own(finding: Finding, code: str) -> Issue:
    said = finding.message
    if finding.counterexample:
        values = ", ".join(
            f"{name} = {shortened(value)}" for name, value in finding.counterexample.items() if name != "why")
        said = f"{said}; counterexample: {values}" if said else f"counterexample: {values}"
    line, column, (end_line, end_column) = finding.line, finding.column, finding.end
    known = finding.source
    if finding.kind == "code" and finding.excerpt:
        shown = finding.excerpt[0]
        line, column, end_line, end_column = shown.line, *_columns(finding, shown)
        known = shown.text  # the line that fails; those around it may change
    return Issue(code, finding.file, finding.cell, line, column, end_line, end_column, finding.verdict, said,
                 finding.hint, known)


def _columns(finding: Finding, shown: Excerpt) -> tuple[int, int, int]:
    """Column, last line and last column of what an excerpt marks, where these are columns of the document."""
    if not shown.width or not finding.file.lower().endswith(_INDENTED_ALIKE):
        return 0, 0, 0
    start = finding.column + shown.column
    return start, shown.line, start + shown.width


def _remarked(finding: Finding, part: Mapping[str, Any]) -> Issue:
    shown = Excerpt(part.get("line") or finding.line, str(part.get("source", "")), max(part.get("column", 0) - 1, 0),
                    part.get("width", 0))
    column, end_line, end_column = _columns(finding, shown)
    return Issue(part["code"], finding.file, finding.cell, shown.line, column, end_line, end_column,
                 str(part.get("verdict", "flagged")), str(part.get("message", "")), str(part.get("hint") or ""),
                 shown.text or finding.source)


def unread(error: str) -> Issue:
    """The issue of a document that can't be read, from its message: `file: why` or `file:line: why`."""
    match = _UNREAD.fullmatch(error)
    file, line, message = (match["file"], int(match["line"] or 1), match["message"]) if match else ("", 1, error)
    return Issue(UNREAD.code, file, 0, line, 0, 0, 0, "unread", message, "", message)


def kept(finding: Finding, keep: Callable[[Issue], bool]) -> tuple[Finding | None, list[Issue]]:
    """The finding without the issues that are not to be kept, and these; None where nothing is left of it.

    A block without any of its remarks is one that ran, or was skipped.
    """
    found = issues(finding)
    dropped = [issue for issue in found if not keep(issue)]
    if not dropped:
        return finding, []
    own = bool(code_of(finding.kind, finding.verdict))
    remarked = found[1:] if own else found
    places = iter(remarked)
    parts = tuple(p for p in finding.parts if not p.get("code") or next(places) not in dropped)
    stays = own and found[0] not in dropped
    remarks = [p for p in parts if p.get("code")]
    if stays:
        return replace(finding, parts=parts), dropped
    if not remarks and own:
        return None, dropped
    if not remarks:
        verdict, message = ("ran", "") if finding.method == "run" else ("skipped", "not run")
        return replace(finding, verdict=verdict, message=message, hint="", parts=parts, excerpt=()), dropped
    message = "; ".join(dict.fromkeys(str(p["message"]) for p in remarks))
    hint = remarks[0].get("hint", "") if len(remarks) == 1 else ""
    return replace(finding, verdict="flagged", message=message, hint=str(hint), parts=parts), dropped


def without(report: Report, keep: Callable[[Issue], bool]) -> tuple[Report, list[Issue]]:
    """The report without the issues that are not to be kept, and these; `keep` is asked once for each, in order."""
    findings, silenced, hidden = [], [], list(report.hidden)
    for finding in report.findings:
        left, dropped = kept(finding, keep)
        silenced += dropped
        if left is None:
            hidden.append(finding.kind)
        else:
            findings.append(left)
    return replace(report, findings=tuple(findings), hidden=tuple(hidden)), silenced


def numbered(found: Iterable[Issue]) -> list[tuple[Issue, int]]:
    """Each issue with its number among those of the same file and fingerprint, from 1."""
    counts: dict[tuple[str, str], int] = {}
    rows = []
    for issue in found:
        key = (issue.file, issue.fingerprint)
        counts[key] = counts.get(key, 0) + 1
        rows.append((issue, counts[key]))
    return rows
