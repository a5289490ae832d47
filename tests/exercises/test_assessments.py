"""A table of answers, what was given, and what is said of it."""

from __future__ import annotations

import pytest

from lemmata import parse
from lemmata.exercises import KINDS, Exercise

GRADIENT = ("2*X.T @ (X @ w - y)/m", "X: real[m n], w: real[n], y: real[m]")
ENTROPY = ("-sum(p*log(p))", "p: simplex[n]")
BAYES = ("P(B|A)*P(A)/P(B)", "A: event, B: event")
VARIANCE = ("E(X**2) - E(X)**2", "X: variable")
INVERSE = ("inv(A + B)", "A: invertible[n n], B: real[n n]")
RELU = ("where(x > 0, x, 0)", "x: real")
SQUARE = ("x**2 + 2*x*y + y**2", "x: real, y: real")
DENSITY = ("exp(-(x - mu)**2/(2*s**2))/(s*sqrt(2*pi))", "x: real, mu: real, s: positive")

# answer, given, kind, what the detail has to contain
ROWS = [
    # numbers along one variable
    (("2*x + 3", "x: real"), "2x + 3", "correct", ""),
    (("2*x + 3", "x: real"), "x + x + 3", "correct", ""),
    (("2*x + 3", "x: real"), "$f'(x) = 2x + 3$", "correct", ""),
    (("2*x + 3", "x: real"), "2x", "missing term", "3"),
    (("2*x + 3", "x: real"), "2x - 3", "wrong sign", "3"),
    (("2*x + 3", "x: real"), "x**2 + 2*x + 3", "extra term", "x**2"),
    (("2*x + 3", "x: real"), "-2*x - 3", "wrong sign", "-1"),
    (("2*x + 3", "x: real"), "3*x + 3", "constant factor", "3/2"),
    (("2*x + 3", "x: real"), "6*x + 9", "constant factor", "3"),
    (("2*x + 3", "x: real"), "2*x + 3*", "unreadable", ""),
    (("2*x + 3", "x: real"), "2*q + 3", "unreadable", "q"),
    (("2*x + 3", "x: real"), "exp(x)", "different", ""),
    (("cos(x)", "x: real"), r"\cos x", "correct", ""),
    (("cos(x)", "x: real"), r"\sin(x + \frac{\pi}{2})", "correct", ""),
    (("cos(x)", "x: real"), "-cos(x)", "wrong sign", ""),
    (("-2*x*exp(-x**2)", "x: real"), r"-2xe^{-x^2}", "correct", ""),
    (("-2*x*exp(-x**2)", "x: real"), r"-2xe^{x^2}", "wrong sign", "sign"),
    (("-2*x*exp(-x**2)", "x: real"), "-x*exp(-x**2)", "constant factor", "1/2"),
    (("1/x", "x: positive"), r"x^{-1}", "correct", ""),
    (("1/(x*log(2))", "x: positive"), "1/x", "constant factor", "log(2)"),
    (("x/(1 + x)", "x: positive"), "1 - 1/(1+x)", "correct", ""),
    # two variables
    (SQUARE, "(x + y)**2", "correct", ""),
    (SQUARE, "x**2 + y**2", "missing term", "2*x*y"),
    (SQUARE, "x**2 - 2*x*y + y**2", "wrong sign", "x*y"),
    (SQUARE, "x**2 + x*y + y**2", "constant factor", "1/2"),
    (SQUARE, "(x + y)**2 + 1", "extra term", "1"),
    # vectors and matrices
    (GRADIENT, r"\frac{2}{m} X^T (Xw - y)", "correct", ""),
    (GRADIENT, "2*(X.T @ X @ w - X.T @ y)/m", "correct", ""),
    (GRADIENT, "X.T @ (X @ w - y)/m", "constant factor", "1/2"),
    (GRADIENT, "2*X.T @ (X @ w - y)", "constant factor", "m"),
    (GRADIENT, "2*X.T @ (y - X @ w)/m", "wrong sign", ""),
    (GRADIENT, "2*X.T @ (X @ w + y)/m", "wrong sign", ""),
    (GRADIENT, "2*X.T @ X @ w/m", "missing term", "y"),
    (GRADIENT, "2*X @ (X @ w - y)/m", "wrong shape", ""),
    (GRADIENT, "2*(X @ w - y)/m", "wrong shape", ""),
    (("A @ B", "A: real[m n], B: real[n k]"), "(A @ B).T", "transposed", ""),
    (("A @ B", "A: real[n n], B: real[n n]"), "B.T @ A.T", "transposed", ""),
    (("A @ B", "A: real[n n], B: real[n n]"), "A.T @ B", "transposed", ""),
    (("A @ B", "A: real[n n], B: real[n n]"), "B @ A", "different", ""),
    (("A.T @ x", "A: real[n n], x: real[n]"), "x @ A", "correct", ""),
    (("A.T @ x", "A: real[n n], x: real[n]"), "A @ x", "transposed", ""),
    (("(A + A.T) @ x", "A: real[n n], x: real[n]"), "A @ x", "missing term", "A.T"),
    (("(A + A.T) @ x", "A: real[n n], x: real[n]"), "2*A @ x", "different", ""),
    (INVERSE, "inv(B + A)", "correct", ""),
    (INVERSE, "inv(A) + inv(B)", "different", ""),
    (("x @ x", "x: real[n]"), "sum(x**2)", "correct", ""),
    (("x @ x", "x: real[n]"), "outer(x, x)", "wrong shape", ""),
    (("x - mean(x)", "x: real[n]"), "x", "missing term", "mean"),
    (("sum((x - mean(x))**2)/(n - 1)", "x: real[n]"), "sum((x - mean(x))**2)/n", "constant factor", "n"),
    (("[[c, -s], [s, c]]", "c: real, s: real"), "[[c, s], [-s, c]]", "transposed", ""),
    # by cases
    (RELU, "relu(x)", "correct", ""),
    (RELU, "x", "wrong case", "x < 0"),
    (RELU, "abs(x)", "wrong case", "x < 0"),
    (("abs(x)", "x: real"), "x", "wrong case", "x < 0"),
    (("abs(x)", "x: real"), "sqrt(x**2)", "correct", ""),
    (("where(x < 1, x**2, 2*x - 1)", "x: real"), "x**2", "wrong case", "x > 1"),
    (("where(x < 1, x**2, 2*x - 1)", "x: real"), "where(x < 1, x, 2*x - 1)", "wrong case", "x < 1"),
    (("relu(w)", "w: real[n]"), "w", "wrong case", "w < 0"),
    (("where(x > 0, 1, 0)", "x: real"), "where(x >= 0, 1, 0)", "wrong case", "x = 0"),
    (("where(x > 0, 1, 0)", "x: real"), "1", "wrong case", "x < 0"),
    (("maximum(0, 1 - y*f)", "y: real, f: real"), "1 - y*f", "wrong case", "1 - y*f"),
    (("where(abs(x) < 1, x**2/2, abs(x) - 1/2)", "x: real"), "abs(x) - 1/2", "wrong case", "abs(x) < 1"),
    (("maximum(x, y)", "x: real, y: real"), "x", "wrong case", ""),
    # probabilities
    (ENTROPY, r"-\sum_i p_i \log p_i", "correct", ""),
    (ENTROPY, "sum(p*log(1/p))", "correct", ""),
    (ENTROPY, "sum(p*log(p))", "wrong sign", ""),
    (ENTROPY, "-sum(p*log(p))/log(2)", "constant factor", "log(2)"),
    (BAYES, "P(A|B)", "correct", ""),
    (BAYES, "P(B|A)", "different", ""),
    (BAYES, "P(A and B)/P(B)", "correct", ""),
    (VARIANCE, "Var(X)", "correct", ""),
    (VARIANCE, "E(X**2)", "missing term", "E"),
    (VARIANCE, "E(X)**2 - E(X**2)", "wrong sign", ""),
    (("n*p*(1 - p)", "n: natural, p: unit"), "n*p*(p - 1)", "wrong sign", ""),
    (("n*p*(1 - p)", "n: natural, p: unit"), "n p", "missing term", "p"),
    (DENSITY, r"\frac{1}{\sqrt{2\pi s^2}} e^{-\frac{(x - \mu)^2}{2 s^2}}", "correct", ""),
    (DENSITY, "exp(-(x - mu)**2/(2*s**2))/s", "constant factor", "pi"),
    (("lam**k*exp(-lam)/factorial(k)", "k: natural, lam: positive"),
     r"\frac{\lambda^k e^{-\lambda}}{k!}", "correct", ""),
    (("n*(n + 1)/2", "n: natural"), r"\sum_{k=1}^n k", "correct", ""),
    (("n*(n + 1)/2", "n: natural"), "sum(k for k in range(1, n))", "wrong sign", "n/2"),
    # numbers
    (("log(2)", None), "log(2)", "correct", ""),
    (("log(2)", None), "0.69", "correct", ""),
    (("log(2)", None), "0.693147", "correct", ""),
    (("log(2)", None), "0.7", "rounded", "1"),
    (("log(2)", None), "0.70", "different", ""),
    (("log(2)", None), "-0.69", "wrong sign", ""),
    (("log(2)", None), "1.0", "constant factor", "bits"),
    (("3/8", None), "37.5", "constant factor", "100"),
    (("3/8", None), "3/8", "correct", ""),
    (("[1/3, 2/3]", None), "[0.33, 0.67]", "correct", ""),
    (("[1/3, 2/3]", None), "[0.33, 0.77]", "different", "1"),
    (("1/3", None), "33%", "correct", ""),
    (("1/3", None), "1/4", "different", ""),
    (("-log(2)", None), "−0.69", "correct", ""),
    (("exp(10)", None), "22000", "correct", ""),
    (("exp(10)", None), "22026", "correct", ""),
    (("exp(10)", None), "23000", "different", ""),
    (("3.7", None), "4", "rounded", "1"),
    (("100", None), "99", "different", ""),
    (("0", None), "0.0", "correct", ""),
    (("5", None), "4", "different", ""),
    (("8/3", None), "4", "different", ""),
    (("5", None), "10", "constant factor", "2"),
    (("7", None), "7.0", "correct", ""),
    (("7", None), "7.04", "different", ""),
    (("1234", None), "1.2e3", "rounded", "2"),
    (("[1, 0]", None), "[1.0, 6.1e-17]", "correct", ""),
    # as people type them
    (("1000000", None), "1,000,000", "correct", ""),
    (("1000000", None), "1 000 000", "correct", ""),
    (("log(2)", None), "0,69", "correct", ""),
    (("log(2)", None), "≈ 0.69", "correct", ""),
    (("-3", None), "–3", "correct", ""),
    (("[1, 2]", None), "1,2", "unreadable", ""),
    (("x**12", "x: positive"), "x^12", "correct", ""),
    (("x**0.5", "x: positive"), "x^0.5", "correct", ""),
    (("x**(n + 1)", "x: positive, n: natural"), "x^(n+1)", "correct", ""),
    (("1/x", "x: positive"), "x^-1", "correct", ""),
    (("x**2", "x: positive"), "x²", "correct", ""),
    (("x*log(x)", "x: positive"), "x ln x", "correct", ""),
    (("norm(x)", "x: real[n]"), "sqrt(sum(x^2))", "correct", ""),
    (("inv(A)", "A: invertible[n n]"), "A⁻¹", "correct", ""),
    (("A @ A", "A: real[n n]"), "A^2", "correct", ""),
]


