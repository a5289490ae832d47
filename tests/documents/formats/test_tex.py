r"""LaTeX files: where formulas stand, what introduces them, what is no text, files that read others."""

from __future__ import annotations

from pathlib import Path

import pytest

from lemmata.documents import check
from lemmata.documents.formats.blocks import Comment, Paragraph
from lemmata.documents.formats.tex import parse_tex

# a text; the sources of its formulas
ALIGNED = "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}"
FORMULAS = [
    (r"Let $x$ and \(y\).", ["x", "y"]),
    ("a\n\\[\n  x = 1\n\\]\n$$y$$", ["x = 1", "y"]),
    ("\\begin{equation*}\n x = 1\n\\end{equation*}", ["x = 1"]),
    (ALIGNED, [ALIGNED]),
    ("\\begin{equation}\\begin{aligned}a &= b\\end{aligned}\\end{equation}", ["\\begin{aligned}a &= b\\end{aligned}"]),
    ("$a$ % $b$\n50\\% of $c$ \\\\% $d$\n$e$", ["a", "c", "e"]),
    (r"it costs \$5 and \$6, and $x$", ["x"]),
    (r"\verb|$x$| and \verb+$y$+ and $z$", ["z"]),
    ("\\begin{verbatim}\n$x$\n\\end{verbatim}\n$y$", ["y"]),
    ("\\begin{comment}\n$x$\n\\end{comment}\n\\begin{tikzpicture}\\node{$t$};\\end{tikzpicture} $y$", ["y"]),
    ("\\begin{thm}\\begin{itemize}\\item $x$\\item $y$\\end{itemize}\\end{thm}", ["x", "y"]),
    (r"\mintinline{python}{x='$x$'}, \lstinline|$x$|, \lstinline[language=C]{$x$} and $y$", ["y"]),
    (r"\iffalse $x$ \fi $y$ \iftrue $z$ \else $x$ \fi $a \iff b$", ["y", "z", r"a \iff b"]),
    ("\\iffalse\n\\ifdraft $x$ \\fi $x$\n\\fi\n$y$ \\newif\\ifdraft", ["y"]),
    (r"the \ensuremath{x^2} and $y$", ["x^2", "y"]),
    (r"\newcommand{\xx}[1]{$#1$}\def\yy{$x$}\lstset{basicstyle=$x$} $z$", ["z"]),
    ("text\\footnote{see $x$ and\n$y$} more $z$", ["x", "y", "z"]),
    ("\\begin{theorem}[Bayes, $t$]\nLet $x$.\n\\end{theorem}", ["t", "x"]),
    (r"\section{The $x$ norm} $y$", ["x", "y"]), (r"\begin{description}\item[$x$] is $y$\end{description}", ["x", "y"]),
    (r"$x = \text{if $y$ is} 3$ and $z$", [r"x = \text{if $y$ is} 3", "z"]), (r"a \\[2pt] b $y$ \\(c)", ["y"]),
    ("\\begin{tabular}{c|c}\n$x$ & $y$ \\\\\n\\end{tabular}", ["x", "y"]),
    ("\\begin{minted}[frame=single]{python}\nx='$x$'\n\\end{minted}\n$y$", ["y"]),
    ("\\documentclass{a}\n$no$\n\\begin{document}\n$x$\n\\end{document}\n$no$", ["x"]),
]


@pytest.mark.parametrize(("text", "expected"), FORMULAS, ids=[text[:40] for text, _ in FORMULAS])
def test_formulas_with_their_places(text: str, expected: list[str]) -> None:
    found = parse_tex(text).formulas
    assert [f.source for f in found] == expected
    for formula in found:
        here = text.split("\n")[formula.line - 1][formula.column - 1:]
        assert here.startswith(("$", "\\(", "\\[", "\\begin", "\\ensuremath"))
        assert formula.source.split("\n")[0] in text[text.index(here):]


def test_every_character_of_a_formula_has_its_place() -> None:
    text = "Text\n\\begin{equation}\n   a = b\n     + c\n\\end{equation}\n"
    formula, = parse_tex(text).formulas
    assert formula.source == "a = b\n+ c"
    assert [text[formula.content.offset(k)] for k in range(len(formula.source))] == list(formula.source)


def test_sections_labels_and_paragraphs() -> None:
    document = parse_tex(
        "\\chapter{One}\n\\section[S]{The \\emph{norm}}\nLet $x$.\n\n"
        "\\begin{theorem}[Bayes]\nThen $y$.\n\\end{theorem}\n"
        "\\subsection*{Sub}\n\\begin{enumerate}\\item first $z$\n\\item second\\end{enumerate}\n\\section{Next} $w$")
    assert [(f.source, f.label, f.section) for f in document.formulas] == [
        ("x", "", ("One", "The norm")), ("y", "Bayes", ("One", "The norm")),
        ("z", "", ("One", "The norm", "Sub")), ("w", "", ("One", "Next"))]
    kinds = [b.kind for b in document.blocks if isinstance(b, Paragraph) and b.formulas]
    assert kinds == ["paragraph", "paragraph", "item", "paragraph"]


def test_words_around_a_formula_are_free_of_commands() -> None:
    text = r"Let $A$ be a \emph{symmetric} matrix~\cite[p.~3]{x} of ``size'' \textbf{$n$}, see \eqref{a}."
    block = parse_tex(text).blocks[0]
    assert isinstance(block, Paragraph)
    assert [s for s in block.segments if isinstance(s, str)] == [
        "Let ", " be a symmetric matrix  of \"size\" ", ", see ."]


