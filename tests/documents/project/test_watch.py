"""Watching: what changes is checked again, also what a document reads, and settings that are being written."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.documents.project.projects import FALSE, TRUE, project, written

from lemmata.documents.project.watch import changed, state_of


def test_what_a_report_depends_on_is_watched(tmp_path):
    written(tmp_path, {"a.md": TRUE, "b.tex": "\\documentclass{article}\\input{c}", "c.tex": "x", "k.json": "{}",
                       "pyproject.toml": "", "other.txt": "", "drafts/d.md": TRUE})
    watched = project(tmp_path, baseline=str(tmp_path / "k.json"), exclude=("drafts",))
    before = state_of(watched)
    assert {Path(name).name for name in before} == {"a.md", "b.tex", "c.tex", "k.json", "pyproject.toml"}
    assert changed(before, state_of(watched)) == []
    written(tmp_path, {"c.tex": "longer", "other.txt": "longer", "new.md": TRUE})
    (tmp_path / "a.md").unlink()
    assert [Path(name).name for name in changed(before, state_of(watched))] == ["a.md", "c.tex", "new.md"]


def test_what_the_code_of_a_document_has_read_is_watched(tmp_path):
    code = "```python\nimport helper\nprint(open('../data/a.csv').read())\nopen('out.txt', 'w').close()\n```\n"
    written(tmp_path, {"docs/a.md": code, "docs/helper.py": "x = 1\n", "data/a.csv": "1"})
    watched = project(tmp_path, "docs/a.md", run=True)
    watched.check()
    before = state_of(watched)
    assert {Path(name).name for name in before} == {"a.md", "helper.py", "a.csv"}
    written(tmp_path, {"data/a.csv": "12", "docs/helper.py": "x = 12\n"})
    assert [Path(name).name for name in changed(before, state_of(watched))] == ["a.csv", "helper.py"]


class Watcher:
    """`lemmata check --watch` in a process, and what it has said so far."""

    def __init__(self, folder: Path, *arguments: str):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lemmata", "check", "--watch", *arguments, "."], cwd=folder, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.said = ""
        self.thread = threading.Thread(target=self._read)
        self.thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line

    def wait(self, words: str, times: int = 1) -> None:
        for _ in range(600):
            if self.said.count(words) >= times:
                return
            time.sleep(0.1)
        raise AssertionError(f"{words!r} is not {times} times in {self.said!r}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(30)
        self.thread.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status


def test_a_change_is_checked_and_ctrl_c_ends(tmp_path):
    written(tmp_path, {"a.md": TRUE, "pyproject.toml": "[tool.lemmata]\n"})
    watcher = Watcher(tmp_path)
    watcher.wait("watching 2 files; Ctrl-C ends")
    assert "refuted" not in watcher.said
    written(tmp_path, {"a.md": FALSE})
    watcher.wait("watching", 2)
    assert "changed: a.md" in watcher.said and "1 refuted" in watcher.said
    written(tmp_path, {"pyproject.toml": "[tool.lemmata]\nignore = ["})
    watcher.wait("is no TOML")
    written(tmp_path, {"pyproject.toml": "[tool.lemmata]\nignore = ['F101']\n"})
    watcher.wait("1 ignored")
    assert watcher.stop() == 0 and watcher.said.endswith("ended\n") and "Traceback" not in watcher.said
