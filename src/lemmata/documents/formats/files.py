"""A file as a document, by its suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lemmata.documents.formats.blocks import Document, DocumentError
from lemmata.documents.formats.docstrings import parse_docstrings
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.formats.notebooks import parse_notebook
from lemmata.documents.formats.rst import parse_rst
from lemmata.documents.formats.tex import parse_tex

MAX_BYTES = 20_000_000
PARSERS: dict[str, Callable[[str, str], Document]] = {
    **dict.fromkeys((".md", ".markdown", ".qmd", ".rmd"), parse_markdown),
    ".ipynb": parse_notebook,
    ".tex": parse_tex,
    ".rst": parse_rst,
    ".py": parse_docstrings,
}


def read_document(path: str | Path) -> Document:
    """Read a file by its suffix; what is of no known kind is read as Markdown.

    Raises DocumentError where it is missing, no text, or too long.
    """
    path = Path(path)
    return parse_document(_text(path), path)


def parse_document(text: str, path: str | Path) -> Document:
    """Read text by the suffix of the file that it is from, or would be. Raises DocumentError."""
    return PARSERS.get(Path(path).suffix.lower(), parse_markdown)(text, str(path))


def _text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            raise DocumentError(f"{path}: is no file of text, but a folder, a pipe or a device")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise _too_long(path, size)
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: can't be read: {(error.strerror or str(error)).lower()}") from error
    if len(data) > MAX_BYTES:
        raise _too_long(path, len(data))
    if b"\0" in data[:8192]:
        raise DocumentError(f"{path}: is a binary file, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(f"{path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8; "
                            "save the file as UTF-8") from error


def _too_long(path: Path, size: int) -> DocumentError:
    return DocumentError(f"{path}: {size / 1e6:.0f} MB is too long; split it into files of up to "
                         f"{MAX_BYTES / 1e6:.0f} MB")
