"""Check again whenever a document changes, until Ctrl-C."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from lemmata.documents.formats.inputs import with_inputs
from lemmata.documents.project.checking import Project
from lemmata.wording import counted

State = dict[str, tuple[int, int]]
_PAUSE = 0.4  # seconds between two looks
_LOOKS = 5  # at the files that are known, for each look for new ones, which costs more
_QUIET = 0.1  # seconds that a file must stay the same: editors write in several steps


def state_of(project: Project) -> State:
    """Size and time of every file that the report depends on; with what its code has read, after a check."""
    found: State = {}
    tasks, _ = project.tasks()
    files = [task.path for task in tasks if task.text is None]
    if project.baseline is not None:
        files.append(str(project.baseline))
    if project.settings.root is not None:
        files.append(str(project.settings.root / "pyproject.toml"))
    files += project.read
    for file in files:
        for name in {file, *_read_by(file)}:
            try:
                state = Path(name).stat()
            except OSError:
                continue
            found[name] = (state.st_mtime_ns, state.st_size)
    return found


def _read_by(file: str) -> set[str]:
    """The files that a LaTeX file reads."""
    if not file.lower().endswith(".tex"):
        return set()
    try:
        text = Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return set()
    return {piece.file for piece in with_inputs(text, file)[1]}


def _moved(known: State) -> bool:
    """Whether one of the files is no longer what it was."""
    for name, before in known.items():
        try:
            state = os.stat(name)
        except OSError:
            return True
        if (state.st_mtime_ns, state.st_size) != before:
            return True
    return False


def _near(file: str) -> str:
    """A file as it is seen from here."""
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_absolute() and path.is_relative_to(Path.cwd()) else file


def changed(before: State, after: State) -> list[str]:
    """The files that are new, gone, or not what they were."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def watch(project: Callable[[], Project], check: Callable[[Project], None], say: Callable[[str], None]) -> None:
    """Check, wait for a change, and so on; `project` is asked anew each time, for settings may change too."""
    current = project()
    while True:
        before = state_of(current)
        check(current)
        before = {**state_of(current), **before}  # what its code has read is known now
        say(f"watching {counted(len(before), 'file')}; Ctrl-C ends")
        while not _moved(before) and not changed(before, state_of(current)):
            for _ in range(_LOOKS):
                time.sleep(_PAUSE)
                if _moved(before):
                    break
        latest = state_of(current)
        while True:
            time.sleep(_QUIET)
            if (again := state_of(current)) == latest:
                break
            latest = again
        files = changed(before, latest)
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        say(f"\n{time.strftime('%H:%M:%S')}  changed: {', '.join(map(_near, files[:3]))}{more}")
        kept = current.cache.memory
        current = project()
        current.cache.memory.update(kept)
