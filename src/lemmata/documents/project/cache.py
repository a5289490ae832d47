"""The cache: the report of a document under all that it depends on, so that what is unchanged costs nothing.

A key holds the document's text (with the files that it reads), its path, the settings, Lemmata's own source, Python,
and the libraries that are installed. With --run an entry also says what else the code found (`inputs`), and counts only
while that is unchanged. What a clock had a hand in is not kept: another time it may come out otherwise.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

from lemmata.documents.deadline import NO_ANSWER, OWN_FAILURE
from lemmata.documents.formats.blocks import DocumentError
from lemmata.documents.formats.reading import read_bytes
from lemmata.documents.project.baseline import write_whole
from lemmata.documents.project.inputs import inputs_of, unchanged
from lemmata.documents.project.tasks import Task
from lemmata.documents.reports.report import Finding, Report
from lemmata.documents.reports.stored import from_stored, to_stored

NAME = ".lemmata_cache"
VARIABLE = "LEMMATA_CACHE_DIR"
_OURS = ("numpy", "scipy", "sympy", "python_flint", "markdown_it_py", "mdit_py_plugins", "nbformat", "opt_einsum",
         "mpmath")
_DAYS = 30  # after which an entry that nobody asked for goes
_BY_CLOCK = re.compile(rf"{NO_ANSWER}|did not finish|ended the process|not reached|too large or too deeply nested")
_BY_MACHINE = re.compile(r"with (?:Memory|Recursion|OS|IO|Connection|Timeout|Permission|FileNotFound)Error")


class Cache:
    """Reports by key: in this process, and in files where there is a folder for them."""

    def __init__(self, folder: Path | None):
        self.folder = folder
        self.memory: dict[str, tuple[Report, dict[str, Any]]] = {}
        self.wrote = False

    @classmethod
    def beside(cls, root: Path | None, wanted: bool) -> Cache:
        """In $LEMMATA_CACHE_DIR, else in the project's folder, else in the working directory."""
        if not wanted:
            return cls(None)
        named = os.environ.get(VARIABLE)
        return cls(Path(named) if named else (root or Path.cwd()) / NAME)

    def get(self, key: str | None, task: Task) -> Report | None:
        """The report of the key, where all that it depends on is as it was."""
        found = None if key is None else self._found(key)
        return found[0] if found is not None and unchanged(task, found[1]) else None

    def _found(self, key: str) -> tuple[Report, dict[str, Any]] | None:
        if key not in self.memory and self.folder is not None:
            path = self._path(key)
            try:
                digest, payload = path.read_bytes().split(b"\n", 1)
                if digest.decode() != hashlib.sha256(payload).hexdigest():
                    return None
                data = json.loads(payload)
                self.memory[key] = (from_stored(data["report"]), dict(data["inputs"]))
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                return None  # there is none, or it is damaged: it will be written anew
            with contextlib.suppress(OSError):
                os.utime(path)
        return self.memory.get(key)

    def put(self, key: str | None, task: Task, report: Report) -> None:
        inputs = inputs_of(task, report) if key is not None and lasting(report) else None
        if key is None or inputs is None:
            return
        self.memory[key] = (report, inputs)
        if self.folder is None:
            return
        entry = {"report": to_stored(report), "inputs": inputs}
        payload = json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass")
        with contextlib.suppress(OSError):  # a folder that can't be written: then it is no cache, and no error
            if not self.wrote:
                self._prepare(self.folder)
                self.wrote = True
            write_whole(self._path(key), hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / f"{key[2:]}.json"

    def _prepare(self, folder: Path) -> None:
        """Make the folder, tell git and backups to leave it alone, and drop what is old."""
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".gitignore").exists():
            write_whole(folder / ".gitignore", b"*\n")
            write_whole(folder / "CACHEDIR.TAG", b"Signature: 8a477f597d28d172789f06886806bc55\n")
        before = time.time() - _DAYS * 86400
        for path in folder.glob("??/*.json"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()


def lasting(report: Report) -> bool:
    """Whether another run would say the same: no clock, no lack of memory, no file that could not be read.

    A mistake of the checker is made again; it lasts until Lemmata's own source, of which the key knows, is another.
    """
    return not report.errors and not report.clocked and not any(_by_clock(finding) for finding in report.findings)


def _by_clock(finding: Finding) -> bool:
    said = [finding.message, finding.hint, *(str(part.get("message", "")) for part in finding.parts)]
    if any(OWN_FAILURE in words and _BY_MACHINE.search(words) for words in (*said, finding.reading)):  # also of code
        return True
    return finding.verdict in ("undecided", "failed", "skipped", "flagged") and any(map(_BY_CLOCK.search, said))


def key_of(task: Task) -> str | None:
    """What the report of a task depends on, but for what its code finds; None where that can't be said."""
    try:
        text = _content(task)
    except (OSError, RecursionError, DocumentError):
        return None
    rest = {**task.to_data(), "text": None, "seconds": task.seconds if task.run else 0}
    parts = [text, json.dumps(rest, sort_keys=True), _machinery(), _libraries(task.run)]
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _content(task: Task) -> bytes:
    """The text of the document, with what it reads."""
    data = read_bytes(task.path) if task.text is None else task.text.encode("utf-8", "surrogatepass")
    if Path(task.path).suffix.lower() != ".tex":
        return data
    from lemmata.documents.formats.inputs import with_inputs

    text, pieces, _ = with_inputs(data.decode("utf-8", "replace"), task.path)
    return data + repr((text, pieces)).encode("utf-8", "surrogatepass")


@cache
def _machinery() -> str:
    """Lemmata's own source, and the Python that runs it."""
    package = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{digest.hexdigest()} {sys.version} {platform.machine()}"


@cache
def _libraries(all_of_them: bool) -> str:
    """What is installed, with versions: what Lemmata uses, or all that code may import."""
    found: list[str] = []
    for place in dict.fromkeys(sys.path):
        with contextlib.suppress(OSError):
            found += (name for name in os.listdir(place or ".") if name.endswith((".dist-info", ".egg-info")))
    names = (re.sub(r"[-.]", "_", name.split("-")[0]).lower() for name in found)
    rows = sorted(full for full, name in zip(found, names) if all_of_them or name in _OURS)
    paths: list[Any] = [os.environ.get("PYTHONPATH", ""), sys.path] if all_of_them else []
    return repr((rows, paths))
