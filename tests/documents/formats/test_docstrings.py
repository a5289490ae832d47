r"""Docstrings of Python files: where their formulas stand, raw ones and others, files that are no Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from lemmata.documents import check
from lemmata.documents.formats.blocks import DocumentError
from lemmata.documents.formats.docstrings import parse_docstrings

MODULE = r'''
r"""Module :math:`a`."""
x = "$no$"


class A:
    """Not raw: :math:`\\alpha = 1`, é $b$."""

    async def f(self):
        r"""
        Notes
        -----
        .. math::

            \beta = 2

        >>> 1 + 1
        2
        """
        "$no$"

        def g(): r'$c$'
'''


def test_docstrings_in_order_with_their_places() -> None:
    document = parse_docstrings(MODULE)
    assert [(f.source.strip(), f.line, f.section) for f in document.formulas] == [
        ("a", 2, ()), (r"\alpha = 1", 7, ("A",)), ("b", 7, ("A",)), (r"\beta = 2", 13, ("A", "f", "Notes")),
        ("c", 22, ("A", "f", "g"))]
    for formula in document.formulas:
        assert MODULE.split("\n")[formula.line - 1][formula.column - 1] in ":$."
    assert [(b.language, b.line) for b in document.code] == [("module", 1), ("doctest", 17)]


def test_a_false_formula_of_a_docstring_is_refuted_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "activations.py"
    file.write_text('def tanh(x):\n    r"""Its derivative is :math:`\\tanh\'(x) = 1 - \\tanh(x)`."""\n')
    finding, = check([tmp_path]).findings
    assert (finding.where, finding.verdict) == (f"{file}:2:27", "refuted")


# a docstring; the sources of its formulas
DOCSTRINGS = [
    ('r"""Let $\\alpha$ be.\n\n    .. math::\n\n        y = \\beta\n    """', ["\\alpha", "y = \\beta"]),
    ('r"""T.\n\n    Args:\n        x: the $a$ of\n            more $b$.\n\n    Returns:\n        :math:`c`.\n    """',
     ["a", "b", "c"]),
    ('r"""T.\n\n    Parameters\n    ----------\n    x : array\n        the $a$\n\n    Notes\n    -----\n'
     '    .. math:: b\n    """', ["a", "b"]),
    ('r"""T $$a=b$$ and\n\n    $$\n    c = d\n    $$\n    """', ["a=b", "c = d"]),
    ('r"""T.\n\n    ```python\n    x="$no$"\n    ```\n    and \\(a\\)\n    """', ["a"]),
    ('r"""$a$ \\\n    b $c$"""', ["a", "c"]), ('"a\\tb $x$ \\n $y$"', ["x", "y"]), ('"a $x$" "b $y$"', ["x", "y"]),
]


@pytest.mark.parametrize(("docstring", "expected"), DOCSTRINGS)
def test_styles_of_docstrings(docstring: str, expected: list[str]) -> None:
    text = f"class A:\n  def f(x):\n    {docstring}\n\n\ndef g():\n    r'$z$'\n"
    found = parse_docstrings(text).formulas
    assert [f.source for f in found] == [*expected, "z"]
    for formula in found:
        places = [formula.content.offset(k) for k, sign in enumerate(formula.source) if sign not in "\n "]
        assert [text[at] for at in places] == [sign for sign in formula.source if sign not in "\n "]


@pytest.mark.parametrize("text", ["def", "\x00", "x = '", "print 1"])
def test_what_is_no_python_is_said_to_be_none(text: str) -> None:
    with pytest.raises(DocumentError, match="is no Python"):
        parse_docstrings(text)


@pytest.mark.parametrize("text", ["", "x = 1", "def f(): pass", "'' ''", "f'{1}'", "b'$x$'"])
def test_modules_without_docstrings_have_no_formulas(text: str) -> None:
    assert parse_docstrings(text).formulas == []
