"""`pytest --lemmata docs/`: each document is a test that passes where nothing in it is wrong.

Settings are those of `[tool.lemmata]` in pyproject.toml. Without the option it does nothing, and imports nothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lemmata.documents import Report

_DOCUMENTS = pytest.StashKey[set[Path]]()
_SETTINGS = pytest.StashKey[Any]()
_WIDTH = 100  # of a report, where the terminal does not say


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("lemmata", "mathematics of documents")
    group.addoption("--lemmata", action="store_true", help="check the formulas of documents (Markdown, notebooks, "
                    "LaTeX, reStructuredText, docstrings); each document is a test")
    group.addoption("--lemmata-run", action="store_true", help="with --lemmata: also run the Python code blocks")
    group.addoption("--lemmata-strict", action="store_true",
                    help="with --lemmata: also fail on what is conditional, undecided, unreadable or a cascade")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--lemmata"):
        return
    from lemmata.documents.conventions import SettingError
    from lemmata.documents.project.selection import Selection
    from lemmata.documents.project.settings import find_settings

    try:
        settings = find_settings([config.rootpath]).with_given(
            run=config.getoption("--lemmata-run") or None, strict=config.getoption("--lemmata-strict") or None)
        Selection(settings)
    except SettingError as error:
        raise pytest.UsageError(str(error)) from error
    config.stash[_SETTINGS] = settings


def pytest_collection(session: pytest.Session) -> None:
    """Which files are documents: as `lemmata check` finds them, without those that others read."""
    settings = session.config.stash.get(_SETTINGS, None)
    if settings is None:
        return
    from lemmata.documents.formats.blocks import DocumentError
    from lemmata.documents.project.checking import Project

    found: set[Path] = set()
    for argument in session.config.args:
        try:
            tasks, _ = Project([argument.split("::")[0]], settings).tasks()
        except DocumentError:  # pytest says itself that there is no such file
            continue
        found.update(Path(task.path).resolve() for task in tasks)
    session.config.stash[_DOCUMENTS] = found


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.resolve() in parent.config.stash.get(_DOCUMENTS, ()) and not _is_test(file_path, parent.config):
        return DocumentFile.from_parent(parent, path=file_path)
    return None


def _is_test(path: Path, config: pytest.Config) -> bool:
    """A module of tests, which is there for its tests."""
    names = [*config.getini("python_files"), "conftest.py"]
    return path.suffix == ".py" and any(fnmatch(path.name, name) for name in names)


class DocumentFile(pytest.File):
    """A document, with one test."""

    def collect(self) -> Iterator[pytest.Item]:
        yield DocumentItem.from_parent(self, name="lemmata")


class WrongDocument(Exception):
    """A document in which something is wrong; it carries the report."""

    def __init__(self, report: Report):
        super().__init__(report)
        self.report = report


class _Shown:
    """The report of a document, and what the summary of all tests says of it."""

    def __init__(self, report: Report, width: int):
        self.text = report.to_text(width=width).rstrip()
        from lemmata.documents.reports.report import OPEN, SHOWN

        counts = [f"{count} {verdict}" for verdict in (*SHOWN, *OPEN) if (count := report.summary[verdict])]
        self.reprcrash = SimpleNamespace(message=", ".join([*counts, *report.errors]))

    def toterminal(self, tw: Any) -> None:
        tw.line(self.text)

    def __str__(self) -> str:
        return self.text


class DocumentItem(pytest.Item):
    """The check of one document."""

    def runtest(self) -> None:
        from lemmata.documents.project.checking import Project

        path = self.path
        if path.is_relative_to(Path.cwd()):
            path = path.relative_to(Path.cwd())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the tests' filters are for the tests' own code
            report = Project([str(path)], self.config.stash[_SETTINGS]).check()
        if report.exit_status:
            raise WrongDocument(report)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:
        if isinstance(excinfo.value, WrongDocument):
            terminal = self.config.pluginmanager.getplugin("terminalreporter")
            width = terminal._tw.fullwidth if terminal is not None else _WIDTH
            return _Shown(excinfo.value.report, width)
        return super().repr_failure(excinfo, *args, **kwargs)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"lemmata: {self.path.name}"
