"""Entries outside of an array: NaN or an error, and no check where a condition keeps them out."""

import math

import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.evaluation import evaluate

X = np.array([1.0, 2.0, 4.0, 8.0])
W = np.array([0.5, 0.25, 3.0, 1.0])

# text, and what it comes to by hand
VALUES = [
    ("sum(x[i - 1] for i in range(n))", math.nan),
    ("sum(x[i + 1] for i in range(n))", math.nan),
    ("sum(x[i + 1] for i in range(n - 1))", 14),
    ("sum(where(i > 0, x[i - 1], 0) for i in range(n))", 7),
    ("sum(where(i >= 1 and i + 1 < n, x[i + 1] - 2*x[i] + x[i - 1], 0) for i in range(n))", 3),
    ("sum(where(0 < i, w[i]*x[i - 1]**2, 0) for i in range(n))", 0.25 + 12 + 16),
    ("sum(where(i == 2, x[i - 2], 0) for i in range(n))", 1),
    ("sum(where(i >= 0 and x[i] > 2, x[i], 1) for i in range(n))", 14),
    ("sum(where(x[i] > 2 and 1 < 2, x[i], 1) for i in range(n))", 14),
    ("sum(x[i - k]*w[k] for i in range(n) for k in range(i + 1))", 15 * 0.5 + 7 * 0.25 + 3 * 3 + 1),
    ("sum(where(i > 0, x[i - 2], 0) for i in range(n))", math.nan),
    ("sum(x[2*i] for i in range(n))", math.nan),
    ("sum(x[2*i] for i in range(2))", 5),
]


@pytest.mark.parametrize("target", ["numpy", "jax", "torch"])
@pytest.mark.parametrize("text, value", VALUES, ids=[row[0] for row in VALUES])
def test_entries_outside(text: str, value: float, target: str) -> None:
    pytest.importorskip(target)
    f = lm.parse(text, "x: real[n], w: real[n]")
    used = {k: v for k, v in (("x", X), ("w", W)) if k in {s for s in ("x", "w") if f"{s}[" in text}}
    assert np.allclose(f.compile(target)(X, W), value, equal_nan=True)
    assert np.allclose(float(evaluate(f.expr, used)), value, equal_nan=True)


NO_CHECKS = [row[0] for row in VALUES if not math.isnan(row[1]) and "range(2)" not in row[0]]  # n may be 2


@pytest.mark.parametrize("text", NO_CHECKS)
def test_no_check_where_none_is_needed(text: str) -> None:
    assert "nan" not in lm.parse(text, "x: real[n], w: real[n]").code("numpy")


@pytest.mark.parametrize("text, message", [
    ("x[7]", "index 7 is out of bounds for an axis of size 4"),
    ("x[-5]", "index n - 5 = -1 is out of bounds for an axis of size 4"),
    ("x[n]", "index n = 4 is out of bounds"),
    ("sum(x[6:])", "an axis of size n - 6 = -2"),
])
@pytest.mark.parametrize("engine", ["numpy", "jax"])
def test_places_outside_are_refused(text: str, message: str, engine: str) -> None:
    """Python would count a negative index from the end."""
    pytest.importorskip(engine)
    with pytest.raises(IndexError, match=message):
        lm.parse(text, "x: real[n]").compile(engine)(X)


def test_a_derivative_keeps_the_dtype() -> None:
    """Also where it is made of zeros and ones alone."""
    for text in ("[x[n - 1 - i] for i in range(n)]", "[sum(x[j] for j in range(i + 1)) for i in range(n)]", "x[::-1]"):
        found = lm.parse(text, "x: real[n]").jacobian("x").compile("numpy")(X.astype(np.float32))
        assert found.dtype == np.float32 and found.shape == (4, 4)
