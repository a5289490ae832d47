"""Where a function has a kink, the derivative is the subgradient that `derivative` states."""

from __future__ import annotations

import numpy as np
import pytest

import lemmata as lm

KINKS = [
    ("abs(x)", "x: real", 0.0, 0.0),
    ("sign(x)*x", "x: real", 0.0, 0.0),
    ("relu(x)", "x: real", 0.0, 0.0),
    ("leaky_relu(x)", "x: real", 0.0, 0.01),
    ("maximum(x, 0)", "x: real", 0.0, 1.0),
    ("maximum(0, x)", "x: real", 0.0, 0.0),
    ("minimum(x, 0)", "x: real", 0.0, 1.0),
    ("clip(x, 0, 1)", "x: real", 1.0, 1.0),
    ("where(x > 0, x, 0)", "x: real", 0.0, 0.0),
    ("floor(x)", "x: real", 1.0, 0.0),
    ("max(x)", "x: real[n]", [1.0, 1.0, 0.0], [0.5, 0.5, 0.0]),
    ("min(x)", "x: real[n]", [1.0, 0.0, 0.0], [0.0, 0.5, 0.5]),
    ("median(x)", "x: real[n]", [3.0, 1.0, 2.0, 5.0], [0.5, 0.0, 0.5, 0.0]),
    ("median(x)", "x: real[n]", [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]),
    ("sort(x)[0]", "x: real[n]", [1.0, 1.0], [1.0, 0.0]),
    ("norm(x, 1)", "x: real[n]", [0.0, -1.0], [0.0, -1.0]),
    ("norm(x, inf)", "x: real[n]", [1.0, -1.0], [0.5, -0.5]),
    ("prod(x)", "x: real[n]", [0.0, 0.0, 2.0], [0.0, 0.0, 0.0]),
    ("cumprod(x)[2]", "x: real[n]", [0.0, 1.0, 2.0], [2.0, 0.0, 0.0]),
]


@pytest.mark.parametrize(("text", "declarations", "at", "slope"), KINKS, ids=[f"{k[0]} at {k[2]}" for k in KINKS])
def test_the_subgradient(text, declarations, at, slope):
    found = lm.parse(text, declarations).grad("x")(x=np.array(at))
    np.testing.assert_allclose(found, slope, atol=1e-15)


@pytest.mark.parametrize("text", ["norm(x)", "std(x)"])
def test_a_root_of_zero_has_no_slope(text):
    with np.errstate(all="ignore"):
        assert np.isnan(lm.parse(text, "x: real[n]").grad("x")(x=np.array([0.0, 0.0]))).all()
