"""A file as a document, by its suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lemmata.documents.formats.blocks import Broken, Document
from lemmata.documents.formats.docstrings import parse_docstrings
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.formats.notebooks import parse_notebook
from lemmata.documents.formats.reading import read_text
from lemmata.documents.formats.rst import parse_rst
from lemmata.documents.formats.tex import parse_tex

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
    return parse_document(read_text(path), path)


def parse_document(text: str, path: str | Path) -> Document:
    """Read text by the suffix of the file that it is from, or would be; NUL is told of, and the rest is read.

    Raises DocumentError.
    """
    document = PARSERS.get(Path(path).suffix.lower(), parse_markdown)(text.replace("\0", "\ufffd"), str(path))
    if (at := text.find("\0")) < 0:
        return document
    line = text.count("\n", 0, at) + 1 if not document.pieces else 1
    nul = Broken("\ufffd", "a NUL byte, which no text has; what stands around it is read as it is", line)
    return replace(document, broken=(*document.broken, nul))
