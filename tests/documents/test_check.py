"""Whole documents through `python -m lemmata check`: every formula once, in order, with the right verdict."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lemmata.documents import check

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[2]
HOLDS = {"proved", "agrees"}
FAILS = {"refuted", "conditional"}
NAMES = {"notation", "definition", "condition"}

# line of data/claims.md -> what the verdicts of its formulas may be, in order
CLAIMS = {
    5: [NAMES, NAMES, NAMES, NAMES],
    7: [NAMES | HOLDS, HOLDS],
    8: [HOLDS],
    9: [HOLDS],
    10: [{"refuted"}],
    11: [{"conditional"}],
    15: [{"refuted"}],
    22: [NAMES, HOLDS, HOLDS],
    23: [{"refuted"}],
    27: [NAMES],
    28: [NAMES | HOLDS],
    30: [NAMES, NAMES, HOLDS],
    31: [{"conditional"}],
    34: [{"notation"}, {"refuted"}],
    38: [HOLDS],
    39: [{"unreadable"}],
}


def lemmata(*arguments, columns="100"):
    environment = {**os.environ, "COLUMNS": columns, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-m", "lemmata", *arguments], capture_output=True, text=True,
                          encoding="utf-8", env=environment, cwd=ROOT, timeout=120)


@pytest.fixture(scope="module")
def claims():
    return check(DATA / "claims.md")


def test_verdicts_of_the_claims(claims):
    found = {}
    for finding in claims.findings:
        found.setdefault(finding.line, []).append(finding)
    assert list(found) == list(CLAIMS)
    for line, allowed in CLAIMS.items():
        assert len(found[line]) == len(allowed)
        for finding, verdicts in zip(found[line], allowed):
            assert finding.verdict in verdicts, (finding.line, finding.source, finding.verdict, finding.message)


def test_what_is_wrong_has_its_counterexample(claims):
    wrong = [f for f in claims.findings if f.verdict in FAILS]
    assert all(f.counterexample and f.certified for f in wrong)
    hint = {f.line: f.hint for f in wrong}
    assert "symmetric" in hint[11] and "independent" in hint[31]


def test_the_command_prints_json_in_order():
    done = lemmata("check", str(DATA / "claims.md"), "--format", "json")
    assert done.returncode == 1, done.stderr
    data = json.loads(done.stdout)
    places = [(f["line"], f["column"]) for f in data["findings"]]
    assert places == sorted(places) and len(set(places)) == len(places) == sum(map(len, CLAIMS.values()))
    assert data["summary"]["formulas"] == len(places)


def test_the_same_input_and_seed_give_the_same_answer():
    first, again = (lemmata("check", str(DATA / "claims.md"), "--format", "json", "--seed", "3") for _ in range(2))
    assert first.stdout == again.stdout


def test_the_example_of_the_readme():
    done = lemmata("check", "--run", "examples/faulty-notes.md")
    assert done.returncode == 1, done.stderr
    for words in ("refuted", "conditional", "failed", "cascade", "takes 2 arguments (a, b)", "(3, 2)"):
        assert words in done.stdout, done.stdout
    lines = done.stdout.split("\n")
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("arguments, status", [
    (["no-such-file.md"], 2), ([], 2), (["--format", "xml", "README.md"], 2), (["--seed", "x", "README.md"], 2),
])
def test_what_could_not_run(arguments, status):
    done = lemmata("check", *arguments)
    assert done.returncode == status and (done.stdout + done.stderr).strip()
    assert "Traceback" not in done.stdout + done.stderr


def test_a_document_with_nothing_wrong(tmp_path):
    (tmp_path / "good.md").write_text("For all real $x$, $(x + 1)^2 = x^2 + 2x + 1$.\n")
    done = lemmata("check", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 formulas" in done.stdout


def test_what_could_not_be_read_is_named_beside_the_json(tmp_path):
    (tmp_path / "good.md").write_text("$1 + 1 = 2$\n")
    done = lemmata("check", str(tmp_path / "good.md"), str(tmp_path / "none.md"), "--format", "json")
    assert done.returncode == 2 and "none.md" in done.stderr
    data = json.loads(done.stdout)
    assert len(data["findings"]) == 1 and "none.md" in data["summary"]["errors"][0]
