"""Where gradients are not defined: what is told of it, and that nothing is told where they are."""

from __future__ import annotations

import pytest

import lemmata as lm

V, W = "x: real[n]", "x: real[n], y: real[n]"
ENTRIES, MEAN, NAN = "x = 0 (entries): 0 is taken", "the mean of the slopes to both sides is taken", "nan is taken"
NO_VALUE = "nan is taken, as the formula has no value"
CASES = [
    ("sum(abs(x))", V, "x", [ENTRIES]),
    ("sum(relu(x))", V, "x", [ENTRIES]),
    ("sum(y*x + abs(x))", W, "x", [f"x = 0 (entries): {MEAN}"]),
    ("sum(leaky_relu(x))", V, "x", ["x = 0 (entries): the slope to one side is taken"]),
    ("norm(x)", V, "x", [f"x = 0: {NAN}"]),
    ("norm(x - y)", W, "x", [f"x = y: {NAN}"]),
    ("norm(A @ x - b)", "A: real[m n], x: real[n], b: real[m]", "x", [f"A @ x = b: {NAN}"]),
    ("sqrt(x @ x)", V, "x", [f"x @ x = 0: {NAN}"]),
    ("sqrt(x**2 + y**2)", "x: real, y: real", "x", [f"x = 0 and y = 0: {NAN}"]),
    ("sqrt(x)", "x: nonnegative", "x", ["x = 0: inf is taken"]),
    ("x**0.5", "x: nonnegative", "x", ["x = 0: inf is taken"]),
    ("-sum(p*log(p))", "p: simplex[n]", "p", ["p = 0 (entries): inf is taken"]),
    ("std(x)", V, "x", [f"x constant: {NAN}"]),
    ("x @ y/(norm(x)*norm(y))", W, "x", [f"x = 0: {NO_VALUE}"]),
    ("maximum(x, y)", "x: real, y: real", "x", ["x = y: the slope to one side is taken"]),
    ("sum(maximum(0, 1 - y*x))", W, "x", ["1 - y*x = 0 (entries): 0 is taken"]),
    ("max(x)", V, "x", ["equal largest entries of x: an equal share of the slope is taken by each"]),
    ("abs(x) + 2*abs(x - 1)", "x: real", "x", [f"x = 0: {MEAN}", f"x = 1: {MEAN}"]),
    ("where(x > 0, x, 2*x)", "x: real", "x", ["x = 0: the slope to one side is taken"]),
    # operations without a slope, in formulas that have one
    ("sum(x**2)", V, "x", []),
    ("norm(x)**2", V, "x", []),
    ("norm(x - y)**2", W, "x", []),
    ("sum(x*abs(x))", V, "x", []),
    ("sum(x**1.5)", "x: nonnegative[n]", "x", []),
    ("logsumexp(x)", V, "x", []),
    ("sum(p*log(p/q))", "p: simplex[n], q: simplex[n]", "q", []),
    ("where(x == 0, 1, sin(x)/x)", "x: real", "x", []),
    ("sum(where(abs(x) <= d, x**2/2, d*(abs(x) - d/2)))", "x: real[n], d: positive", "x", []),
]


@pytest.mark.parametrize(("text", "vars", "wrt", "told"), [
    pytest.param(*case, id=case[0], marks=[pytest.mark.slow] * (k % 2)) for k, case in enumerate(CASES)])
def test_told(text: str, vars: str, wrt: str, told: list[str]) -> None:
    assert list(lm.parse(text, vars).grad(wrt).singular) == told


def test_of_a_second_derivative() -> None:
    """The gradient of |x| jumps where it is not defined."""
    assert lm.parse("abs(x)", "x: real").grad("x").grad("x").singular


def test_a_formula_that_is_no_derivative_has_none() -> None:
    with pytest.raises(AttributeError, match=r"f\.grad"):
        _ = lm.parse("abs(x)", "x: real").singular
