"""The cache: the same report at no cost while nothing has changed, a new one as soon as anything has."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import replace

import pytest
from tests.documents.project.projects import FALSE, OTHER, TRUE, project, written

from lemmata.documents import judged
from lemmata.documents.conventions import Conventions
from lemmata.documents.project import cache as cache_module
from lemmata.documents.project import checking
from lemmata.documents.project.cache import NAME, VARIABLE, Cache, key_of, lasting
from lemmata.documents.project.tasks import Task
from lemmata.documents.reports.report import Finding, Report
from lemmata.documents.reports.stored import from_stored, to_stored

CODE = "```python\nimport helper\nprint(helper.x)\n```\n"


@pytest.fixture(autouse=True)
def _no_other_folder(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


def entries(folder):
    return sorted(folder.glob(f"{NAME}/??/*.json"))


def answered(monkeypatch) -> list[str]:
    """The documents that are checked from now on."""
    seen: list[str] = []
    real = checking.answers

    def counting(tasks, *rest):
        seen.extend(task.path for task in tasks)
        return real(tasks, *rest)

    monkeypatch.setattr(checking, "answers", counting)
    return seen


def test_a_second_check_checks_nothing_and_says_the_same(tmp_path, monkeypatch):
    written(tmp_path, {"a.md": FALSE + "\n```python\n1 / 0\n```\n", "b.ipynb": json.dumps({
        "nbformat": 4, "nbformat_minor": 5, "metadata": {},
        "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": OTHER}]})})
    first = project(tmp_path, run=True).check()
    seen = answered(monkeypatch)
    second = project(tmp_path, run=True).check()
    assert seen == [] and second == first and len(entries(tmp_path)) == 2
    assert [f.verdict for f in second.findings if f.code] == ["refuted", "failed", "refuted"]
    assert second.to_text(explain=True) == first.to_text(explain=True)


def test_only_what_changed_is_checked_again(tmp_path, monkeypatch):
    written(tmp_path, {"a.md": TRUE, "b.md": TRUE})
    project(tmp_path).check()
    seen = answered(monkeypatch)
    written(tmp_path, {"b.md": FALSE})
    report = project(tmp_path).check()
    assert seen == [str(tmp_path / "b.md")] and report.exit_status == 1


BASE = Task("a.md")


@pytest.mark.parametrize("change", [
    {"path": "b.md"}, {"seed": 1}, {"run": True}, {"conventions": Conventions(layout="numerator")}])
def test_the_key_holds_the_settings(tmp_path, monkeypatch, change):
    monkeypatch.chdir(written(tmp_path, {"a.md": TRUE, "b.md": TRUE}))
    assert key_of(BASE) == key_of(Task("a.md")) and key_of(replace(BASE, **change)) != key_of(BASE)


def test_the_limit_counts_only_where_code_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(written(tmp_path, {"a.md": TRUE}))
    assert key_of(replace(BASE, seconds=1)) == key_of(BASE)
    assert key_of(replace(BASE, run=True, seconds=1)) != key_of(replace(BASE, run=True))


def test_the_key_holds_the_files_that_latex_reads(tmp_path, monkeypatch):
    monkeypatch.chdir(written(tmp_path, {"a.tex": "\\input{b}\n\\input{c}\n", "b.tex": "x"}))
    keys = [key_of(Task("a.tex"))]
    for files in ({"b.tex": "y"}, {"c.tex": "z"}):  # one that changes, and one that was missing
        written(tmp_path, files)
        keys.append(key_of(Task("a.tex")))
    assert len(set(keys)) == 3


RUNS = {  # code; what is there before; what changes; whether the document is run again
    "a module beside it": (CODE, {"docs/helper.py": "x = 1\n"}, {"docs/helper.py": "x = 12\n"}, True),
    "a module elsewhere": ("```python\nimport sys\nsys.path.append('../lib')\n__import__('far')\n```\n",
                           {"lib/far.py": "x = 1\n"}, {"lib/far.py": "x = 12\n"}, True),
    "data elsewhere": ("```python\nprint(open('../data/a.csv').read())\n```\n", {"data/a.csv": "1"},
                       {"data/a.csv": "12"}, True),
    "data by NumPy": ("```python\nimport numpy as np\nnp.loadtxt('../data/a.csv')\n```\n", {"data/a.csv": "1"},
                      {"data/a.csv": "12"}, True),
    "data by a descriptor": ("```python\nimport os\nos.open('../data/a.csv', os.O_RDONLY)\n```\n",
                             {"data/a.csv": "1"}, {"data/a.csv": "12"}, True),
    "data that was missing": ("```python\ntry:\n    open('../a.csv')\nexcept OSError:\n    pass\n```\n", {},
                              {"a.csv": "1"}, True),
    "a folder that it lists": ("```python\nfrom pathlib import Path\nlist(Path('../data').glob('*'))\n```\n",
                               {"data/a.csv": "1"}, {"data/b.csv": "1"}, True),
    "data that no block reads": ("```python\nx = 1\n```\n", {"data/a.csv": "1"}, {"data/a.csv": "12"}, False),
    "files beside it, which a library may read": ("```python\nx = 1\n```\n", {}, {"docs/a.bin": "1"}, True),
    "hidden files": ("```python\nx = 1\n```\n", {}, {"docs/.hidden": "1"}, False),
    "another chapter": ("```python\nx = 1\n```\n", {"docs/b.md": TRUE}, {"docs/b.md": FALSE}, False),
    "another chapter that it reads": ("```python\nopen('b.md')\n```\n", {"docs/b.md": TRUE}, {"docs/b.md": FALSE},
                                      True),
    "what it writes itself": ("```python\nopen('out.txt', 'w').write('a')\nopen('out.txt').read()\n```\n", {},
                              {"docs/out.txt": "other"}, False),
    "what a second block writes": ("```python\nopen('a.txt', 'w').close()\n```\n\n```python\nopen('a.txt')\n```\n",
                                   {}, {"docs/a.txt": "other"}, False),
}


@pytest.mark.parametrize("case", RUNS)
def test_code_runs_again_where_what_it_finds_has_changed(tmp_path, monkeypatch, case):
    code, before, after, again = RUNS[case]
    written(tmp_path, {"docs/a.md": code, **before})
    book = tmp_path / "docs" / "a.md"
    project(tmp_path, str(book), run=True).check()
    seen = answered(monkeypatch)
    project(tmp_path, str(book), run=True).check()
    assert seen == []
    written(tmp_path, after)
    project(tmp_path, str(book), run=True).check()
    assert seen == [str(book)] * again
    project(tmp_path, str(book)).check()  # without --run it is another report, and none of this counts
    seen.clear()
    written(tmp_path, {name: text + " " for name, text in after.items()})
    project(tmp_path, str(book)).check()
    assert seen == []


def test_a_fresh_clone_is_unchanged(tmp_path, monkeypatch):
    """It has other times."""
    written(tmp_path, {"a.md": "```python\nopen('a.csv'); import helper\n```\n", "a.csv": "1",
                       "helper.py": "x = 1\n", "beside.bin": "1"})
    project(tmp_path, "a.md", run=True).check()
    seen = answered(monkeypatch)
    for name in ("a.csv", "helper.py", "beside.bin", "a.md"):
        os.utime(tmp_path / name, (1, 1))
    project(tmp_path, "a.md", run=True).check()
    assert seen == []


def test_what_changes_with_each_run_is_run_each_time(tmp_path, monkeypatch):
    code = ("from pathlib import Path\np = Path('count.txt')\nn = int(p.read_text()) if p.exists() else 0\n"
            "p.write_text(str(n + 1))\nprint(n)\n")
    written(tmp_path, {"a.md": f"```python\n{code}```\n", "count.txt": "0"})
    seen = answered(monkeypatch)
    for _ in range(2):
        project(tmp_path, run=True).check()
    assert len(seen) == 2


def test_what_is_read_from_a_folder_that_is_gone_is_run_each_time(tmp_path, monkeypatch):
    code = ("import os, tempfile\nfolder = tempfile.mkdtemp()\nos.chdir(folder)\nos.rmdir(folder)\n"
            "try:\n    open('a.csv')\nexcept OSError:\n    pass\n")
    written(tmp_path, {"a.md": f"```python\n{code}```\n"})
    seen = answered(monkeypatch)
    for _ in range(2):
        assert project(tmp_path, run=True).check().summary["ran"] == 1
    assert len(seen) == 2


def test_with_run_a_module_depends_on_its_package(tmp_path, monkeypatch):
    written(tmp_path, {"p/__init__.py": "", "p/q/__init__.py": "", "p/q/a.py": "", "p/b.py": ""})
    seen = answered(monkeypatch)
    for text in ("", "", "x = 1\n"):
        written(tmp_path, {"p/b.py": text} if text else {})
        project(tmp_path, "p/q/a.py", run=True).check()
    assert len(seen) == 2


def test_the_key_holds_lemmatas_own_source_and_the_libraries(tmp_path, monkeypatch):
    monkeypatch.chdir(written(tmp_path, {"a.md": TRUE}))
    before = key_of(BASE)
    with monkeypatch.context() as patch:
        patch.setattr(cache_module, "_machinery", lambda: "another version")
        assert key_of(BASE) != before
    (tmp_path / "site" / "sympy-99.0.dist-info").mkdir(parents=True)
    (tmp_path / "site" / "unrelated-1.0.dist-info").mkdir(parents=True)
    libraries = cache_module._libraries.__wrapped__
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])
    assert "sympy-99.0" in libraries(False) and "unrelated" not in libraries(False) and "unrelated" in libraries(True)


def test_what_is_saved_during_the_check_is_not_kept_as_what_was_there_before(tmp_path):
    document = written(tmp_path, {"a.md": TRUE}) / "a.md"

    class Saving(checking.Silent):
        def documents(self, done, total):
            document.write_text(FALSE)

    report, _ = project(tmp_path).everything(Saving())
    assert [f.verdict for f in report.findings if f.code] == ["refuted"]
    document.write_text(TRUE)
    assert not [f for f in project(tmp_path).check().findings if f.code]


@pytest.mark.parametrize("damage", [b"", b"{}", b"no digest\n{}", b"\xff\xfe", None])
def test_damaged_entries_are_ignored_and_written_anew(tmp_path, monkeypatch, damage):
    written(tmp_path, {"a.md": FALSE})
    first = project(tmp_path).check()
    (entry,) = entries(tmp_path)
    whole = entry.read_bytes()
    entry.write_bytes(whole.replace(b"refuted", b"proved!", 1) if damage is None else damage)
    seen = answered(monkeypatch)
    assert project(tmp_path).check() == first and len(seen) == 1
    assert entry.read_bytes() == whole


def test_an_entry_of_another_form_is_ignored(tmp_path):
    cache = Cache(tmp_path)
    cache.put("ab" * 32, BASE, Report((Finding("a", 1, 1, "formula", "x", "refuted"),), 1))
    (entry,) = tmp_path.glob("??/*.json")
    payload = entry.read_bytes().split(b"\n", 1)[1].replace(b'"verdict"', b'"outcome"')
    entry.write_bytes(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
    assert Cache(tmp_path).get("ab" * 32, BASE) is None


@pytest.mark.parametrize("finding", [
    Finding("a", 1, 1, "formula", "x", "undecided", message="no answer within 30 s"),
    Finding("a", 1, 1, "formula", "x", "undecided", message="the checker itself failed on x with MemoryError: 1"),
    Finding("a", 1, 1, "code", "x", "ran", reading="the checker itself failed in the lint M101 with RecursionError: 1"),
    Finding("a", 1, 1, "code", "x", "failed", message="did not finish within 60 s and was stopped"),
    Finding("a", 1, 1, "code", "x", "failed", message="ended the process: signal 9 (out of memory)"),
    Finding("a", 1, 1, "code", "x", "skipped", message="not reached: the 600 s that all blocks have are over"),
])
def test_what_a_clock_had_a_hand_in_is_not_kept(tmp_path, finding):
    report = Report((finding,), 1)
    cache = Cache(tmp_path / "c")
    cache.put("cd" * 32, BASE, report)
    assert not lasting(report) and cache.get("cd" * 32, BASE) is None and not (tmp_path / "c").exists()


LATE = """
import lemmata.documents.judged as judged
from lemmata.documents.deadline import Overdue, within
real = judged.judge
def forever():
    while True: pass
