"""`pytest --lemmata`: tried in runs of pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from tests.documents.project.projects import CONDITIONAL, FALSE, TRUE, written

# An installation that is older than the plugin does not name it.
LOADED = [] if entry_points(group="pytest11", name="lemmata") else ["-p", "lemmata.pytest_plugin"]
FAILING = TRUE + "\n```python\n1 / 0\n```\n"


def pytest_in(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *LOADED, "-p", "no:cacheprovider", *arguments],
        cwd=folder, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def book(tmp_path):
    return written(tmp_path, {
        "docs/true.md": TRUE, "docs/false.md": FALSE, "docs/code.md": FAILING, "docs/maybe.md": CONDITIONAL,
        "docs/broken.py": "def", "docs/main.tex": "\\documentclass{article}\\input{part}", "docs/part.tex": FALSE,
        "test_one.py": "def test_one():\n    pass\n", "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-v'\n"})


def test_each_document_is_a_test(book):
    status, out = pytest_in(book, "--lemmata", "docs", "test_one.py")
    assert status == 1
    for name, verdict in (("true.md", "PASSED"), ("false.md", "FAILED"), ("code.md", "PASSED"), ("maybe.md", "PASSED"),
                          ("broken.py", "FAILED"), ("main.tex", "FAILED")):
        assert f"docs/{name}::lemmata {verdict}" in out, out
    assert "part.tex::" not in out and "test_one.py::lemmata" not in out and "test_one.py::test_one PASSED" in out
    assert "docs/false.md:1:23  refuted  F101" in out and "counterexample (certified)" in out
    assert "FAILED docs/false.md::lemmata - 1 refuted" in out and "is no Python" in out


def test_without_the_option_nothing_happens(book):
    status, out = pytest_in(book, "docs", "test_one.py")
    assert status == 0 and "1 passed" in out and "::lemmata" not in out


def test_without_the_option_nothing_is_imported(book):
    written(book, {"test_one.py": "import sys\ndef test_one():\n    assert 'lemmata.documents' not in sys.modules\n"})
    assert pytest_in(book, "test_one.py")[0] == 0


@pytest.mark.parametrize("arguments, failed", [
    (["--lemmata", "docs/code.md"], 0), (["--lemmata", "--lemmata-run", "docs/code.md"], 1),
    (["--lemmata", "docs/maybe.md"], 0), (["--lemmata", "--lemmata-strict", "docs/maybe.md"], 1),
])
def test_options(book, arguments, failed):
    status, out = pytest_in(book, *arguments)
    assert status == failed and f"1 {'failed' if failed else 'passed'}" in out


def test_settings_of_the_project(book):
    written(book, {"pyproject.toml": "[tool.lemmata]\nignore = ['F101', 'D']\nexclude = ['docs/true.md']\n"})
    status, out = pytest_in(book, "--lemmata", "docs")
    assert status == 1 and "true.md" not in out and "1 failed" in out
    assert "FAILED docs/broken.py" in out  # what can't be read stays an error
    written(book, {"pyproject.toml": "[tool.lemmata]\nignroe = []\n"})
    status, out = pytest_in(book, "--lemmata", "docs")
    assert status == 4 and "did you mean 'ignore'?" in out


def test_warnings_as_errors_are_for_the_tests(book):
    status, out = pytest_in(book, "-W", "error", "--lemmata", "docs/true.md", "docs/maybe.md")
    assert status == 0 and "2 passed" in out
