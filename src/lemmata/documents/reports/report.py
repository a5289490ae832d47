"""Findings and the report: as JSON, and as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lemmata.documents.code.outcome import Touched
from lemmata.documents.codes import code_of

WRONG = ("refuted", "failed", "flagged")
SHOWN = (*WRONG, "conditional", "cascade")
OPEN = ("undecided", "unreadable")  # nothing is known to be wrong, and nothing to be right
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
    kind            formula, code, document (of a part of it that can't be read)
    counterexample  values as text; None without one
    reading         how the formula was understood
    parts           for a chain, each link's source, verdict, method, certified, message, counterexample
    excerpt         the lines to show
    at              line and column in the text of the document, which may be put together of cells or files
    end             line and column behind the last character of a formula, where `line` and `column` count; (0, 0)
                    where that is not known
    symbols         what each name of a formula was taken for, and from where; the premises that were used
    terms           its sides, or the expression that it is, with the declarations of their symbols
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
    end: tuple[int, int] = (0, 0)
    symbols: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        """Of the verdict, such as F101, else of the first remark; "" where there is nothing to remark."""
        return code_of(self.kind, self.verdict) or next((str(p["code"]) for p in self.parts if p.get("code")), "")

    @property
    def where(self) -> str:
        """file:line:column, or file:cell n:line:column."""
        cell = f"cell {self.cell}:" if self.cell else ""
        return f"{self.file}:{cell}{self.line}:{self.column}"

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.file, **({"cell": self.cell} if self.cell else {}), "line": self.line,
            "column": self.column, "kind": self.kind, "source": self.source,
            "verdict": self.verdict, "code": self.code, "method": self.method, "certified": self.certified,
            "message": "; ".join(part for part in (self.message, self.hint) if part),
            "counterexample": dict(self.counterexample) if self.counterexample else None,
            "reading": self.reading, "parts": [dict(part) for part in self.parts],
        }


@dataclass(frozen=True)
class Report:
    """The findings of a run in order, and what could not be run.

    strict          whether what is conditional, undecided, unreadable or a cascade counts as wrong too
    ignored, known  issues that the settings don't want to hear of, and those that the baseline has
    hidden          the kinds of the findings of which nothing is left without these
    gone            what the baseline has and no longer occurs, in words
    conventions     those that the project has set, in words
    clocked         whether a clock has ended something, so that another run may say more
    touched         the files that the code blocks read and wrote

    >>> report = Report((Finding("a.md", 1, 1, "formula", "1 = 2", "refuted"),), 1)
    >>> report.exit_status, report.summary["refuted"]
    (1, 1)
    """

    findings: tuple[Finding, ...] = ()
    files: int = 0
    errors: tuple[str, ...] = field(default=())
    strict: bool = False
    ignored: tuple[Any, ...] = ()
    known: tuple[Any, ...] = ()
    hidden: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    conventions: str = ""
    clocked: bool = False
    touched: Touched = field(default_factory=Touched)

    @property
    def summary(self) -> dict[str, Any]:
        """Counts: files, formulas, code blocks, each verdict, and what was silenced."""
        kinds = [*(f.kind for f in self.findings), *self.hidden]
        counts: dict[str, Any] = {"files": self.files, "formulas": kinds.count("formula"), "code": kinds.count("code")}
        for verdict in VERDICTS:
            counts[verdict] = sum(f.verdict == verdict for f in self.findings)
        counts |= {"ignored": len(self.ignored), "baseline": len(self.known), "gone": list(self.gone),
                   "conventions": self.conventions}
        counts["errors"] = list(self.errors)
        return counts

    @property
    def exit_status(self) -> int:
        """0: nothing wrong; 1: something refuted, failed or flagged; 2: a document could not be read.

        Where it is strict, what is conditional, undecided, unreadable or a cascade gives 1 too.
        """
        if self.errors:
            return 2
        wrong = (*SHOWN, *OPEN) if self.strict else WRONG
        return 1 if any(f.verdict in wrong for f in self.findings) else 0

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

    def _repr_html_(self) -> str:
        from lemmata.documents.reports.notebook import report_html

        return report_html(self)


def merge(reports: Iterable[Report]) -> Report:
    """One report of several."""
    reports = list(reports)

    def of_all(name: str) -> tuple[Any, ...]:
        return tuple(one for report in reports for one in getattr(report, name))

    return Report(of_all("findings"), sum(r.files for r in reports), tuple(dict.fromkeys(of_all("errors"))),
                  any(r.strict for r in reports), of_all("ignored"), of_all("known"), of_all("hidden"), of_all("gone"),
                  "; ".join(dict.fromkeys(r.conventions for r in reports if r.conventions)),
                  any(r.clocked for r in reports), Touched.together(r.touched for r in reports))


def shown(findings: Sequence[Finding], explain: bool, strict: bool = False) -> list[Finding]:
    """The findings that a text report shows; where it is strict, all that count.

    A part that is broken is always one: nobody looks for what a directive does not do.
    """
    return [f for f in findings if explain or f.verdict in SHOWN or f.kind == "document" or (
        strict and f.verdict in OPEN)]
