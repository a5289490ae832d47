r"""Macros of the document, with arguments and without: whatever they stand for, every formula has a verdict."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.fuzz.test_documents import assert_checked
from tests.fuzz.words import TIMES, tried

from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.macros import macros_of
from lemmata.engine.readers.scope import Scope

# how many arguments, and what stands for them
BODIES = [(1, r"#1^\top"), (1, r"#1^{-1}"), (1, r"\left\|#1\right\|"), (2, r"\frac{#1}{#2}"),
          (2, r"\langle #1, #2\rangle"), (2, r"#1^\top #2"), (1, r"\mathbb{E}[#1]"), (1, r"\mathbf{#1}"),
          (0, r"\mathbb{R}"), (0, r"^\top"), (0, r"\sigma"), (1, "|#1|"), (1, r"\log\left(#1\right)"), (2, "#2 #1"),
          (1, "(#1)"), (3, r"\sum_{#1=1}^{#2} #3"), (1, "#1#1"), (1, "_{#1}"), (1, "#1"), (0, ""), (1, r"\text{#1}"),
          (0, "="), (1, r"\begin{bmatrix}#1\end{bmatrix}"), (0, r"\\"), (1, r"\hat{#1}"), (0, "x + y")]
ATOMS = st.sampled_from(["A", "B", "x", "y", "n", "2", r"\alpha", "x_1", "A_{ij}", "1", "(AB)", "(x+y)", "a+b", "x^2"])
NAMES = ("ma", "mb", "mc")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str]:
    """The definitions of macros, and a formula that uses them."""
    chosen = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=len(NAMES)))
    definitions, calls = [], []
    for name, (count, body) in zip(NAMES, chosen):
        new = rf"\newcommand{{\{name}}}{f'[{count}]' if count else ''}{{{body}}}"
        old = rf"\def\{name}{''.join(f'#{k}' for k in range(1, count + 1))}{{{body}}}"
        definitions.append(draw(st.sampled_from([new, old])))
        calls.append((name, count))

    def call(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.sampled_from(calls).flatmap(lambda c: st.lists(inner, min_size=c[1], max_size=c[1]).map(
            lambda args: rf"\{c[0]}" + "".join(f"{{{arg}}}" for arg in args) + " " * (not args)))

    term = st.recursive(ATOMS, lambda t: call(t) | st.tuples(t, st.sampled_from(["", " + ", " - "]), t).map("".join),
                        max_leaves=4)
    return " ".join(definitions), f"{draw(term)} = {draw(term)}"


@TIMES
def test_macros_are_judged(times: int) -> None:
    tried(lambda pair: assert_checked(f"${pair[0]}$\n\n$${pair[1]}$$\n"), documents(), 12 * times)


@TIMES
def test_what_is_read_lies_in_the_source(times: int) -> None:
    def check(pair: tuple[str, str]) -> None:
        definitions, formula = pair
        try:
            readings = read_latex(formula, Scope().with_macros(macros_of(definitions)))
        except ReadError as error:
            assert 0 <= (error.position or 0) <= len(formula)
            return
        for part in readings[0].written:
            low, high = part.span
            assert 0 <= low < high <= len(formula), (part, formula)

    tried(check, documents(), 150 * times)
