"""Patterns of paths, as .gitignore has them, counted from the project's folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from lemmata.documents.conventions import SettingError


def relative(path: str | Path, root: Path | None) -> str:
    """A path from the project's folder on, with slashes; above it with `..`."""
    base = root or Path.cwd()
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()


def matches(path: str | Path, patterns: Iterable[str], root: Path | None) -> bool:
    """Whether any of the patterns means the path, or a folder that it lies in."""
    wanted = tuple(patterns)
    if not wanted:
        return False
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(wanted).match_file(relative(path, root))
    except ValueError as error:
        raise SettingError(f"a pattern of paths is not understood ({', '.join(wanted)}): {error}") from error
