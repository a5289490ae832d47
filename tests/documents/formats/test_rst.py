r"""reStructuredText: roles and directives of mathematics, sections, code, what is no text."""

from __future__ import annotations

import pytest

from lemmata.documents.formats.blocks import Comment, Paragraph
from lemmata.documents.formats.rst import parse_rst

# a text; the sources of its formulas
FORMULAS = [
    ("Let :math:`x` and $y$, not \\$5 and $6.", ["x", "y"]),
    (".. math:: x = 1", ["x = 1"]),
    (".. math::\n   :label: a\n   :nowrap:\n\n   x = 1\n   + 2\n\nText", ["x = 1\n+ 2"]),
    (".. math::\n\n   a = b\n\n   c = d\n", ["a = b", "c = d"]),
    ("  .. math::\n\n     a = b\n\n  :math:`c`", ["a = b", "c"]),
    (".. note::\n\n   In a note :math:`x`.", ["x"]),
    (".. a comment :math:`x`\n   still $y$\n\n$z$", ["z"]),
    (".. image:: $x$.png\n   :alt: $y$\n\n$z$", ["z"]),
    ("Code::\n\n   $x$\n\nText $y$", ["y"]),
    ("- :math:`a`\n- $b$\n\n1. $c$\n2. $d$", ["a", "b", "c", "d"]),
    (":math:`a\nb` over two lines", ["a b"]),
    (".. note:: Let :math:`a` and\n   more :math:`b`.\n\n   $c$\n\n$d$", ["a", "b", "c", "d"]),
    (".. figure:: x.png\n   :alt: $x$\n\n   Caption $a$\n", ["a"]), (".. only:: html\n\n   $a$\n", ["a"]),
    (".. list-table::\n   :header-rows: 1\n\n   * - $a$\n     - $b$\n", ["a", "b"]),
    ("x [1]_\n\n.. [1] see $a$\n   and $b$\n\n$c$", ["a", "b", "c"]), (".. raw:: html\n\n   $x$\n\n$a$", ["a"]),
    ("``$x$`` and `$y$`_ and :code:`$z$` and $a$", ["a"]), ("the `x` and $$a = b$$\n\n$$\nc\n$$\n", ["a = b", "c"]),
    (".. testcode::\n\n   x='$x$'\n\n.. testoutput::\n\n   $x$\n\n$a$", ["a"]),
    (".. versionchanged:: 1.2\n   Now $a$.\n", ["a"]), ("=====  =====\n$a$    $b$\n=====  =====\n", ["a", "b"]),
    (".. |x| replace:: $x$\n\n$a$", ["a"]), ("A fence::\n\n  $x$\n\n```python\ny = '$x$'\n```\n\n$a$", ["a"]),
    (">>> print('$x$')\n$x$\n\n$y$", ["y"]),
]


@pytest.mark.parametrize(("text", "expected"), FORMULAS, ids=[text[:40] for text, _ in FORMULAS])
def test_formulas_with_their_places(text: str, expected: list[str]) -> None:
    found = parse_rst(text).formulas
    assert [f.source for f in found] == expected
    for formula in found:
        assert text.split("\n")[formula.line - 1][formula.column - 1:].startswith((":math:", "$", ".. math::"))
        places = [formula.content.offset(k) for k, sign in enumerate(formula.content.text) if sign not in "\n "]
        assert [text[at] for at in places] == [sign for sign in formula.content.text if sign not in "\n "]


def test_the_default_role() -> None:
    assert [f.source for f in parse_rst(".. default-role:: math\n\nthe `a=b` and :ref:`c`").formulas] == ["a=b"]
    assert parse_rst("the `a=b`").formulas == []


def test_options_of_code_are_kept() -> None:
    document = parse_rst(".. ipython:: python\n   :okexcept:\n\n   1 / 0\n\n.. testcode:: group\n\n   x = 1\n\n"
                         ".. testoutput:: group\n\n   1\n")
    assert [(b.language, b.attributes, b.first) for b in document.code] == [
        ("python", "python\n:okexcept:", 4), ("python", "group", 8), ("output", "", 12)]
    stated = document.code[1].output
    assert stated is not None and (stated.text, stated.where) == ("1\n", "the block at line 10")


def test_sections() -> None:
    document = parse_rst("====\nBook\n====\n\n$a$\n\nOne\n===\n$b$\n\nSub\n---\n\n$c$\n\nTwo\n===\n\n$d$\n")
    assert [(f.source, f.section) for f in document.formulas] == [
        ("a", ("Book",)), ("b", ("One",)), ("c", ("One", "Sub")), ("d", ("Two",))]


def test_words_are_free_of_marks() -> None:
    block = parse_rst("See :class:`~torch.nn.Linear`, *a* ``b`` :ref:`c <d>` and :math:`x` **e**.").blocks[0]
    assert isinstance(block, Paragraph)
    assert [s for s in block.segments if isinstance(s, str)] == ["See Linear, a b c and ", " e."]


def test_code_and_remarks_to_the_checker() -> None:
    document = parse_rst(".. code-block:: python\n   :linenos:\n\n   a = 1\n     # b\n\n.. lemmata: X: real[m n]\n\n"
                         ">>> 1 + 1\n2\n\nText::\n\n    literal\n")
    assert [(b.language, b.source, b.first) for b in document.code] == [
        ("python", "a = 1\n  # b\n", 4), ("python", ">>> 1 + 1\n2\n", 9), ("none", "literal\n", 14)]
    assert [(b.text, b.line) for b in document.blocks if isinstance(b, Comment)] == [("X: real[m n]", 7)]


@pytest.mark.parametrize("text", ["", ":math:`x", ".. math::", "====", "..", "$x", "- ", "a\n=", "::", "\t", ">>>"])
def test_what_is_left_open_is_read_to_its_end(text: str) -> None:
    assert parse_rst(text + "\n\nText $a = b$ here.\n").formulas[-1].source == "a = b"
