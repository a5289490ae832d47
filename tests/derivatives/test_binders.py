"""Derivatives through binders, against differences; index formulas against their array forms."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from flint import arb

from lemmata.engine.derivatives import derivative
from lemmata.engine.derivatives.checks import BALLS, check_derivative
from lemmata.engine.evaluation import Point, evaluate
from lemmata.engine.evaluation.samplers import draw
from lemmata.engine.expr import (
    Apply,
    Size,
    array_of,
    at,
    bind,
    constant,
    fresh_index,
    fresh_local,
    integer,
    number,
    postorder,
    symbol,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.validity import check_expr

SIZES = {"m": 2, "n": 4, "k": 3}
N, M = Size.of("n"), Size.of("m")
a, x, w = symbol("a", (), "positive"), symbol("x", ["n"]), symbol("w", ["n"])
A, X = symbol("A", ["n", "n"]), symbol("X", ["m", "n"])
c = symbol("c", ["m"], "labels", (N,))


def over(binder, body, low=0, high="n"):
    """The binder over a fresh index of `body(index)`."""
    index = fresh_index()
    return bind(binder, index, body(index), low, high)


def total(body, low=0, high="n"):
    return over("sum", body, low, high)


def point(seed=3):
    rng = Random(seed)
    values = {s.name: draw(s.domain, rng, tuple(d.value(SIZES) for d in s.shape), (SIZES["n"],) if s is c else ())
              for s in (a, x, w, A, X, c)}
    return Point(SIZES, values)


# a formula over indices, the same in arrays, the variable
PAIRS = {
    "quadratic form": (total(lambda i: total(lambda j: at(x, i) * at(A, i, j) * at(x, j))), x @ A @ x, x),
    "its matrix": (total(lambda i: total(lambda j: at(x, i) * at(A, i, j) * at(x, j))), x @ A @ x, A),
    "matrix product": (array_of((M, N), lambda i, j: total(lambda k: at(X, i, k) * at(A, k, j))), X @ A, A),
    "dot of differences": (
        total(lambda i: (at(x, i + 1) - at(x, i)) ** 2, 0, N - 1),
        apply("sum", (apply("slice", x, slices=((Size.of(1), N - 1, 1),))
                      - apply("slice", x, slices=((Size.of(0), N - 1, 1),))) ** 2), x),
    "reversal": (array_of((N,), lambda i: at(x, N - 1 - i) ** 2),
                 apply("slice", x, slices=((N - 1, N, -1),)) ** 2, x),
    "running sum": (array_of((N,), lambda i: over("sum", lambda k: at(x, k) ** 2, 0, i + 1)),
                    apply("cumsum", x**2, axis=0), x),
    "trace": (total(lambda i: total(lambda j: at(A, i, j) * at(A, j, i))), apply("trace", A @ A), A),
    "product": (over("prod", lambda i: 1 + at(x, i) ** 2), apply("prod", 1 + x**2), x),
    "maximum": (over("max", lambda i: at(x, i) * at(w, i)), apply("max", x * w), x),
    "minimum": (over("min", lambda i: apply("sin", at(x, i)) * a), apply("min", apply("sin", x) * a), x),
    "labels": (total(lambda i: at(X, i, at(c, i)) ** 2, 0, "m"),
               apply("sum", apply("pick", X, apply("arange", stop="m"), c) ** 2), X),
    "labelled vector": (total(lambda i: at(x, at(c, i)) * at(X, i, 0), 0, "m"),
                        apply("sum", apply("take", x, c, axis=0) * X.T[0]), x),
    "softmax": (array_of((N,), lambda i: apply("exp", at(x, i)) / total(lambda k: apply("exp", at(x, k)))),
                apply("softmax", x, axis=0), x),
    "triangle": (total(lambda i: over("sum", lambda j: at(A, i, j) * at(x, j), 0, i + 1)),
                 apply("sum", apply("tril", A) @ x), x),
}


@pytest.mark.parametrize("name", PAIRS)
def test_an_index_formula_has_the_derivative_of_its_array_form(name):
    by_index, arrays, wrt = PAIRS[name]
    here = point()
    pairs = [(by_index, arrays)]
    for _ in range(2):
        pairs.append(tuple(derivative(e, wrt) for e in pairs[-1]))
    for left, right in pairs:
        check_expr(left)
        ours, theirs = (np.asarray(evaluate(e, here, BALLS), dtype=object) for e in (left, right))
        assert ours.shape == theirs.shape
        assert all(p.overlaps(q) for p, q in zip(ours.flat, theirs.flat)), name
    for found in check_derivative(by_index, wrt, here, seed=2):
        assert found.agrees, (name, str(found))


K, T, D = Size.of("k"), Size.of("t"), Size.of("d")
u, v, H = symbol("u", ["k"]), symbol("v", [2 * M]), symbol("H", ["t", M * D])
INDEXED = {
    "convolution": (array_of((N - K + 1,), lambda i: total(lambda k: at(u, k) * at(x, i + k), 0, "k")), x),
    "its kernel": (array_of((N - K + 1,), lambda i: total(lambda k: at(u, k) * at(x, i + k), 0, "k")), u),
    "heads": (array_of((T, M, D), lambda t, h, d: at(H, t, h * D + d)) ** 2, H),
    "pooling": (array_of((M,), lambda i: over("max", lambda k: at(v, 2 * i + k), 0, 2)) ** 2, v),
    "strides": (array_of((M,), lambda i: at(v, 2 * i) * at(v, 2 * i + 1)), v),
    "a triangle of products": (over("prod", lambda i: total(lambda j: at(A, i, j) ** 2, 0, i + 1)), A),
    "a kernel of distances": (
        total(lambda i: total(lambda j: at(x, i) * at(x, j) * apply("exp", -((integer(i) - integer(j)) ** 2)))), x),
}


@pytest.mark.parametrize("name", INDEXED)
def test_affine_indices(name):
    expr, wrt = INDEXED[name]
    sizes, rng = {"m": 2, "n": 4, "k": 3, "t": 2, "d": 2}, Random(4)
    values = {s.name: draw("real", rng, tuple(d.value(sizes) for d in s.shape)) for s in (x, u, v, H, A)}
    for found in check_derivative(expr, wrt, Point(sizes, values), seed=5):
        assert found.agrees, (name, str(found))
    gradient = derivative(apply("sum", expr) if expr.rank else expr, wrt)
    if name in ("convolution", "its kernel", "a triangle of products", "a kernel of distances"):
        assert not [n for n in postorder(gradient) if isinstance(n, Apply) and n.op == "delta"]


def integral(body, low, high):
    t = fresh_local()
    return bind("integral", t, body(t), low, high)


@pytest.mark.parametrize("expr, wrt, truth", [
    # d/da of (1 - cos(a**3))/a, and of a**4/3 + a
    (integral(lambda t: apply("sin", t * a), number(0), a**2), a,
     lambda a: 3 * a * (a**3).sin() - (1 - (a**3).cos()) / a**2),
    (integral(lambda t: t**2 + 1, -a, number(0)), a, lambda a: a**2 + 1),
    (integral(lambda t: apply("exp", -a * t), number(0), constant("inf")), a, lambda a: -1 / a**2),
    (bind("sum", (k := fresh_index()), a ** integer(k) / apply("factorial", integer(k)), number(0), constant("inf")), a,
     lambda a: a.exp()),
], ids=["both", "low end", "to infinity", "power series"])
def test_derivatives_of_integrals_and_series(expr, wrt, truth):
    here = point()
    wanted = truth(arb(here.values["a"].item().numerator) / here.values["a"].item().denominator)
    found = evaluate(derivative(expr, wrt), here)
    assert abs(float(found) - float(wanted)) < 1e-8 * max(1, abs(float(wanted)))


def test_a_product_with_a_zero_factor_has_its_derivative():
    value = over("prod", lambda i: at(x, i))
    at_zero = evaluate(derivative(value, x), {"x": np.array([2.0, 0.0, 3.0])})
    assert np.array_equal(at_zero, [0.0, 6.0, 0.0])


def test_an_entry_of_a_matrix_with_opened_indices():
    """dL/dW[i, j] with i and j opened is that entry of the gradient."""
    i, j = fresh_index(), fresh_index()
    loss = apply("sum", apply("tanh", X @ A) ** 2)
    entry = derivative(loss, at(A, i, j))
    whole = array_of((N, N), lambda p, q: derivative(loss, at(A, p, q)))
    assert entry.shape == ()
    here = point()
    ours, theirs = (np.asarray(evaluate(e, here), dtype=float) for e in (whole, derivative(loss, A)))
    assert np.allclose(ours, theirs, rtol=1e-12)
