"""The canonical form is one for all that the laws of a ring make equal, also inside of functions, and has its value."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lemmata as lm
from lemmata.engine.evaluation import evaluate, sample
from lemmata.engine.expr import Apply, Expr, number, symbol, symbols, transform
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.equality import canonical

A, S, Z = symbol("A", ["n", "n"]), symbol("S", ["n", "n"], "symmetric"), symbol("Z", ["m", "n"])
x, y, r = symbol("x", ["n"]), symbol("y", ["n"]), symbol("r", ["m"])
s, t = symbol("s"), symbol("t", domain="positive")
BENT = ("softplus", "sigmoid", "tanh", "abs", "sin", "cos", "exp", "relu")


def scalar(rng: Random, depth: int) -> Expr:
    if not depth:
        return rng.choice([s, t, number(rng.randint(-3, 3)), apply("mean", x)])
    kind = rng.choice(["add", "mul", "neg", "dot", "sum", "form", "bent", "pairs", "logsumexp", "quotient"])
    if kind in ("add", "mul"):
        return apply(kind, scalar(rng, depth - 1), scalar(rng, depth - 1))
    if kind == "neg":
        return -scalar(rng, depth - 1)
    if kind == "dot":
        return vector(rng, depth - 1) @ vector(rng, depth - 1)
    if kind == "form":
        return vector(rng, depth - 1) @ (rng.choice([A, S]) @ vector(rng, depth - 1))
    if kind == "bent":
        return apply(rng.choice(BENT), scalar(rng, depth - 1))
    if kind == "pairs":
        apart = apply("expand_dims", vector(rng, depth - 1), axis=-1) - vector(rng, depth - 1)
        return apply("sum", apply(rng.choice(BENT), apart))
    if kind == "quotient":
        return scalar(rng, depth - 1) / (2 + apply("sin", scalar(rng, depth - 1)))
    return apply(kind, vector(rng, depth - 1))


def vector(rng: Random, depth: int) -> Expr:
    if not depth:
        return rng.choice([x, y])
    kind = rng.choice(["add", "mul", "neg", "times", "layer", "scaled", "bent"])
    if kind in ("add", "mul"):
        return apply(kind, vector(rng, depth - 1), vector(rng, depth - 1))
    if kind == "neg":
        return -vector(rng, depth - 1)
    if kind == "times":
        return rng.choice([A, S, A.T, A @ S]) @ vector(rng, depth - 1)
    if kind == "layer":
        return Z.T @ apply(rng.choice(BENT), Z @ vector(rng, depth - 1) + r)
    if kind == "scaled":
        return scalar(rng, depth - 1) * vector(rng, depth - 1)
    return apply(rng.choice(BENT), vector(rng, depth - 1))


def by_a_law(rng: Random, node: Expr) -> Expr | None:
    """The same by a law of rings and of matrices over them."""
    if not isinstance(node, Apply) or rng.random() < 0.4:
        return None
    a, b = node.args if len(node.args) == 2 else (node.args[0], None) if node.args else (None, None)
    if node.op == "neg":
        return apply("mul", -1, a)
    if node.op in ("add", "mul") and b is not None:
        outer, inner = (a, b) if isinstance(a, Apply) and a.op == node.op else (b, a)
        if isinstance(outer, Apply) and outer.op == node.op and rng.random() < 0.3:
            return apply(node.op, outer.args[0], apply(node.op, inner, outer.args[1]))
        if node.op == "mul" and isinstance(b, Apply) and b.op == "add" and rng.random() < 0.6:
            return apply("add", apply("mul", a, b.args[0]), apply("mul", a, b.args[1]))
        return apply(node.op, b, a)
    if node.op == "matmul" and isinstance(b, Apply) and b.op == "add" and {p.shape for p in b.args} == {b.shape}:
        return a @ b.args[0] + a @ b.args[1]
    if node.op == "matmul" and not node.rank:
        return rng.choice([b @ a, apply("sum", a * b)])
    if node.op == "matmul" and a.rank == 2 and b.rank == 1:
        return rng.choice([b @ a.T, a @ (b / 2) * 2])
    return None


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_what_the_laws_of_a_ring_make_equal_has_one_form(seed):
    rng = Random(seed)
    expr = rng.choice([scalar, vector])(rng, rng.randint(1, 3))
    other = transform(expr, lambda node: by_a_law(rng, node))
    try:
        form = canonical(expr)
    except lm.Undecided as reason:
        assert "divi" in str(reason) or "zero" in str(reason), seed
        return
    assert canonical(other) is form, seed
    point = sample(symbols(expr, form), {"m": 2, "n": 3}, rng, "small")
    with np.errstate(all="ignore"):
        before, after = (np.asarray(evaluate(e, point), dtype=float) for e in (expr, form))
    fine = np.isfinite(before) & np.isfinite(after) & (np.abs(before) < 1e8)
    assert np.allclose(before[fine], after[fine], rtol=1e-6, atol=1e-6), seed


@pytest.mark.parametrize("text", [
    "sqrt(softplus(Z @ w) @ softplus(Z @ w) + 1)**2 - sigmoid(Z @ w) @ softplus(Z @ w)",
    "sum(A @ (Z.T @ softplus(Z @ x)))",
    "(Z.T @ sin(Z @ (A @ x - w))) @ (w/(x - w))",
    "sum(sum(sigmoid(Z @ x) * tanh(Z @ w)) * abs(w - x)**3)",
])
def test_functions_of_sums_under_sums_have_a_form(text):
    form = lm.parse(text, "Z: real[m n], w: real[n], x: real[n], A: real[n n]")
    assert form.equals(form.expand()).kind == "proved"


@pytest.mark.parametrize("text", [
    "sum(sin(x[:, None] - x))", "sum((x[:, None] - x)**3)", "sum((x[:, None] - x)*abs(x[:, None] - x))",
    "sum(sin(x[:, None] - x)*(A + A.T))", "sum(A - A.T)"])
def test_a_sum_that_is_its_own_negative_is_zero(text):
    assert lm.parse(text, "x: real[n], A: real[n n]").expand().text == "0"
