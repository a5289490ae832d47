r"""Any text is read to its end, and what is found lies in it: Markdown with its dialects, LaTeX, rst, docstrings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemmata.documents.formats.blocks import CodeBlock, Document, DocumentError
from lemmata.documents.formats.docstrings import parse_docstrings
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.formats.rst import parse_rst
from lemmata.documents.formats.tex import parse_tex

MARKDOWN = ["```", "{note}", "{math}", "{code-cell}", "{eval-rst}", ":::", "{.a}", "\n", "$", "$$", "x", " ",
            "    ", "> ", "- ",
            "---", ":a: b", "!!! note", "=== \"A\"", "%", "{% highlight x %}", "{% endhighlight %}", "<code>",
            "</code>",
            "Output:", ".. math::", "(a)=", "python", "\t", "é", "|", "<!--", "-->", "\\begin{align}"]
TEX = ["\\iffalse", "\\iftrue", "\\else", "\\fi", "\\ensuremath", "{", "}", "$", "$$", "\\(", "\\)", "\\[", "\\]",
       "\n", "\n\n",
       "\\newcommand", "\\def\\x", "\\footnote{", "\\verb", "|", "\\mintinline{a}", "\\lstinline", "%", "x", " ",
       "[", "]",
       "\\begin{theorem}", "\\end{theorem}", "\\begin{lstlisting}", "\\end{lstlisting}", "\\item", "\\section{",
       "\\text{", "\\\\"]
RST = [".. math::", ".. note::", ".. figure::", ".. testcode::", ".. testoutput::", ".. [1]",
       ".. default-role:: math", "::",
       ":a: b", "`", "``", ":math:`", "$", "$$", "\\(", "\\)", "\n", "\n\n", "   ", "x", "- ", ">>> ", "...", "===",
       "```", "|"]


def soup(words: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), max_size=25).map("".join)


def assert_places(document: Document, text: str) -> None:
    rows = text.split("\n")
    for formula in document.formulas:
        assert 1 <= formula.line <= len(rows) and 1 <= formula.column <= len(rows[formula.line - 1]) + 1
        for position, sign in enumerate(formula.content.text):
            if not sign.isspace():
                assert text[formula.content.offset(position)] == sign
    for block in document.blocks:
        if isinstance(block, CodeBlock):
            assert 1 <= block.line <= len(rows) + 1
            for number, row in enumerate(block.source.rstrip("\n").split("\n")):
                assert row.strip() in (rows[block.first - 1 + number:] or [""])[0]


@given(soup(MARKDOWN))
def test_markdown(text: str) -> None:
    assert_places(parse_markdown(text.expandtabs(4)), text.expandtabs(4))


@given(soup(TEX))
def test_latex(text: str) -> None:
    assert_places(parse_tex(text), text)


@given(soup(RST))
def test_restructured_text(text: str) -> None:
    assert_places(parse_rst(text), text)


@given(soup([*RST, "'''", "def f():\n    ", "\\n", "\\\\"]))
def test_docstrings(text: str) -> None:
    module = f'def f():\n    r"""{text}\n    """\n'
    try:
        document = parse_docstrings(module)
    except DocumentError:
        return
    for formula in document.formulas:
        for position, sign in enumerate(formula.content.text):
            assert sign.isspace() or module[formula.content.offset(position)] == sign


@pytest.mark.parametrize("unit",
     ["```{note}\n", ":::\n", "::: a\n", "!!! a\n    ", "=== \"a\"\n\n    ", "{% highlight x %}\n", "(a)=\n",
                                  "```{math}\n", "\\iffalse ", "\\footnote{$", "\\def\\x{", ".. note::\n\n  ",
                                  "`a ", "$$a ", "\\(a "])
@pytest.mark.parametrize("parse", [parse_markdown, parse_tex, parse_rst])
def test_long_odd_documents_are_read(parse, unit: str) -> None:
    assert parse(unit * 3000 + "\n\ntext").text.endswith("text")
