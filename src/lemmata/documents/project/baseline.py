"""The baseline: findings that a book has had for long, and that are not reported again; only new ones are.

An entry knows a finding by its content, not by its line, so that edits elsewhere don't disturb it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lemmata.documents.conventions import SettingError
from lemmata.documents.project.patterns import relative
from lemmata.documents.reports.issues import Issue, issues, without
from lemmata.documents.reports.report import Report

_VERSION = 1
_LONGEST = 100  # characters of a content that an entry shows to its readers


@dataclass(frozen=True)
class Entry:
    """So many issues of one content in one file."""

    file: str
    code: str
    fingerprint: str
    count: int
    shown: str

    def __str__(self) -> str:
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"{self.file}: {self.code} {self.shown}{times}"


def read_baseline(path: Path) -> list[Entry]:
    """The entries of a file. Raises SettingError where it is missing or none of ours."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except FileNotFoundError as error:
        raise SettingError(f"{path}: no such baseline; --write-baseline makes it from what is found now") from error
    except OSError as error:
        raise SettingError(f"{path}: can't be read: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise SettingError(f"{path}: is no JSON: {error}; --write-baseline makes it anew") from error
    try:
        if data["version"] != _VERSION:
            raise SettingError(f"{path}: is a baseline of version {data['version']!r}, not {_VERSION}; "
                               "--write-baseline makes it anew")
        return [Entry(str(file), str(row["code"]), str(row["fingerprint"]), int(row["count"]), str(row["shown"]))
                for file, rows in data["findings"].items() for row in rows]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, SettingError):
            raise
        raise SettingError(f"{path}: is no baseline of lemmata; --write-baseline makes it anew") from error


def entries(report: Report, root: Path | None) -> list[Entry]:
    """What a baseline says of a report."""
    found: dict[tuple[str, str], list[Issue]] = {}
    for issue in (issue for finding in report.findings for issue in issues(finding)):
        found.setdefault((relative(issue.file, root), issue.fingerprint), []).append(issue)
    return [Entry(file, some[0].code, fingerprint, len(some), _short(some[0].known))
            for (file, fingerprint), some in found.items()]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST - 1] + "…"


def without_known(report: Report, known: Iterable[Entry], root: Path | None, looked_for: Iterable[str],
                  checked: Iterable[str]) -> Report:
    """The report without the issues that the baseline has; and the entries that no longer occur.

    looked_for  the codes that this run could have found
    checked     the files that it has checked
    """
    known = list(known)
    left = {(entry.file, entry.fingerprint): entry.count for entry in known}

    def is_new(issue: Issue) -> bool:
        key = (relative(issue.file, root), issue.fingerprint)
        if left.get(key, 0) <= 0:
            return True
        left[key] -= 1
        return False

    report, silenced = without(report, is_new)
    codes, files = set(looked_for), {relative(file, root) for file in checked}
    gone = tuple(str(replace(entry, count=left[entry.file, entry.fingerprint])) for entry in known
                 if left[entry.file, entry.fingerprint] > 0 and (
                     (entry.file in files and entry.code in codes) or not ((root or Path.cwd()) / entry.file).exists()))
    return replace(report, known=(*report.known, *silenced), gone=(*report.gone, *gone))


def write_baseline(path: Path, report: Report, root: Path | None, kept_before: Iterable[Entry] = ()) -> int:
    """Write what is found now, and the entries before that this run could not see; how many issues these are."""
    rows = sorted({(e.file, e.fingerprint): e for e in (*kept_before, *entries(report, root))}.values(),
                  key=lambda e: (e.file, e.code, e.shown, e.fingerprint))
    table: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        table.setdefault(row.file, []).append(
            {"code": row.code, "count": row.count, "shown": row.shown, "fingerprint": row.fingerprint})
    text = json.dumps({"version": _VERSION, "findings": table}, indent=1, ensure_ascii=False) + "\n"
    write_named(path, text.encode("utf-8", "surrogatepass"))
    return sum(row.count for row in rows)


def write_named(path: Path, data: bytes) -> None:
    """Write a file that a user has named. Raises SettingError where that can't be."""
    if path.is_dir():
        raise SettingError(f"{path}: is a folder; name a file")
    if not path.parent.is_dir():
        raise SettingError(f"{path}: there is no folder {path.parent}; make it first")
    try:
        write_whole(path, data)
    except OSError as error:
        raise SettingError(f"{path}: can't be written: {(error.strerror or str(error)).lower()}") from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
