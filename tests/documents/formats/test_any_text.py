r"""Any text is read to its end, and what is found lies in it: Markdown with its dialects, LaTeX, rst, docstrings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemmata.documents import check
from lemmata.documents.formats.blocks import CodeBlock, Document, DocumentError
from lemmata.documents.formats.docstrings import parse_docstrings
from lemmata.documents.formats.files import PARSERS
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


@pytest.mark.parametrize("unit", ["\\(", "\\[", "\\(a ", "``", "`a` ", ":math:`", "$", "$$a", "<code>", "|a"])
@pytest.mark.parametrize("parse", [parse_markdown, parse_tex, parse_rst])
def test_what_is_never_closed_costs_no_more_than_its_length(parse, unit: str) -> None:
    assert parse(unit * 40_000 + "\n\ntext").text.endswith("text")  # a search to the end for each takes minutes


# Blanks that Python's strip and splitlines take for ends of lines or nothing at all, and editors for neither.
BLANKS = ["\u00a0", "\u2003", "\u3000", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85"]
PLACED = {
    ".md": ["# A\n@\n$x$ b $y$\n", "@\na $x$\n", "- @\n  $x$\n", "> @\n> a $x$\n>\n> $y$\n", "a\n@\n@\nb $x$\n",
            "@a $x$@\n$y$\n",
            "a@\n@$x$\nb $y$@\n\n@\n\n$z$", "T@\n===\n\n$x$\n", "| a@ | b |\n|---|---|\n| @ | $x$ |\n\n$y$\n",
            "- a\n\n@\n- $x$\n"],
    ".tex": ["a\n@\n$x$\n", "% c@\n$x$ @ $y$\n", "@\n\n\\begin{itemize}\n@\\item $x$\n\\end{itemize}\n"],
    ".rst": ["a\n@\n$x$\n", "@\na $x$\n\n@\n\n* $y$ @ $z$\n", "A@\n==\n\n$x$\n"],
    ".py": ['"""A.\n@\n$x$\n"""\n', 'def f():\n    r"""A @ b.\n\n    @\n    $x$ @ $y$\n    """\n'],
}


@pytest.mark.parametrize("blank", BLANKS, ids=lambda blank: f"U+{ord(blank):04X}")
@pytest.mark.parametrize("suffix, text", [(suffix, text) for suffix, texts in PLACED.items() for text in texts])
def test_odd_blanks_move_no_place(suffix: str, text: str, blank: str) -> None:
    text = text.replace("@", blank)
    rows = text.split("\n")
    document = PARSERS[suffix](text, f"x{suffix}")
    assert len(document.formulas) == text.count("$") // 2
    for formula in document.formulas:
        assert rows[formula.line - 1][formula.column - 1] == "$"
        assert text[formula.content.offset(0)] == formula.source[0]


@pytest.mark.parametrize("blank", BLANKS, ids=lambda blank: f"U+{ord(blank):04X}")
def test_odd_blanks_move_no_line_of_code(blank: str) -> None:
    text = f"a\n{blank}\n\n```python\nx = '{blank}{blank}'\ny = 1 / len(x.strip())\n```\n\n{blank}\n1 $= 2$\n"
    report = check(text, run=True)
    assert [(f.line, [e.line for e in f.excerpt]) for f in report.findings if f.kind == "code"] == [(4, [6])]
    assert [f.line for f in report.findings if f.kind == "formula"] == [10]
