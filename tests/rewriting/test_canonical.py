"""The canonical form: equal things meet, different things never do, and it does not grow."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import (
    Expr,
    Size,
    at,
    bind,
    constant,
    count_nodes,
    fresh_index,
    fresh_local,
    integer,
    number,
    symbol,
    symbols,
)
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.equality import canonical, same_form
from lemmata.engine.rewriting.polynomial import Undecided

x, y, z = symbol("x"), symbol("y"), symbol("z")
a = symbol("a", domain="positive")
v, w = symbol("v", ["n"]), symbol("w", ["n"])
A, B = symbol("A", ["n", "n"]), symbol("B", ["n", "n"])
S = symbol("S", ["n", "n"], "symmetric")
Q = symbol("Q", ["n", "n"], "orthogonal")
p = symbol("p", ["n"], "simplex")
n = integer("n")
X = symbol("X", domain="variable")


def total(body, low=0, high="n"):  # type: ignore[no-untyped-def]
    i = fresh_index()
    return bind("sum", i, body(i), low, high)


def f(name, *args, **params):  # type: ignore[no-untyped-def]
    return apply(name, *args, **params)


def exp_of(e: Expr) -> Expr:
    return apply("exp", e)


def slice_of(matrix, low, high):  # type: ignore[no-untyped-def]
    i, j = fresh_index(), fresh_index()
    return bind("array", i, bind("array", j, matrix[i + low, j + low], 0, high - low), 0, high - low)


def delta(i, j):  # type: ignore[no-untyped-def]
    return f("delta", integer(i), integer(j))


def over(some, yes, no=0):  # type: ignore[no-untyped-def]
    """By cases: where something is above 0, and elsewhere."""
    return f("where", f("gt", some, 0), yes, no)


largest = bind("max", (i := fresh_index()), at(v, i), 0, "n")

EQUAL = {
    "conditions on entries": (f("sum", f("where", f("gt", v, number(0)), v, number(0))),
                              total(lambda i: f("where", f("gt", v[i], number(0)), v[i], number(0)))),
    "binomial square": ((x + y) ** 2, x * x + 2 * x * y + y**2),
    "quotients": (x / y / z, x / (y * z)),
    "common denominator": (1 / x + 1 / y, (x + y) / (x * y)),
    "sigmoid": (1 / (1 + exp_of(-x)), exp_of(x) / (1 + exp_of(x))),
    "tanh": (f("tanh", x), 2 / (1 + exp_of(-2 * x)) - 1),
    "softplus both ways": (f("log", 1 + exp_of(x)), x + f("log", 1 + exp_of(-x))),
    "root of a square": (f("sqrt", x**2), f("abs", x)),
    "root of a positive square": (f("sqrt", a**2), a),
    "power as exponential": (exp_of(y * f("log", a)), a**y),
    "logarithm of a product": (f("log", a * 6), f("log", a) + f("log", number(2)) + f("log", number(3))),
    "Pythagoras": (f("sin", x) ** 2 + f("cos", x) ** 2, number(1)),
    "sum of integers": (total(lambda i: integer(i + 1)), n * (n + 1) / 2),
    "sum of squares": (total(lambda i: integer(i) ** 2, 1, Size.of("n") + 1), n * (n + 1) * (2 * n + 1) / 6),
    "order of summation": (
        total(lambda i: total(lambda j: v[i] * A[i, j] * w[j])),
        total(lambda j: w[j] * total(lambda i: A[i, j] * v[i]))),
    "matrix product": ((A @ B) @ v, A @ (B @ v)),
    "trace is cyclic": (f("trace", A @ B @ S), f("trace", S @ A @ B)),
    "transpose of a product": ((A @ B).T, B.T @ A.T),
    "symmetric": (v @ S @ w, w @ S @ v),
    "inverse": (f("inv", A) @ (A @ v), v),
    "orthogonal": ((Q @ v) @ (Q @ w), v @ w),
    "simplex": (f("sum", p) * 3, number(3)),
    "centred sum of squares": (
        total(lambda i: (v[i] - total(lambda j: v[j]) / n) ** 2),
        total(lambda i: v[i] ** 2) - total(lambda i: v[i]) ** 2 / n),
    "log-sum-exp": (
        f("log", total(lambda i: exp_of(v[i]))), largest + f("log", total(lambda i: exp_of(v[i] - largest)))),
    "logsumexp op": (f("logsumexp", v), f("log", f("sum", exp_of(v)))),
    "softmax is invariant": (f("softmax", v + x), f("softmax", v)),
    "inner ranges that are never empty": (total(lambda i: total(lambda j: number(1), 0, i)), n * (n - 1) / 2),
    "ranges counted from elsewhere": (
        total(lambda i: v[i], 1, Size.of("n")), total(lambda i: v[i + 1], 0, Size.of("n") - 1)),
    "delta with a shift": (
        total(lambda i: total(lambda j: delta(i + 1, j) * v[j]), 0, Size.of("n") - 1),
        total(lambda i: v[i], 1, Size.of("n"))),
    "binary square": ((b := symbol("b", domain="binary")) * b, b),
    "condition that always holds": (over(x**2 + 1, y), y),
    "condition from the other side": (over(x, y), f("where", f("lt", 0, x), y, 0)),
    "one of two conditions": (f("where", f("and", f("ge", a, 0), f("gt", x, 0)), y, 0), over(x, y)),
    "sign that a condition tells": (over(x - y, f("abs", x - y)), over(x - y, x - y)),
    "cases of a variable": (over(X, f("abs", X)), over(X, X)),
    "product of exponentials": (bind("prod", (k := fresh_index()), exp_of(at(v, k)), 0, "n"), exp_of(f("sum", v))),
}

DIFFERENT = {
    "sign": (x - y, y - x),
    "root of a square": (f("sqrt", x**2), x),
    "root through a logarithm": (exp_of(f("log", x**2) / 2), x),
    "transpose": (A.T, A),
    "no symmetry": (v @ A @ w, w @ A @ v),
    "entries": (total(lambda i: total(lambda j: A[i, j] ** 2)), total(lambda i: total(lambda j: A[i, j] * A[j, i]))),
    "order of a product": (A @ B, B @ A),
    "n against n - 1": (total(lambda i: v[i]) / n, total(lambda i: v[i]) / (n - 1)),
    "sum of a product": (f("sum", v * w), f("sum", v) * f("sum", w)),
    "rows of a tall matrix": ((T := symbol("T", ["m", "n"], "semiorthogonal")) @ T.T, f("matmul", T, T.T) * 2),
    "part of a matrix": (f("det", A), f("det", slice_of(A, 0, Size.of("n") - 1))),
    "inverse over a part of the range": (
        total(lambda k: A[0, k] * at(f("inv", A), k, 0), 0, Size.of("n") - 1), number(1)),
    "orthogonal over a part of the range": (total(lambda k: Q[k, 0] ** 2, 0, Size.of("n") - 1), number(1)),
    "inner ranges that are empty": (total(lambda i: total(lambda j: number(1), 0, i - 1)), n * (n - 3) / 2),
    "inner ranges that are empty, of integers": (
        total(lambda i: total(integer, 0, i - 1)), total(lambda i: integer(i - 1) * integer(i - 2) / 2)),
    "products over empty ranges": (
        bind("prod", (k := fresh_index()), bind("prod", fresh_index(), number(2), 0, k - 1), 0, "n"),
        2 ** (n * (n - 3) / 2)),
    "delta at the end of an empty range": (total(lambda i: total(lambda j: delta(j, 0), 0, i)), n),
    "modulus of complex numbers": (f("abs", f("eigvals", A)) ** 2, f("eigvals", A) ** 2),
    "root of complex numbers": (f("sqrt", f("eigvals", A) ** 2), f("abs", f("eigvals", A))),
    "sign elsewhere": (over(x, y, f("abs", x)), over(x, y, x)),
    "sign of another": (over(x, f("abs", y)), over(x, y)),
    "one of two conditions": (f("where", f("or", f("ge", y, 0), f("gt", x, 0)), f("abs", x), 0),
                              f("where", f("or", f("ge", y, 0), f("gt", x, 0)), x, 0)),
    "condition at its edge": (over(x**2, y), y),
    "mean in a case of a variable": (over(X, f("expectation", f("abs", X))), over(X, f("expectation", X))),
    "lost maximum": (f("log", total(lambda i: exp_of(v[i]))), f("log", total(lambda i: exp_of(v[i] - largest)))),
}


@pytest.mark.parametrize("name", EQUAL)
def test_equal_things_have_one_form(name: str) -> None:
    left, right = EQUAL[name]
    assert same_form(left, right), name
    assert same_form(right, left), name


def test_the_form_does_not_depend_on_what_fresh_indices_are_called():
    product = apply("kron", A, symbol("C", ["p", "q"]))
    assert len({canonical(product) for _ in range(12)}) == 1


@pytest.mark.parametrize("name", DIFFERENT)
def test_different_things_do_not_meet(name: str) -> None:
    assert not same_form(*DIFFERENT[name]), name


@pytest.mark.parametrize("name", [k for k in EQUAL if k not in ("common denominator", "sigmoid")])
def test_idempotent(name: str) -> None:
    form = canonical(EQUAL[name][0])
    assert canonical(form) is form


def polynomials() -> st.SearchStrategy[Expr]:
    leaves = st.sampled_from([x, y, z, a, number(2), number(Fraction(1, 3))])
    return st.recursive(leaves, lambda inner: st.one_of(
        st.tuples(st.sampled_from(["add", "mul"]), inner, inner).map(lambda t: apply(*t)),
        inner.map(lambda e: apply("neg", e)),
        inner.map(lambda e: apply("sin", e)),
        st.tuples(inner, st.integers(1, 3)).map(lambda t: t[0] ** t[1]),
    ), max_leaves=8)


@settings(max_examples=150)
@given(polynomials())
def test_the_form_has_the_value_of_the_expression(expr: Expr) -> None:
    point = {"x": 0.3, "y": -0.7, "z": 1.1, "a": 0.6}
    used = {s.name: point[s.name] for s in symbols(expr)}
    before = float(evaluate(expr, used))
    form = canonical(expr)
    kept = {s.name: used[s.name] for s in symbols(form)}
    assert math.isclose(float(evaluate(form, kept)), before, rel_tol=1e-7, abs_tol=1e-7)


@settings(max_examples=60)
@given(st.lists(polynomials(), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_any_order_of_terms(terms: list[Expr], rng) -> None:  # type: ignore[no-untyped-def]
    shuffled = terms[:]
    rng.shuffle(shuffled)
    assert canonical(_sum(terms)) is canonical(_sum(shuffled))


def _sum(terms: list[Expr]) -> Expr:
    result = terms[0]
    for term in terms[1:]:
        result = result + term
    return result


def test_a_high_power_of_a_quadratic_form_stays_small() -> None:
    form = v @ A @ v
    sizes = [count_nodes(canonical(form**k)) for k in (1, 5, 20)]
    assert sizes[-1] <= sizes[0] + 2


def test_long_sums_need_no_recursion() -> None:
    terms = [symbol(f"x{k}") * (k + 1) for k in range(2000)]
    assert same_form(_sum(terms), _sum(terms[::-1]))


def test_past_the_cap_it_is_undecided() -> None:
    wide = _sum([symbol(f"x{k}") for k in range(30)])
    with pytest.raises(Undecided, match="budget"):
        canonical(wide**12, steps=20_000)


def integral(body, low, high):  # type: ignore[no-untyped-def]
    t = fresh_local()
    return bind("integral", t, body(t), low, high)


inf = constant("inf")
s, rate, k = symbol("s", domain="positive"), symbol("r", domain="positive"), symbol("k", domain="positive")


def normal(t: Expr) -> Expr:
    return 1 / apply("sqrt", 2 * constant("pi") * s**2) * exp_of(-((t - x) ** 2) / (2 * s**2))


INTEGRALS = {
    "total mass": (normal, -inf, number(1)),
    "mean": (lambda t: t * normal(t), -inf, x),
    "variance": (lambda t: (t - x) ** 2 * normal(t), -inf, s**2),
    "fourth moment": (lambda t: (t - x) ** 4 * normal(t), -inf, 3 * s**4),
    "completed square": (lambda t: exp_of(-rate * t**2 + y * t), -inf,
                         f("sqrt", constant("pi") / rate) * exp_of(y**2 / (4 * rate))),
    "exponential": (lambda t: rate * exp_of(-rate * t), number(0), number(1)),
    "second moment of the exponential": (lambda t: t**2 * rate * exp_of(-rate * t), number(0), 2 / rate**2),
    "chi-squared": (lambda t: t ** (k / 2 - 1) * exp_of(-t / 2) / (2 ** (k / 2) * f("gamma", k / 2)),
                    number(0), number(1)),
    "half a Gaussian": (lambda t: exp_of(-(t**2)), number(0), f("sqrt", constant("pi")) / 2),
}


@pytest.mark.parametrize(("body", "low", "value"), INTEGRALS.values(), ids=INTEGRALS)
def test_integrals_over_lines(body, low: Expr, value: Expr) -> None:  # type: ignore[no-untyped-def]
    assert same_form(integral(body, low, inf), value)
    assert not same_form(integral(body, low, inf), 2 * value)


def test_a_diverging_integral_has_no_closed_form() -> None:
    assert not same_form(integral(lambda t: exp_of(z * t), number(0), inf), -1 / z)


@pytest.mark.parametrize("prefix", ["", "a", "b", "c", "d", "z_"])
def test_an_inverse_undoes_a_symmetric_matrix_whatever_the_names_are(prefix: str) -> None:
    p, s = symbol(f"{prefix}P", ["n", "n"], "posdef"), symbol(f"{prefix}S", ["n", "n"], "symmetric")
    product = -(s @ p)
    assert same_form(p @ (apply("inv", p) @ (p @ (apply("inv", p) @ product))), product)
    assert same_form(apply("inv", s).T, apply("inv", s))
    assert not same_form(p @ (apply("inv", s) @ product), product)


@pytest.mark.parametrize("op", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_comparisons_lose_what_both_sides_have(op: str) -> None:
    left, right = 2 * z + x, y + z + z
    assert same_form(apply("where", apply(op, left, right), x, y), apply("where", apply(op, x, y), x, y))
    assert not same_form(apply("where", apply(op, left, y + z), x, y), apply("where", apply(op, x, y), x, y))
