"""Whole documents through `python -m lemmata check`: every formula once, in order, with the right verdict."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.documents.judged import assert_each

from lemmata.documents import check

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[2]

# line of data/claims.md -> a letter for the verdict of each of its formulas
CLAIMS = {
    5: "NNNN", 7: "DT", 8: "T", 9: "T", 10: "F", 11: "A", 15: "F", 22: "CTT", 23: "F", 27: "D", 28: "D", 30: "NNT",
    31: "A", 34: "NF", 38: "T", 39: "X",
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
    for line, expected in CLAIMS.items():
        assert_each(found[line], expected)


def test_what_is_wrong_has_its_counterexample(claims):
    wrong = [f for f in claims.findings if f.verdict in ("refuted", "conditional")]
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


def test_the_readme_shows_what_is_printed():
    """Every paragraph of the output in the README is one of the real output."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("$ lemmata check --run examples/faulty-notes.md\n")[1].split("...\n```")[0]
    done = lemmata("check", "--run", "examples/faulty-notes.md", columns="80")
    assert done.returncode == 1 and not done.stderr, done.stderr
    for paragraph in shown.strip().split("\n\n"):
        assert paragraph in done.stdout or paragraph == "..."


def test_the_example_of_the_readme():
    done = lemmata("check", "--run", "examples/faulty-notes.md")
    assert done.returncode == 1, done.stderr
    for words in ("refuted", "conditional", "failed", "cascade", "takes 2 arguments (a, b)", "(3, 2)"):
        assert words in done.stdout, done.stdout
    lines = done.stdout.split("\n")
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("arguments, status", [
    (["no-such-file.md"], 2), ([""], 2), (["--format", "xml", "README.md"], 2), (["--seed", "x", "README.md"], 2),
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
