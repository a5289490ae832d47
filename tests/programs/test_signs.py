"""Signs of arrays by their form: what is claimed holds at random values, and enough is claimed."""

import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.programs import program
from lemmata.engine.programs.signs import nonnegative

CLAIMED = [
    "exp(x)", "x**2", "x*x", "y*(x*(y*x))", "x*y*y*x", "sigmoid(x)*(1 - sigmoid(x))", "1 - tanh(x)**2",
    "sqrt(1 + x**2)", "abs(x)/(1 + x**2)", "softplus(x) + x**4", "2*exp(-x**2)", "1 - sin(x)*cos(y)",
    "maximum(x**2, exp(y))",
]
OPEN = ["x", "x*y", "x**3", "1 - x", "1 - exp(x)", "sigmoid(x) - sigmoid(y)", "-exp(x)", "x*y*y", "log(1 + x**2)",
        "exp(x) - 1", "1 - 2*tanh(x)", "where(x > 0, x, 0)"]


def is_nonnegative(text: str) -> bool:
    f = lm.parse(text, "x: real[n], y: real[n]")
    return nonnegative(program([f.expr], list(f.declarations.values()), lambda name: True).outputs[0])


@pytest.mark.parametrize("text", CLAIMED)
def test_what_is_never_negative(text: str) -> None:
    assert is_nonnegative(text)
    x, y = np.random.default_rng(0).normal(scale=3, size=(2, 1000))
    f = lm.parse(text, "x: real[n], y: real[n]")
    assert (f.compile("numpy")(x, y) >= 0).all()


@pytest.mark.parametrize("text", OPEN)
def test_what_is_left_open(text: str) -> None:
    assert not is_nonnegative(text)
