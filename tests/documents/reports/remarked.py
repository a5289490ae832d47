"""A report with every kind of issue, at places that are known."""

from __future__ import annotations

from lemmata.documents.reports.issues import issues
from lemmata.documents.reports.report import Excerpt, Finding, Report

REFUTED = Finding("docs/a b.md", 12, 5, "formula", "x = 50%", "refuted", message="wrong, at: 100%",
                  counterexample={"x": "1", "left side": "1", "right side": "2"}, hint="it is 2",
                  excerpt=(Excerpt(12, "x = 50%", 2, 1),), end=(12, 13))
LONG = Finding("docs/a b.md", 20, 1, "formula", "x\n= y", "conditional", message="fails", end=(22, 4),
               excerpt=(Excerpt(21, "x"), Excerpt(22, "= y", 0, 1)))
FAILED = Finding("docs/a b.md", 30, 3, "code", "a = 1\n1 / 0", "failed", "run", message="divides by zero",
                 excerpt=(Excerpt(32, "1 / 0", 0, 5),))
FLAGGED = Finding("docs/c.ipynb", 1, 1, "code", "x\ny", "flagged", "run", message="two", cell=3, parts=(
    {"code": "C101", "name": "one", "verdict": "flagged", "message": "first", "hint": "h", "source": "x", "line": 1,
     "column": 1, "width": 1},
    {"code": "C102", "name": "two", "verdict": "flagged", "message": "second", "hint": "", "source": "y", "line": 2,
     "column": 1, "width": 1}))
OPEN = Finding("docs/a b.md", 40, 1, "formula", "q", "undecided", message="who knows", end=(40, 3))
PROVED = Finding("docs/a b.md", 50, 1, "formula", "a = a", "proved")
ERROR = "docs/d.py:7: is no Python: invalid syntax"
KNOWN = issues(Finding("docs/a b.md", 60, 1, "formula", "x = 50%", "refuted", message="known", end=(60, 9)))
REPORT = Report((REFUTED, LONG, FAILED, FLAGGED, OPEN, PROVED), 3, (ERROR,), known=tuple(KNOWN))
