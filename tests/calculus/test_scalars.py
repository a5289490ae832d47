"""Integrals, limits and series agree with SciPy and mpmath; what has none, or is answered wrongly, is refused."""

from __future__ import annotations

import math

import mpmath
import pytest
from scipy.integrate import quad

from lemmata import parse
from lemmata.engine.calculus import NoClosedForm

VARS = "x: real, a: positive, b: real, mu: real, s: positive"
AT = {"a": 0.7, "b": 1.3, "mu": 0.4, "s": 1.1}

INTEGRALS = [
    ("x**2", 0, 3), ("exp(-a*x)", 0, "inf"), ("exp(-(x - mu)**2/(2*s**2))", "-inf", "inf"),
    ("1/(1 + x**2)", "-inf", "inf"), ("sin(x)**2", 0, "pi"), ("x**a", 0, 1), ("sigmoid(x)", 0, 1), ("abs(x)", -1, 2),
    ("x*exp(-a*x**2)", 0, "inf"), ("a*x + b", "-a", "b"), ("log(x)", 1, 2),
    ("x**2*exp(-x**2/2)/sqrt(2*pi)", "-inf", "inf"),
]


def value(text: object) -> float:
    return {"inf": math.inf, "-inf": -math.inf, "pi": math.pi, "-a": -AT["a"], "b": AT["b"]}.get(str(text)) or float(
        str(text))


def at(formula, x: float = 0.0) -> float:
    wanted = {name: v for name, v in {**AT, "x": x}.items() if name in formula.vars}
    return float(formula(**wanted))


@pytest.mark.parametrize("text, low, high", INTEGRALS, ids=[row[0] for row in INTEGRALS])
def test_integral(text: str, low: object, high: object) -> None:
    f = parse(text, VARS)
    wanted, _ = quad(lambda x: at(f, x), value(low), value(high))
    assert at(f.integral("x", low, high)) == pytest.approx(wanted, rel=1e-7, abs=1e-10)


@pytest.mark.parametrize("text", ["x*exp(-x)", "log(x)", "exp(-x**2)", "1/x", "sin(a*x)", "x**3 + b*x", "tanh(x)"])
def test_antiderivative(text: str) -> None:
    f = parse(text, VARS)
    found = f.integral("x")
    wanted, _ = quad(lambda x: at(f, x), 0.5, 1.5)
    assert at(found, 1.5) - at(found, 0.5) == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize("text, point, side, wanted", [
    ("sin(x)/x", 0, 0, 1.0), ("(1 + a/x)**x", "inf", 0, math.exp(0.7)), ("(exp(x) - 1 - x)/x**2", 0, 0, 0.5),
    ("abs(x)/x", 0, 1, 1.0), ("abs(x)/x", 0, -1, -1.0), ("x*log(x)", 0, 1, 0.0), ("(x**2 - b**2)/(x - b)", "b", 0, 2.6),
    ("log(1 + exp(x)) - x", "inf", 0, 0.0)])
def test_limit(text: str, point: object, side: int, wanted: float) -> None:
    assert at(parse(text, VARS).limit("x", point, side)) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("text, point, order", [
    ("exp(x)", 0, 5), ("log(1 + a*x)", 0, 4), ("sqrt(x)", 1, 3), ("sigmoid(x)", 0, 4), ("x**x", 1, 3),
    ("tanh(b*x)", "b", 3), ("sin(x)*exp(a*x)", 0, 4)])
def test_series(text: str, point: object, order: int) -> None:
    f = parse(text, VARS)
    found, middle = f.series("x", point, order), value(point) if point != 0 else 0.0

    def as_mpmath(x: mpmath.mpf) -> mpmath.mpf:
        a, b = AT["a"], AT["b"]
        return {"exp(x)": lambda: mpmath.exp(x), "log(1 + a*x)": lambda: mpmath.log(1 + a * x),
                "sqrt(x)": lambda: mpmath.sqrt(x), "sigmoid(x)": lambda: 1 / (1 + mpmath.exp(-x)),
                "x**x": lambda: x**x, "tanh(b*x)": lambda: mpmath.tanh(b * x),
                "sin(x)*exp(a*x)": lambda: mpmath.sin(x) * mpmath.exp(a * x)}[text]()

    wanted = mpmath.taylor(as_mpmath, middle, order - 1)
    for h in (0.1, -0.2):
        assert at(found, middle + h) == pytest.approx(float(sum(c * h**k for k, c in enumerate(wanted))), rel=1e-9)


def test_laurent() -> None:
    assert parse("1/sin(x)", VARS).series("x", 0, 3).text == "x/6 + 1/x"


@pytest.mark.parametrize("ask, why", [
    (lambda: parse("1/x", VARS).integral("x", -1, 1), "no closed form|not bear"),
    (lambda: parse("1/x", VARS).integral("x", 1, "inf"), "infinite"),
    (lambda: parse("exp(x**3 + sin(x))", VARS).integral("x", 0, 1), "no closed form"),
    (lambda: parse("x", VARS).integral("x", 0), "two ends or none"),
    (lambda: parse("abs(x)/x", VARS).limit("x", 0), "no closed form|not bear"),
    (lambda: parse("1/x", VARS).limit("x", 0, 1), "infinite"),
    (lambda: parse("abs(x)", VARS).series("x", 0, 3), "no series"),
    (lambda: parse("w*x", "w: real[n], x: real").integral("x", 0, 1), "of numbers in a number"),
], ids=["pole inside", "diverges", "none", "one end", "two sides", "infinite", "kink", "array"])
def test_refused(ask, why: str) -> None:
    with pytest.raises(NoClosedForm, match=why):
        ask()