@pytest.mark.parametrize(("answer", "given", "kind", "detail"), ROWS, ids=[f"{a[0]} ~ {g}" for a, g, *_ in ROWS])
def test_kinds(answer, given, kind, detail):
    found = Exercise("?", parse(*answer)).assess(given)
    assert found.kind == kind, str(found)
    assert detail in found.detail, found.detail
    assert found.message and bool(found) == (kind == "correct")


def test_every_kind_has_a_row():
    assert {kind for _, _, kind, _ in ROWS} | {"undecided"} == set(KINDS)


def test_a_counterexample_is_small_and_right():
    found = Exercise("?", parse(*GRADIENT)).assess("2*X.T @ (X @ w - y)/n")
    assert found.kind == "constant factor" and found.detail in ("m/n", "1/(n/m)")
    found = Exercise("?", parse(*BAYES)).assess("P(B|A)")
    values = found.counterexample
    assert values["the answer"] != values["yours"] and values["probabilities of the outcomes"] == "[1/2, 1/2]"


def test_the_right_answer_is_not_given_away():
    found = Exercise("?", parse(*BAYES)).assess("P(B|A)")
    assert "P(A|B)" not in str(found) and "P(A | B)" not in str(found)
    assert "24" not in str(Exercise("?", parse("24")).assess("23"))


