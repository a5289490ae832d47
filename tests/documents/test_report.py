"""The report as JSON and as text."""

import io
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from lemmata.documents import check, find_documents
from lemmata.documents.formats.blocks import DocumentError
from lemmata.documents.reports.report import VERDICTS, Excerpt, Finding, Report, merge
from lemmata.documents.reports.terminal import print_report

ROOT = Path(__file__).parents[2]
KEYS = ["file", "line", "column", "kind", "source", "verdict", "method", "certified", "message", "counterexample",
        "reading", "parts"]
REFUTED = Finding("notes.md", 12, 5, "formula", r"\det(cA) = c \det(A)", "refuted", "counterexample", True,
                  "the two sides are not equal", {"c": "2", "left side": "4", "right side": "2"}, "det(c * A) == ...",
                  (), "it is c^n det(A)", (Excerpt(12, r"\det(cA) = c \det(A)", 9, 1),))
PROVED = Finding("notes.md", 20, 1, "formula", "a = a", "proved", "normal form", True)
LONG = Finding("notes.md", 30, 1, "formula", "x" * 300 + "=" + "y" * 300, "conditional", "assumption", True, "w " * 200,
               None, "", (), "", (Excerpt(30, "x" * 300 + "=" + "y" * 300, 300, 1),))
CODE = Finding("notes.md", 40, 1, "code", "1/0", "failed", "run", False, "line 41 divides by zero")
REPORT = Report((REFUTED, PROVED, LONG, CODE), 1)


def text(report, width=80, explain=False, **options):
    out = io.StringIO()
    print_report(report, Console(file=out, width=width, **options), explain)
    return out.getvalue()


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


@pytest.mark.parametrize("width", [40, 60, 100, 140])
def test_no_line_is_wider_than_the_terminal(width):
    for explain in (False, True):
        assert max(map(len, text(REPORT, width, explain).split("\n"))) <= width


def test_carets_stand_under_what_they_mark():
    for width in (40, 80, 200):
        rows = text(REPORT, width).split("\n")
        for above, below in itertools.pairwise(rows):
            if below.strip(" │^") == "" and "^" in below:
                assert above[below.index("^")] == "="


def test_what_is_right_is_only_counted():
    shown = text(REPORT)
    assert "notes.md:12:5  refuted" in shown and "notes.md:20:1" not in shown and "1 proved" in shown
    assert "notes.md:20:1  proved" in text(REPORT, explain=True)
    assert "read as: det(c * A)" in text(REPORT, explain=True)
    assert "at c = 2, the left side is 4 and the right side is 2" in text(REPORT, 120)


def test_ascii_terminals_get_ascii():
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    finding = Finding("ä.md", 1, 1, "formula", "λ ≤ 1", "refuted", excerpt=(Excerpt(1, "λ ≤ 1", 2, 1),), message="∀ x")
    print_report(Report((finding,), 1), Console(file=out, width=60))
    out.flush()
    assert b"lambda <= 1" in raw.getvalue() and b"\\u2200" in raw.getvalue()


def test_color_only_where_it_is_wanted():
    assert "\x1b[" in text(REPORT, force_terminal=True, color_system="standard")
    assert "\x1b[" not in text(REPORT)
    assert not re.search(r"\x1b\[(\d;)*3[0-7]m", text(REPORT, force_terminal=True, no_color=True))


def test_reports_are_merged_in_order():
    both = merge([REPORT, Report((PROVED,), 1, ("x.md: no such file",))])
    assert both.files == 2 and len(both.findings) == 5 and both.exit_status == 2
    assert "x.md: no such file" in text(both)