def judge(*rest):
    try:
        within(0.01, forever)
    except Overdue:
        return real(*rest)
judged.judge = judge
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_report_is_kept_in_which_a_deadline_was_missed(tmp_path, monkeypatch, jobs):
    written(tmp_path, {"a.md": FALSE, "b.md": FALSE})
    if jobs == 1:
        monkeypatch.setattr(judged, "judge", judged.judge)  # put back in the end
        exec(LATE, {})
    else:
        written(tmp_path / "site", {"sitecustomize.py": LATE})
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "site"), *sys.path]))
    report = project(tmp_path, "a.md", "b.md", jobs=jobs).check()
    assert report.clocked and report.summary["refuted"] == 2 and not entries(tmp_path)


def test_a_block_that_runs_out_of_time_runs_again(tmp_path, monkeypatch):
    written(tmp_path, {"a.md": "```python\nwhile True:\n    pass\n```\n"})
    report = project(tmp_path, run=True, time_limit=0.5).check()
    assert report.findings[0].verdict == "failed" and not entries(tmp_path)


def test_what_can_not_be_read_is_not_kept(tmp_path):
    written(tmp_path, {"a.md": b"\xff\xfe\xff", "b.py": "def"})
    assert len(project(tmp_path).check().errors) == 2 and not entries(tmp_path)


