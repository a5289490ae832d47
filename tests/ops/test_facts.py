"""Three-valued facts: one table of cases, and soundness on generated expressions."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ops.typical import centre, in_balls

from lemmata.engine.evaluation import sample
from lemmata.engine.expr import Expr, Size, at, bind, constant, fresh_index, fresh_local, integer, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import facts_of, interval_of, known

x, s, t, u = symbol("x"), symbol("s", (), "positive"), symbol("t", (), "negative"), symbol("u", (), "unit")
k, c = symbol("k", (), "integer"), symbol("c", (), "natural")
v, p = symbol("v", ["n"]), symbol("p", ["n"], "simplex")
A, B = symbol("A", ["m", "n"]), symbol("B", ["n", "n"])
S, P, Q = (symbol(n, ["n", "n"], d) for n, d in (("S", "symmetric"), ("P", "posdef"), ("Q", "orthogonal")))
D, G = symbol("D", ["n", "n"], "diagonal"), symbol("G", ["n", "n"], "invertible")
F = symbol("F", ["m", "n"], "fullrank")
N = integer("n")


def call(name: str) -> Callable[..., Expr]:
    return lambda *args, **params: apply(name, *args, **params)


exp, log, sqrt, abs_, sigmoid, tanh = map(call, ("exp", "log", "sqrt", "abs", "sigmoid", "tanh"))


def summed(body: Callable[[Size], Expr], low: Any = 0, high: Any = "n") -> Expr:
    index = fresh_index()
    return bind("sum", index, body(index), low, high)


TABLE: list[tuple[Expr, str, bool | None]] = [
    (x, "positive", None), (x, "real", True), (s, "positive", True), (s, "nonpositive", False),
    (t, "nonnegative", False), (number("1/2"), "integer", False), (number("1/2"), "unit", True),
    (number(4), "even", True), (number(-3), "odd", True), (constant("pi"), "positive", True), (N, "positive", True),
    (N, "integer", True), (N - 1, "nonnegative", True), (integer(Size.of("n") - 1), "nonnegative", True),
    (integer(1 - Size.of("n") * 2), "negative", True), (integer(2 * Size.of("n")), "even", True),
    (integer(2 * Size.of("n") + 1), "odd", True), (integer(2 * Size.of("n") + Size.of("m")), "odd", None),
    (number(3), "even", False), (number(3), "posdef", False),
    (integer(Size.of("n") - Size.of("m")), "nonnegative", None), (x**2, "nonnegative", True),
    (x**2 + 1, "positive", True), (x * x, "nonnegative", True), (x**3, "nonnegative", None), (t**3, "negative", True),
    (s**x, "positive", True), (-(x**2) - 1, "nonnegative", False), (x + s, "positive", None),
    (s + x**2, "positive", True), (s * t, "negative", True), (s / t, "negative", True), (1 / s, "positive", True),
    (k * c, "integer", True), (k / c, "integer", None), (u * u, "unit", True), (1 - u, "unit", True),
    (u + u, "unit", None), (exp(x), "positive", True), (exp(x), "zero", False), (-exp(x), "negative", True),
    (log(u), "nonpositive", True), (sqrt(s), "positive", True), (sqrt(u), "unit", True), (abs_(t), "positive", True),
    (abs_(x), "negative", False), (sigmoid(x), "unit", True), (1 - sigmoid(x), "nonnegative", True),
    (tanh(t), "negative", True), (apply("relu", x), "nonnegative", True), (apply("maximum", x, s), "positive", True),
    (apply("where", apply("gt", x, 0), s, x**2), "nonnegative", True), (apply("factorial", c), "positive", True),
    (apply("binomial", c, c), "nonnegative", True), (v, "positive", None), (p, "nonnegative", True),
    (at(p, 0), "unit", True), (p, "simplex", True), (apply("softmax", v), "simplex", True),
    (apply("softmax", A), "simplex", None), (apply("softmax", A), "positive", True),
    (apply("sum", v * v), "nonnegative", True), (apply("sum", exp(v)), "positive", True),
    (apply("var", v), "nonnegative", True), (apply("norm", v), "negative", False),
    (apply("max", exp(v)), "positive", True), (summed(lambda i: at(v, i) ** 2), "nonnegative", True),
    (summed(lambda i: exp(at(v, i))), "positive", True),
    (summed(lambda i: integer(Size.of("n") - i)), "positive", True), (summed(lambda i: integer(i)), "positive", None),
    # 6 - 2i - j at i = 3, j = 2 is -2: the end of the inner range moves with i.
    (bind("min", (i := fresh_index()), bind("min", (j := fresh_index()), integer(6 - 2 * i - j), 0, i), 1, 4),
     "nonnegative", None),
    (summed(lambda i: integer(i), 1, "m"), "positive", None), (summed(lambda i: integer(i)), "nonnegative", True),
    (v @ v, "nonnegative", True), (v @ P @ v, "nonnegative", True), (v @ (P @ v), "nonnegative", True),
    (v @ B @ v, "nonnegative", None), (A.T @ A, "symmetric", True), (A.T @ A, "semidefinite", True),
    (A.T @ A, "posdef", None), (F.T @ F, "posdef", True), (A @ A.T, "semidefinite", True), (F @ F.T, "posdef", None),
    (G.T @ P @ G, "posdef", True), (B.T @ P @ B, "posdef", None), (B.T @ S @ B, "symmetric", True),
    (B + B.T, "symmetric", True), (B - B.T, "symmetric", None), (P + A.T @ A, "posdef", True), (P * s, "posdef", True),
    (P * t, "posdef", None), (P / s, "posdef", True), (-P, "symmetric", True), (-P, "posdef", None),
    (P * P, "posdef", True), (P @ P, "posdef", None), (exp(S), "symmetric", True), (S * v, "symmetric", None),
    (D * B, "diagonal", True), (D @ D, "diagonal", True), (Q @ Q, "orthogonal", True), (Q.T, "orthogonal", True),
    (G @ Q, "invertible", True), (G + Q, "invertible", None), (P, "invertible", True), (A, "symmetric", None),
    (A, "square", None), (B, "square", True), (v, "square", False), (at(P, 0, 0), "positive", True),
    (at(P, 0, 1), "positive", None), (apply("outer", v, v), "semidefinite", True),
]


@pytest.mark.parametrize(("expr", "fact", "answer"), TABLE, ids=[f"{i}-{f}" for i, (_, f, _) in enumerate(TABLE)])
def test_facts(expr: Expr, fact: str, answer: bool | None) -> None:
    assert known(expr, fact) is answer


GAUSSIAN = bind("integral", w := fresh_local(), exp(-(w**2)), -constant("inf"), constant("inf"))
ROOTS = apply("eigvals", B)
sin, cos = call("sin"), call("cos")


def test_a_part_that_was_asked_for_before_changes_nothing() -> None:
    half = symbol("H", ["n", "n"]).T @ P
    assert known(half, "symmetric") is None
    assert known(half @ symbol("H", ["n", "n"]), "symmetric") is True


@pytest.mark.parametrize(("expr", "fact", "answer"), [
    (2 + cos(x), "positive", True), (1 + cos(x), "nonnegative", True), (1 + cos(x), "positive", None),
    (1 - tanh(x) ** 2, "positive", True), (1 - sigmoid(x), "positive", True), (1 - sigmoid(x), "unit", True),
    (log(1 + exp(x)), "positive", True), (log(1 + x**2), "nonnegative", True), (exp(t) - 1, "negative", True),
    (constant("pi") - 3, "nonnegative", True), (constant("pi") - 3, "positive", None), 
    (3 - constant("e"), "positive", True), (N - 2, "nonnegative", None),
    (sqrt(1 - u**2), "unit", True), (1 / (1 + exp(-x)), "unit", True), (u - 2, "negative", True),
    (at(apply("softmax", v), 0) - 1, "nonpositive", True), (log(at(p, 0)), "nonpositive", True),
    (x - 1, "positive", None), (exp(x) * exp(-x), "positive", True), (number("1/2") ** 3 - 1, "negative", True),
    (1 - number(1) / c, "nonnegative", None), (N * N - N, "nonnegative", None), (sin(x) / 2 - 1, "negative", True),
])
def test_facts_from_intervals(expr: Expr, fact: str, answer: bool | None) -> None:
    assert known(expr, fact) is answer


@pytest.mark.parametrize(("expr", "fact", "answer"), [
    (GAUSSIAN, "nonnegative", True), (bind("integral", w, w**2, 0, x), "nonnegative", None),
    (bind("integral", w, w**2, 1, 2), "negative", False), (ROOTS * ROOTS, "nonnegative", None),
    (exp(ROOTS), "positive", None), (abs_(ROOTS), "nonnegative", True),
])
def test_facts_of_integrals_and_complex_values(expr: Expr, fact: str, answer: bool | None) -> None:
    assert known(expr, fact) is answer


def test_complex_values_stay_complex() -> None:
    assert apply("sum", ROOTS).sort == apply("prod", ROOTS).sort == (ROOTS + 1).sort == "complex"
    assert abs_(ROOTS).sort == "real" and apply("eq", ROOTS, 0).sort == "boolean"


def rel(op: str, a: Any, b: Any) -> Expr:
    return apply(op, a, b)


PREMISES: list[tuple[Expr, str, list[Expr], bool | None]] = [
    (x, "nonnegative", [rel("ge", x, 0)], True), (x, "positive", [rel("gt", x, s)], True),
    (x, "positive", [rel("ge", x, s)], True), (x, "negative", [rel("lt", x, t)], True),
    (x, "positive", [rel("lt", 0, x)], True), (x, "positive", [rel("gt", x, -1)], None),
    (log(x), "positive", [rel("gt", x, 1)], True), (log(x), "positive", [rel("ge", x, 1)], None),
    (x, "unit", [rel("ge", x, 0), rel("le", x, 1)], True), (2 - x, "positive", [rel("lt", abs_(x), 2)], None),
    (4 - abs_(x), "positive", [rel("lt", abs_(x), constant("pi"))], True), (x - 3, "positive", [rel("lt", 4, x)], True),
    (x, "nonzero", [rel("ne", x, 0)], True), (x, "positive", [rel("ne", x, 0), rel("ge", x, 0)], True),
    (x, "positive", [apply("and", rel("ge", x, 0), rel("ne", x, 0))], True), (log(x), "zero", [rel("eq", x, 1)], True),
    (x - k, "nonnegative", [rel("ge", x, k)], True), (k - x, "nonpositive", [rel("ge", x, k)], True),
    (sqrt(x), "positive", [rel("gt", x, 0)], True), (B, "symmetric", [rel("eq", B.T, B)], True),
    (B, "symmetric", [rel("eq", B, B.T)], True), (B, "orthogonal", [rel("eq", B.T @ B, apply("eye", n="n"))], True),
    (B, "invertible", [rel("ne", apply("det", B), 0)], True), (x, "integer", [rel("eq", x, k)], True),
]


@pytest.mark.parametrize(("expr", "fact", "premises", "answer"), PREMISES,
                         ids=[f"{i}-{row[1]}" for i, row in enumerate(PREMISES)])
def test_facts_from_premises(expr: Expr, fact: str, premises: list[Expr], answer: bool | None) -> None:
    assert known(expr, fact, premises) is answer


def test_a_fact_under_a_premise_is_forgotten_without_it() -> None:
    assert known(x, "positive", [rel("gt", x, 0)]) is True
    assert known(x, "positive") is None


def test_deep_expressions_are_no_recursion() -> None:
    deep = x
    for _ in range(20_000):
        deep = exp(deep)
    assert known(deep, "positive") is True


SIGNS: dict[str, Callable[[Any], bool]] = {
    "positive": lambda w: w > 0, "negative": lambda w: w < 0, "nonnegative": lambda w: w >= 0,
    "nonpositive": lambda w: w <= 0, "nonzero": lambda w: w != 0, "unit": lambda w: 0 <= w <= 1,
    "integer": lambda w: w == np.rint(w),
}
UNARY = ("neg", "exp", "abs", "tanh", "sigmoid", "relu", "floor", "sign", "cos")
BINARY = ("add", "mul", "div", "maximum", "minimum")
scalars = st.recursive(
    st.sampled_from([x, s, t, u, k, c, number(0), number(2), number(-1), number("1/2")]),
    lambda inner: st.one_of(
        st.builds(lambda op, a: apply(op, a), st.sampled_from(UNARY), inner),
        st.builds(lambda op, a, b: apply(op, a, b), st.sampled_from(BINARY), inner, inner),
        st.builds(lambda a, n: a**n, inner, st.sampled_from((-2, -1, 0, 1, 2, 3))),
        st.builds(lambda a, b: a - b, inner, inner),
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(scalars, st.integers(0, 10_000))
def test_generated_facts_hold(expr: Expr, seed: int) -> None:
    symbols = [x, s, t, u, k, c]
    point = sample(symbols, {}, Random(seed), "small")
    value = float(centre(in_balls(expr, point)))  # in balls, since 1/0 has no value there
    if not np.isfinite(value) or (value != 0 and abs(value) < 1e-12) or abs(value) > 1e12:
        return  # rounding decides the sign, not the mathematics
    for fact in sorted(facts_of(expr) & set(SIGNS)):
        assert SIGNS[fact](value), f"{value} is not {fact} (seed {seed})"
    interval = interval_of(expr)
    slack = 1e-9 * max(1.0, abs(value))
    assert float(interval.low) - slack <= value <= float(interval.high) + slack, f"{value} in {interval} (seed {seed})"
