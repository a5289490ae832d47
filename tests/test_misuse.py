"""What is no document, no formula, no array: an error that names it and says what to give instead."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import lemmata as lm

F = lm.parse("A @ x", "A: real[m n], x: real[n]")
A, X = np.ones((2, 3)), np.ones(3)


@pytest.mark.parametrize("paths, named", [
    (None, "NoneType"), (3, "int"), (2.5, "float"), ([None], "NoneType"), (["a.md", 3], "int"), (b"notes.md", "bytes"),
    ([b"notes.md"], "bytes"), ({"a.md": 1}.items(), "tuple"), (True, "bool"),
], ids=repr)
def test_a_document_is_a_path_or_a_text(paths, named):
    with pytest.raises(TypeError, match=f"by a path or given as text, not by {named}; write check"):
        lm.check(paths)


def test_paths_of_all_kinds_are_taken(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("$1 + 1 = 2$\n")
    for paths in (str(file), file, [file], (Path(file), str(file)), iter([file])):
        assert [f.verdict for f in lm.check(paths).findings] == ["proved"]
    assert not lm.check([]).findings


@pytest.mark.parametrize("declared", [3, 2.5, [1], [None]], ids=repr)
def test_declarations_are_a_text_or_a_mapping(declared):
    with pytest.raises(TypeError, match='declarations are a text, "x: real'):
        lm.parse("x + y", declared)


@pytest.mark.parametrize("arrays, message", [
    ({"A": A, "x": np.ones(4)}, "axis 0 of x has size 4, declared n = 3"),
    ({"A": np.ones(3), "x": X}, "A has 1 axis (shape (3,)); declared with 2: [m n]"),
    ({"A": A, "x": np.ones((3, 1))}, "x has 2 axes (shape (3, 1)); declared with 1: [n]"),
    ({"A": A}, "no value for x"),
    ({"A": A, "x": X, "y": 1}, "the formula has no 'y'"),
    ({"A": [[1, 2], [3]], "x": X}, "A has rows of different lengths"),
    ({"A": A, "x": [1, None, 2]}, "x has a None in it"),
    ({"A": A, "x": None}, "x is None"),
    ({"A": A, "x": ["a", "b", "c"]}, "x is an array of"),
    ({"A": A, "x": X * 1j}, "x is complex"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_arrays_that_do_not_fit(arrays, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        F(**arrays)
