"""Documents of all formats, directives, settings: any text is read or refused, and the checker itself never fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from tests.documents.formats.test_any_text import MARKDOWN, RST, TEX
from tests.fuzz.words import FORMULAS, LATEX, TESTS, TIMES, mutated, soup, tried

from lemmata.documents import Limits, check_document
from lemmata.documents.code.child import LIMITS
from lemmata.documents.conventions import Conventions, SettingError
from lemmata.documents.deadline import OWN_FAILURE
from lemmata.documents.directives import conventions_in, problem_in_front, read_directive, silenced_at
from lemmata.documents.formats.blocks import CodeBlock, Document, DocumentError
from lemmata.documents.formats.files import PARSERS
from lemmata.documents.project.settings import FILE, read_settings

DOCUMENTS = {
    ".md": [(TESTS / "documents/data/claims.md").read_text(encoding="utf-8"),
            "# A\n\n```python\nx = 1\nx  # 2\n```\n\n$x$",
            "---\nlemmata:\n  log-base: 2\n---\n\n<!-- lemmata: x: real[n] -->\n\n$$\\|x\\|^2 = x^T x$$ {#eq}\n",
            "1. Let $X \\sim N(0, 1)$.\n\n   > [^1]: Then $E[X] = 0$.\n\n| a | $b$ |\n|---|---|\n| `$c$` | $d|e$ |\n"],
    ".tex": ["\\documentclass{article}\n"
             "\\newcommand{\\R}{\\mathbb{R}}\n\\begin{document}\n\\section{A} Let $x \\in \\R$.\n"
             "\\begin{align} x &= x \\label{a} \\\\ y &= 2 \\tag{3} \\end{align} % $no$\n\\verb|$x$| \\(1 = 1\\)\n"
             "\\begin{lstlisting}\nx = 1\n\\end{lstlisting}\n\\end{document}\n"],
    ".rst": ["A\n=\n\nLet :math:`x` be real. Then\n\n.. math::\n   :label: a\n\n   x = x\n\n.. code-block:: python\n\n"
             "   x = 1\n\n>>> 1 + 1\n2\n\n.. lemmata: x: real\n\n* |x| and ``$y$``\n"],
    ".py": ['"""Sums: $1 + 1 = 2$.\n\n>>> 1 + 1\n2\n"""\n\n\ndef f(x):\n    r"""Return :math:`x^2`: \\(a\\) is.\n\n'
            '    .. math:: x = x\n\n    >>> f(2)\n    4\n    """\n    return x**2\n'],
    ".ipynb": [json.dumps({"nbformat": 4, "metadata": {"kernelspec": {"language": "python"}}, "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# A\n", "$x = x$"]},
        {"cell_type": "code", "metadata": {"tags": ["a"]}, "source": "x = 1\nx", "execution_count": 1, "outputs": [
            {"output_type": "execute_result", "data": {"text/plain": ["1"]}, "execution_count": 1, "metadata": {}},
            {"output_type": "stream", "name": "stdout", "text": "a\n"}, {"output_type": "error", "ename": "E"}]}]})],
}
JSON = ["{", "}", "[", "]", ",", ":", "null", "3", "-1e999", "NaN", '"', '"cells"', '"source"', '"outputs"', "true",
        "\\u"]
WORDS = {".md": [*MARKDOWN, "\\", "[^1]", "[a](b)", "~~~", "#", "1.", "\\(", "\\]"], ".tex": TEX, ".rst": RST,
         ".py": [*RST, '"""', "'''", "def f():", "class A:", "\\", "    ", "async ", "b'"], ".ipynb": JSON}
DIRECTIVES = ["ignore", "off", "[", "]", "F102", "F", ",", " ", "conventions", "layout", "=", ":", "denominator",
              "log-base", "2", "ddof", "\n", "x", "real", "#", "'"]
TOML = ["[tool.lemmata]\n", "[tool]\n", "lemmata", "select", "ignore", "=", '["F"]', "3", "true", '"a"', "\n", "jobs",
        "time-limit", "inf", "nan", "-1", "per-file-ignores", "{", "}", '"*.md"', "layout", '"numerator"', "ddof",
        "1.0", "log-base", "1979-05-27", ".", "[[tool.lemmata]]\n", "baseline", "exclude", "seed", "[1, [2]]", "#",
        "\\"]
PARAGRAPHS = [
    "Let $A$ be a symmetric $n \\times n$ matrix. Then $A^T = A$, and $x^T A x \\geq 0$ for all $x$.",
    "We define $f(x) = x^2 + 1$, so $f'(x) = 2x$ and $f(3) = 10$, which is about $10.0$.",
    "Let $X \\sim N(\\mu, \\sigma^2)$ with variance $4$. Then $\\mathbb{E}[X^2] = \\mu^2 + 4$.",
    "Given $A = \\begin{bmatrix}2&1\\\\1&2\\end{bmatrix}$, its determinant is $3$ and its eigenvalues are 1 and 3.",
    "$$\\begin{aligned} (a + b)^2 &= a^2 + 2ab + b^2 \\\\ &\\ge 4ab \\end{aligned}$$ for any $a, b > 0$.",
    "| $x$ | 0 | 1 |\n|---|---|---|\n| $P(X = x)$ | 0.3 | 0.7 |\n\nThus $E[X] = 0.7$.",
    "If $P(A) = 0.5$ and $P(B \\mid A) = 0.2$, then $P(A \\cap B) = 0.1$ % unless not independent.",
    "The softmax is $\\sigma(z)_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}$.\n\n```python\ndef softmax(z):\n    return "
    "exp(z) / sum(exp(z))\n```",
    "<!-- lemmata: x: real[n], W: real[m n] -->\nHence $\\nabla_x \\|W x\\|^2 = 2 W^T W x$ where $W$ has full rank.",
    "## Sequences\n\nLet $a_0 = 1$ and $a_{n+1} = 2 a_n$. Then $a_3 = 8$; $n! \\sim \\sqrt{2\\pi n}(n/e)^n$.",
]


