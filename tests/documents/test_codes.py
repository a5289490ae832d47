"""Every code: its example gets it, its clean twin does not, and `explain` shows it."""

from __future__ import annotations

import re

import pytest
from tests.documents.project.projects import at_once

from lemmata.documents import Limits
from lemmata.documents.catalogue import catalogue, codes_named, codes_of
from lemmata.documents.conventions import SettingError
from lemmata.documents.reports.issues import issues, unread

CODES = catalogue()


def codes_in(tmp_path, text: str, suffix: str) -> set[str]:
    report = at_once(tmp_path, {f"notes{suffix}": text}, run=True, limits=Limits(seconds=30))
    return {issue.code for finding in report.findings for issue in issues(finding)} | {
        unread(error).code for error in report.errors}


@pytest.mark.parametrize("code", CODES)
def test_the_example_gets_the_code_and_its_clean_twin_does_not(tmp_path, code):
    record = CODES[code]
    assert code in codes_in(tmp_path, record.example, record.suffix)
    assert code not in codes_in(tmp_path, record.clean, record.suffix)


@pytest.mark.parametrize("code", CODES)
def test_every_record_is_whole(code):
    record = CODES[code]
    assert re.fullmatch(r"[A-Z]\d{3}", record.code) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", record.name)
    assert all(text.strip() and text.strip()[-1] in ".:>" for text in (record.says, record.why, record.fix))
    assert record.example != record.clean


def test_names_are_unique():
    assert len({record.name for record in CODES.values()}) == len(CODES)


@pytest.mark.parametrize("name, expected", [
    ("F102", {"F102"}), ("f102", {"F102"}), ("conditional-formula", {"F102"}), ("refuted_formula", {"F101"}),
    ("F", {"F101", "F102", "F103", "F104"}), ("F1", {"F101", "F102", "F103", "F104"}), ("all", set(CODES)),
])
def test_codes_are_named_by_themselves_their_beginnings_or_in_words(name, expected):
    assert codes_named(name) == expected


@pytest.mark.parametrize("name, near", [("F109", "F10"), ("refuted-formulas", "refuted-formula"), ("FF101", "F101")])
def test_an_unknown_code_is_an_error_that_names_the_nearest(name, near):
    with pytest.raises(SettingError, match=f"no code '{name}'; did you mean {near}"):
        codes_of([name])
    with pytest.raises(SettingError, match="lemmata explain"):
        codes_of(["quite something else"])
