r"""A formula behind any preamble is found: definitions of commands, code and addresses, comments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemmata.documents import check_document
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.formats.rst import parse_rst
from lemmata.documents.formats.tex import parse_tex
from lemmata.documents.formats.texdefinitions import without_definitions

DEFINITIONS = [
    r"\newcommand{\R}{\mathbb{R}}", r"\newcommand\R{\mathbb{R}}", r"\newcommand{\ip}[2]{\langle #1, #2\rangle}",
    r"\newcommand{\norm}[1][2]{\|#1\|}", r"\renewcommand*{\vec}[1]{\mathbf{#1}}", r"\providecommand{\x}{$y$}",
    r"\def\E{\mathbb E}", r"\def\ip#1#2{#1^T #2}", r"\gdef\E{X}", r"\def\bra<#1|{#1}", r"\let\eps\varepsilon",
    r"\DeclareMathOperator{\tr}{tr}", r"\DeclareMathOperator*\argmin{arg\,min}",
    r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}", r"\DeclarePairedDelimiter\set\{\}",
    r"\DeclarePairedDelimiterX{\ip}[2]{\langle}{\rangle}{#1, #2}", r"\NewDocumentCommand{\a}{m O{1}}{#1}",
    r"\newenvironment{foo}[1][x]{\begin{quote}}{\end{quote}}", r"\newtheorem{thm}{Theorem}[section]",
    r"\newcommand{\set}[1]{\left\{#1\right.}", r"\newcommand{\be}{\begin{equation}}", r"\newcommand{\usd}{\$}",
    r"\newcommand{\broken}{x", r"\def\broken", r"\newcommand", r"\newif\ifdraft", r"\usepackage{amsmath}",
    r"\makeatletter\def\@x{y}\makeatother", r"\hypersetup{colorlinks}", r"\setlength{\parindent}{0pt}",
    r"\lstset{a={b}}",
    r"\newcommand{\R}{\mathbb{R}} % the reals",
]
WHOLE = [row for row in DEFINITIONS if "broken" not in row and row != r"\newcommand"]
# what a document in LaTeX may also have before its formulas
CODE = [r"\verb|50%| is", r"\path(0,0)", r"\url{a%20b}", r"\ifthenelse{a}{b}{c}", r"\verb|never closed", "$5$ \\% of",
        r"\iffalse $no$ \ifthenelse{a}{b}{c} \fi"]
TEX = ["\\begin{equation}\nQ = 3\n\\end{equation}", "$Q = 3$", "\\[Q = 3\\]", "$$Q = 3$$", "\\(Q = 3\\)",
       "\\begin{align*}\nQ = 3\n\\end{align*}", "\\begin{gather}Q = 3\\end{gather}", "\\section{A} $Q = 3$",
       "\\begin{thm}$Q = 3$\\end{thm}"]
MARKDOWN = ["$Q = 3$", "$$\nQ = 3\n$$", "\\begin{align}\nQ = 3\n\\end{align}", "# A $Q = 3$", "- $Q = 3$", "> $Q = 3$"]
MARKUP = ["<!-- a -->", "[a]: http://x", "[^1]: foot", "{: .cls}", "<div>", "<br>", "</div>", "(t)=", "% c", "*[H]: x",
          "<a name='b'>", ":::{note}", "!!! note", "| a |\n|---|", "Price $5", "``a`", "<style>a{}</style>"]
RST = ["$Q = 3$", ":math:`Q = 3`", ".. math:: Q = 3", ".. math::\n\n   Q = 3", "* :math:`Q = 3`", ".. note:: $Q = 3$"]
ROLES = [".. |a| replace:: b", ".. _t: http://x", ":orphan:", ".. role:: raw(raw)\n   :format: latex", ".. [1] foot",
         ".. raw:: html\n\n   <b>", ".. comment", ".. highlight:: python", "= =\na b\n= =", ".. index:: z"]
JOINTS = st.sampled_from(["\n", "\n\n"])


def preambles(*tables: list[str]) -> st.SearchStrategy[str]:
    rows = st.sampled_from([row for table in tables for row in table])
    return st.lists(st.builds(str.__add__, rows, JOINTS), max_size=4).map("".join)


def assert_found(parse, text: str) -> None:
    assert any("Q = 3" in formula.source and not formula.problem for formula in parse(text).formulas), text


@given(preambles(DEFINITIONS, CODE), st.sampled_from(TEX))
def test_latex(preamble: str, formula: str) -> None:
    assert_found(parse_tex, preamble + formula)
    assert_found(parse_tex, f"\\documentclass{{a}}\n{preamble}\n\\begin{{document}}\n{formula}\n\\end{{document}}")


@given(preambles(DEFINITIONS, [f"$$\n{row}\n$$" for row in DEFINITIONS], MARKUP), st.sampled_from(MARKDOWN))
def test_markdown(preamble: str, formula: str) -> None:
    assert_found(parse_markdown, preamble + formula)


@given(preambles([f".. math::\n\n   {row}\n" for row in DEFINITIONS], ROLES), st.sampled_from(RST))
def test_restructured_text(preamble: str, formula: str) -> None:
    assert_found(parse_rst, preamble + "\n" + formula)


@pytest.mark.parametrize("definition", WHOLE)
def test_a_false_equation_behind_a_definition_is_refuted(definition: str) -> None:
    text = f"{definition}\n\\begin{{equation}}\n1 + 1 = 3\n\\end{{equation}}\n"
    assert [f.code for f in check_document(parse_tex(text)).findings if f.kind == "formula"] == ["F101"]


@pytest.mark.parametrize("definition", [r for r in WHOLE if r.startswith((r"\newc", r"\def", r"\Declare", r"\New"))])
def test_a_definition_is_blotted_out_as_a_whole(definition: str) -> None:
    left = without_definitions(f"a{definition.split(' %')[0]}{{$b$}}")
    assert left.strip("a").strip() == "{$b$}"


def test_a_comment_in_code_or_an_address_is_none() -> None:
    text = r"\verb|%| and $x$, \url{a%20b} and $y$ \\% $no$"
    assert [f.source for f in parse_tex(text).formulas] == ["x", "y"]
