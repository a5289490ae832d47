"""The report as SARIF 2.1.0, which code scanning, editors and dashboards read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lemmata.documents.catalogue import catalogue
from lemmata.documents.codes import Code
from lemmata.documents.reports.issues import Issue, issues, numbered, unread
from lemmata.documents.reports.report import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"F101": "error", "F102": "warning", "F103": "note", "F104": "note", "C102": "warning"}


def to_sarif(report: Report, version: str, root: Path | None = None) -> str:
    """One run with a result an issue; paths count from `root`, else from the working directory.

    What the baseline knows is there too, as suppressed.
    """
    found = [issue for finding in report.findings for issue in issues(finding)]
    found += [unread(error) for error in report.errors]
    rows = numbered([*report.known, *found])
    known = len(report.known)
    codes = catalogue()
    rules = [codes[code] for code in sorted({issue.code for issue, _ in rows}) if code in codes]
    places = {rule.code: place for place, rule in enumerate(rules)}
    base = (root or Path.cwd()).absolute()
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "lemmata", "version": version, "semanticVersion": version,
                                "rules": [_rule(rule) for rule in rules]}},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {"%SRCROOT%": {"uri": base.as_uri().rstrip("/") + "/"}},
            "invocations": [{"executionSuccessful": not report.errors, "exitCode": report.exit_status}],
            "results": [_result(issue, number, places, base, place < known)
                        for place, (issue, number) in enumerate(rows)],
        }],
    }
    return json.dumps(log, indent=1, ensure_ascii=False)


def _rule(code: Code) -> dict[str, Any]:
    text = f"{code.why}\n\nHow to mend it: {code.fix}"
    markdown = (f"{code.why}\n\n**How to mend it.** {code.fix}\n\nFound in\n\n````\n{code.example}````\n\n"
                f"and not in\n\n````\n{code.clean}````\n")
    return {"id": code.code, "name": "".join(word.capitalize() for word in code.name.split("-")),
            "shortDescription": {"text": code.says}, "fullDescription": {"text": f"{code.says} {code.why}"},
            "help": {"text": text, "markdown": markdown},
            "defaultConfiguration": {"level": _LEVELS.get(code.code, "error")},
            "properties": {"tags": ["mathematics", code.name]}}


def _result(issue: Issue, number: int, places: Mapping[str, int], base: Path, known: bool) -> dict[str, Any]:
    where = f"cell {issue.cell}, line {issue.line}: " if issue.cell else ""
    text = "; hint: ".join(part for part in (where + (issue.message or issue.verdict), issue.hint) if part)
    result: dict[str, Any] = {
        "ruleId": issue.code, **({"ruleIndex": places[issue.code]} if issue.code in places else {}),
        "level": issue.level, "message": {"text": text},
        "locations": [{"physicalLocation": {
            "artifactLocation": _artifact(issue.file, base), "region": _region(issue)}}],
        "partialFingerprints": {"lemmataContent/v1": f"{issue.fingerprint}:{number}"},
    }
    if known:
        result["suppressions"] = [{"kind": "external", "justification": "in the baseline"}]
    return result


def _artifact(file: str, base: Path) -> dict[str, str]:
    """Relative where the file lies below the project, else its whole address."""
    path = Path(os.path.abspath(file))
    if path.is_relative_to(base):
        return {"uri": quote(os.fsencode(path.relative_to(base).as_posix())), "uriBaseId": "%SRCROOT%"}
    return {"uri": path.as_uri()}


def _region(issue: Issue) -> dict[str, int]:
    """Where it stands in the file; a notebook's cells have no lines in their file, so it is its first."""
    if issue.cell:
        return {"startLine": 1}
    region = {"startLine": max(issue.line, 1)}
    if issue.column:
        region["startColumn"] = issue.column
        if (issue.end_line, issue.end_column) > (issue.line, issue.column):
            region |= {"endLine": issue.end_line, "endColumn": issue.end_column}
    return region
