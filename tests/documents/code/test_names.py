"""Which names a block defines and which it needs."""

import pytest

from lemmata.documents.code.names import first_use, names_of


@pytest.mark.parametrize("source, defined, needed", [
    ("x = 1\ny = x", ("x", "y"), ()),
    ("y = x\nx = 1", ("y", "x"), ("x",)),
    ("def f(a): return a + b", ("f",), ("b",)),
    ("def f():\n  return g()\ndef g(): return 1", ("f", "g"), ()),
    ("for i in range(3): print(i)", ("i",), ()),
    ("z = [k * w for k in v]", ("z",), ("v", "w")),
    ("class C:\n  a = 1\n  b = a + q", ("C",), ("q",)),
    ("import os.path as p, sys", ("p", "sys"), ()),
    ("def f():\n  global t\n  t = 1", ("f", "t"), ()),
    ("(w := 3) + w", ("w",), ()),
])
def test_names(source, defined, needed):
    found = names_of(source)
    assert set(found.defined) == set(defined) and set(found.needed) == set(needed)


def test_first_use_is_not_a_local():
    assert first_use("f = lambda x: x\ny = 2 * x", "x") == (2, 9)
