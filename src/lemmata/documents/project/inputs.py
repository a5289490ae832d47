"""What a report of code that ran depends on besides its document: the files that it read, and those beside it.

What a library opens by itself, not through Python, is not told by the code; so all files beside the document count,
but for other documents (an edit of one chapter is none of another) and for what the code itself writes there.
"""

from __future__ import annotations

import hashlib
import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import Any

from lemmata.documents.formats.suffixes import SUFFIXES
from lemmata.documents.project.tasks import Task
from lemmata.documents.reports.report import Report

_MOST_FILES = 5000  # beside a document with code: past that nothing is kept of it
_LARGE = 1_000_000  # bytes of a file that is known by its size and time
_DOCUMENTS = tuple(suffix for suffix in SUFFIXES if suffix != ".py")


def inputs_of(task: Task, report: Report) -> dict[str, Any] | None:
    """The state of all inputs, in data that JSON can hold; None where another run may find others."""
    touched = report.touched
    if not task.run:
        return {}
    if touched.unclear:
        return None
    written = sorted(touched.written)
    beside = _beside(task, written)
    return None if beside is None else {"read": {name: _state(name) for name in touched.read}, "written": written,
                                        "beside": beside}


def unchanged(task: Task, inputs: dict[str, Any]) -> bool:
    """Whether these inputs are now as they were."""
    if not task.run:
        return True
    return all(_state(name) == state for name, state in inputs["read"].items()) and (
        _beside(task, inputs["written"]) == inputs["beside"])


def _state(name: str) -> str:
    """Of a file its content or size and time, of a folder what it holds; "" where there is none."""
    try:
        if os.path.isdir(name):
            return _digest(sorted(os.listdir(name)))
        state = os.stat(name)
        return _content(name, state.st_size, state.st_mtime_ns)
    except OSError:
        return ""


@lru_cache(maxsize=10_000)
def _content(name: str, size: int, time: int) -> str:
    """A fresh clone has other times, and the same content; of large files it is too much to read."""
    if size > _LARGE or not stat.S_ISREG(os.stat(name).st_mode):
        return f"{size} {time}"
    return hashlib.sha256(Path(name).read_bytes()).hexdigest()


def _beside(task: Task, written: list[str]) -> str | None:
    """The files that the code of a document finds, with their states; None where they are too many."""
    left_out = {str(Path(task.path).absolute()), *written}
    rows = []
    for place, folders, files in os.walk(_reach(task.folder.absolute())):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in ("__pycache__", "node_modules"))
        for name in sorted(files):
            path = os.path.join(place, name)
            if name.startswith(".") or name.lower().endswith(_DOCUMENTS) or path in left_out:
                continue
            rows.append(f"{path}\0{_state(path)}")
        if len(rows) > _MOST_FILES:
            return None
    return _digest(rows)


def _reach(folder: Path) -> Path:
    """The folder of a document, or that of the package in which it is a module."""
    while (folder / "__init__.py").exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _digest(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()
