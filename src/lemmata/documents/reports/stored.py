"""A report as plain data and back, for the cache and for other processes."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from lemmata.documents.code.outcome import Touched
from lemmata.documents.reports.report import Excerpt, Finding, Report

_FIELDS = [f.name for f in fields(Finding)]


def to_stored(report: Report) -> dict[str, Any]:
    """What JSON can hold; of a report as a check makes it, before anything is silenced."""
    findings = []
    for finding in report.findings:
        row = {name: getattr(finding, name) for name in _FIELDS}
        row["excerpt"] = [asdict(excerpt) for excerpt in finding.excerpt]
        row["counterexample"] = dict(finding.counterexample) if finding.counterexample is not None else None
        row["parts"] = [dict(part) for part in finding.parts]
        findings.append(row)
    return {"findings": findings, "files": report.files, "errors": list(report.errors),
            "conventions": report.conventions, "clocked": report.clocked,
            "touched": asdict(report.touched)}


def from_stored(data: dict[str, Any]) -> Report:
    """Raises KeyError, TypeError, ValueError or AttributeError where the data is no report."""
    findings = []
    for row in data["findings"]:
        if set(row) != set(_FIELDS):
            raise ValueError("a finding of another version")
        row = {**row, "excerpt": tuple(Excerpt(**excerpt) for excerpt in row["excerpt"]),
               "parts": tuple(row["parts"]), "at": tuple(row["at"]), "end": tuple(row["end"]),
               "symbols": tuple(row["symbols"]), "terms": tuple(map(tuple, row["terms"]))}
        findings.append(Finding(**row))
    return Report(tuple(findings), int(data["files"]), tuple(map(str, data["errors"])),
                  conventions=str(data["conventions"]), clocked=bool(data["clocked"]),
                  touched=Touched(tuple(data["touched"]["read"]), tuple(data["touched"]["written"]),
                                  bool(data["touched"]["unclear"])))
