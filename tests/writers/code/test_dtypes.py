"""What keeps the dtype by itself is written without a cast: float32 stays float32, in each target."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest
from tests.writers.code.running import run

import lemmata as lm

X, C = np.array([-1.5, 0.0, 2.5], np.float32), np.array([1.0, -1.0, 2.0], np.float32)
A, Y = np.array([[0.5, -2.0, 1.0], [3.0, 0.25, -1.0]], np.float32), np.array([2, 0], np.int64)
ARRAYS = {"x": X, "c": C, "A": A, "y": Y}
DECLARED = {"x": "real[m]", "c": "real[m]", "A": "real[k m]", "y": "labels[k m]"}
# a formula, the same by NumPy, and what its code does not need
CASES = [
    ("x*sign(c)", lambda: X * np.sign(C), "dtype"),
    ("floor(x) + ceil(c)*x", lambda: np.floor(X) + np.ceil(C) * X, "dtype"),
    ("round(x)/2", lambda: np.rint(X) / 2, "dtype"),
    ("where(c > 0, x, zeros(m))", lambda: np.where(C > 0, X, np.float32(0)), "zeros"),
    ("where(c > 0, ones(m), x)", lambda: np.where(C > 0, np.float32(1), X), "ones"),
    ("where(A > 0, x, zeros((k, m)))", lambda: np.where(A > 0, X, np.float32(0)), "zeros"),
    ("maximum(x, zeros(m)) - minimum(ones(m), x)", lambda: np.maximum(X, 0) - np.minimum(X, 1), "zeros"),
    ("x*where(c == zeros(m), ones(m), zeros(m))", lambda: X * (C == 0), ""),
    ("x*ones((k, m))", lambda: X * np.ones((2, 3), np.float32), ""),  # nothing else has the shape
    ("zeros((k, m)) + x*(arange(m) + zeros(m))", lambda: np.zeros((2, 3), np.float32) + X * np.arange(3), ""),
    ("A[arange(k), y] + floor(A[arange(k), zeros(k)])", lambda: A[[0, 1], Y] + np.floor(A[:, 0]), "zeros"),
    ("x*where(c > 0, 3/2, 5/2)", lambda: X * np.where(C > 0, np.float32(1.5), np.float32(2.5)), ""),
    ("x*where(max(c) > 0, 3/2, 5/2)", lambda: X * np.float32(1.5), ""),
    ("x[y]*where(y == 1, 0, x[zeros(k)])", lambda: X[Y] * np.where(Y == 1, 0, X[0]).astype(np.float32), ""),
]


@pytest.mark.parametrize("target", ["numpy", "jax", "torch"])
@pytest.mark.parametrize("text, want, spared", CASES, ids=[case[0] for case in CASES])
def test_float32_stays(text, want, spared, target):
    if target == "torch" and find_spec("torch") is None:
        pytest.skip("torch not installed")
    formula = lm.parse(text, ", ".join(f"{name}: {kind}" for name, kind in DECLARED.items() if name in text))
    given = {name: ARRAYS[name] for name in formula.vars}
    if "k" in formula.dims and not {"A", "y"} & set(given):
        given["k"] = 2
    code = formula.code(target)
    found = run(code, "f", target, given)[0]
    assert found.dtype == np.float32, code
    np.testing.assert_allclose(found, want(), rtol=1e-6, err_msg=code)
    assert not spared or spared not in code.split('"""')[2], code
