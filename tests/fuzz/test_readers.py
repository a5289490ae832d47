"""Readers of formulas and declarations: any text is read or refused with a ReadError whose place lies in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.fuzz.words import CLAIMS, DECLARATIONS, FORMULAS, LATEX, TIMES, mutated, soup, tried

from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.macros import macros_of
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.text import read_text

PYTHON = ["x", "A", "np.", "sum", "(", ")", "[", "]", ":", ",", "@", "**", "*", " + ", "-", "/", "//", "%", ".T",
          "axis=", "0", "-1", "1e999", "0x1f", "2j", "'a'", "f'{x}'", "lambda v: ", " for i in range(", " if ",
          " else ", "None", "True", "==", " < ", " and ", "not ", "~", "...", ":=", "*args", "\n", "\\", "#",
          "softmax", "einsum('ij->j', ", "x.mean", "norm", "where(", "await ", "{", "}", "9" * 30, ";", "=",
          "__class__", ".sum()", "grad(", "Normal("]
TEXTS = ["sum((X @ w - y)**2) / m", "np.mean(X, axis=0, keepdims=True)", "softmax(X @ w)[i]", "X[1:, :-1].T @ y",
         "sum(x[i] * y[i] for i in range(n))", "E[X**2] - E[X]**2", "np.linalg.solve(A, b) - inv(A) @ b",
         "-(y * log(p) + (1 - y) * log(1 - p)).mean()", "np.einsum('ij,jk->ik', A, B)", "max(0, 1 - t * y)",
         "exp(-(x - mu)**2 / (2 * sigma**2)) / (sigma * sqrt(2 * pi))", "f(x + h) - f(x)",
         "np.where(x > 0, x, a * x)"]
DECLARED = ["x", "A", "w", ":", " ", "[", "]", ",", ";", "\n", "real", "positive", "function", "labels", "symmetric",
            "invertible", "integer", "natural", "->", "(", ")", "n", "m", "n + 1", "2*n", "n^2", "-", "0", "10**9",
            "1.5", "variable", "event", "density", "distribution", "normal", "#", "=", "\\", "random", "probability"]


def refused(read: Callable[[str], object], text: str) -> None:
    try:
        read(text)
    except ReadError as error:
        assert error.message
        if error.position is not None:
            assert 0 <= error.position <= len(error.text)
            assert error.end is not None and error.position <= error.end


def in_document(source: str) -> None:
    scope = Scope().with_options(document=True).with_macros(macros_of(source))
    refused(lambda text: read_latex(text, scope), source)


def declared(pair: tuple[str, str]) -> None:
    """A text with the names that are declared for it."""
    refused(lambda text: read_text(text, pair[0]), pair[1])


@TIMES
@pytest.mark.parametrize("source", [soup(LATEX, 12), mutated(FORMULAS, LATEX)], ids=["soup", "mutated"])
def test_latex(source, times: int) -> None:
    tried(in_document, source, 150 * times)


@TIMES
@pytest.mark.parametrize("source", [soup(PYTHON, 14), mutated(TEXTS, PYTHON)], ids=["soup", "mutated"])
def test_python_text(source, times: int) -> None:
    tried(lambda text: refused(read_text, text), source, 150 * times)


@TIMES
@pytest.mark.parametrize("source", [soup(DECLARED), mutated(DECLARATIONS, DECLARED)], ids=["soup", "mutated"])
def test_declarations(source, times: int) -> None:
    tried(lambda text: refused(parse_declarations, text), source, 300 * times)


@TIMES
def test_text_with_declarations(times: int) -> None:
    from hypothesis import strategies as st

    names = "X: real[m n], A: invertible[n n], B: real[n n], w: real[n], y: real[m], x: real[n], b: real[n], t: real"
    pairs = st.tuples(st.just(names) | mutated([names], DECLARED, 2), mutated(TEXTS, PYTHON, 3))
    tried(declared, pairs, 100 * times)


def test_the_tables_are_there() -> None:
    assert len(CLAIMS) > 300 and len(DECLARATIONS) > 50 and len(LATEX) > 150
