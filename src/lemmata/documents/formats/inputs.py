"""LaTeX files that are read by others: `\\input{chapter}` and `\\include{chapter}` stand for their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lemmata.documents.formats.blocks import Broken, Piece, with_newlines
from lemmata.documents.formats.texwords import without_comments

_INPUT = re.compile(
    r"\\(?:input|include|subfile|subfileinclude|(?:sub)?import\s*\{\s*(?P<folder>[^{}]*?)/?\s*\})"
    r"(?:\s*\{\s*(?P<name>[^{}]+?)\s*\}|[ \t]+(?P<bare>[\w./-]+))")
_VERBATIM = re.compile(r"\\begin\s*\{(verbatim|Verbatim|lstlisting|minted|comment|filecontents)\*?\}.*?"
                       r"\\end\s*\{\1\*?\}", re.DOTALL)
SUFFIXES = (".tex", ".ltx", ".tikz")  # nothing else of a disk is read because a document names it
DEEPEST = 12
MOST_LINES = 200_000


def with_inputs(text: str, path: str) -> tuple[str, tuple[Piece, ...], tuple[Broken, ...]]:
    """The text with what it reads in place of the commands that read it, its pieces, and what can't be read."""
    root = Path(path)
    if not _INPUT.search(text) or not root.exists():
        return text, (), ()
    lines: list[str] = []
    pieces: list[Piece] = []
    broken: list[Broken] = []
    for file, number, line in _lines(text, root, root.parent, (root.resolve(),)):
        if isinstance(line, Broken):
            broken.append(replace(line, line=len(lines) + 1))
            continue
        before = pieces[-1] if pieces else None
        if before is None or before.file != file or before.line + len(lines) + 1 - before.first != number:
            pieces.append(Piece(len(lines) + 1, file, 0, number))
        lines.append(line)
        if len(lines) > MOST_LINES:
            break
    return "\n".join(lines), tuple(pieces), tuple(broken)


def _lines(text: str, file: Path, folder: Path, above: tuple[Path, ...]) -> Iterator[tuple[str, int, str | Broken]]:
    """The lines of a file with its name and their numbers, and of what it reads; in between, what can't be read.

    What stands on a line before and behind a file that is read is a line of its own, in its columns.
    """
    plain = _VERBATIM.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), without_comments(text)).split("\n")
    for number, (line, shown) in enumerate(zip(text.split("\n"), plain), 1):
        start = 0
        for match in _INPUT.finditer(shown):
            inner = _found(_named(match), folder)
            if why := _why_not(match, inner, above):
                yield str(file), number, Broken(match[0], why, number, match.start() + 1)
            elif inner is not None:
                if shown[start:match.start()].strip():
                    yield str(file), number, " " * start + line[start:match.start()]
                start = match.end()
                yield from _lines(_read(inner), inner, folder, (*above, inner.resolve()))
        if not start or shown[start:].strip():
            yield str(file), number, " " * start + line[start:]


def _why_not(match: re.Match[str], inner: Path | None, above: tuple[Path, ...]) -> str:
    """Why a file that is named is not read, "" where it is, or where it is not for us to read: no LaTeX, a macro."""
    name = _named(match)
    if inner is None:
        suffix = Path(name).suffix.lower()
        if "#" in name or "\\" in name or suffix not in ("", *SUFFIXES):
            return ""
        return f"there is no file {name if suffix else f'{name}.tex'} here, so it is not checked"
    if inner.resolve() in above:
        return f"{inner.name} reads itself here, which would never end; it is not read again"
    return "" if len(above) < DEEPEST else f"files that read files, more than {DEEPEST} deep; it is not checked"


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
