"""Code of documents: names, stated values and lints of any program, made of parts of the lints' own cases."""

from __future__ import annotations

import ast
import copy
import warnings

from hypothesis import strategies as st
from tests.documents.lints.cases import cases
from tests.fuzz.words import TIMES, mutated, soup, tried

from lemmata.documents.code.names import Names, defined_from, first_use, names_of
from lemmata.documents.code.stated import expected_values
from lemmata.documents.formats.blocks import CodeBlock, with_newlines
from lemmata.documents.lints.catalogue import Linting
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.functions.code import read_code

WORDS = ["x", " = ", "def f(a, *b, c=1, **d):\n    ", "class A(B):\n    ", "return ", "yield x", "lambda: ", "(", ")",
         "[", "]", "{", "}", ":", ",", "\n", "\n    ", "for i in x:\n    ", "if x:\n    ", "else:\n    ",
         "try:\n    ", "except* E as e:\n    ", "finally:\n    ", "with a as b, c:\n    ",
         "match x:\n    case {'a': [*b], **c}:\n        ", "global x", "nonlocal x", "del x", "import a.b as c",
         "from . import *", "from a import (b)", "async ", "await ", "@", "@f\n", "x: int", "+=", "*", "**", "~",
         " is not ", "f'{x!r:>{y}}'", "b'\\xff'", "# 3.14", "# -> [1, 2]", "...", "1e999", "0777", "'''", "\\", ":=",
         "%matplotlib inline\n", "!ls\n", ">>> ", "raise x from y", "print(x)", "pass"]


def texts() -> st.SearchStrategy[str]:
    """Texts as formats give them to code blocks: their lines end as on Unix."""
    return (soup(WORDS, 12) | mutated(SOURCES, WORDS)).map(with_newlines)


def is_python(source: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "x", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


SOURCES = [case.source for case in cases() if is_python(case.source)]
TREES = [ast.parse(source) for source in SOURCES]


@st.composite
def grafted(draw: st.DrawFn) -> str:
    """A program of the cases in which expressions and statements are replaced by those of others."""
    number = draw(st.integers(0, len(TREES) - 1))
    tree = copy.deepcopy(TREES[number])
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from((ast.expr, ast.stmt)))
        places = [(node, name, index) for node in ast.walk(tree) for name, value in ast.iter_fields(node)
                  for index, part in enumerate(value if isinstance(value, list) else [value]) if isinstance(part, kind)]
        other = draw(st.sampled_from(TREES))
        parts = [node for node in ast.walk(other) if isinstance(node, kind)]
        if not places or not parts:
            continue
        node, name, index = draw(st.sampled_from(places))
        part = copy.deepcopy(draw(st.sampled_from(parts)))
        if isinstance(getattr(node, name), list):
            getattr(node, name)[index] = part
        else:
            setattr(node, name, part)
    try:
        return ast.unparse(ast.fix_missing_locations(tree))
    except ValueError:  # it can't be written: a backslash within an f-string
        return SOURCES[number]


def assert_named(source: str) -> None:
    """What is Python has names; what is none is said to be none."""
    good = is_python(source)
    try:
        found: Names | None = names_of(source)
    except (SyntaxError, ValueError):
        found = None
    assert (found is not None) == good
    if found is None:
        return
    rows = source.count("\n") + 1
    for name in found.needed:
        line, column = first_use(source, name)
        assert 1 <= line <= rows and column >= 1
    assert defined_from(source, rows + 1) == set()
    assert all(1 <= expected.line <= rows for expected in expected_values(source))


def assert_linted(sources: list[str]) -> None:
    """Whatever a document's code is, all lints come to an end, and their places lie in it."""
    blocks = [CodeBlock("python", source, 10 * place + 1, 1, 10 * place + 2) for place, source in enumerate(sources)]
    linting = Linting(blocks)
    linting.watched()
    for place, remarks in linting.remarks().items():
        for remark in remarks:
            assert 1 <= remark.line <= sources[place].count("\n") + 1 and remark.message
    assert not linting.failures, sources
    try:
        read_code(sources)
    except ReadError as error:
        assert error.message


@TIMES
def test_names_and_stated_values(times: int) -> None:
    tried(assert_named, texts() | grafted(), 200 * times)


@TIMES
def test_lints_of_any_program(times: int) -> None:
    tried(assert_linted, st.lists(grafted(), min_size=1, max_size=2), 60 * times)


@TIMES
def test_lints_of_any_text(times: int) -> None:
    tried(assert_linted, st.lists(texts(), min_size=1, max_size=2), 60 * times)
