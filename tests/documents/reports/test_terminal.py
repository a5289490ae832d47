"""The report as text: as wide as the terminal, with carets under what they mark."""

import io
import itertools
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.documents.reports.printed import LONG, REPORT, printed

from lemmata.documents.reports.github import to_github
from lemmata.documents.reports.report import Excerpt, Finding, Report
from lemmata.documents.reports.terminal import print_report


@pytest.mark.parametrize("width", [40, 60, 100, 140])
def test_no_line_is_wider_than_the_terminal(width):
    for explain in (False, True):
        assert max(map(len, printed(REPORT, width, explain).split("\n"))) <= width


def test_carets_stand_under_what_they_mark():
    for width in (40, 80, 200):
        rows = printed(REPORT, width).split("\n")
        for above, below in itertools.pairwise(rows):
            if below.strip(" │^") == "" and "^" in below:
                assert above[below.index("^")] == "="


def test_what_is_right_is_only_counted():
    shown = printed(REPORT)
    assert "notes.md:12:5  refuted" in shown and "notes.md:20:1" not in shown and "1 proved" in shown
    assert "notes.md:20:1  proved" in printed(REPORT, explain=True)
    assert "read as: det(c * A)" in printed(REPORT, explain=True)
    assert "at c = 2, the left side is 4 and the right side is 2" in printed(REPORT, 120)


def test_ascii_terminals_get_ascii():
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    finding = Finding("ä.md", 1, 1, "formula", "λ ≤ 1", "refuted", excerpt=(Excerpt(1, "λ ≤ 1", 2, 1),), message="∀ x")
    print_report(Report((finding,), 1), Console(file=out, width=60))
    out.flush()
    assert b"lambda <= 1" in raw.getvalue() and b"\\u2200" in raw.getvalue()


CONTROLS = set("\x1b\x07\x08\x9b\u202e\u2028\x00\x7f")
ODD = "a\x1b[31mb\x07\x08\x9b1m\u202e\u2028\x00\x7fc"


@pytest.mark.parametrize("place", ["file", "source", "message", "hint", "counterexample", "part", "error", "gone"])
def test_nothing_of_a_document_controls_the_terminal(place):
    finding = Finding(
        f"{ODD if place == 'file' else 'a'}.md", 1, 1, "code", "x", "failed",
        message=ODD if place == "message" else "m", hint=ODD if place == "hint" else "h",
        counterexample={ODD: ODD} if place == "counterexample" else None, excerpt=(
            Excerpt(1, ODD if place == "source" else "x", 0, 1),),
        parts=({"code": "M101", "name": ODD, "message": ODD, "hint": ODD, "source": ODD, "line": 1, "column": 2,
                "width": 3},) if place == "part" else ())
    report = Report((finding,), 1, errors=(ODD,) if place == "error" else (), gone=(ODD,) if place == "gone" else ())
    for width in (20, 80, 200):
        shown = printed(report, width)
        assert not set(shown) & CONTROLS
        assert "a\\x1b[31mb" in shown.replace("\n", "").replace(" ", "").replace("│", "")
    assert not set(to_github(report)) & CONTROLS


def test_color_only_where_it_is_wanted():
    assert "\x1b[" in printed(REPORT, force_terminal=True, color_system="standard")
    assert "\x1b[" not in printed(REPORT)
    assert not re.search(r"\x1b\[(\d;)*3[0-7]m", printed(REPORT, force_terminal=True, no_color=True))


@pytest.mark.parametrize("values, width, expected", [
    ({"x": "1", "left side": "2", "right side": "3"}, 90, "at x = 1, the left side is 2 and the right side is 3"),
    ({"left side": "2", "right side": "3"}, 90, ": the left side is 2 and the right side is 3"),
    ({"A": "[[0, 1], [0, 0]]", "why": "it has no basis"}, 90, ": A = [[0, 1], [0, 0]]; it has no basis"),
    ({"W": "shape [3 2]"}, 90, ": W has shape [3 2]"),
    ({"A": "[[0, 1], [0, 0]]", "B": "[[1, 0], [0, 1]]"}, 44, ",\n    B = [[1, 0], [0, 1]]"),
])
def test_counterexamples_read_as_sentences_and_matrices_stay_whole(values, width, expected):
    finding = Finding("a.md", 1, 1, "formula", "x", "refuted", certified=True, counterexample=values)
    assert expected in printed(Report((finding,), 1), width)


def test_what_was_not_understood_is_named_without_being_asked():
    found = tuple(Finding(file, line, 1, "formula", "x", "unreadable") for file, line in (("a.md", 3), ("a.md", 9)))
    assert "not understood: lines 3, 9\n" in printed(Report(found, 1))
    more = (*found, Finding("b.md", 5, 1, "formula", "x", "undecided"), Finding("b.md", 7, 1, "formula", "x", "agrees"))
    shown = printed(Report(more, 2))
    assert "not understood: a.md lines 3, 9\n" in shown and "undecided: b.md line 5\n" in shown
    assert "1 agrees" in shown and "--explain says why" in shown
    many = tuple(Finding("a.md", line, 1, "formula", "x", "unreadable") for line in range(1, 101))
    assert "and 88 more" in printed(Report(many, 1))


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


def test_a_line_of_a_million_characters_is_cut_around_its_mark():
    text = "a" * 10**6 + "=" + "b" * 10**6
    excerpt = Excerpt(3, text, 10**6, 1)
    rows = printed(Report((replace(LONG, message="", excerpt=(excerpt,)),), 1), 60).split("\n")
    marked = next(row for row in rows if "│" in row and "=" in row)
    assert len(marked) <= 60 and rows[rows.index(marked) + 1][marked.index("=")] == "^"


def test_rows_without_a_mark_are_shown_from_their_beginning():
    rows = (Excerpt(1, "first " + "x" * 200), Excerpt(2, "y" * 90 + "=", 90, 1))
    shown = printed(Report((Finding("a.md", 1, 1, "formula", "x", "refuted", excerpt=rows),), 1), 60)
    assert "1 \u2502 first x" in shown


def test_equal_links_are_listed_once():
    part = {"source": "P(A) \\in [0,1]", "verdict": "proved"}
    shown = printed(Report((Finding("a.md", 1, 1, "formula", "x", "refuted", parts=(part, part)),), 1))
    assert shown.count("[0,1]: proved") == 1


def test_long_lists_of_a_counterexample_say_how_many_entries_are_left_out():
    values = {"probabilities of the outcomes": str(["1/64"] * 64).replace("'", ""), "X": str([*range(64)]),
              "A": "[[1, 0], [0, 1]]", "left side": "1", "right side": str([0] * 13)}
    found = Finding("a.md", 1, 1, "formula", "x = 1", "refuted", counterexample=values)
    shown = " ".join(Report((found,), 1).to_text().split())
    assert "outcomes = [1/64, 1/64, 1/64, 1/64, and 60 more]" in shown and "X = [0, 1, 2, 3, and 60 more]" in shown
    assert "A = [[1, 0], [0, 1]]" in shown and "the right side is [0, 0, 0, 0, and 9 more]" in shown
    assert values["X"] in Report((found,), 1).to_json()
