"""Jupyter notebooks: each Markdown cell a piece of one document, each code cell a block of it.

The cells stand below each other in the text of the document; `Document.place` says which line of which cell a line of
that text is, so that a reader finds it in the notebook.
"""

from __future__ import annotations

import re
import warnings
from typing import Any

import nbformat

from lemmata.documents.formats.blocks import Block, CodeBlock, Document, DocumentError, Lines, Piece, Stated
from lemmata.documents.formats.markdown import Walk


def parse_notebook(text: str, path: str = "<notebook>") -> Document:
    """Read a notebook from its JSON.

    Raises DocumentError where it is no notebook.

    >>> cell = '{"cell_type": "markdown", "metadata": {}, "source": ["# A\\\\n", "$x = 1$"]}'
    >>> document = parse_notebook('{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [%s]}' % cell)
    >>> [(f.source, document.place(f.line)) for f in document.formulas]
    [('x = 1', Place(file='<notebook>', cell=1, line=2))]
    """
    try:
        with warnings.catch_warnings():  # about ids of cells and the like, which are not the author's concern here
            warnings.simplefilter("ignore")
            notebook = nbformat.reads(text, as_version=4)
        cells = [(str(c.cell_type), c.source) for c in notebook.cells]
        notes = _order(notebook.cells)
        outputs = [_output(cell) for cell in notebook.cells]
    except nbformat.reader.NotJSONError as error:
        raise DocumentError(f"{path}: is no JSON and so no notebook: {_reason(error)}") from error
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise DocumentError(f"{path}: is no notebook of Jupyter: {_reason(error)}") from error
    language = _language(notebook)
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
            tags = notebook.cells[number].metadata.get("tags") or ()
            blocks.append(CodeBlock(spoken, source.rstrip("\n") + "\n", starts[number], 1, starts[number],
                                    f"tags: {', '.join(map(str, tags))}" if tags else "", section, number + 1,
                                    outputs[number], notes.get(number, "")))
    pieces = tuple(Piece(first, path, number) for number, first in enumerate(starts, 1))
    return Document(path, body, tuple(blocks), lines, pieces)


def _language(notebook: Any) -> str:
    info = notebook.metadata.get("language_info", {}).get("name") or notebook.metadata.get(
        "kernelspec", {}).get("language") or "python"
    return str(info).lower().removesuffix("3")


def _output(cell: Any) -> Stated | None:
    """What a code cell printed and showed when the notebook was saved; pictures and HTML are left out."""
    found = []
    for output in cell.get("outputs") or () if cell.cell_type == "code" else ():
        if output.output_type == "stream" and output.get("name") == "stdout":
            found.append(_joined(output.get("text", "")))
        elif output.output_type == "execute_result" and "text/plain" in output.get("data", {}):
            found.append(_joined(output.data["text/plain"]))
        elif output.output_type != "stream":  # an error, a picture, a table: what it is of the whole is not known
            return None
    text = "\n".join(part.rstrip("\n") for part in found)
    return Stated(text, "the stored output") if text.strip() else None


def _joined(text: Any) -> str:
    return text if isinstance(text, str) else "".join(map(str, text))


def _order(cells: Any) -> dict[int, str]:
    """What is to be said of cells that were run in another order than they stand in."""
    notes: dict[int, str] = {}
    last = 0
    for number, cell in enumerate(cells):
        count = cell.get("execution_count") if cell.cell_type == "code" else None
        if isinstance(count, int):
            if count < last:
                notes[number] = (f"when the notebook was saved, this cell had been run before one that stands above it "
                                 f"([{count}], [{last}])")
            last = max(last, count)
    return notes


def _magic(source: str) -> str:
    """The language that the first line of a cell names: `%%bash`."""
    named = re.match(r"\s*%%(bash|sh|html|javascript|js|latex|perl|ruby|R|svg|cython|writefile|sql)\b", source)
    return named[1].lower() if named else ""


def _reason(error: Exception) -> str:
    return str(error).split("\n")[0][:200] or type(error).__name__
