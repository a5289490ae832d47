"""Derivatives known by heart: the expression itself, not only its value."""

from __future__ import annotations

import pytest

from lemmata.engine.derivatives import derivative, jvp, steps, tidy, vjp
from lemmata.engine.expr import Apply, Size, array_of, at, bind, fresh_index, integer, number, postorder, symbol
from lemmata.engine.ops import ShapeError, apply

a, x, y, w = symbol("a"), symbol("x", ["n"]), symbol("y", ["m"]), symbol("w", ["n"])
A, B, X = symbol("A", ["n", "n"]), symbol("B", ["n", "n"]), symbol("X", ["m", "n"])
N, M = Size.of("n"), Size.of("m")
i, j = fresh_index(), fresh_index()
EYE = apply("eye", n=N)
ERROR = X @ w - y


def total(e):
    return apply("sum", e)


def hessian(e, v):
    return derivative(derivative(e, v), v)


def sum_over(index, body, low=0, high="n"):
    return bind("sum", index, body, low, high)


def by_index(*, matrix):
    """x.T A x as a double sum over indices, of all entries or of the diagonal."""
    p, q = fresh_index(), fresh_index()
    if matrix:
        return sum_over(p, sum_over(q, at(x, p) * at(A, p, q) * at(x, q)))
    return sum_over(p, at(x, p) ** 2 * at(A, p, p))


CASES = {
    "a variable": (derivative(x, x), EYE),
    "an entry by an entry": (derivative(at(x, i), at(x, j)), apply("delta", integer(i), integer(j))),
    "an entry by another": (derivative(at(x, 0), at(x, 1)), number(0)),
    "an entry by itself": (derivative(at(x, 0), at(x, 0)), number(1)),
    "a constant": (derivative(apply("exp", y), x), apply("zeros", shape=(M, N))),
    "a power": (derivative(a**3, a), 3 * a**2),
    "squares": (derivative(total(x**2), x), 2 * x),
    "squares, twice": (hessian(total(x**2), x), 2 * EYE),
    "squares by one entry": (derivative(total(x**2), at(x, j)), 2 * at(x, j)),
    "each entry for itself": (derivative(apply("exp", x), x), apply("diag", apply("exp", x))),
    "a linear map": (derivative(X @ w, w), X),
    "least squares": (derivative(total(ERROR**2), w), 2 * (X.T @ ERROR)),
    "least squares, twice": (hessian(total(ERROR**2), w), 2 * (X.T @ X)),
    "a quadratic form, twice": (hessian(x @ A @ x, x), A + A.T),
    "a quadratic form by its matrix": (derivative(x @ A @ x, A), apply("outer", x, x)),
    "a trace": (derivative(apply("trace", A @ B), A), B.T),
    "a log determinant": (derivative(apply("logdet", A), A), apply("inv", A).T),
    "a determinant": (derivative(apply("det", A), A), apply("det", A) * apply("inv", A).T),
    "a norm": (derivative(apply("norm", x), x), x / apply("norm", x)),
    "logsumexp": (derivative(apply("logsumexp", x), x), apply("softmax", x)),
    "logistic regression": (
        derivative(total(apply("softplus", X @ w) - y * (X @ w)), w), X.T @ (apply("sigmoid", X @ w) - y)),
    "a sum over an index": (derivative(sum_over(i, at(x, i) ** 2), x), 2 * x),
    "a quadratic form by index": (derivative(by_index(matrix=True), x), A @ x + A.T @ x),
    "its diagonal by index": (derivative(by_index(matrix=False), x), 2 * (apply("diag", A) * x)),
    "an array over an index": (derivative(array_of((N,), lambda p: 3 * at(x, p)), x), 3 * EYE),
    "a product with a cotangent": (vjp(X @ w, w, y), X.T @ y),
    "a product with a direction": (jvp(apply("sin", x), x, w), w * apply("cos", x)),
}


@pytest.mark.parametrize("name", CASES)
def test_derivative_has_the_known_form(name):
    found, wanted = CASES[name]
    assert tidy(found) is tidy(wanted), (name, found.data, wanted.data)


def test_derivatives_are_tidy_and_deterministic():
    for found, _ in CASES.values():
        assert tidy(found) is found
    again = derivative(total(ERROR**2), w)
    assert again is CASES["least squares"][0]


def test_a_delta_stays_guarded_where_the_range_is_not_proved():
    """The last difference x[n-1] - x[n-2] reaches both ends of the range of the sum."""
    p = fresh_index()
    gradient = derivative(sum_over(p, (at(x, p + 1) - at(x, p)) ** 2, 0, N - 1), x)
    ops = {n.op for n in postorder(gradient) if isinstance(n, Apply)}
    assert "delta" not in ops and "where" in ops
    inside = derivative(sum_over(p, at(x, p + 1) ** 2, 0, N - 1), at(x, 0))
    assert inside is number(0)


def test_axes_of_the_derivative_are_appended():
    assert derivative(X, A).shape == (M, N, N, N)
    assert derivative(apply("tanh", A @ X.T), X).shape == (N, M, M, N)
    assert derivative(at(X, 0), at(A, 1)).shape == (N, N)


def test_flat_operations_are_told():
    assert steps(apply("floor", a) * a, a) == ("floor: its values are steps, so it is flat wherever it is smooth",)
    assert steps(apply("floor", a) * w, w) == ()


def test_shapes_of_directions_must_fit():
    with pytest.raises(ShapeError, match="direction has shape"):
        jvp(total(x), x, y)
    with pytest.raises(ShapeError, match="cotangent has shape"):
        vjp(x, x, y)
