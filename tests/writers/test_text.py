"""What is written as Python text reads back as the very same expression."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.writers.expressions import expressions

from lemmata.engine.expr import (
    array_of,
    at,
    bind,
    constant,
    count_nodes,
    dims,
    fresh_index,
    fresh_local,
    integer,
    number,
    symbol,
    symbols,
)
from lemmata.engine.ops import OPS, apply
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.writers import to_declarations, to_text

n, i, j, t = "n", fresh_index(), fresh_index(), fresh_local()
x, y, X = symbol("x"), symbol("y"), symbol("X", ["m", "n"])
v = symbol("v", ["n"])


def assert_reads_back(expr):
    text = to_text(expr)
    again, _ = read(text, to_declarations(symbols(expr)), strict=True, dims=dims(expr))
    assert again is expr, text


@settings(max_examples=400)
@given(st.sampled_from([0, 1, 2]).flatmap(expressions))
def test_random_expressions_read_back(expr):
    assert_reads_back(expr)


WITH_SAMPLES = sorted(op.name for op in OPS.values() if op.samples or op.arity == 0)


@pytest.mark.parametrize("name", WITH_SAMPLES)
def test_typical_use_of_every_record_reads_back(name):
    found = parse_declarations(", ".join(OPS[name].samples))
    params = {"n": "n", "shape": ("m", "n")} if OPS[name].arity == 0 else {}
    kept = {k: v for k, v in params.items() if k in OPS[name].params}
    if name == "arange":
        kept = {"start": 0, "stop": integer("n").size}
    if name in ("full", "broadcast_to"):
        kept = {"shape": ("m", "n")}
    if name == "place":
        kept = {"shape": ("m",), "slices": ((1, "n", 1),)}
    if name == "reshape":
        kept = {"shape": (integer("m").size * "n",)}
    if name == "cumsum":
        kept = {"axis": 1}
    if name == "einsum":
        kept = {"subscripts": "ij,jk->ki"}
    assert_reads_back(apply(name, *found.values(), **kept))


@pytest.mark.parametrize("expr, text", [
    ((x + y) * 2, "(x + y)*2"),
    (x - (y - 1), "x - (y - 1)"),
    (x - y - 1, "x - y - 1"),
    (x / (y * 2), "x/(y*2)"),
    (x / y / 2, "x/y / 2"),
    ((-x) ** 2, "(-x)**2"),
    (-(x**2), "-x**2"),
    (-(x * y), "-(x*y)"),
    (x ** (y**2), "x**y**2"),
    ((x**y) ** 2, "(x**y)**2"),
    (x ** number("1/3"), "x**(1/3)"),
    (apply("div", 1, 3) * x, "divide(1, 3)*x"),
    (apply("neg", 2), "neg(2)"),
    (x + number(-2), "x + -2"),
    (X.T @ X, "X.T @ X"),
    ((X @ v).T, "(X @ v).T"),
    (apply("sum", X, axis=0), "sum(X, axis=0)"),
    (apply("sum", X, axis=(0, 1)), "sum(X, axis=(0, 1))"),
    (apply("var", X, axis=1, ddof=1), "var(X, axis=1, ddof=1)"),
    (apply("softmax", X), "softmax(X)"),
    (apply("slice", v, slices=((1, integer(n).size - 1, 1),)), "v[1:]"),
    (apply("expand_dims", v, axis=1), "v[:, None]"),
    (at(X, 0, integer(n).size - 1), "X[0, n - 1]"),
    (apply("stack", apply("stack", x, y), apply("stack", y, x)), "[[x, y], [y, x]]"),
    (apply("eye", n=n), "eye(n)"),
    (apply("zeros", shape=("m", n)), "zeros((m, n))"),
    (bind("sum", i, at(v, i) * integer(integer(n).size - i), 0, n), "sum(v[i]*(n - i) for i in range(n))"),
    (bind("sum", i, bind("sum", j, at(X, i, j), 0, n), 0, "m"), "sum(X[i, j] for i in range(m) for j in range(n))"),
    (array_of(X.T.shape, lambda a, b: at(X, b, a)), "[[X[j, i] for j in range(m)] for i in range(n)]"),
    (bind("integral", t, apply("exp", -t), number(0), constant("inf")), "integral(exp(-y), y, 0, inf)"),
    (bind("function", t, t * x), "lambda y: y*x"),
    (bind("sum", t, t * apply("probability", apply("eq", symbol("Z", (), "variable"), t)),
          symbol("Z", (), "variable")), "sum(x*P(Z == x) for x in Z)"),
    (apply("probability", symbol("A", (), "event"), symbol("B", (), "event")), "P(A | B)"),
    (apply("entropy", apply("joint", symbol("X", (), "variable"), symbol("Y", (), "variable"))), "H(X, Y)"),
])
def test_brackets_are_few_and_names_usual(expr, text):
    if "integral" in text:
        expr = expr + x - x
        text += " + x - x"
    assert to_text(expr) == text
    assert_reads_back(expr)


def test_names_of_operations_that_symbols_have():
    sum_, E, pi = symbol("sum", ["n"]), symbol("E", (), "event"), symbol("pi")
    expr = apply("sum", sum_) + apply("probability", E) + apply("expectation", symbol("T", (), "variable"))
    assert_reads_back(expr + pi * constant("pi"))


def test_bound_names_avoid_symbols_dims_and_each_other():
    k = symbol("j", ["i"])
    inner = bind("sum", j, at(k, j) * at(k, i), 0, "i")
    expr = bind("sum", i, inner * at(k, i), 0, "i")
    assert re.findall(r"for (\w+) in", to_text(expr)) == ["l", "k"]
    assert_reads_back(expr)


def test_sharing_is_named_not_copied():
    expr = x
    for _ in range(60):
        expr = apply("sin", expr) * expr + expr
    text = to_text(expr)
    assert len(text) < 40 * count_nodes(expr)
    assert " where t1 = " in text
    assert_reads_back(expr)


def test_depth_is_no_matter():
    chain, tower = x, x
    for k in range(20_000):
        chain = chain + x ** number(k)
    for _ in range(500):
        tower = apply("exp", tower)
    assert_reads_back(chain)
    assert_reads_back(tower)


def test_too_long_a_text_is_refused():
    a, b = fresh_index(), x
    body = at(v, a)
    for _ in range(40):
        body = apply("sin", body) * body
    with pytest.raises(ValueError, match="characters"):
        to_text(bind("sum", a, body + b, 0, n))