def test_folders_are_searched(tmp_path):
    for name in ("b.md", "a/c.md", ".hidden/d.md", "a/e.txt", "node_modules/f.md", "a/G.MD"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text\n")
    assert [str(p.relative_to(tmp_path)) for p in find_documents(tmp_path)] == ["a/G.MD", "a/c.md", "b.md"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match="no Markdown"):
        find_documents(tmp_path / "empty")


def test_what_can_not_be_read_is_an_error_and_the_rest_is_checked(tmp_path):
    (tmp_path / "good.md").write_text("only text\n")
    (tmp_path / "bad.md").write_bytes(b"\xff\xff")
    report = check([tmp_path, tmp_path / "none.md"])
    assert report.files == 1 and report.exit_status == 2
    assert len(report.errors) == 2 and "UTF-8" in report.errors[0] and "no such file" in report.errors[1]


def test_a_file_is_checked_once_however_often_it_is_named(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    file = tmp_path / "sub" / "a.md"
    file.write_text("$1 + 1 = 2$\n")
    (tmp_path / "same.md").symlink_to(file)
    monkeypatch.chdir(tmp_path)
    for paths in (["sub/a.md", "sub/a.md"], ["sub", "sub/a.md"], [".", "./sub/../sub/a.md"], [str(file), "sub/a.md"]):
        report = check(paths)
        assert report.files == 1 and len(report.findings) == 1, paths
    assert check(["none.md", "none.md"]).errors == ("none.md: no such file or folder",)


@pytest.mark.parametrize("values, width, expected", [
    ({"x": "1", "left side": "2", "right side": "3"}, 90, "at x = 1, the left side is 2 and the right side is 3"),
    ({"left side": "2", "right side": "3"}, 90, ": the left side is 2 and the right side is 3"),
    ({"A": "[[0, 1], [0, 0]]", "why": "it has no basis"}, 90, ": A = [[0, 1], [0, 0]]; it has no basis"),
    ({"W": "shape [3 2]"}, 90, ": W has shape [3 2]"),
    ({"A": "[[0, 1], [0, 0]]", "B": "[[1, 0], [0, 1]]"}, 44, ",\n    B = [[1, 0], [0, 1]]"),
])
def test_counterexamples_read_as_sentences_and_matrices_stay_whole(values, width, expected):
    finding = Finding("a.md", 1, 1, "formula", "x", "refuted", certified=True, counterexample=values)
    assert expected in text(Report((finding,), 1), width)


def test_names_of_a_counterexample_are_those_of_the_document():
    report = check(r"For real $\lambda$, $\lambda^2 + 1 = \lambda^2$.")
    (finding,) = (f for f in report.findings if f.verdict == "refuted")
    assert "lambda" in finding.counterexample and "lambda_" not in finding.counterexample


def test_every_finding_has_a_word_to_say():
    report = check("Assume $x > 2$. Let $y = 3x$. We write $z$. Then $2 y = 6 x$ and $1 + 1 = 3$ and $a & b$.\n")
    assert [f.verdict for f in report.findings] == [
        "condition", "definition", "notation", "proved", "refuted", "unreadable"]
    assert all(f.message for f in report.findings)


def test_what_was_not_understood_is_named_without_being_asked():
    found = tuple(Finding(file, line, 1, "formula", "x", "unreadable") for file, line in (("a.md", 3), ("a.md", 9)))
    assert "not understood: lines 3, 9\n" in text(Report(found, 1))
    more = (*found, Finding("b.md", 5, 1, "formula", "x", "undecided"), Finding("b.md", 7, 1, "formula", "x", "agrees"))
    shown = text(Report(more, 2))
    assert "not understood: a.md lines 3, 9\n" in shown and "undecided: b.md line 5\n" in shown
    assert "1 agrees" in shown and "--explain says why" in shown
    many = tuple(Finding("a.md", line, 1, "formula", "x", "unreadable") for line in range(1, 101))
    assert "and 88 more" in text(Report(many, 1))


@pytest.mark.parametrize("width", [40, 60])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_carets_stand_under_wide_and_replaced_characters(width, encoding):
    wide = "\u884c\u5217"
    for start, rest in ((f"{wide} \u03bb \u2264 ", ""), (wide * 40, "x" * 90), ("\u03bb" * 90, wide * 9)):
        source = start + "@@" + rest
        raw = io.BytesIO()
        out = io.TextIOWrapper(raw, encoding=encoding)
        finding = Finding("a.md", 1, 1, "formula", source, "refuted", excerpt=(Excerpt(1, source, len(start), 2),))
        print_report(Report((finding,), 1), Console(file=out, width=width))
        out.flush()
        rows = raw.getvalue().decode(encoding).split("\n")
        assert max(map(cell_len, rows)) <= width
        above, below = rows[1], rows[2]
        assert below.count("^") == 2 and above.count("@@") == 1
        assert below.index("^") == cell_len(above[:above.index("@@")])


def test_rows_without_a_mark_are_shown_from_their_beginning():
    rows = (Excerpt(1, "first " + "x" * 200), Excerpt(2, "y" * 90 + "=", 90, 1))
    shown = text(Report((Finding("a.md", 1, 1, "formula", "x", "refuted", excerpt=rows),), 1), 60)
    assert "1 \u2502 first x" in shown


def test_equal_links_are_listed_once():
    part = {"source": "P(A) \\in [0,1]", "verdict": "proved"}
    shown = text(Report((Finding("a.md", 1, 1, "formula", "x", "refuted", parts=(part, part)),), 1))
    assert shown.count("[0,1]: proved") == 1


def test_the_readme_shows_what_is_printed():
    """Every paragraph of the output in the README is one of the real output."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("$ lemmata check --run examples/faulty-notes.md\n")[1].split("...\n```")[0]
    printed = subprocess.run(
        [sys.executable, "-m", "lemmata", "check", "--run", "examples/faulty-notes.md"], cwd=ROOT, capture_output=True,
        text=True, encoding="utf-8", env={**os.environ, "COLUMNS": "80"}, check=False).stdout
    for paragraph in shown.strip().split("\n\n"):
        assert paragraph in printed
