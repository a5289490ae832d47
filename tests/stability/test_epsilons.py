"""What small constants change against the formula without them, where and by how much; and what is no such one."""

import numpy as np
import pytest

import lemmata as lm
from lemmata.cli import main


def biases(text: str, vars: str, where: str | None = None):
    return lm.parse(text, vars).accuracy(where=where, points=80).epsilons


FOUND = [  # text, declarations, where, the formula without it at x, its largest relative change at these points
    ("log(x + 1e-8)", "x: positive", "x: values(1e-9, 0.5, 1e12)", "log(x)", np.log(1e-9 + 1e-8) / np.log(1e-9) - 1),
    ("log(maximum(x, 1e-8))", "x: positive", "x: values(1e-9, 0.5)", "log(maximum(x, 0))",
     np.log(1e-8) / np.log(1e-9) - 1),
    ("log(clip(x, 1e-7, 1 - 1e-7))", "x: unit", "x: values(1e-9, 0.5)", "log(minimum(maximum(x, 0), 1))",
     np.log(1e-7) / np.log(1e-9) - 1),
    ("x/(norm(x) + 1e-12)", "x: real[n]", "x: values(3e-12), n: 1", "x/norm(x)", 3 / 4 - 1),
    ("sqrt(x + eps)", "x: nonnegative, eps: positive", "eps: 1e-8, x: values(3e-8, 9)", "sqrt(x)", np.sqrt(4 / 3) - 1),
    ("1/sqrt(x**2 + 1e-6)", "x: real", "x: values(0.001, 7)", "1/sqrt(x**2)", np.sqrt(1 / 2) - 1),
    ("inv(A + 1e-6*eye(n))", "A: posdef[n n]", "A: values(1e-6), n: 1", "inv(A + 0)", 1 / 2 - 1),
    ("sum(log(x[i] + 1e-6) for i in range(n))", "x: positive[n]", "x: values(1e-6), n: 1",
     "sum(log(x[i]) for i in range(n))", np.log(2e-6) / np.log(1e-6) - 1),
]


@pytest.mark.parametrize("text, vars, where, without, change", FOUND, ids=[row[0] for row in FOUND])
def test_the_bias_of_small_constants(text, vars, where, without, change):
    [found] = biases(text, vars, where)
    assert found.limit is lm.parse(without, vars).expr or "inv" in text
    assert found.relative == pytest.approx(abs(change), rel=1e-9)
    assert found.worst > 20 and not found.kept
    assert "left out" in found.text[0]


@pytest.mark.parametrize("text, vars", [
    ("x**2 + 1e-3*w**2", "x: real, w: real"),  # a penalty
    ("log(x**2 + 1e-3*w**2)", "x: real, w: real"),
    ("x - 1e-3*g", "x: real, g: real"),  # a step
    ("1/(1 + exp(-(x - 0.001)))", "x: real"),  # an offset that no end of a domain asks for
    ("(x + 0.001)**2", "x: real"),
    ("log(x + 0.5)", "x: positive"),
    ("sqrt(x + eps)", "x: positive, eps: positive"),  # a variable like another one
])
def test_constants_that_are_mathematics(text, vars):
    assert biases(text, vars) == ()


def test_a_constant_that_changes_nothing_is_not_told():
    assert biases("log(x + 1e-30)", "x: positive", "x: uniform(2, 9)") == ()


def test_where_it_matters_and_what_it_keeps():
    [found] = biases("1/(x + 1e-3)", "x: nonnegative", "x: values(0, 1e-4, 1, 1e15, 1e25, 1e30)")
    assert found.kept > 0.1 and found.reach == ("x", 1e-4, 1.0) and "no finite value" in found.text[-1]


def test_it_is_told_everywhere(capsys):
    assert main(["accuracy", "log(x + 1e-8)", "x: positive", "--points", "40"]) == 0
    assert "with 1e-8 left out of x + 1e-8" in capsys.readouterr().out
    f = lm.parse("abs(x)/(abs(x) + 1e-8)", "x: real")
    report = f.stabilize(points=40).report
    assert "with 1e-8 left out" in report.text and "with 1e-8 left out" in report._repr_html_()
    assert "with 1e-8 left out" in f.accuracy(points=40)._repr_html_() and "1e-8" in f.accuracy(points=40).json()
    told = lm.diagnose(lambda p: np.sum(p * np.log(p + 1e-8)), p=np.array([1e-9, 0.5]))
    assert "with 1e-8 left out of p + 1e-8 it is -0.34657" in str(told)
