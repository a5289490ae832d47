"""The report as workflow commands of GitHub Actions, which become annotations in a pull request."""

from __future__ import annotations

import os
from pathlib import Path

from lemmata.documents.catalogue import catalogue
from lemmata.documents.reports.issues import Issue, issues, unread
from lemmata.documents.reports.report import Report
from lemmata.documents.reports.visible import visible

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def to_github(report: Report) -> str:
    """A line an issue; what is only open (undecided, unreadable) where it counts, that is, where it is strict."""
    found = [issue for finding in report.findings for issue in issues(finding)]
    found += [unread(error) for error in report.errors]
    lines = [_line(issue, report.strict) for issue in found if report.strict or issue.level != "note"]
    return "".join(f"{line}\n" for line in lines)


def _line(issue: Issue, strict: bool) -> str:
    code = catalogue().get(issue.code)
    command = "error" if strict else _COMMANDS[issue.level]
    fields = {"file": _path(issue.file)}
    where = ""
    if issue.cell:  # a notebook's cells have no lines in their file
        fields["line"] = "1"
        where = f"cell {issue.cell}, line {issue.line}: "
    else:
        fields["line"] = str(max(issue.line, 1))
        several = issue.end_line > issue.line
        if several:
            fields["endLine"] = str(issue.end_line)
        elif issue.column:  # GitHub takes columns only where all is on one line
            fields["col"] = str(issue.column)
            if issue.end_column > issue.column:
                fields["endColumn"] = str(issue.end_column)
    fields["title"] = (f"{issue.code} {code.name}" if code else issue.code) + (f" ({where[:-2]})" if where else "")
    message = where + (issue.message or issue.verdict) + (f"\nhint: {issue.hint}" if issue.hint else "")
    named = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{command} {named}::{_data(message)}"


def _path(file: str) -> str:
    """From the repository's folder where it lies below the working directory."""
    path = Path(os.path.abspath(file))
    base = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).absolute()
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()


def _data(text: str) -> str:
    """As the runner reads a message: `%` first, else the escapes would be escaped; other control characters shown."""
    shown = "\r".join(visible(part, rows=True) for part in text.split("\r"))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
