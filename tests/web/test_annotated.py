"""Documents with verdicts, as pages."""

import json

import pytest

from lemmata.documents import check_document
from lemmata.documents.formats.files import parse_document
from lemmata.web.annotated import Annotated, Annotating
from lemmata.web.opened import opened, row
from lemmata.web.work import checked

TEXT = "For $x > 0$: $\\log(x^2) = 2 \\log x$, but $\\log(x + 1) = \\log x$.\n\n" \
       "```python\nimport numpy as np\n\nz = np.array([1000.0, 0.0])\np = np.exp(z) / np.exp(z).sum()\n```\n"
NOTEBOOK = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
    {"cell_type": "markdown", "metadata": {}, "id": "a", "source": "# Title\n\n$(x + 1)^2 = x^2 + 1$"},
    {"cell_type": "code", "metadata": {}, "id": "b", "outputs": [], "execution_count": None,
        "source": "x = 1\nprint(x)"},
    {"cell_type": "markdown", "metadata": {}, "id": "c", "source": "$(x + 1)^2 = x^2 + 2x + 1$"}]})
TEX = "\\documentclass{article}\\begin{document}\n" \
      "Let $x$ be real. Then $(x+1)^2 = x^2 + 1$ & so on <b>.\n\\end{document}\n"


def page(text: str, name: str) -> Annotated:
    document = parse_document(text, name)
    return Annotating(document).whole(check_document(document).findings)


PAPER = r"""\documentclass{article}\newcommand{\norm}[1]{\lVert #1 \rVert}
\begin{document}\section{Two \emph{norms}}
For $x \in \mathbb{R}^n$: <b> at most 5\% off. % a word to oneself
\begin{equation}\label{eq:a} \norm{x}_2 \le \norm{x}_1 \end{equation}
\begin{itemize}\item see \eqref{eq:a} \end{itemize} \strange{this}
\end{document}"""


def test_a_latex_document_reads_as_a_page() -> None:
    html = page(PAPER, "paper.tex").html
    for shown in ("<h2>Two <em>norms</em></h2>", "&lt;b&gt; at most 5% off.", "<li>see (eq:a)", r"\strange{this}",
                  "data-macros", r"\norm{x}_2"):
        assert shown in html
    body = html.partition("</details>")[2]
    assert not any(gone in body for gone in (r"\label", r"\end{", r"\begin{", "to oneself"))


def test_what_stands_before_a_text_and_beside_it() -> None:
    """YAML is no heading; of a text alone, nothing beside it is known; on a shelf, links lead to pages and files."""
    text = "---\ntitle: Sums\n---\n# Sums\n\n![a plot](p.png) [more](b.md)"
    assert "title:" not in page(text, "a.md").html
    dropped, served = (checked("a.md", text, "a.md", shelf)["html"] for shelf in ((), ("b.md",)))
    assert "<img" not in dropped and "a plot" in dropped and "href" not in dropped
    assert 'src="/picture-file/p.png"' in served and 'href="/document/b.md"' in served


@pytest.mark.parametrize(("text", "name", "verdicts"), [
    (TEXT, "a.md", ["condition", "proved", "refuted"]),
    (NOTEBOOK, "a.ipynb", ["refuted", "proved"]),
    (TEX, "a.tex", ["notation", "refuted"]),
])
def test_verdicts_stand_at_their_formulas(text: str, name: str, verdicts: list[str]) -> None:
    found = page(text, name)
    assert [found.rows[number]["verdict"] for number in sorted(found.rows)] == verdicts
    for number, verdict in enumerate(verdicts):
        before = found.html[:found.html.index(f'data-formula="{number}"')]
        assert f"is-{verdict}" in before[before.rindex("<span"):]
    wrong = [issue["place"] for issue in found.issues if issue["verdict"] == "refuted"]
    assert wrong == [f"formula-{number}" for number, verdict in enumerate(verdicts) if verdict == "refuted"]
    assert sum(found.summary.values()) >= len(verdicts)


def test_remarks_stand_below_their_code() -> None:
    found = page(TEXT, "a.md")
    flagged = [issue for issue in found.issues if issue["verdict"] == "flagged"]
    assert flagged and found.html.index("</pre>") < found.html.index('<div class="remark"')


def test_what_is_written_twice_is_remarked_once_each() -> None:
    block = TEXT[TEXT.index("```"):]
    found = page(f"{block}\nAgain:\n\n{block}", "a.md")
    assert found.html.count('class="remark"') == 2
    assert [found.html.count(f'id="{issue["place"]}"') for issue in found.issues] == [1, 1]


def test_cells_in_their_order() -> None:
    html = page(NOTEBOOK, "a.ipynb").html
    assert html.count('<section class="cell">') == 3
    assert html.index("Title") < html.index("print") < html.index('data-formula="1"')


def test_what_is_not_rendered_is_text() -> None:
    assert "&amp; so on &lt;b&gt;" in page(TEX, "a.tex").html


def test_the_panel_of_a_formula() -> None:
    document = parse_document("Let $w \\in \\mathbb{R}^n$. The loss is $\\frac{1}{2} \\|w\\|^2$.", "a.md")
    shown = row(check_document(document).findings[-1])
    (symbol,) = shown["symbols"]
    assert (symbol["meaning"], symbol["declaration"]) == ("a vector with n entries", "real[n]")
    (term,) = shown["terms"]
    assert "formula=" in term["query"]
    (expression,) = opened([(term["text"], term["variables"])])
    (derivative,) = expression["derivatives"]
    assert (derivative["wrt"], derivative["result"]) == ("w", "w")
    assert set(expression["code"]) == {"numpy", "jax", "torch", "python", "js", "latex"}
    assert "def f(w" in expression["code"]["numpy"]


def test_names_are_not_opened() -> None:
    assert opened([("x", "x: real"), ("H(p)", "H: function[n], p: real[n]")]) == []
