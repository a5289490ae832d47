"""`lemmata diagnose`: a function of a file, with data from a file or drawn."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from lemmata.cli.shared import app

SOURCE = """import numpy as np


def log_total(z):
    return np.log(np.sum(np.exp(z)))


def total(z):
    return np.sum(np.abs(z))
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / f"of_{tmp_path.name}.py"  # a module of its own for each test
    path.write_text(SOURCE)
    np.savez(tmp_path / "data.npz", z=np.array([800.0, 1.0]))
    return path


def run(*arguments: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, ["diagnose", *map(str, arguments)])
    return found.exit_code, found.output


def test_given_data(file):
    status, text = run(f"{file}:log_total", "--data", file.with_name("data.npz"))
    assert status == 1 and "exp(800) is above the largest float64" in text and "800 is true" in text
    status, text = run(f"{file}:log_total", "--data", file.with_name("data.npz"), "--format", "json")
    found = json.loads(text)
    assert (found["found"], found["true"], found["lines"][0]["line"]) == ("inf", 800.0, 5)
    status, text = run(f"{file}:log_total", "--data", file.with_name("data.npz"), "--format", "diff")
    assert text.startswith("--- a/") and "-    return np.log(np.sum(np.exp(z)))" in text


def test_drawn_data(file):
    assert run(f"{file}:log_total", "z: real[n]", "--where", "z: normal(0, 5000), n: 3")[0] == 1
    assert run(f"{file}:total", "z: real[n]", "--where", "z: normal(0, 5), n: 3")[0] == 0


@pytest.mark.parametrize("arguments, said", [
    (["nothing"], "names no function"), (["no/where.py:f"], "there is no file"),
    (["FILE:lost"], "it has log_total, total"), (["FILE:total"], "declare them"),
    (["FILE:total", "--data", "no.npz"], "is no .npz file"), (["FILE:total", "z: reel"], "no domain 'reel'"),
])
def test_what_is_missing_is_said(file, arguments, said):
    status, text = run(*(a.replace("FILE", str(file)) for a in arguments))
    assert status == 2 and said in " ".join(text.split())
