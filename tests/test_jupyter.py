"""The magics and widgets in a real shell, and in notebooks that really run."""

from __future__ import annotations

import re

import nbformat
import pytest
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

from lemmata.documents import Report
from lemmata.lemmas import find

CELL = "Let $a, b$ be real. Then $(a + b)^2 = a^2 + 2ab + b^2$.\n\nAlso $(a - b)^2 = a^2 - b^2$.\n"


@pytest.fixture(scope="module")
def shell():
    made = InteractiveShell.instance()
    made.run_line_magic("load_ext", "lemmata")
    yield made
    InteractiveShell.clear_instance()


def test_check_of_a_cell(shell):
    report = shell.run_cell_magic("lemmata", "check", CELL)
    assert [f.verdict for f in report.findings if "=" in f.source] == ["proved", "refuted"]
    shown = report._repr_html_()
    assert "something is wrong" in shown and "line 3" in shown and "$\\displaystyle (a - b)^2 = a^2 - b^2$" in shown


@pytest.mark.parametrize(("cell", "verdicts"), [
    ("\\begin{equation} \\sin^2 x + \\cos^2 x = 1 \\end{equation}", ["proved"]),
    ("\\section{Sums}\nLet $x > 0$. Then \\[ \\log(x^2) = 2 \\log x \\]", ["condition", "proved"]),
    ("$$\\det(AB) = \\det(A)\\det(B)$$", ["proved"]),
], ids=["equation", "section", "dollars"])
def test_check_of_latex(shell, cell, verdicts):
    found = [f.verdict for f in shell.run_cell_magic("lemmata", "check", cell).findings]
    assert found == verdicts


def test_check_runs_code_where_it_is_asked_for(shell):
    cell = "```python\nassert 1 + 1 == 3\n```\n"
    assert [f.verdict for f in shell.run_cell_magic("lemmata", "check --run", cell).findings] == ["failed"]
    assert [f.verdict for f in shell.run_cell_magic("lemmata", "check", cell).findings] != ["failed"]


def test_check_of_a_file(shell, tmp_path):
    (tmp_path / "notes.md").write_text(CELL)
    report = shell.run_line_magic("lemmata", f"check {tmp_path / 'notes.md'}")
    assert isinstance(report, Report) and not report


def test_what_stands_in_a_cell_is_escaped(shell):
    shown = shell.run_cell_magic("lemmata", "check", "$x <script>alert(1)</script> = y$\n")._repr_html_()
    assert "<script>" not in shown


def test_derive(shell):
    derivation = shell.run_line_magic("lemmata", 'derive "sum((X @ w - y)**2)" "X: real[m n], w: real[n], y: real[m]"'
                                      " --wrt w")
    assert "<table>" in derivation._repr_html_() and "X.T" in derivation.text


def test_latex_between_braces_is_no_name_of_python(shell):
    shell.user_ns["x"] = 5
    assert "1/2" in shell.run_line_magic("lemmata", r'derive "\frac{x}{2}" --wrt x').text


def test_the_book(shell):
    page = shell.run_line_magic("lemmata", "show dot-product --hints").data
    assert page.startswith("## The dot product") and "*Hint 2.*" in page and "Solution" not in page
    assert find("dot-product")._repr_markdown_() in page and repr(find("dot-product")) == "Lemma('dot-product')"
    assert shell.run_line_magic("lemmata", 'show dot-product --answer "-2*a"').kind == "wrong sign"
    assert "| adam | Adam |" in shell.run_line_magic("lemmata", "search adam").data
    assert shell.run_line_magic("lemmata", "list vectors").data.count("\n") == 4


def test_equal(shell):
    assert shell.run_line_magic("lemmata", 'equal "(a+b)**2" "a**2 + 2*a*b + b**2"').kind == "proved"
    assert shell.run_line_magic("lemmata", 'equal "-x" "0 - x"').kind == "proved"


@pytest.mark.parametrize(("line", "message"), [
    ("", "required: command"), ("chek", "invalid choice"), ('derive "x*y"', "Add --wrt"), ("check", "check what"),
    ('derive "x +"', "invalid syntax"), ('derive "x', "between quotes"), ("derive", "required: expr"),
    ("check missing.md --seed a", "invalid int"), ("show dotproduct", "did you mean dot-product"),
    ("search adamm", "did you mean adam"), ("list algebra", "the chapters are"),
])
def test_errors_say_what_to_do(shell, line, message):
    with pytest.raises(UsageError, match=message):
        shell.run_line_magic("lemmata", line)


def _run(*cells: str):
    """The cells after a real kernel has run them."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    NotebookClient(book, timeout=240, kernel_name="python3", store_widget_state=True).execute()
    return book


def _data(cell, mime: str) -> str:
    return next(str(output["data"][mime]) for output in cell.outputs if mime in output.get("data", {}))


def test_a_notebook_from_beginning_to_end():
    book = _run("%load_ext lemmata\nimport lemmata as lm", f"%%lemmata check\n{CELL}",
                '%lemmata derive "x**3" "x: real"',
                'f = lm.parse("a*sin(b*x + c)", "x: real, a: real, b: real, c: real")\nf',
                "f.equals('a*sin(c + x*b)')", "f.plot(x=(-3, 3), c=0.0)",
                "f.plot(x=(-3, 3), a=1.0, b=1.0, c=0.0, backend='matplotlib')", "box = f.sliders(x=(-3, 3))\nbox",
                "before = box.children[0].outputs\nbox.children[1].value = 2.5\n"
                "print(box.children[0].outputs != before, [w.description for w in box.children[1:]])")
    cells = book.cells
    assert "something is wrong" in _data(cells[1], "text/html")
    assert "<table>" in _data(cells[2], "text/html")
    assert "\\sin" in _data(cells[3], "text/html")
    assert re.search("proved", _data(cells[4], "text/html"))
    assert "sliders" in _data(cells[5], "application/vnd.plotly.v1+json")
    assert cells[6].outputs and "image/png" in cells[6].outputs[0]["data"]
    assert "application/vnd.jupyter.widget-view+json" in cells[7].outputs[0]["data"]
    assert cells[8].outputs[0]["text"] == "True ['a', 'b', 'c']\n"
