"""A formula is made stable together with its derivatives, and all are measured at the same points."""

from __future__ import annotations

import numpy as np
import pytest

import lemmata as lm

CASES = [
    ("log(1 + exp(x))", "x: real", "x"),
    ("sqrt(x**2 + 1) - 1", "x: real", "x"),
    ("-log(exp(z[0])/sum(exp(z)))", "z: real[n]", "z"),
    ("log(exp(a) + exp(b))", "a: real, b: real", "a"),
    ("log(1 - sigmoid(x))", "x: real", "x"),
    ("x - log(1 + exp(x))", "x: real", "x"),
]


@pytest.mark.slow
def test_forms_and_code() -> None:
    f = lm.parse("log(1 + exp(x))", "x: real")
    found = f.stabilize(points=200, grad="x")
    assert list(found.report.reports) == ["value", "gradient by x"]
    assert all(report.after.max() < 3 for report in found.report.reports.values())
    slope = found.grad("x")
    assert slope.text == "sigmoid(x)" and "gradient by x: bits lost in float64" in found.report.text
    value, grad = found.compile("numpy", grad="x")(1e4)
    assert (value, grad) == (1e4, 1)


def test_where_it_is_not_defined_is_reported() -> None:
    f = lm.parse("abs(x) + x**2", "x: real").stabilize(points=40, grad="x")
    assert f.grad("x").singular == ("x = 0: 0 is taken",)
    assert "not defined where x = 0: 0 is taken" in f.report.text


@pytest.mark.slow
@pytest.mark.parametrize(("text", "vars", "wrt"), CASES, ids=[case[0] for case in CASES])
def test_each_loses_few_bits(text: str, vars: str, wrt: str) -> None:
    """Never worse than as it stands, and the code of all three takes the forms that were found."""
    f = lm.parse(text, vars)
    found = f.stabilize(points=300, grad=wrt, hessian=wrt)
    for name, report in found.report.reports.items():
        assert report.after.mean() <= report.before.mean() + 0.1, name
        assert np.median(report.after) <= 1 and report.after.mean() < 2, found.report.text
        assert len(report.after) == len(found.report.reports["value"].after)
    assert found.grad(wrt).equals(f.grad(wrt)).kind != "refuted"
    assert found.grad(wrt).grad(wrt) if not found.grad(wrt).shape else found.hessian(wrt)
    assert f"hessian_{wrt}" in found.code(grad=wrt, hessian=wrt)
