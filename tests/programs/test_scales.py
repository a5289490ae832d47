"""Numbers and sizes: gathered, and where the smallest array is."""

import numpy as np
import pytest

import lemmata as lm

# text, variables, and a line of its NumPy code
LINES = [
    ("(X.T @ (X @ w - y)) * 2 / m", "X: real[m n], w: real[n], y: real[m]", "return 2 / m * (X.T @ (X @ w - y))"),
    ("a[:, None] * A / m", "a: real[m], A: real[m n]", "return (a / m)[:, None] * A"),
    ("A / a[:, None] / 4", "a: real[m], A: real[m n]", "return A / (4 * a)[:, None]"),
    ("A * 3 - B * 3", "A: real[m n], B: real[m n]", "return 3 * (A - B)"),
    ("A / m - B / m", "A: real[m n], B: real[m n]", "return (A - B) / m"),
    ("-(B - A)", "A: real[m n], B: real[m n]", "return A - B"),
    ("-x * y", "x: real[n], y: real[n]", "return -x * y"),
    ("-(A @ b)", "A: real[m n], b: real[n]", "return -(A @ b)"),
    ("sum(2 * x / n)", "x: real[n]", "return 2 * x.sum() / n"),
    ("-sum(x) / 2", "x: real[n]", "return -x.sum() / 2"),
    ("(-x) + (-y)", "x: real[n], y: real[n]", "return -x - y"),
    ("2 * (3 * A) / 6", "A: real[m n]", "return A.copy()"),
    ("(X.T @ A).T", "X: real[k m], A: real[k n]", "return A.T @ X"),
    ("exp(2 * x) / 2", "x: real[n]", "return np.exp(2 * x) / 2"),
    ("1 / x * 3", "x: real[n]", "return 3 / x"),
    ("sum((X / max(X, axis=1)[:, None])**2, axis=1)", "X: positive[m n]", "return np.vecdot(q, q)"),  # and no overflow
    ("sum(broadcast_to(1/(m*n), (m, n)), axis=1)/x", "x: real[m], A: real[m n]", "return n / (m * n) / x"),
    ("A * (x[:, None] > 0) - B", "A: real[m n], B: real[m n], x: real[m]", "return A * (x > 0)[:, None] - B"),
]


@pytest.mark.parametrize("text, variables, line", LINES, ids=[row[0] for row in LINES])
def test_where_numbers_stand(text: str, variables: str, line: str) -> None:
    assert lm.parse(text, variables).code("numpy").rstrip().splitlines()[-1].strip() == line


@pytest.mark.parametrize("target", ["numpy", "torch"])
def test_what_comes_out_is_another_array(target: str) -> None:
    """Whoever changes a gradient in place does not change the parameters."""
    if target == "torch":
        pytest.importorskip("torch")
    compiled = lm.parse("sum(mu**2 + exp(v))/2", "mu: real[n], v: real[n]").compile(target, grad=("mu", "v"))
    mu = np.array([1.0, 2.0])
    _, slope, _ = compiled(mu, np.zeros(2))
    slope[:] = 0
    assert mu.tolist() == [1.0, 2.0] and slope.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("text", ["0 * x + y * 0", "(0 * x - 0 * y) / 2", "sum(x * 0) * y"])
def test_a_factor_that_is_zero(text: str) -> None:
    found = lm.parse(text, "x: real[n], y: real[n]").compile("numpy")(np.ones(3), np.ones(3))
    assert found.tolist() == [0, 0, 0]


def test_division_by_zero_is_left_to_the_library() -> None:
    with np.errstate(divide="ignore"):
        assert lm.parse("2 * x / (0 * n) / 3", "x: real[n]").compile("numpy")(np.ones(1)).tolist() == [np.inf]
