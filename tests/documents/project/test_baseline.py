"""The baseline: what is known is silent wherever it moves, what is new is not, what is gone is said."""

from __future__ import annotations

import json

import pytest
from tests.documents.project.projects import FALSE, OTHER, TRUE, project, verdicts, written

from lemmata.documents.conventions import SettingError
from lemmata.documents.project.baseline import read_baseline
from lemmata.documents.project.session import Printing, check_for_baseline


@pytest.fixture
def book(tmp_path):
    """A folder with a false formula that the baseline knows."""
    written(tmp_path, {"a.md": TRUE + "\n" + FALSE, "b.md": TRUE})
    assert check_for_baseline(known(tmp_path), Printing()) == 0
    return tmp_path


def known(folder, *names, **settings):
    return project(folder, *names, baseline=str(folder / "known.json"), cache=False, **settings)


def test_what_is_known_is_not_reported(book):
    report = known(book).check()
    assert report.exit_status == 0 and not verdicts(report) and not report.gone
    assert report.summary["baseline"] == 1 and "1 in the baseline" in report.to_text()


@pytest.mark.parametrize("text", [
    "# A new heading\n\nWords.\n\n" * 3 + TRUE + "\n" + FALSE, FALSE.replace("(a + b)^2 = a^2", "(a + b)^2  =  a^2"),
    TRUE + "\n> quoted: " + FALSE,
])
def test_edits_elsewhere_do_not_disturb_it(book, text):
    written(book, {"a.md": text})
    assert not verdicts(known(book).check())


@pytest.mark.parametrize("files", [
    {"a.md": FALSE + "\n" + OTHER}, {"a.md": FALSE + "\nAgain, in words of its own. " + FALSE}, {"b.md": FALSE},
])
def test_what_is_new_is_reported(book, files):
    written(book, files)
    report = known(book).check()
    assert verdicts(report) == ["refuted"] and report.exit_status == 1


def test_what_is_gone_is_said_and_left_out_of_the_next(book):
    written(book, {"a.md": TRUE})
    report = known(book).check()
    assert report.exit_status == 0 and len(report.gone) == 1 and "a.md: F101 (a + b)^2" in report.gone[0]
    assert "no longer found" in report.to_text(width=200)
    check_for_baseline(known(book), Printing())
    assert not read_baseline(book / "known.json") and not known(book).check().gone


def test_what_this_run_could_not_see_stays(book):
    assert not known(book, "b.md").check().gone
    assert not known(book, select=("C",)).check().gone
    check_for_baseline(known(book, "b.md"), Printing())
    assert [entry.file for entry in read_baseline(book / "known.json")] == ["a.md"]
    (book / "a.md").unlink()
    assert len(known(book, "b.md").check().gone) == 1  # of a file that is no longer there
    check_for_baseline(known(book, "b.md"), Printing())
    assert not read_baseline(book / "known.json")


def test_the_file_is_one_that_people_can_read_and_review(book):
    data = json.loads((book / "known.json").read_text())
    assert list(data["findings"]) == ["a.md"]
    (row,) = data["findings"]["a.md"]
    assert row["code"] == "F101" and row["shown"] == "(a + b)^2 = a^2 + b^2" and row["count"] == 1
    before = (book / "known.json").read_text()
    check_for_baseline(known(book), Printing())
    assert (book / "known.json").read_text() == before


@pytest.mark.parametrize("text, words", [
    (None, "no such baseline"), ("{", "is no JSON"), ("[]", "no baseline of lemmata"),
    ('{"version": 7, "findings": {}}', "version 7"), ('{"version": 1, "findings": {"a": [{}]}}', "no baseline"),
])
def test_a_baseline_that_is_none(tmp_path, text, words):
    if text is not None:
        written(tmp_path, {"known.json": text})
    written(tmp_path, {"a.md": TRUE})
    with pytest.raises(SettingError, match=words):
        known(tmp_path).check()
