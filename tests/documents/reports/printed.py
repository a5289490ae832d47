"""A report with a finding of each kind, and what is printed of one."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from lemmata.documents.reports.report import Excerpt, Finding, Report
from lemmata.documents.reports.terminal import print_report

REFUTED = Finding("notes.md", 12, 5, "formula", r"\det(cA) = c \det(A)", "refuted", "counterexample", True,
                  "the two sides are not equal", {"c": "2", "left side": "4", "right side": "2"}, "det(c * A) == ...",
                  (), "it is c^n det(A)", (Excerpt(12, r"\det(cA) = c \det(A)", 9, 1),))
PROVED = Finding("notes.md", 20, 1, "formula", "a = a", "proved", "normal form", True)
LONG = Finding("notes.md", 30, 1, "formula", "x" * 300 + "=" + "y" * 300, "conditional", "assumption", True, "w " * 200,
               None, "", (), "", (Excerpt(30, "x" * 300 + "=" + "y" * 300, 300, 1),))
CODE = Finding("notes.md", 40, 1, "code", "1/0", "failed", "run", False, "line 41 divides by zero")
REPORT = Report((REFUTED, PROVED, LONG, CODE), 1)


def printed(report: Report, width: int = 80, explain: bool = False, **options: Any) -> str:
    out = io.StringIO()
    print_report(report, Console(file=out, width=width, **options), explain)
    return out.getvalue()