@pytest.mark.parametrize(("text", "place"), [("2*q + 3", (2, 3)), ("  $f(x) = 2x + $", None), ("2*(x", (2, 3)),
                                             (r"\frac{2}{", (8, 9))])
def test_unreadable_tells_the_place(text, place):
    found = Exercise("?", parse("2*x + 3", "x: real")).assess(text)
    assert found.kind == "unreadable" and (place is None or found.place == place), found


@pytest.mark.parametrize("text", ["", "$$", "))", "((" * 500, "1/0", "log(-1)", "inf", "x=y=z", "[1,2", "lambda x: x",
                                  "import os", "E(x)", "2,3", "1e400", "9**9**9", "x;1", "None", "\\frac{", "1:3",
                                  "{1: 2}"])
@pytest.mark.parametrize("answer", [("2*x + 3", "x: real"), ("log(2)", None), ("x @ A", "A: real[n n], x: real[n]"),
                                    ("x > 0", "x: real")], ids=lambda a: a[0])
def test_nothing_that_is_written_raises(answer, text):
    assert Exercise("?", parse(*answer)).assess(text).kind not in ("correct", "rounded")


def test_what_is_too_deep_is_undecided():
    assert Exercise("?", parse("2*x + 3", "x: real")).assess("x" * 700).kind in ("undecided", "different")


