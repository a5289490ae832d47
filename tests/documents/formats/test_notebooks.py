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


def shown(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("execute_result", {"text/plain": text, "text/html": "<b>3</b>"})


def printed(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("stream", name="stdout", text=text)


# a cell, its stored outputs, what becomes of it
STORED = [
    ("1 + 1", [shown("2")], "ran"), ("1 + 1", [shown("3")], "flagged"), ("import numpy as np\nnp.arange(3.0)", [
        shown("array([0., 1., 2.])")], "ran"), ("np.arange(3.0)", [shown("array([0., 1., 3.])")], "flagged"),
    ("print('loss', 0.25)", [printed("loss 0.25\n")], "ran"),
    ("print('loss', 0.25)", [printed("loss 0.35\n")], "flagged"),
    ("print('a')\n2 * 3", [printed("a\n"), shown("6")], "ran"),
    ("print('a')\n2 * 3", [printed("a\n"), shown("7")], "flagged"),
    ("np.float64(0.5)", [shown("0.5")], "ran"), ("np.random.rand()", [shown("0.123")], "ran"), ("2", [], "ran"),
    ("object()", [shown("<object at 0x7f34>")], "ran"), ("[1] * 40", [shown("[1,\n" + " 1,\n" * 38 + " 1]")], "ran"),
    ("print('took', 0.5, 's')", [printed("took 2.5 s\n")], "ran"), ("x = 3", [shown("4")], "ran"),
    ("5;", [shown("5")], "ran"), ("7", [nbformat.v4.new_output("display_data", {"image/png": "aa"})], "ran"),
    ("import sys\nprint(1, file=sys.stderr)", [nbformat.v4.new_output("stream", name="stderr", text="2")], "ran"),
]


def test_stored_outputs_are_compared(tmp_path: Path) -> None:
    file = tmp_path / "notes.ipynb"
    cells = [nbformat.v4.new_code_cell(source, outputs=outputs) for source, outputs, _ in STORED]
    file.write_text(notebook(*cells))
    found = check([file], run=True).findings
    differing = ["flagged" if any(part["code"] == "C103" for part in f.parts) else "ran" for f in found]
    assert [(s, d) for (s, _, _), d in zip(STORED, differing)] == [(s, verdict) for s, _, verdict in STORED]
    assert found[1].parts[0]["message"] == "it gives 2, and the stored output says 3"


def test_tags_of_cells_and_the_order_in_which_they_were_run(tmp_path: Path) -> None:
    file = tmp_path / "notes.ipynb"
    file.write_text(notebook(
        nbformat.v4.new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}),
        nbformat.v4.new_code_cell("1 / 0", metadata={"tags": ["skip-execution"]}),
        nbformat.v4.new_code_cell("x = 1", execution_count=7), nbformat.v4.new_code_cell("x + 1", execution_count=4),
        nbformat.v4.new_raw_cell("$no$"),
        TEXT("$a$ ![b](attachment:b.png)", attachments={"b.png": {"image/png": "$no$"}})))
    report = check([file], run=True)
    code = [f for f in report.findings if f.kind == "code"]
    assert [f.verdict for f in code] == ["ran", "skipped", "ran", "ran"]
    assert "run before one that stands above it ([4], [7])" in code[3].message
    assert [f.source for f in report.findings if f.kind == "formula"] == ["a"]


def test_cells_of_another_kernel_are_not_run(tmp_path: Path) -> None:
    file = tmp_path / "notes.ipynb"
    file.write_text(notebook(CODE("x <- 1"), kernelspec={"name": "ir", "language": "R", "display_name": "R"}))
    finding, = check([file], run=True).findings
    assert finding.verdict == "skipped" and "r code" in finding.message


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", "3", '{"nbformat": 4}', '{"nbformat": 4, "cells": 3}',
                                  '{"nbformat": 99, "cells": []}', "\\alpha", "\x00"])
def test_what_is_no_notebook_is_said_to_be_none(text: str) -> None:
    with pytest.raises(DocumentError, match="notebook"):
        parse_notebook(text)


def test_the_third_version_of_the_format_is_read() -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["$x = 1$"]}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": [cell]}]}
    assert [f.source for f in parse_notebook(json.dumps(old)).formulas] == ["x = 1"]
