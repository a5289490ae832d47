"""A derivative is written as one would write it, with the value that it had."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lemmata as lm
from lemmata.engine.derivatives.checks import check_derivative
from lemmata.engine.derivatives.polish import polish
from lemmata.engine.evaluation import RATIONALS, Point, evaluate, sample
from lemmata.engine.evaluation.samplers import draw
from lemmata.engine.expr import at as entry
from lemmata.engine.expr import bind, count_nodes, fresh_index, integer, number, symbol, symbols
from lemmata.engine.ops import apply

VARS = ("x: real[n], w: real[n], y: real[m], X: real[m n], Y: real[m k], W: real[n k], z: real[n], lam: real, "
        "s: positive, t: real, A: real[n n], B: posdef[n n]")


@pytest.mark.parametrize("text, wrt, expected", [
    ("sum((X @ w - y)**2)/(2*n)", "w", "X.T @ (X @ w - y) / n"),
    ("sum((X @ w - y)**2)/(2*n) + lam*w@w/2", "w", "X.T @ (X @ w - y) / n + lam*w"),
    ("sum((X @ w - y)**2) + lam*norm(w)**2", "w", "2*(X.T @ (X @ w - y)) + 2*lam*w"),
    ("mean((X @ w - y)**2)", "w", "2*(X.T @ (X @ w - y)) / m"),
    ("sum((X @ W - Y)**2)/(2*m)", "W", "X.T @ (X @ W - Y) / m"),
    ("lam*w@w", "w", "2*lam*w"),
    ("x@A@x/2", "x", "(A + A.T) @ x / 2"),
    ("t**t", "t", "t**t*(log(t) + 1)"),
    ("t**s", "t", "s*t**(s - 1)"),
    ("t**(s + 1)", "t", "(s + 1)*t**s"),
    ("t**2*t", "t", "3*t**2"),
    ("t*exp(-t**2/2)", "t", "(1 - t**2)*exp(-t**2 / 2)"),
    ("-log(s) - (t - 1)**2/(2*s**2)", "s", "(t - 1)**2/s**3 - 1/s"),
    ("sum(exp(-(x - t)**2/(2*s)))", "t", "(x - t) @ exp(-(x - t)**2 / (2*s)) / s"),
    ("norm(x)**2", "x", "2*x"),
    ("x/norm(x)", "x", "eye(n)/norm(x) - outer(x, x)/norm(x)**3"),
    ("var(x)", "x", "2*(x - mean(x)) / n"),
    ("log(det(B))", "B", "inv(B)"),
    ("logsumexp(z)", "z", "softmax(z)"),
    ("(x - mean(x))/std(x)", "x",
     "(eye(n) - ones((n, n))/n - outer(x - mean(x), x - mean(x))/(n*std(x)**2))/std(x)"),
    ("sum(y[i]*sum(y[j] for j in range(i)) for i in range(m))", "y",
     "[sum(y[j] for j in range(i)) + sum(y[j] for j in range(i + 1, m)) for i in range(m)]"),
    ("sum(y[i]*y[j] for i in range(m) for j in range(i, m))", "y",
     "[sum(y[j] for j in range(i, m)) + sum(y[j] for j in range(i + 1)) for i in range(m)]"),
    ("sum(y[i]*y[j] for i in range(m) for j in range(m - i))", "y",
     "2*[sum(y[j] for j in range(m - i)) for i in range(m)]"),
])
def test_what_is_written(text, wrt, expected):
    formula = lm.parse(text, VARS)
    assert formula.derivative(wrt).text == expected
    variable = formula.declarations[wrt]
    for seed in range(2):
        point = sample(symbols(formula.expr), {"m": 3, "n": 4, "k": 2}, Random(seed), "random")
        values = {name: abs(v) + 1 if not np.shape(v) else v for name, v in point.values.items()}
        found = check_derivative(formula.expr, variable, replace(point, values=values), seed, order=1)
        assert all(c.agrees for c in found), [str(c) for c in found]


s, t, x, y, X = symbol("s"), symbol("t"), symbol("x", ["n"]), symbol("y", ["n"]), symbol("X", ["m", "n"])
SIZES = {"m": 2, "n": 3}


def expression(seed: int):
    """Products, quotients, sums and linear operations of positive numbers, so that nothing is divided by zero."""
    rng = Random(seed)
    pool = [s, t, x, y, X, integer("n"), number(2), number("1/3"), apply("ones", shape=("n",))]
    for _ in range(rng.randint(2, 9)):
        a, b, i = rng.choice(pool), rng.choice(pool), fresh_index()
        try:
            new = rng.choice([
                lambda: a * b, lambda: b * a, lambda: a / b, lambda: a / b, lambda: a * 2, lambda: a / 2, lambda: a + b,
                lambda: a + a * b, lambda: a**2, lambda: a**-1, lambda: a * b / a, lambda: apply("sum", a),
                lambda: a @ b, lambda: apply("expand_dims", a, axis=-1), lambda: apply("diag", a),
                lambda: bind("sum", i, entry(a, i) * s / t, 0, a.shape[0]), lambda: apply("mean", a, axis=0),
                lambda: apply("sum", a, axis=-1, keepdims=True), lambda: a * a**(b - 1) if a is s and b is t else a,
            ])()
        except (ValueError, IndexError):
            continue
        if new.rank <= 3 and count_nodes(new) < 60:
            pool.append(new)
    signed = pool[-1]
    return rng.choice([signed, -signed, signed - s, -(signed * t) + signed * t * 3, (signed - 1) * -2])


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_polishing_keeps_value_and_shape(seed):
    expr = expression(seed)
    clean = polish(expr)
    assert clean.shape == expr.shape
    rng = Random(seed)
    values = {v.name: draw("positive", rng, tuple(d.value(SIZES) for d in v.shape)) for v in (s, t, x, y, X)}
    try:
        before = np.asarray(evaluate(expr, Point(SIZES, values), RATIONALS))
    except ArithmeticError:
        return  # a quotient by a zero of a diagonal
    after = np.asarray(evaluate(clean, Point(SIZES, values), RATIONALS))
    assert before.shape == after.shape and np.array_equal(before, after), (seed, before, after)
    assert polish(clean) is clean, seed


def test_parts_of_the_given_expression_stay():
    given_part = apply("mul", x, apply("div", apply("mul", 2, s), s))
    result = polish(apply("mul", 3, apply("exp", given_part)), frozenset([given_part]))
    assert result.children[1].children[0] is given_part