def test_code_and_remarks_to_the_checker() -> None:
    document = parse_tex("\\begin{lstlisting}[language=Python, caption=x]\na = 7 % 4\n\\end{lstlisting}\n"
                         "% lemmata: X: real[m n]\n\\begin{minted}{python}\nb = 2\n\\end{minted}\n"
                         "% lemmata: ignore\n$x$")
    assert [(b.language, b.source, b.first) for b in document.code] == [
        ("python", "a = 7 % 4\n", 2), ("python", "b = 2\n", 6)]
    assert [(b.text, b.line) for b in document.blocks if isinstance(b, Comment)] == [
        ("X: real[m n]", 4), ("ignore", 8)]


@pytest.mark.parametrize("text", [
    "$x", "$$x", "\\[ x", "\\begin{equation} x", "\\begin{align} x \\end{gather}", "\\verb|x", "\\section{x", "\\item[",
    "{" * 5000, "\\begin{a}" * 500, "$" * 3001, "\\begin{lstlisting}", "\\begin{comment}", "%" * 1000, "\\input{none}"])
def test_what_is_left_open_ends_with_its_paragraph(text: str) -> None:
    assert parse_tex(text + "\n\n$a = b$\n").formulas[-1].source == "a = b"


@pytest.mark.parametrize("command", ["\\input{parts/one}", "\\input parts/one", "\\input{parts/one.tex}",
                                     "\\import{parts/}{one}", "\\subimport{parts}{one}", "\\subfileinclude{parts/one}"])
def test_ways_to_read_a_file(tmp_path: Path, command: str) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.tex").write_text("First\n$a = b$")
    formula, = parse_tex(f"Text.\n{command}\nMore.\n", _written(tmp_path / "main.tex")).formulas
    assert formula.source == "a = b"


def _written(file: Path) -> str:
    file.write_text("")
    return str(file)


def test_files_that_are_read_by_others(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "main.tex").write_text(
        "\\documentclass{book}\n\\newcommand{\\T}{^\\top}\n\\begin{document}\n\\input{parts/one}\n"
        "Then $(AB)\\T = A\\T B\\T$.\n\\include{parts/missing}\n\\end{document}\n")
    (tmp_path / "parts" / "one.tex").write_text("First,\n$(AB)\\T = B\\T A\\T$.\n\\input{parts/two.tex}\n")
    (tmp_path / "parts" / "two.tex").write_text("Second $\\det(2A) = 2\\det A$.\n\\input{main}\n")
    found = check([tmp_path]).findings
    assert [(Path(f.file).name, f.line, f.column, f.verdict) for f in found] == [
        ("one.tex", 2, 1, "proved"), ("two.tex", 1, 8, "refuted"), ("two.tex", 2, 1, "unreadable"),
        ("main.tex", 5, 6, "refuted"), ("main.tex", 6, 1, "unreadable")]
    assert "main.tex reads itself here" in found[2].message and "no file parts/missing.tex" in found[4].message


def test_what_stands_beside_a_file_that_is_read_stays(tmp_path: Path) -> None:
    (tmp_path / "one.tex").write_text("$b = 2$ and\n")
    text = "Let $a = 1$ \\input{one} $c = 3$ \\input{none} $d = 4$ \\input{one}\n"
    document = parse_tex(text, _written(tmp_path / "main.tex"))
    assert [(f.source, document.place(f.line).line, f.column) for f in document.formulas] == [
        ("a = 1", 1, 5), ("b = 2", 1, 1), ("c = 3", 1, 25), ("d = 4", 1, 46), ("b = 2", 1, 1)]
    assert [(part.source, part.column) for part in document.broken] == [("\\input{none}", 33)]


def test_a_file_that_is_read_twice_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / "part.tex").write_text("$1 + 1 = 3$ and $2 = 2$\n\n$1 + 1 = 3$\n")
    (tmp_path / "main.tex").write_text("\\input{part}\n\nText.\n\n\\input{part}\n\n$1 + 1 = 3$\n")
    found = check(tmp_path / "main.tex").findings
    assert [(Path(f.file).name, f.line, f.column) for f in found if f.verdict == "refuted"] == [
        ("part.tex", 1, 1), ("part.tex", 3, 1), ("main.tex", 7, 1)]


@pytest.mark.parametrize("text", [
    "\\newcommand{\\chapter}[1]{\\input{chapters/#1}}", "\\input{\\jobname.bbl}", "\\input{figure.pdf_tex}",
    "% \\input{none}", "\\begin{verbatim}\n\\input{none}\n\\end{verbatim}"])
def test_what_is_no_name_of_a_latex_file_is_not_missed(tmp_path: Path, text: str) -> None:
    assert not parse_tex(f"Text.\n{text}\n", _written(tmp_path / "main.tex")).broken


def test_code_is_named_by_its_place_in_its_own_file(tmp_path: Path) -> None:
    code = "\\begin{lstlisting}[language=Python]\n%s\n\\end{lstlisting}\n"
    (tmp_path / "part.tex").write_text("First.\n\n" + code % "a = 1\nraise ValueError(a)" + code % "b = 2")
    text = "Text.\n\nMore text.\n\\input{part}\n" + code % "print(a)"
    first, second, last = parse_tex(text, _written(tmp_path / "main.tex")).code
    assert first.where == f"the block at line 3 of {tmp_path / 'part.tex'}"
    assert second.where == f"the block at line 7 of {tmp_path / 'part.tex'}"
    assert last.where == f"the block at line 5 of {tmp_path / 'main.tex'}"
    assert [first.said(first.first + 1), second.said(second.first), last.said(last.first)] == [
        "line 5", "line 8", "line 6"]
    (tmp_path / "main.tex").write_text(text)
    failed, _, cascade = check([tmp_path / "main.tex"], run=True).findings
    assert "line 5 " in failed.message
    assert f"the block at line 3 of {tmp_path / 'part.tex'}" in cascade.message
