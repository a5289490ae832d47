"""Remarks in a report: the verdict of their block, the parts of its finding, places, and what silences them."""

import json

import pytest

from lemmata.documents import check_document
from lemmata.documents.deadline import OWN_FAILURE
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.formats.notebooks import parse_notebook

NAIVE = "y = np.log(np.sum(np.exp(x)))"


def report(text: str, run: bool = False):
    found = check_document(parse_markdown(text, "notes.md"), run)
    assert not [f.reading for f in found.findings if OWN_FAILURE in f.reading]
    return found


def fenced(*rows: str) -> str:
    return "```python\n" + "\n".join(rows) + "\n```\n"


@pytest.mark.parametrize("run", [False, True])
def test_a_block_with_remarks_is_flagged_at_its_fence(run):
    found = report("Words.\n\n" + fenced("import numpy as np", "x = np.zeros(3)", NAIVE), run)
    (finding,) = found.findings
    assert (finding.verdict, finding.line, finding.method) == ("flagged", 3, "run" if run else "")
    assert found.exit_status == 1 and found.summary["flagged"] == 1
    (part,) = finding.parts
    assert (part["code"], part["name"], part["verdict"]) == ("M102", "log-of-sum-of-exp", "flagged")
    assert (part["line"], part["column"], part["width"], part["source"]) == (6, 5, len(NAIVE) - 4, NAIVE)
    assert "709" in part["message"] and "logsumexp" in part["hint"]
    assert json.loads(found.to_json())["findings"][0]["parts"][0]["code"] == "M102"


@pytest.mark.parametrize("before, naive, written, unfolded", [
    ("x = np.array([1.0, 2.0])", NAIVE, "logsumexp(x)", "[1.0"),
    ("A, b = np.array([[2.0]]), np.array([1.0])", "y = np.linalg.inv(A) @ b", "solve(A, b)", "[2.0"),
    ("A, b = np.array([[2.0]]), np.array([1.0])\nB = np.linalg.inv(A)", "y = B @ b", ", b)", "[1.0"),
    ("z = np.array([0.5, 1.0])", "y = np.log(1 / (1 + np.exp(-z)))", "(0, -(z))", "[0.5"),
])
def test_messages_name_what_the_line_names(before, naive, written, unfolded):
    (finding,) = report(fenced("import numpy as np", before, naive)).findings
    (part,) = finding.parts
    assert written in part["hint"] and unfolded not in part["message"] + part["hint"]


def test_a_block_that_fails_has_failed_and_keeps_its_remarks():
    found = report(fenced("import numpy as np", "x = np.zeros(3)", NAIVE, "1 / 0"), run=True)
    (finding,) = found.findings
    assert finding.verdict == "failed" and "zero" in finding.message
    assert [part["line"] for part in finding.parts] == [4]
    assert "M102" in found.to_text() and "ZeroDivision" not in found.to_text().split("M102")[1]


def test_the_terminal_marks_every_remark():
    text = report(fenced("import numpy as np", NAIVE, "p = np.exp(x) / np.exp(x).sum()")).to_text()
    rows = text.split("\n")
    for source, marked in ((NAIVE, NAIVE[4:]), ("p = np.exp(x) / np.exp(x).sum()", "np.exp(x) / np.exp(x).sum()")):
        place = next(i for i, row in enumerate(rows) if row.endswith(source))
        assert rows[place + 1].count("^") == len(marked)
        assert rows[place][rows[place + 1].index("^"):] == marked
    assert text.count("hint:") == 2 and "M107 softmax-overflow" in text


@pytest.mark.parametrize("comment, silent", [
    ("# lemmata: ignore", True), ("# lemmata: ignore[M102]", True), ("# lemmata: ignore[M1]", True),
    ("# lemmata: ignore[M103, M102]", True), ("# lemmata: ignore[log-of-sum-of-exp]", True),
    ("# lemmata: ignore[M103]", False), ("# ignore", False), ("# small  # lemmata: ignore", True),
])
def test_comments_silence_a_line(comment, silent):
    found = report(fenced("import numpy as np", f"{NAIVE}  {comment}"))
    assert (found.findings[0].verdict == "skipped") is silent


def test_a_comment_silences_the_statement_that_it_ends():
    found = report(fenced("y = np.log(", "    np.sum(np.exp(x)),", ")  # lemmata: ignore"))
    assert found.findings[0].verdict == "skipped"
    found = report(fenced("def f(x):", "    z = 1  # lemmata: ignore", f"    {NAIVE}"))
    assert found.findings[0].verdict == "flagged"


def test_places_in_lists_and_sessions():
    found = report("- item\n\n  ```python\n  >>> import numpy as np\n  >>> " + NAIVE + "\n  ```\n")
    (part,) = found.findings[0].parts
    assert (part["line"], part["column"]) == (5, 9) and part["source"] == ">>> " + NAIVE


