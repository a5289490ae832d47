"""Notebooks: cells and their lines, code that goes on from cell to cell, files that are none."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from tests.documents.judged import REFUTED, assert_each

from lemmata.documents import check
from lemmata.documents.formats.blocks import DocumentError
from lemmata.documents.formats.notebooks import parse_notebook

TEXT, CODE = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell


def notebook(*cells: nbformat.NotebookNode, **metadata: object) -> str:
    return nbformat.writes(nbformat.v4.new_notebook(cells=list(cells), metadata=metadata))


def test_formulas_and_code_have_the_lines_of_their_cells() -> None:
    document = parse_notebook(notebook(
        TEXT("# Title\n\nLet $x$ be:\n\n$$\nx = 1\n$$"), CODE("a = 1\nb = 2"), TEXT(""), TEXT("> $y$"), CODE("c = 3")))
    places = [document.place(f.line) for f in document.formulas]
    assert [(f.source, place.cell, place.line, f.column) for f, place in zip(document.formulas, places)] == [
        ("x", 1, 3, 5), ("x = 1", 1, 5, 1), ("y", 4, 1, 3)]
    assert [(b.cell, document.place(b.first).line, b.section) for b in document.code] == [
        (2, 1, ("Title",)), (5, 1, ("Title",))]


def test_what_is_left_open_in_a_cell_ends_with_it() -> None:
    document = parse_notebook(notebook(TEXT("```python\nx = 1"), TEXT("<!-- a comment"), TEXT("$y = 2$")))
    assert [f.source for f in document.formulas] == ["y = 2"]


def test_meanings_go_on_from_cell_to_cell(tmp_path: Path) -> None:
    file = tmp_path / "notes.ipynb"
    file.write_text(notebook(
        TEXT(r"The loss is $L(w) = \|w\|^2$."), CODE("w = 1"), TEXT(r"Its gradient is $\nabla L(w) = w$.")))
    findings = [f for f in check([file]).findings if f.kind == "formula"]
    assert_each(findings[-1:], REFUTED)
    assert findings[-1].where == f"{file}:cell 3:1:17"
    assert findings[-1].to_json()["cell"] == 3


def test_cells_share_their_names_and_failures_name_the_cell(tmp_path: Path) -> None:
    file = tmp_path / "notes.ipynb"
    file.write_text(notebook(
        CODE("import numpy as np\nx = np.ones(3)"), CODE("import numpy as np\nx @ np.ones(4)"), CODE("%%bash\nls"),
        CODE("y = x +"), CODE("z = unknown"), CODE("print(x)")))
    found = check([file], run=True).findings
    assert [(f.cell, f.verdict) for f in found] == [
        (1, "ran"), (2, "failed"), (3, "skipped"), (4, "failed"), (5, "failed"), (6, "ran")]
    assert found[1].message.startswith("line 2 of cell 2 ")
    assert found[3].message.startswith("line 1 of cell 4 is not valid Python")
    assert found[1].excerpt[0].line == 2


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", "3", '{"nbformat": 4}', '{"nbformat": 4, "cells": 3}',
                                  '{"nbformat": 99, "cells": []}', "\\alpha", "\x00"])
def test_what_is_no_notebook_is_said_to_be_none(text: str) -> None:
    with pytest.raises(DocumentError, match="notebook"):
        parse_notebook(text)


def test_the_third_version_of_the_format_is_read() -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["$x = 1$"]}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": [cell]}]}
    assert [f.source for f in parse_notebook(json.dumps(old)).formulas] == ["x = 1"]
