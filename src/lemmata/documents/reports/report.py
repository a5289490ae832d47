"""Findings and the report: as JSON, and as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

WRONG = ("refuted", "failed", "flagged")
SHOWN = (*WRONG, "conditional", "cascade")
VERDICTS = ("refuted", "failed", "flagged", "conditional", "cascade", "unreadable", "undecided", "proved", "agrees",
            "definition", "condition", "notation", "ran", "skipped")


@dataclass(frozen=True)
class Excerpt:
    """A line of the document as shown, and which part of it to mark (columns from 0; width 0: none)."""

    line: int
    text: str
    column: int = 0
    width: int = 0


@dataclass(frozen=True)
class Finding:
    """What was found of one formula or code block.

    line, column    of the opening delimiter or fence, from 1; in a notebook, of its cell
    cell            of a notebook, from 1; 0 elsewhere
    kind            formula, code
    counterexample  values as text; None without one
    reading         how the formula was understood
    parts           for a chain, each link's source, verdict, method, certified, message, counterexample
    excerpt         the lines to show
    at              line and column in the text of the document, which may be put together of cells or files
    """

    file: str
    line: int
    column: int
    kind: str
    source: str
    verdict: str
    method: str = ""
    certified: bool = False
    message: str = ""
    counterexample: Mapping[str, str] | None = None
    reading: str = ""
    parts: tuple[Mapping[str, Any], ...] = ()
    hint: str = ""
    excerpt: tuple[Excerpt, ...] = ()
    cell: int = 0
    at: tuple[int, int] = (0, 0)

    @property
    def where(self) -> str:
        """file:line:column, or file:cell n:line:column."""
        cell = f"cell {self.cell}:" if self.cell else ""
        return f"{self.file}:{cell}{self.line}:{self.column}"

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.file, **({"cell": self.cell} if self.cell else {}), "line": self.line,
            "column": self.column, "kind": self.kind, "source": self.source,
            "verdict": self.verdict, "method": self.method, "certified": self.certified,
            "message": "; ".join(part for part in (self.message, self.hint) if part),
            "counterexample": dict(self.counterexample) if self.counterexample else None,
            "reading": self.reading, "parts": [dict(part) for part in self.parts],
        }


@dataclass(frozen=True)
class Report:
    """The findings of a run in order, and what could not be run.

    >>> report = Report((Finding("a.md", 1, 1, "formula", "1 = 2", "refuted"),), 1)
    >>> report.exit_status, report.summary["refuted"]
    (1, 1)
    """

    findings: tuple[Finding, ...] = ()
    files: int = 0
    errors: tuple[str, ...] = field(default=())

    @property
    def summary(self) -> dict[str, Any]:
        """Counts: files, formulas, code blocks, and each verdict."""
        counts: dict[str, Any] = {"files": self.files,
                                  "formulas": sum(f.kind == "formula" for f in self.findings),
                                  "code": sum(f.kind == "code" for f in self.findings)}
        for verdict in VERDICTS:
            counts[verdict] = sum(f.verdict == verdict for f in self.findings)
        counts["errors"] = list(self.errors)
        return counts

    @property
    def exit_status(self) -> int:
        """0: nothing wrong; 1: something refuted, failed or flagged; 2: a document could not be read."""
        if self.errors:
            return 2
        return 1 if any(f.verdict in WRONG for f in self.findings) else 0

    def __bool__(self) -> bool:
        """Whether nothing is wrong."""
        return self.exit_status == 0

    def to_json(self) -> str:
        return json.dumps({"findings": [f.to_json() for f in self.findings], "summary": self.summary},
                          indent=1, ensure_ascii=False)

    def to_text(self, explain: bool = False, width: int = 100) -> str:
        """The report as plain text."""
        import io

        from rich.console import Console

        from lemmata.documents.reports.terminal import print_report

        out = io.StringIO()
        print_report(self, Console(file=out, width=width, no_color=True, highlight=False), explain)
        return out.getvalue()

    def __str__(self) -> str:
        return self.to_text()


def merge(reports: Iterable[Report]) -> Report:
    """One report of several."""
    reports = list(reports)
    return Report(tuple(f for r in reports for f in r.findings), sum(r.files for r in reports),
                  tuple(dict.fromkeys(e for r in reports for e in r.errors)))


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 formula`, `2 formulas`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shown(findings: Sequence[Finding], explain: bool) -> list[Finding]:
    """The findings that a text report shows."""
    return [f for f in findings if explain or f.verdict in SHOWN]
