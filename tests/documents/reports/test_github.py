"""Annotations of GitHub Actions: read back as the runner reads them."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.documents.reports.remarked import REFUTED, REPORT

from lemmata.documents.reports.github import to_github
from lemmata.documents.reports.report import Report


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it: the first `::` after the properties ends them."""
    match = re.fullmatch(r"::(\w+) ([^\n]*?)::([^\n]*)", line)
    assert match is not None, line

    def plain(text: str, *escapes: tuple[str, str]) -> str:
        for code, char in (*escapes, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            text = text.replace(code, char)
        return text

    fields = dict(pair.split("=", 1) for pair in match[2].split(","))
    return match[1], {k: plain(v, ("%3A", ":"), ("%2C", ",")) for k, v in fields.items()}, plain(match[3])


def test_a_line_an_issue(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    rows = [read(line) for line in to_github(REPORT).splitlines()]
    assert [(row[0], row[1]) for row in rows] == [
        ("error", {"file": "docs/a b.md", "line": "12", "col": "5", "endColumn": "13",
                   "title": "F101 refuted-formula"}),
        ("warning", {"file": "docs/a b.md", "line": "20", "endLine": "22", "title": "F102 conditional-formula"}),
        ("error", {"file": "docs/a b.md", "line": "32", "col": "3", "endColumn": "8", "title": "C101 failed-code"}),
        ("error", {"file": "docs/c.ipynb", "line": "1", "title": "C101 failed-code (cell 3, line 1)"}),
        ("error", {"file": "docs/c.ipynb", "line": "1", "title": "C102 cascading-failure (cell 3, line 2)"}),
        ("error", {"file": "docs/d.py", "line": "7", "title": "D101 unreadable-document"})]
    assert rows[0][2].startswith("wrong, at: 100%; counterexample: x = 1,") and rows[0][2].endswith("\nhint: it is 2")
    assert rows[4][2] == "cell 3, line 2: second"


def test_what_is_open_counts_only_where_it_is_strict():
    strict = to_github(replace(REPORT, strict=True)).splitlines()
    assert len(strict) == 7 and all(line.startswith("::error ") for line in strict)


def test_names_and_messages_survive_the_escapes(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    odd = replace(REFUTED, file="a,b:c%2C.md", message="line one\nline two, 50%: ::error::\r%0A", hint="",
                  counterexample=None)
    (line,) = to_github(Report((odd,), 1)).splitlines()
    command, fields, message = read(line)
    assert (command, fields["file"], message) == ("error", "a,b:c%2C.md", odd.message)


def test_paths_count_from_the_workspace(monkeypatch, tmp_path):
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert read(to_github(Report((REFUTED,), 1)).strip())[1]["file"] == "sub/docs/a b.md"
