"""The report as JSON, its exit status, reports merged."""

import json

import pytest
from tests.documents.reports.printed import PROVED, REPORT, printed

from lemmata.documents import check
from lemmata.documents.reports.report import VERDICTS, Finding, Report, merge

KEYS = ["file", "line", "column", "kind", "source", "verdict", "code", "method", "certified", "message",
        "counterexample", "reading", "parts"]


def test_json_has_exactly_the_promised_keys():
    data = json.loads(REPORT.to_json())
    assert list(data) == ["findings", "summary"]
    assert all(list(f) == KEYS for f in data["findings"])
    assert data["findings"][0]["counterexample"]["c"] == "2" and data["findings"][1]["counterexample"] is None
    assert data["summary"]["formulas"] == 3 and data["summary"]["code"] == 1 and data["summary"]["refuted"] == 1
    assert sum(data["summary"][v] for v in VERDICTS) == 4


@pytest.mark.parametrize("verdicts, errors, status", [
    ([], (), 0), (["proved", "agrees", "definition", "conditional", "undecided", "unreadable", "skipped"], (), 0),
    (["refuted"], (), 1), (["proved", "failed"], (), 1), (["flagged"], (), 1), (["refuted"], ("no file",), 2),
])
def test_exit_status(verdicts, errors, status):
    report = Report(tuple(Finding("a", 1, 1, "formula", "x", v) for v in verdicts), 1, errors)
    assert report.exit_status == status and bool(report) == (status == 0)


def test_reports_are_merged_in_order():
    both = merge([REPORT, Report((PROVED,), 1, ("x.md: no such file",))])
    assert both.files == 2 and len(both.findings) == 5 and both.exit_status == 2
    assert "x.md: no such file" in printed(both)


def test_names_of_a_counterexample_are_those_of_the_document():
    report = check(r"For real $\lambda$, $\lambda^2 + 1 = \lambda^2$.")
    (finding,) = (f for f in report.findings if f.verdict == "refuted")
    assert "lambda" in finding.counterexample and "lambda_" not in finding.counterexample


def test_every_finding_has_a_word_to_say():
    report = check("Assume $x > 2$. Let $y = 3x$. We write $z$. Then $2 y = 6 x$ and $1 + 1 = 3$ and $a & b$.\n")
    assert [f.verdict for f in report.findings] == [
        "condition", "definition", "notation", "proved", "refuted", "unreadable"]
    assert all(f.message for f in report.findings)
