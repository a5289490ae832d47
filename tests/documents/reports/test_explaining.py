"""`lemmata explain` on a terminal: whole, and never wider than it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from lemmata.documents.catalogue import catalogue
from lemmata.documents.conventions import SettingError
from lemmata.documents.reports.explaining import print_code, print_codes


def shown(name: str, width: int) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, soft_wrap=True)
    print_codes(console) if name == "" else print_code(name, console)
    return out.getvalue()


@pytest.mark.parametrize("width", [50, 80, 120])
@pytest.mark.parametrize("name", ["", *catalogue()])
def test_no_line_is_wider_than_the_terminal(name, width):
    assert max(map(len, shown(name, width).splitlines())) <= width


@pytest.mark.parametrize("code", catalogue())
def test_a_code_is_explained_whole(code):
    record, text = catalogue()[code], " ".join(shown(code, 400).split())
    for part in (record.code, record.name, record.says, record.why, record.fix):
        assert " ".join(part.split()) in text
    for row in [*record.example.splitlines(), *record.clean.splitlines()]:
        assert " ".join(row.split()) in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_names_every_code_once(width):
    text = shown("", width)
    for code, record in catalogue().items():
        assert text.count(f"{code}  ") == 1 and record.name in text


def test_a_beginning_explains_all_that_begin_so():
    assert all(code in shown("C1", 100) for code in ("C101", "C102"))


@pytest.mark.parametrize("name", ["F9", "nothing"])
def test_what_is_no_code(name):
    with pytest.raises(SettingError, match="no code"):
        shown(name, 80)
