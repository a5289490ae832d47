"""Which operation loses the digits, and why."""

import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.stability.faults import KINDS

ROWS = [  # text, declarations, where, the operation that loses most, how
    ("log(1 + exp(x))", "x: real", "x: uniform(800, 9000)", "exp(x)", "overflow"),
    ("log(1 + exp(x))", "x: real", "x: uniform(-60, -20)", "1 + exp(x)", "absorption"),
    ("log(1 + x)", "x: positive", "x: floats(1e-300, 1e-8)", "1 + x", "absorption"),
    ("sqrt(x + 1) - sqrt(x)", "x: positive", "x: loguniform(1e6, 1e15)", "sqrt(x + 1) - sqrt(x)", "cancellation"),
    ("(1 - cos(x))/x**2", "x: real", "x: loguniform(1e-6, 1e-3)", "1 - cos(x)", "cancellation"),
    ("(exp(x) - 1)/x", "x: real", "x: loguniform(1e-12, 1e-3)", "exp(x) - 1", "cancellation"),
    ("sqrt(x**2 + y**2)", "x: real, y: real", "x: normal(0, 1), y: loguniform(1e160, 1e300)", "y**2", "overflow"),
    ("sqrt(x*x + y*y)", "x: real, y: real", "x: loguniform(1e-300, 1e-290), y: values(0)", "x*x", "underflow"),
    ("log(prod(p))", "p: unit[n]", "p: uniform(0.1, 0.9), n: 1000", "prod(p)", "underflow"),
    ("mean(x**2) - mean(x)**2", "x: real[n]", "x: offset(1e8, 1), n: 20", "mean(x**2) - mean(x)**2", "cancellation"),
    ("exp(x)/sum(exp(x))", "x: real[n]", "x: normal(0, 5000), n: 5", "exp(x)", "overflow"),
    ("sin(3*x)", "x: real", "x: loguniform(1e8, 1e14)", "sin(3*x)", "amplification"),
    ("(1 + 1/n)**n", "n: positive", "n: loguniform(1e6, 1e14)", "1 + 1/n", "absorption"),
    ("gamma(x + 1)/gamma(x)", "x: positive", "x: uniform(172, 1000)", "gamma(x + 1)", "overflow"),
    ("x*log(x)", "x: nonnegative", "x: values(0)", "x*log(x)", "invalid"),
    ("log(sum(exp(x[i]) for i in range(n)))", "x: real[n]", "x: uniform(800, 900), n: 3", "exp(x[i])", "overflow"),
    ("norm(x)", "x: real[n]", "x: loguniform(1e-300, 1e-250), n: 3", "norm(x)", "underflow"),
]


@pytest.mark.parametrize("text, declared, where, operation, kind", ROWS)
def test_the_operation_that_loses_most(text, declared, where, operation, kind):
    found = lm.parse(text, declared).accuracy(where=where, points=60)
    assert found.mean > 8
    first = found.blame[0]
    assert (first.operation, first.kind) == (operation, kind) and first.share > 0.5 and first.why == KINDS[kind]
    assert sum(b.share for b in found.blame) == pytest.approx(1)


def test_what_loses_nothing_is_not_blamed():
    assert lm.parse("log1p(x) + x", "x: positive").accuracy(points=200).blame == ()


def test_in_float16_exp_overflows_at_twelve():
    found = lm.parse("log(1 + exp(x))", "x: real").accuracy("float16", where="x: uniform(11.2, 100)", points=50)
    assert (found.blame[0].operation, found.blame[0].kind) == ("exp(x)", "overflow")
    assert found.overflow == 1 and found.worst == 16
    assert float(found.blame[0].at["x"]) < 20


def test_of_a_difference_of_nearby_floats_nothing_is_lost():
    where = f"x: values(1), y: values({np.nextafter(1, 2)})"
    found = lm.parse("x - y", "x: real, y: real").accuracy(where=where, points=5)
    assert found.worst == 0 and found.blame == ()