def test_names_carry_over_in_notebooks():
    sources = ["import numpy as np\ne = np.exp(scores)", "%matplotlib inline\ntotal = e.sum()\nprint(np.log(total))"]
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
             for source in sources]
    text = json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})
    first, second = check_document(parse_notebook(text)).findings
    assert (first.verdict, second.verdict, second.cell) == ("skipped", "flagged", 2)
    assert [(p["line"], p["column"]) for p in second.parts] == [(3, 7)]


@pytest.mark.parametrize("source", [
    "x = " + "(" * 60 + "1" + ")" * 60,
    "x = " + " + ".join(["np.exp(y)"] * 400),
    "x = 10 ** 10 ** 10\ny = 1e400 ** 2\nz = 1e200 * 1e200 * w\nnp.log(1 + 1e308 * 1e308)",
    "def f(x): return g(x)\ndef g(x): return f(x)\ny = np.log(f(1))",
    "x = x\ny = y + x\nfor x in x: x = x",
    "class A:\n    def __init__(self): self.a = self.b; self.b = self.a\n    def f(self): return np.log(self.a)",
    "lambda *a, **k: (yield)\nasync def f():\n    async with a as b:\n        async for c in d: await e",
    "match x:\n    case [a, *b] if (c := a): pass\n    case {'k': v, **r}: np.log(v)",
    "from . import *\nfrom .a import b as c\nimport a.b.c\nc()\na.b.c.log(x)",
    "a[b].c, *d = e = f()\ndel a, d[0]\nglobal g\ng += 1",
    "try:\n    x = 1\nexcept* E as e:\n    raise\nelse:\n    y = x\nfinally:\n    z = y",
    "f = np.log\nf = f\ny = f(f)\n@f\ndef h(a, /, b=f, *, c=1): return h\nh(1)(2)[3]",
])
def test_any_python_is_read(source):
    assert report(fenced(source)).findings[0].verdict in ("skipped", "flagged")


@pytest.mark.parametrize("rows, said", [
    (("z = np.random.default_rng(0).normal(size=3)", "y = np.log(np.sum(np.exp(z)))"), "logsumexp(z)"),
    (("a = np.random.default_rng(0).normal(size=(3, 3))", "b = np.ones(3)", "x = np.linalg.inv(a) @ b"), "solve(a, b)"),
    (("def stable(v):", "    e = np.exp(v - v.max())", "    return e / e.sum()", "q = stable(scores)", "y = np.log(q)"),
     "log_softmax(scores)"),
    (("def stable(v):", "    e = np.exp(v - v.max())", "    return e / e.sum()", "y = np.log(stable(scores / 2))"),
     "log_softmax(scores / 2)"),
    (("def scores(W, x):", "    return W @ x + bias[0]", "def stable(v):", "    e = np.exp(v - v.max())",
      "    return e / e.sum()", "def loss(W, x):", "    return np.log(stable(scores(W, x)))"),
     "log_softmax(scores(W, x))"),
    (("class Head:", "    def __call__(self, v):", "        return 1 / (1 + np.exp(-self.layer(v)[1:]))",
      "head = Head()", "y = np.log(head(x))"), "(head.layer(x)[1:])"),
    (("def odds(f, v):", "    z = f(v, scale=2)", "    return 1 / (1 + np.exp(-z))", "y = np.log(odds(g, [1, 2]))"),
     "(g([1, 2], scale=2))"),
])
def test_a_hint_speaks_of_names_as_they_are_where_it_stands(rows, said):
    (finding,) = report(fenced("import numpy as np", *rows)).findings
    (part,) = finding.parts
    assert said in part["hint"]


@pytest.mark.parametrize("rows, line", [
    (("y = np.log(softmax(z, axis=1)[0])",), "y = scipy.special.log_softmax(z, axis=1)[0]"),
    (("p = np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)", "y = -np.log(p[k, 1])"),
     "y = -scipy.special.log_softmax(z, axis=-1)[k, 1]"),
    (("y = np.log(softmax(z, 1))",), ""),  # which axis is not told
    (("y = np.log2(softmax(z))",), ""),  # another base
    (("y = np.log(np.linalg.det(S)) / 2",), "y = np.linalg.slogdet(S)[1] / 2"),
])
def test_a_proposed_line_keeps_axis_index_and_base(rows, line):
    found = report(fenced("import numpy as np", "from scipy.special import softmax", *rows)).findings
    hints = [part["hint"] for finding in found for part in finding.parts if part["hint"].startswith("use ")]
    assert hints and hints[-1].partition(": ")[2] == line
