"""LaTeX files that are read by others: `\\input{chapter}` and `\\include{chapter}` stand for their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lemmata.documents.formats.blocks import Piece, with_newlines
from lemmata.documents.formats.texwords import without_comments

_INPUT = re.compile(
    r"\\(?:input|include|subfile|subfileinclude|(?:sub)?import\s*\{\s*(?P<folder>[^{}]*?)/?\s*\})"
    r"(?:\s*\{\s*(?P<name>[^{}]+?)\s*\}|[ \t]+(?P<bare>[\w./-]+))")
SUFFIXES = (".tex", ".ltx", ".tikz")  # nothing else of a disk is read because a document names it
DEEPEST = 12
MOST_LINES = 200_000


def with_inputs(text: str, path: str) -> tuple[str, tuple[Piece, ...]]:
    """The text with what it reads in place of the lines that read it, and its pieces; a missing file is left out."""
    root = Path(path)
    if not _INPUT.search(text) or not root.exists():
        return text, ()
    lines: list[str] = []
    pieces: list[Piece] = []
    for file, number, line in _lines(text, root, root.parent, (root.resolve(),)):
        before = pieces[-1] if pieces else None
        if before is None or before.file != file or before.line + len(lines) + 1 - before.first != number:
            pieces.append(Piece(len(lines) + 1, file, 0, number))
        lines.append(line)
        if len(lines) > MOST_LINES:
            break
    return "\n".join(lines), tuple(pieces)


def _lines(text: str, file: Path, folder: Path, above: tuple[Path, ...]) -> Iterator[tuple[str, int, str]]:
    """The lines of a file with its name and their numbers, and of what it reads."""
    plain = without_comments(text).split("\n")
    for number, (line, shown) in enumerate(zip(text.split("\n"), plain), 1):
        found = [inner for match in _INPUT.finditer(shown) if (inner := _found(_named(match), folder)) is not None]
        if not found:
            yield str(file), number, line
            continue
        for inner in found:
            if inner.resolve() not in above and len(above) < DEEPEST:
                yield from _lines(_read(inner), inner, folder, (*above, inner.resolve()))


def _named(match: re.Match[str]) -> str:
    """The name as the file that is read has it: `\\input{a}`, `\\input a`, `\\import{chapters/}{a}`."""
    name = match["name"] or match["bare"]
    return f"{match['folder']}/{name}" if match["folder"] else name


def _found(name: str, folder: Path) -> Path | None:
    """The file that a name means, beside the file that everything begins with."""
    for candidate in (folder / f"{name}.tex", folder / name):
        if candidate.suffix.lower() in SUFFIXES and candidate.is_file():
            return candidate
    return None


def _read(path: Path) -> str:
    try:
        return with_newlines(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""


def read_by_others(files: Iterable[Path]) -> set[Path]:
    """Those of some LaTeX files that others of them read, whole or through one more; they are checked there."""
    found: set[Path] = set()
    for file in files:
        text = _read(file)
        if "\\documentclass" in text:
            found.update(Path(piece.file).resolve() for piece in with_inputs(text, str(file))[1])
            found.discard(file.resolve())
    return found
