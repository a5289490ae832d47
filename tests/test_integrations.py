"""The GitHub Action and the pre-commit hook: their files are read, and their commands run for real."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.documents.project.projects import FALSE, TRUE, written

import lemmata
from lemmata.documents.formats.suffixes import SUFFIXES

ROOT = Path(__file__).resolve().parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def test_the_action_is_composite_and_whole():
    assert ACTION["runs"]["using"] == "composite" and ACTION["name"] and ACTION["description"]
    text = (ROOT / "action.yml").read_text()
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    for step in STEPS:
        assert ("uses" in step) != ("run" in step) and ("run" not in step or step["shell"] == "bash")
        assert "${{" not in step.get("run", ""), "what is put into a script could be read as a command"
    ids = {step.get("id") for step in STEPS}
    assert all(re.fullmatch(r"\$\{\{ steps\.(\w+)\.outputs\.\w+ \}\}", out["value"])[1] in ids
               for out in ACTION["outputs"].values())


@pytest.fixture
def runner(tmp_path):
    """A machine of GitHub's with Lemmata installed: `act(inputs)` runs the step that checks."""
    binaries = tmp_path / "temp" / "lemmata" / "bin"
    binaries.mkdir(parents=True)
    source = Path(lemmata.__file__).resolve().parents[1]
    program = binaries / "lemmata"
    program.write_text(f"#!/bin/sh\nPYTHONPATH='{source}' exec '{sys.executable}' -m lemmata \"$@\"\n")
    program.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()

    def act(**inputs: str) -> tuple[subprocess.CompletedProcess[str], str, str]:
        step = next(step for step in STEPS if step.get("id") == "check")
        given = {name: str(spec["default"]) for name, spec in ACTION["inputs"].items()} | inputs
        environment = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: given[m[1]], value)
                       for name, value in step["env"].items()}
        output, summary = tmp_path / "output", tmp_path / "summary"
        output.write_text("")
        summary.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=work, text=True,
            capture_output=True, timeout=120,
            env={**os.environ, **environment, "RUNNER_TEMP": str(tmp_path / "temp"), "GITHUB_OUTPUT": str(output),
                 "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_WORKSPACE": str(work)})
        return done, output.read_text(), summary.read_text()

    return act, work


@pytest.mark.parametrize("files, inputs, status", [
    ({"a.md": TRUE}, {}, 0), ({"a.md": FALSE}, {}, 1), ({"a.md": FALSE}, {"paths": "b.md"}, 2),
    ({"a.md": FALSE, "b c.md": TRUE}, {"paths": "b c.md\n"}, 0), ({"a.md": FALSE}, {"args": "--ignore\nF101\n"}, 0),
    ({"a.md": FALSE}, {"sarif": "out.sarif"}, 1), ({"-x.md": FALSE}, {"paths": "-x.md"}, 1),
])
def test_the_action_checks(runner, files, inputs, status):
    act, work = runner
    written(work, files)
    done, output, summary = act(**inputs)
    assert done.returncode == status, done.stdout + done.stderr
    assert output == f"status={status}\n"
    assert done.stdout.startswith("::error file=") == (status != 0)
    assert summary.startswith("````text\n") and summary.endswith("````\n") and ("refuted" in summary) == (status == 1)
    if "sarif" in inputs:
        assert json.loads((work / "out.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "F101"


@pytest.mark.parametrize("inputs", [{"paths": "a.md; touch hacked"}, {"paths": "$(touch hacked)"},
                                    {"args": "--ignore=`touch hacked`"}])
def test_inputs_are_never_commands(runner, inputs):
    act, work = runner
    written(work, {"a.md": TRUE})
    act(**inputs)
    assert not (work / "hacked").exists()


def test_the_hook_takes_the_documents_and_checks_them(tmp_path):
    pattern = re.compile(HOOK["files"])
    assert {s for s in SUFFIXES if pattern.search(f"docs/a{s}")} == set(SUFFIXES) - {".py"}
    assert not pattern.search("a.mdx") and HOOK["language"] == "python" and HOOK["require_serial"]
    written(tmp_path, {"a.md": TRUE, "b.md": FALSE, "pyproject.toml": "[tool.lemmata]\nexclude = ['b.md']\n"})
    name, *arguments = HOOK["entry"].split()
    assert name == "lemmata"
    for isolated, status in (([], 0), (["--isolated"], 1)):
        done = subprocess.run([sys.executable, "-m", "lemmata", *arguments, *isolated, "a.md", "b.md"], cwd=tmp_path,
                              capture_output=True, timeout=120)
        assert done.returncode == status
