"""Jupyter notebooks: each Markdown cell a piece of one document, each code cell a block of it.

The cells stand below each other in the text of the document; `Document.place` says which line of which cell a line of
that text is, so that a reader finds it in the notebook.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from typing import Any

from lemmata.documents.formats.blocks import (
    Block,
    Broken,
    CodeBlock,
    Document,
    DocumentError,
    Lines,
    Piece,
    with_newlines,
)
from lemmata.documents.formats.markdown import Walk
from lemmata.documents.formats.stored import out_of_order, stored_output, tags

_TYPES = ("markdown", "code", "raw")
_LONGEST = 60  # characters of a cell in a message
_HALF = re.compile("[\ud800-\udfff]")


def parse_notebook(text: str, path: str = "<notebook>") -> Document:
    """Read a notebook from its JSON.

    Raises DocumentError where it is no notebook.

    >>> cell = '{"cell_type": "markdown", "metadata": {}, "source": ["# A\\\\n", "$x = 1$"]}'
    >>> document = parse_notebook('{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [%s]}' % cell)
    >>> [(f.source, document.place(f.line)) for f in document.formulas]
    [('x = 1', Place(file='<notebook>', cell=1, line=2))]
    """
    notebook = _notebook(text, path)
    cells = [(_field(cell, "cell_type"), _field(cell, "source")) for cell in notebook["cells"]]
    language, notes = _language(notebook), out_of_order(notebook["cells"])
    body, starts = "", []
    for _, source in cells:
        starts.append(body.count("\n") + 1)
        body += source.rstrip("\n") + "\n\n"
    lines = Lines(body)
    blocks: list[Block] = []
    headings: list[tuple[int, str]] = []
    for number, (kind, source) in enumerate(cells):
        first = lines.starts[starts[number] - 1]
        if kind == "markdown":
            before = re.sub(r"[^\n]", " ", body[:first])  # the text before, so that places are those of the whole
            walk = Walk(before + source.rstrip("\n") + "\n", lines, headings)
            blocks.extend(walk.blocks())
        elif kind == "code":
            section = tuple(title for _, title in headings)
            spoken = _magic(source) or language
            blocks.append(CodeBlock(spoken, source.rstrip("\n") + "\n", starts[number], 1, starts[number],
                                    tags(notebook["cells"][number]), section, number + 1,
                                    stored_output(notebook["cells"][number]), notes.get(number, "")))
    pieces = tuple(Piece(first, path, number) for number, first in enumerate(starts, 1))
    broken = tuple(Broken(json.dumps(cell)[:_LONGEST], why, first)
                   for cell, first in zip(notebook["cells"], starts) if (why := _broken(cell)))
    return Document(path, body, tuple(blocks), lines, pieces, broken)


def _broken(cell: object) -> str:
    """Why a cell can't be read, "" where it can.

    >>> _broken({"cell_type": 3, "source": []}), _broken({"cell_type": "raw", "source": ["a"]})
    ('the type of this cell is 3; it is read where that is "markdown" or "code"', '')
    """
    if not isinstance(cell, dict):
        return "this is no cell: a cell is an object with cell_type and source"
    if cell.get("cell_type") not in _TYPES:
        kind = json.dumps(cell.get("cell_type"))[:_LONGEST]
        return f'the type of this cell is {kind}; it is read where that is "markdown" or "code"'
    source = cell.get("source")
    rows = source if isinstance(source, list) else [source]
    return "" if all(isinstance(row, str) for row in rows) else "the source of this cell is no text"


def _notebook(text: str, path: str) -> Mapping[str, Any]:
    """The notebook as the fourth version of the format has it. One cell that is none does not spoil the others."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{path}: is no JSON and so no notebook: {_reason(error)}") from error
    if isinstance(notebook, dict) and isinstance(notebook.get("nbformat"), int) and notebook["nbformat"] != 4:
        notebook = _converted(text, path)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise DocumentError(f"{path}: is no notebook of Jupyter: it has no list of cells")
    return notebook


def _converted(text: str, path: str) -> Any:
    """A notebook of another version as one of the fourth; nbformat expects of it what it should be."""
    import nbformat

    try:
        with warnings.catch_warnings():  # about ids of cells and the like, which are not the author's concern here
            warnings.simplefilter("ignore")
            return nbformat.reads(text, as_version=4)
    except Exception as error:  # whatever a cell that is none makes of its converters
        raise DocumentError(f"{path}: is no notebook of Jupyter: {_reason(error)}") from error


def _field(cell: object, name: str) -> str:
    """A text of a cell, which may be given as a list of its lines; nothing where it is something else.

    What is no character (half of a pair of UTF-16) is replaced: no file could hold it.
    """
    value = cell.get(name) if isinstance(cell, dict) else None
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return with_newlines(_HALF.sub("\ufffd", value)) if isinstance(value, str) else ""


def _language(notebook: Mapping[str, Any]) -> str:
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        metadata = notebook.get("metadata")
        info = metadata.get(key) if isinstance(metadata, dict) else None
        if isinstance(info, dict) and isinstance(info.get(name), str):
            return str(info[name]).lower().removesuffix("3")
    return "python"


def _magic(source: str) -> str:
    """The language that the first line of a cell names: `%%bash`."""
    named = re.match(r"\s*%%(bash|sh|html|javascript|js|latex|perl|ruby|R|svg|cython|writefile|sql)\b", source)
    return named[1].lower() if named else ""


def _reason(error: Exception) -> str:
    return str(error).split("\n")[0][:200] or type(error).__name__