def assert_read(text: str, suffix: str) -> Document | None:
    try:
        document = PARSERS[suffix](text, f"x{suffix}")
    except DocumentError as error:
        assert str(error)
        return None
    rows = document.text.split("\n")
    for formula in document.formulas:
        assert 1 <= formula.line <= len(rows) and 1 <= formula.column <= len(rows[formula.line - 1]) + 1
        for position, sign in enumerate(formula.content.text):
            offset = formula.content.offset(position)
            assert sign.isspace() or suffix == ".ipynb" or document.text[offset] == sign
    for block in document.blocks:
        if isinstance(block, CodeBlock):
            assert 1 <= block.line <= len(rows) + 1
    conventions_in(document), problem_in_front(document), silenced_at(document)
    return document


def assert_checked(text: str, limits: Limits = LIMITS) -> None:
    for finding in check_document(PARSERS[".md"](text, "x.md"), limits=limits).findings:
        said = [finding.message, finding.hint, finding.reading, *(str(part.get("message")) for part in finding.parts)]
        assert not [words for words in said if OWN_FAILURE in words], (text, said)


@TIMES
@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_any_text_of_a_format(suffix: str, times: int) -> None:
    texts = soup(WORDS[suffix]) | mutated(DOCUMENTS[suffix], WORDS[suffix]) | st.text(max_size=50)
    tried(lambda text: assert_read(text, suffix) and None, texts, 200 * times)


@TIMES
@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_a_text_of_another_format(suffix: str, times: int) -> None:
    others = [text for texts in DOCUMENTS.values() for text in texts]
    tried(lambda text: assert_read(text, suffix) and None, mutated(others, WORDS[suffix], 1), 40 * times)


@TIMES
def test_a_notebook_of_anything(times: int) -> None:
    texts = st.text(max_size=8) | st.sampled_from(["code", "markdown", "stream", "text/plain", "execute_result", "$x$"])
    names = st.sampled_from(["cell_type", "source", "outputs", "text", "data", "metadata", "tags", "output_type",
                             "execution_count", "text/plain", "language", "id"])
    anything: st.SearchStrategy[Any] = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4), max_leaves=12)
    cells = st.lists(anything | st.fixed_dictionaries(
        {"cell_type": st.sampled_from(["code", "markdown", "raw"]) | anything, "source": texts | anything},
        optional={"outputs": anything, "metadata": anything, "execution_count": anything}), max_size=4)
    books = st.fixed_dictionaries({"nbformat": st.just(4) | anything, "cells": cells | anything},
                                  optional={"metadata": anything})
    tried(lambda book: assert_read(json.dumps(book), ".ipynb") and None, books, 200 * times)


@TIMES
def test_directives(times: int) -> None:
    def check(text: str) -> None:
        for read in (read_directive, Conventions.parse):
            try:
                read(text)
            except SettingError as error:
                assert str(error)

    tried(check, soup(DIRECTIVES) | st.text(max_size=30), 300 * times)


@TIMES
def test_settings(times: int, tmp_path: Path) -> None:
    file = tmp_path / FILE

    def check(text: str) -> None:
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            read_settings(file)
        except SettingError as error:
            assert str(file) in str(error)

    rows = [f"[tool.lemmata]\n{row}\n" for row in ('select = ["F"]', "jobs = 3", "per-file-ignores = {'*.md' = ['F']}",
                                                   "time-limit = 3", "layout = 'numerator'", "ddof = 1")]
    tried(check, soup(TOML) | mutated(rows, TOML), 300 * times)


@TIMES
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the alarm may ring in any destructor
def test_the_checker_itself_never_fails(times: int) -> None:
    limits = Limits(formula=0.5)  # it rings at many places then
    words = [*LATEX, "$", "Let ", "symmetric ", "independent ", "for all ", "positive ", "vector ", "density ", "is 3.",
             "\n\n", "- ", "# ", "where ", "not ", "mean ", "the eigenvalues are ", "0.5", "uniform on ", "given "]
    formulas = st.sampled_from(FORMULAS).map(lambda formula: f"Then ${formula}$.")
    texts = mutated(PARAGRAPHS, words) | mutated([f"Let $x > 0$. Then ${formula}$." for formula in FORMULAS], words, 3)
    texts = st.tuples(texts, texts | formulas).map("\n\n".join)
    tried(lambda text: assert_checked(text, limits), texts, 12 * times)
