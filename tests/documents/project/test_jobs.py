"""Several processes: the same output as one, clean ends, and what becomes of a process that dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.documents.project.projects import FALSE, OTHER, TRUE, project, written

from lemmata.documents.project.jobs import answers, processors
from lemmata.documents.project.tasks import Task

FILES = {"a.md": TRUE, "b.md": FALSE + "\n```python\nprint(1 / 0)\n```\n", "c.py": "def", "d.md": OTHER,
         "e.md": "```python\nx = [1]\nx[1]\n```\n\n```python\ny = x[0]\n```\n"}


def test_the_output_is_that_of_one_process(tmp_path):
    written(tmp_path, FILES)
    one = project(tmp_path, run=True, cache=False, jobs=1).check()
    for jobs in (2, 4, 0):
        assert project(tmp_path, run=True, cache=False, jobs=jobs).check() == one
    assert one.to_json() and len(one.errors) == 1


def test_progress_comes_from_every_process(tmp_path):
    written(tmp_path, {"a.md": TRUE * 3, "b.md": FALSE * 3})
    told = []
    tasks = [Task(str(tmp_path / name)) for name in ("a.md", "b.md")]
    assert sorted(place for place, _ in answers(tasks, 2, lambda *step: told.append(step))) == [0, 1]
    assert {path for path, _, _ in told} == {task.path for task in tasks}


def test_there_is_a_processor():
    assert processors() >= 1


DYING = """
import os, signal, sys
from lemmata.documents import formats
from lemmata.documents.formats import files
real = files.read_document
def read(path):
    if str(path).endswith("b.md"):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(path)
files.read_document = read
"""


def test_a_process_that_dies_is_told_and_the_rest_is_checked(tmp_path, monkeypatch):
    written(tmp_path, FILES)
    written(tmp_path / "site", {"sitecustomize.py": DYING})
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "site"), *sys.path]))
    tasks = [Task(str(tmp_path / name)) for name in ("a.md", "b.md", "d.md")]
    found = dict(answers(tasks, 2))
    assert found[1].errors == (f"{tasks[1].path}: the process that checked it ended with signal 9 (SIGKILL)",)
    assert [bool(found[place].findings) for place in (0, 2)] == [True, True]


def test_ctrl_c_ends_every_process(tmp_path):
    mark = tmp_path / "running"
    block = f"```python\nimport os, time\nopen(r'{mark}-' + str(os.getpid()), 'w').close()\ntime.sleep(60)\n```\n"
    written(tmp_path, {"a.md": block, "b.md": block})
    process = subprocess.Popen([sys.executable, "-m", "lemmata", "check", "--run", "--jobs", "2", "--no-cache", "."],
                               cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    marks: list[Path] = []
    for _ in range(600):
        if len(marks := list(tmp_path.glob("running-*"))) == 2:
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 2 and err == "interrupted\n" and len(marks) == 2
    for path in marks:
        assert _ends(int(path.name.split("-")[1]))


def _ends(number: int) -> bool:
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
