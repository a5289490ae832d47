"""Declarations: what they mean, and what is said where they are wrong."""

from __future__ import annotations

import pytest

from lemmata.engine.expr import DOMAINS, shape_of, symbol
from lemmata.engine.readers.declarations import declared, parse_declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.writers import to_declarations

N, MN = shape_of(["n"]), shape_of(["m", "n"])

CASES = [
    ("X: real[m n], w: real[n]", [symbol("X", MN), symbol("w", N)]),
    ("X: real[m, n]; w:real[ n ]", [symbol("X", MN), symbol("w", N)]),
    ("x: real\ny: positive", [symbol("x"), symbol("y", (), "positive")]),
    ("y: labels[m k]", [symbol("y", ["m"], "labels", shape_of(["k"]))]),
    ("c: labels[k]", [symbol("c", (), "labels", shape_of(["k"]))]),
    ("f: function", [symbol("f", (), "function", ((),))]),
    ("g: function[n -> m]", [symbol("g", ["m"], "function", (N,))]),
    ("g: function[n]", [symbol("g", (), "function", (N,))]),
    ("h: function[m n, () -> k]", [symbol("h", ["k"], "function", (MN, ()))]),
    ("h: function[(), ()]", [symbol("h", (), "function", ((), ()))]),
    ("A: posdef[n n], E: event, T: variable", [
        symbol("A", ["n", "n"], "posdef"), symbol("E", (), "event"), symbol("T", (), "variable")]),
    ("x: real[n+1], y: real[2*n - 1], z: real[(n + 1)*m]", [
        symbol("x", [N[0] + 1]), symbol("y", [2 * N[0] - 1]), symbol("z", [(N[0] + 1) * "m"])]),
    ("P: simplex[m n]", [symbol("P", MN, "simplex")]),
    ("lambda: positive", [symbol("lambda_", (), "positive")]),
    ("n: integer, x: real[n]", [symbol("x", N)]),
    ("", []),
]


@pytest.mark.parametrize("text, expected", CASES, ids=lambda v: v if isinstance(v, str) else "")
def test_meaning(text, expected):
    found = parse_declarations(text)
    assert list(found.values()) == expected
    assert list(found) == [s.name for s in expected]


@pytest.mark.parametrize("text, expected", CASES, ids=lambda v: v if isinstance(v, str) else "")
def test_written_declarations_read_back(text, expected):
    assert list(parse_declarations(to_declarations(expected)).values()) == expected


@pytest.mark.parametrize("domain", sorted(DOMAINS))
def test_every_domain_can_be_declared(domain):
    sizes = {0: "", 1: "[n]", 2: "[n n]", None: ""}[DOMAINS[domain].rank]
    sizes = "[n k]" if domain == "labels" else sizes
    (found,) = parse_declarations(f"x: {domain}{sizes}").values()
    assert found.domain == domain


@pytest.mark.parametrize("text, place, words", [
    ("X real", 2, "expected ':'"),
    ("X: reel[n]", 3, "did you mean 'real'"),
    ("X: real[m n", 11, "not closed"),
    ("A: posdef[n m]", 3, "square"),
    ("A: symmetric[n]", 3, "symmetric[n n]"),
    ("p: simplex", 3, "simplex[n]"),
    ("y: labels", 3, "labels[m k]"),
    ("n: positive, x: real[n]", 0, "size of an axis"),
    ("x: real y: real", 8, "comma"),
    ("x: real, x: real", 9, "twice"),
    ("x: real[0]", 8, "at least 1"),
    ("if: real", 0, "keyword"),
    ("x: real[$]", 8, "expected a size"),
    ("x: real[n-]", 10, "expected a size"),
    ("3: real", 0, "expected a name"),
    ("E: event[n]", 3, "0 size(s)"),
])
def test_mistakes_are_placed(text, place, words):
    with pytest.raises(ReadError) as caught:
        parse_declarations(text)
    assert words in caught.value.message
    assert caught.value.position == place
    assert str(caught.value).splitlines()[-1].index("^") == place + 2


def test_other_forms_of_declarations():
    x, y = symbol("x", N), symbol("y")
    assert declared(None) == {}
    assert declared({"x": "real[n]", "y": y}) == {"x": x, "y": y}
    assert declared([x, y]) == {"x": x, "y": y}
    assert declared("x: real[n], y: real") == {"x": x, "y": y}
