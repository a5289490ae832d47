"""Hostile documents: each gets a message within its budget, and what stands before and behind it is checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lemmata.documents import check, check_document
from lemmata.documents.formats.files import PARSERS

TRUE, FALSE = "First, $1 + 1 = 2$.", "At last, $2 + 2 = 5$."
ROWS = 3000


def sum_of(term: str, count: int) -> str:
    return " + ".join(term for _ in range(count)) + " = 1"


# The formula, and words of the message that tells what is wrong with it; "" where it is simply judged.
FORMULAS = {
    "open braces": ("{" * 10**6, "at most 20000"), "closing braces": ("}" * 10**6, "at most 20000"),
    "backslashes": ("\\" * 10001, "does not fit"), "carets": ("x" + "^" * 10000, "expected a script"),
    "a brace left open": (r"\frac{1}{2 = x", "never closed"), "a brace too many": ("x} = 2", "does not fit"),
    "left without right": (r"\left( x = 2", "never closed"),
    "parentheses": ("(" * 5000 + "x" + ")" * 5000 + "=x", "deeper than 40"),
    "fractions": (r"\frac{1}{" * 1000 + "x" + "}" * 1000 + "=x", "deeper than 40"),
    "roots": (r"\sqrt{" * 1000 + "x" + "}" * 1000 + "=x", "deeper than 40"),
    "a tower": ("x^{" * 3000 + "x" + "}" * 3000 + "=x", "deeper than 40"),
    "environments": (r"\begin{cases}" * 200 + "x" + r"\end{cases}" * 200, "deeper than 40"),
    "many terms": (sum_of("x", 10**5), "at most 20000"),
    "many numbers": (" + ".join(map(str, range(ROWS))) + " = 4498500", ""),
    "many rows": (r"\begin{aligned}" + r"\\".join(["x &= x"] * 10**5) + r"\end{aligned}", "at most 20000"),
    "a tower of numbers": ("10^{10^{10}} = 5", ""), "a higher one": ("2^{2^{2^{2^2}}} = 5", ""),
    "powers of powers": ("(" * 10 + "2" + "^{99})" * 10 + " = 5", ""),
    "a factorial": ("1000000! = 5", ""), "a factorial of one": ("((10!)!)! = 5", ""),
    "a binomial": (r"\binom{10^9}{5 \cdot 10^8} = 7", ""),
    "a long sum": (r"\sum_{i=1}^{10^{12}} i = 1", "indices"),
    "a long sum of sums": (r"\sum_{i=1}^{10^6} \sum_{j=1}^{10^6} \sum_{k=1}^{10^6} \frac{1}{i+j+k} = 1", "indices"),
    "a long product": (r"\prod_{i=1}^{10^{12}} (x + i) = 1", "indices"),
    "an endless range": (r"\sum_{i=1}^{10^{999}} i = 1", "terms"),
    "a long number": ("1" * 19000 + " = 1", "19000 digits"),
    "a long decimal": ("0." + "1" * 10**6 + " = 1", "at most 20000"),
    "nothing to divide by": (r"\frac{1}{0} = 5", "no common point"), "log 0": (r"\log 0 = 5", "no common point"),
    "infinities": (r"\infty - \infty = 0", "no common point"),
    "a high power": ("(x + y + z)^{1000000} = x", ""),
    "primes": ("f" + "'" * 5000 + "(x) = 1", "order 5000"),
    "a derivative of high order": (r"\frac{d^{200}}{dx^{200}} \sin(x^2) = 1", "order 200"),
    "no character": ("x\0 = 1", "does not fit"), "half a character": ("x\ud800 = 1", "does not fit"),
    "an emoji": ("😀 + x = 😀", "does not fit"), "marks of direction": ("\u202ex = x\u202c", "does not fit"),
    "a joiner": ("x\u200d = x", "does not fit"),
}
MACROS = {
    "one that calls itself": (r"\newcommand{\a}{\a}", r"\a = 1", "expands to more"),
    "two that call each other": (r"\newcommand{\a}{\b} \newcommand{\b}{\a + 1}", r"\a = 1", "expands to more"),
    "one that grows": (r"\def\a#1{\a{#1#1}}", r"\a{x} = 1", "expands to more"),
    "doubling": (" ".join(rf"\newcommand{{\m{a}}}{{\m{b}\m{b}}}" for a, b in zip("abcdefghijklmno", "bcdefghijklmnop")),
                 r"\ma = 1", "expands to more"),
    "an argument that is none": (r"\newcommand{\a}[1]{#9}", r"\a{x} = 1", "takes 1 argument"),
    "a body left open": (r"\newcommand{\a}{ x ", r"\a = 1", "not known"),
}
TEXTS = {
    "open braces": "{" * 10**5, "dollars": "$" * 10**6, "backslashes": "\\" * 10**5, "stars": "*a **" * 5000,
    "brackets": "[" * 10**5, "links": "[a](" * 5000, "tags": "<a " * 5000, "quotes": ">" * 5000 + " a",
    "headings": "\n\n".join(f"# Heading {i}" for i in range(2000)), "fences": "```\n" * 999 + "```",
    "many formulas": "$x$ " * 300, "many macros": "".join(rf"$\newcommand{{\m{'a' * i}}}{{x}}$ " for i in range(1, 99)),
    "one long word": "a" * 10**5, "an image in base64": "![](data:image/png;base64," + "iVBORw0K" * 10**4 + ")",
    "marks": "\x0c\x0b\x1c\x85\u2028\u202e\ud800", "one long line": "word " * 20000,
    "a long list": "word $x$, " * 9 + "word " * 40000,
    "a directive of one word": f"<!-- lemmata: {'x' * 5 * 10**5} -->",
    "a declaration without end": f"<!-- lemmata: X: real[{'m ' * 10**5}] -->",
    "much code": "```python\n" + "".join(f"x{i} = {i}\n" for i in range(10**4)) + "```",
}
CELLS = {
    "no source": {"cell_type": "markdown"}, "a number": 3, "nothing": None, "a list": [],
    "wrong types": {"cell_type": 3, "source": {}, "metadata": 4}, "lines that are none": {
        "cell_type": "markdown", "source": ["a", 3, None]},
    "outputs": {"cell_type": "code", "source": "1", "outputs": [{"text": "x" * 10**6}]},
    "half a character": {"cell_type": "markdown", "source": "\ud800 and $x\udc00$"},
}
READ = ("outputs", "half a character")  # the cells that can be read all the same
NO_NOTEBOOKS = ('{"cells": [', "[" * 10**5, '{"nbformat": 3, "worksheets": [3]}', '{"nbformat": 4, "cells": [1',
                '{"nbformat": "4", "cells": 3}', '{"nbformat": ' + "9" * 5000 + ', "cells": []}', '{"nbformat": 2}')


def judged(text: str, suffix: str = ".md") -> list[tuple[str, str]]:
    """Verdicts and messages of what stands between a true formula and a false one, which are judged as such."""
    found = check_document(PARSERS[suffix](text, f"x{suffix}")).findings
    formulas = [f for f in found if f.kind == "formula"]
    assert formulas[0].verdict == "proved"
    assert formulas[-1].verdict == "refuted"
    messages = [(f.verdict, f.message) for f in formulas[1:-1]]
    assert not [m for _, m in messages if "report it" in m or "no answer within" in m]
    return messages


@pytest.mark.parametrize("name", FORMULAS)
def test_a_hostile_formula(name: str) -> None:
    formula, words = FORMULAS[name]
    (verdict, message), = judged(f"{TRUE}\n\n$$\n{formula}\n$$\n\n{FALSE}\n")
    assert words in message
    assert not words or verdict in ("unreadable", "undecided")


@pytest.mark.parametrize("name", MACROS)
def test_a_hostile_macro(name: str) -> None:
    defined, formula, words = MACROS[name]
    *_, (verdict, message) = judged(f"{TRUE}\n\n$$\n{defined}\n$$\n\n$$\n{formula}\n$$\n\n{FALSE}\n")
    assert verdict == "unreadable"
    assert words in message


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text(name: str) -> None:
    judged(f"{TRUE}\n\n{TEXTS[name]}\n\n{FALSE}\n")


@pytest.mark.parametrize("name", CELLS)
def test_a_hostile_cell_spoils_no_other(name: str) -> None:
    cells = [{"cell_type": "markdown", "source": TRUE}, CELLS[name], {"cell_type": "markdown", "source": [FALSE]}]
    text = json.dumps({"nbformat": 4, "metadata": None, "cells": cells})
    judged(text, ".ipynb")
    broken = [f.cell for f in check_document(PARSERS[".ipynb"](text, "x.ipynb")).findings if f.code == "D102"]
    assert broken == ([] if name in READ else [2])


@pytest.mark.parametrize("place", range(len(NO_NOTEBOOKS)))
def test_what_is_no_notebook_is_named(place: int, tmp_path: Path) -> None:
    file = tmp_path / "x.ipynb"
    file.write_text(NO_NOTEBOOKS[place], encoding="utf-8")
    report = check([file])
    assert not report.findings
    assert str(file) in report.errors[0] and "notebook" in report.errors[0]


@pytest.mark.parametrize("source", [r"\input{x}", r"\input{/etc/passwd}", r"\input{nothere}", r"\input{..}"])
def test_latex_reads_no_file_twice_and_nothing_but_latex(source: str, tmp_path: Path) -> None:
    file = tmp_path / "x.tex"
    file.write_text(f"\\begin{{document}}{TRUE}\n\n{source}\n\n{FALSE}\\end{{document}}", encoding="utf-8")
    first, broken, last = check([file]).findings
    assert [(f.file, f.verdict) for f in (first, last)] == [(str(file), "proved"), (str(file), "refuted")]
    assert broken.code == "D102"
    assert ("reads itself" if source == r"\input{x}" else "there is no file") in broken.message


def test_what_can_not_be_read_is_named_and_the_others_are_checked(tmp_path: Path) -> None:
    import os

    good = tmp_path / "good.md"
    good.write_text(f"{TRUE}\n\n{FALSE}\n", encoding="utf-8")
    hostile = {"binary.md": bytes(range(256)) * 40, "wide.md": TRUE.encode("utf-16"), "latin.md": b"caf\xe9",
               "syntax.py": b"def f(:\n"}
    for name, data in hostile.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "long.md").open("wb") as file:
        file.truncate(50_000_000)
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "itself.md").symlink_to(tmp_path / "itself.md")
    (tmp_path / "folder.md").mkdir()
    paths = [*(tmp_path / name for name in hostile), tmp_path / "long.md", tmp_path / "pipe.md",
             tmp_path / "itself.md", tmp_path / "folder.md", "x" * 5000, "a\0b.md", good]
    report = check(paths)
    assert [f.verdict for f in report.findings] == ["proved", "refuted"]
    assert len(report.errors) == len(paths) - 1