def test_the_folder_tells_git_to_leave_it_alone(tmp_path):
    written(tmp_path, {"a.md": TRUE})
    project(tmp_path).check()
    assert (tmp_path / NAME / ".gitignore").read_text() == "*\n" and (tmp_path / NAME / "CACHEDIR.TAG").exists()


def test_the_folder_can_be_named_or_left_out(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "elsewhere"))
    written(tmp_path / "book", {"a.md": TRUE})
    project(tmp_path / "book", cache=False).check()
    assert not (tmp_path / "elsewhere").exists()
    project(tmp_path / "book").check()
    assert (tmp_path / "elsewhere").exists() and not (tmp_path / "book" / NAME).exists()


def test_a_folder_that_can_not_be_written_is_no_error(tmp_path):
    written(tmp_path, {"a.md": FALSE, NAME: "a file where the folder would be"})
    assert project(tmp_path).check().exit_status == 1


def test_old_entries_go(tmp_path):
    written(tmp_path, {"a.md": TRUE, "b.md": FALSE})
    project(tmp_path, "a.md").check()
    (old,) = entries(tmp_path)
    os.utime(old, (1, 1))
    project(tmp_path, "b.md").check()
    assert old not in entries(tmp_path) and len(entries(tmp_path)) == 1


def test_many_writers_leave_whole_entries(tmp_path):
    reports = [Report(tuple(Finding("a", line, 1, "formula", "x" * 2000, "refuted") for line in range(n)), 1)
               for n in range(20, 40)]
    key = "ef" * 32

    def write() -> None:
        for report in reports:
            Cache(tmp_path).put(key, BASE, report)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    found = [Cache(tmp_path).get(key, BASE) for _ in range(200)]
    for thread in threads:
        thread.join()
    assert all(report is None or report in reports for report in [*found[1:], Cache(tmp_path).get(key, BASE)])
    assert not list(tmp_path.glob("??/.*"))


def test_a_stored_report_is_the_same_report(tmp_path):
    written(tmp_path, {"a.md": TRUE + FALSE + OTHER + "and $1 = 1 = 2$ and $\\frac{$\n\n```python\n1 / 0\n```\n"})
    report = project(tmp_path, run=True, cache=False).check()
    assert from_stored(json.loads(json.dumps(to_stored(report)))) == report


def test_what_is_cached_needs_no_heavy_library(tmp_path):
    written(tmp_path, {"a.md": FALSE, "b.tex": FALSE, "pyproject.toml": "[tool.lemmata]\n"})
    heavy = ["numpy", "scipy", "sympy", "flint", "markdown_it", "nbformat", "lemmata.engine"]
    code = ("import sys\nfrom lemmata.cli import main\nstatus = main(['check', '.'])\n"
            f"print(status, [m for m in {heavy} if m in sys.modules])")

    def last() -> str:
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120,
                              check=True)
        return done.stdout.splitlines()[-1]

    assert last() != "1 []"
    assert last() == "1 []"
