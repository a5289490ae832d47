"""select, ignore, per-file-ignores, exclude: what is reported, and of which files."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documents.project.projects import CONDITIONAL, FALSE, TRUE, project, verdicts, written

from lemmata.documents.conventions import SettingError
from lemmata.documents.project.patterns import matches
from lemmata.documents.project.selection import Selection, selected
from lemmata.documents.project.settings import Settings
from lemmata.documents.reports.issues import issues, kept
from lemmata.documents.reports.report import Excerpt, Finding, Report

REMARKS = ({"code": "C101", "verdict": "flagged", "message": "first", "hint": "h", "source": "a = 1", "line": 4,
            "column": 1, "width": 1},
           {"code": "C102", "verdict": "flagged", "message": "second", "hint": "g", "source": "b = 2", "line": 5,
            "column": 1, "width": 1})
FLAGGED = Finding("a.md", 3, 1, "code", "a = 1\nb = 2", "flagged", "run", message="first; second", parts=REMARKS)


@pytest.mark.parametrize("select, ignore, expected, ignored", [
    ((), (), ["refuted", "conditional"], 0), (("F101",), (), ["refuted"], 1), ((), ("F101",), ["conditional"], 1),
    (("F",), ("conditional-formula",), ["refuted"], 1), (("F101,F102",), (), ["refuted", "conditional"], 0),
    (("C",), (), [], 2), (("all",), ("F10",), [], 2),
])
def test_what_is_selected_is_reported_and_the_rest_counted(tmp_path, select, ignore, expected, ignored):
    written(tmp_path, {"a.md": TRUE + "\n" + FALSE + "\n" + CONDITIONAL})
    report = project(tmp_path, select=select, ignore=ignore).check()
    whole = project(tmp_path).check()
    assert verdicts(report) == expected and report.summary["ignored"] == ignored
    assert report.exit_status == ("refuted" in expected)
    assert report.summary["formulas"] == whole.summary["formulas"]
    assert (f"{ignored} ignored" in report.to_text()) == (ignored > 0)


def test_per_file_ignores_count_from_the_root(tmp_path):
    written(tmp_path, {"old/a.md": FALSE, "new/a.md": FALSE, "new/deep/b.md": FALSE})
    for pattern, left in (("old/*", ["new/a.md", "new/deep/b.md"]), ("old", ["new/a.md", "new/deep/b.md"]),
                          ("b.md", ["new/a.md", "old/a.md"]), ("new/**/b.md", ["new/a.md", "old/a.md"]), ("*.md", [])):
        report = project(tmp_path, per_file_ignores={pattern: ("F101",)}).check()
        assert [f.file for f in report.findings if f.code] == [str(tmp_path / name) for name in left], pattern


def test_exclude_is_for_what_folders_hold_and_with_force_for_what_is_named(tmp_path):
    written(tmp_path, {"a.md": TRUE, "drafts/b.md": FALSE})
    assert project(tmp_path, exclude=("drafts/",)).check().files == 1
    assert project(tmp_path, "a.md", "drafts/b.md", exclude=("drafts/",)).check().files == 2
    forced = project(tmp_path, "a.md", "drafts/b.md", exclude=("drafts/",))
    forced.force = True
    assert forced.check().files == 1


def test_codes_are_checked_before_anything_is_done(tmp_path):
    for settings in ({"select": ("F9",)}, {"ignore": ("Q",)}, {"per_file_ignores": {"x": ("nothing",)}}):
        with pytest.raises(SettingError, match="no code"):
            project(tmp_path, **settings)


@pytest.mark.parametrize("path, patterns, expected", [
    ("docs/a.md", ["*.md"], True), ("docs/a.md", ["docs/"], True), ("docs/a.md", ["/a.md"], False),
    ("docs/x/a.md", ["docs/*/a.md"], True), ("docs/a.md", ["*.md", "!docs/a.md"], False), ("a.md", [], False),
])
def test_patterns_are_those_of_gitignore(tmp_path, path, patterns, expected):
    assert matches(tmp_path / path, patterns, tmp_path) is expected


def test_remarks_on_a_block_are_selected_one_by_one():
    assert [i.code for i in issues(FLAGGED)] == ["C101", "C102"]
    one, dropped = kept(FLAGGED, lambda issue: issue.code == "C102")
    assert one is not None and one.verdict == "flagged" and one.message == "second" and one.hint == "g"
    assert [i.line for i in dropped] == [4]
    none, dropped = kept(FLAGGED, lambda issue: False)
    assert none is not None and none.verdict == "ran" and not none.code and len(dropped) == 2
    assert Report((none,), 1).exit_status == 0


def test_a_failure_that_is_ignored_leaves_the_remarks():
    failed = Finding("a.md", 3, 1, "code", "a = 1\n1 / 0", "failed", "run", message="divides", parts=REMARKS[1:],
                     excerpt=(Excerpt(5, "1 / 0", 0, 5),))
    report = selected(Report((failed,), 1), Selection(Settings(ignore=("C101",))))
    assert [f.verdict for f in report.findings] == ["flagged"] and report.findings[0].message == "second"
    report = selected(Report((failed,), 1), Selection(Settings(ignore=("C",))))
    assert not report.findings and report.summary["code"] == 1 and report.summary["ignored"] == 2


def test_what_another_file_reads_may_be_excluded(tmp_path):
    written(tmp_path, {"main.tex": "Let $x = 3$. \\input{parts/a} Then $x = 4$.\n",
                       "parts/a.tex": "Let $y = 2$. $1 = 2$.\n"})
    assert [Path(f.file).name for f in project(tmp_path, "main.tex").check().findings].count("a.tex") == 2
    excluded = project(tmp_path, "main.tex", exclude=("parts/",)).check()
    assert {Path(f.file).name for f in excluded.findings} == {"main.tex"} and excluded.summary["formulas"] == 2
    both = project(tmp_path, "main.tex", "parts/a.tex", exclude=("parts/",)).check()
    assert "a.tex" in {Path(f.file).name for f in both.findings}
