"""SARIF: valid by the standard, one result an issue, places and fingerprints that tools can use."""

from __future__ import annotations

import json
from pathlib import Path

import attr
import jsonschema
import pytest
import sarif_om
from tests.documents.project.projects import FALSE, project, written
from tests.documents.reports.remarked import REPORT
from tests.documents.reports.sarif_schema import SCHEMA

from lemmata.documents import Report
from lemmata.documents.catalogue import catalogue
from lemmata.documents.reports.sarif import to_sarif

VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def run_of(report: Report, root: Path | None = None) -> dict:
    log = json.loads(to_sarif(report, "0.1.0", root))
    VALIDATOR.validate(log)
    return log["runs"][0]


def test_it_is_valid_with_every_kind_of_issue_and_with_none():
    run_of(REPORT)
    assert run_of(Report((), 1))["results"] == []


def test_the_schema_refuses_what_the_standard_does_not_have():
    log = json.loads(to_sarif(REPORT, "0.1.0"))
    for change in (lambda r: r.update(level="fatal"), lambda r: r.update(rank="x"), lambda r: r.pop("message"),
                   lambda r: r["locations"][0]["physicalLocation"]["region"].update(startLine=0)):
        broken = json.loads(json.dumps(log))
        change(broken["runs"][0]["results"][0])
        with pytest.raises(jsonschema.ValidationError):
            VALIDATOR.validate(broken)


# where an object stands -> its class in the object model that goes with the standard
MODEL = {
    "log": "SarifLog", "runs": "Run", "tool": "Tool", "driver": "ToolComponent", "rules": "ReportingDescriptor",
    "shortDescription": "MultiformatMessageString", "fullDescription": "MultiformatMessageString",
    "help": "MultiformatMessageString", "defaultConfiguration": "ReportingConfiguration", "results": "Result",
    "message": "Message", "locations": "Location", "physicalLocation": "PhysicalLocation", "region": "Region",
    "artifactLocation": "ArtifactLocation", "invocations": "Invocation", "suppressions": "Suppression"}


def test_every_object_is_one_of_the_standards_object_model():
    waiting, seen = [("log", json.loads(to_sarif(REPORT, "0.1.0")))], set()
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, list):
            waiting += [(name, one) for one in value]
        elif isinstance(value, dict) and name in MODEL:
            seen.add(name)
            known = {field.metadata["schema_property_name"]: field for field in attr.fields(getattr(
                sarif_om, MODEL[name]))}
            assert set(value) <= set(known), name
            assert {key for key, field in known.items() if field.default is attr.NOTHING} <= set(value), name
            waiting += value.items()
    assert seen == set(MODEL)


def test_results_are_the_issues_with_levels_places_and_rules(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    run = run_of(REPORT)
    found = [(r["ruleId"], r["level"], r["locations"][0]["physicalLocation"]["region"]) for r in run["results"]]
    assert found == [
        ("F101", "error", {"startLine": 60, "startColumn": 1, "endLine": 60, "endColumn": 9}),
        ("F101", "error", {"startLine": 12, "startColumn": 5, "endLine": 12, "endColumn": 13}),
        ("F102", "warning", {"startLine": 20, "startColumn": 1, "endLine": 22, "endColumn": 4}),
        ("C101", "error", {"startLine": 32, "startColumn": 3, "endLine": 32, "endColumn": 8}),
        ("C101", "error", {"startLine": 1}), ("C102", "error", {"startLine": 1}),
        ("F104", "note", {"startLine": 40, "startColumn": 1, "endLine": 40, "endColumn": 3}),
        ("D101", "error", {"startLine": 7})]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert all(rule["help"]["text"] and rule["name"].isalnum() for rule in rules)
    assert run["results"][4]["message"]["text"] == "cell 3, line 1: first; hint: h"
    assert "left side = 1" in run["results"][1]["message"]["text"]
    assert [bool(r.get("suppressions")) for r in run["results"]] == [True] + [False] * 7
    assert run["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]


def test_paths_are_relative_to_the_project_and_escaped(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    place = run_of(REPORT)["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "docs/a%20b.md", "uriBaseId": "%SRCROOT%"}
    place = run_of(REPORT, tmp_path / "docs")["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "a%20b.md"
    place = run_of(REPORT, tmp_path / "other")["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": (tmp_path / "docs/a b.md").as_uri()}


def test_fingerprints_stay_when_lines_move_and_are_unique(tmp_path):
    def prints(text: str) -> list[str]:
        written(tmp_path, {"a.md": text})
        report = project(tmp_path, cache=False).check()
        return [r["partialFingerprints"]["lemmataContent/v1"] for r in run_of(report, tmp_path)["results"]]

    once = prints(FALSE)
    assert len(once) == 1 and prints("# Heading\n\nWords.\n\n" + FALSE) == once
    twice = prints(FALSE + "\nAgain. " + FALSE)
    assert len(set(twice)) == 2 and twice[0] == once[0]


def test_a_rule_for_every_code_is_valid():
    from lemmata.documents.reports.report import Finding

    parts = tuple({"code": code, "verdict": "flagged", "message": "m", "source": "s"} for code in catalogue())
    run = run_of(Report((Finding("a.md", 1, 1, "code", "s", "flagged", parts=parts),), 1))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted(catalogue())
