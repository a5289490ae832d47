"""Folders of documents for tests, and how they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lemmata.documents import Limits, Report, check
from lemmata.documents.project.checking import Project
from lemmata.documents.project.settings import Settings

TRUE = "For real $a$ and $b$: $(a + b)^2 = a^2 + 2ab + b^2$.\n"
FALSE = "For real $a$ and $b$: $(a + b)^2 = a^2 + b^2$.\n"
OTHER = "For real $x$: $(x - 1)^2 = x^2 - 1$.\n"
CONDITIONAL = "For a matrix $A \\in \\mathbb{R}^{n \\times n}$: $A^\\top A = A A^\\top$.\n"


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def at_once(folder: Path, files: Mapping[str, str], run: bool = False, limits: Limits | None = None) -> Report:
    """The report of files without any settings."""
    written(folder, files)
    return check([folder / name for name in files], run=run, limits=limits or Limits())


def project(folder: Path, *names: str, **settings: object) -> Project:
    """The files of a folder under settings."""
    paths = [str(folder / name) for name in names] or [str(folder)]
    return Project(paths, Settings(root=folder).with_given(**settings))


def verdicts(report: Report) -> list[str]:
    return [finding.verdict for finding in report.findings if finding.code]