@pytest.mark.parametrize(("text", "answer", "shape"), [("x > 0", "x + 1", "true or false"), ("lambda t: t", "x",
                                                                                           "a function")])
def test_another_sort_is_another_shape(text, answer, shape):
    found = Exercise("?", parse(answer, "x: real")).assess(text)
    assert (found.kind, found.detail) == ("wrong shape", shape)


def test_hints_come_before_the_solution():
    steps = Exercise("?", parse("1"), ("first", "second"), "the solution").help()
    assert [next(steps), next(steps), next(steps)] == ["first", "second", "the solution"]


def test_what_is_no_exercise_is_refused():
    with pytest.raises(TypeError, match=r"give lemmata\.parse"):
        Exercise("?", "2*x")
    with pytest.raises(TypeError, match="give a tuple"):
        Exercise("?", parse("1"), "hint")
    with pytest.raises(ValueError, match="give 1 or more"):
        Exercise("?", parse("1"), digits=0)


@pytest.mark.parametrize("digits", [1, 2, 3, 5])
def test_digits_that_are_asked_for(digits):
    exercise = Exercise("?", parse("1/7"), digits=digits)
    kinds = [exercise.assess(f"{1 / 7:.{k}f}").kind for k in range(1, 8)]
    assert kinds == ["rounded"] * (digits - 1) + ["correct"] * (8 - digits)


def test_it_is_shown_in_notebooks():
    found = Exercise("?", parse("2*x", "x: real")).assess("<b>")
    assert "&lt;b&gt;" in found._repr_html_() and "<b>unread" not in found._repr_html_()
