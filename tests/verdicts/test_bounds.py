"""Inequalities that hold under customary conditions: never refuted, and conditional for the closed list only."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from lemmata.engine.evaluation import FiniteSpace, Point
from lemmata.engine.evaluation.matrices import exact
from lemmata.engine.expr import at, symbol
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide, decide_readings
from lemmata.engine.verdicts.looking import (
    meets,
)
from lemmata.engine.verdicts.question import ask, with_domain


def verdict(formula: str) -> Verdict:
    return decide_readings(list(read_latex(formula, Scope().with_options(document=True))))[0]


@pytest.mark.parametrize(("formula", "missing"), [
    (r"P(X \ge a) \le \frac{E[X]}{a}", "X and a are not negative"),
    (r"P(|X - E[X]| \ge a) \le \frac{\operatorname{Var}(X)}{a^2}", "a is not negative"),
    (r"P(X - E[X] \ge t) \le \frac{\operatorname{Var}(X)}{\operatorname{Var}(X) + t^2}", "t is not negative"),
    (r"P(X \ge a) \le e^{-ta} E[e^{tX}]", "t is not negative"),
    (r"I(X; Z) \le I(X; Y)", "X and Z are independent given Y"),
])
def test_a_bound_that_lacks_an_assumption_of_the_list(formula: str, missing: str) -> None:
    found = verdict(formula)
    assert found.kind == "conditional", found
    assert missing in found.message


@pytest.mark.parametrize(("formula", "unsaid"), [
    (r"P(X - E[X] \ge t) \le e^{-2t^2}", "0 <= X <= 1"),
    (r"P\left(\left|\frac{1}{n}\sum_{i=1}^n X_i - \mu\right| \ge t\right) \le 2\exp(-2nt^2)", "0 <= X <= 1"),
    (r"P\left(\sum_{i=1}^n (X_i - E[X_i]) \ge t\right) \le \exp\left(-\frac{2t^2}{\sum_{i=1}^n (b_i-a_i)^2}\right)",
     "a <= X <= b"),
    (r"\operatorname{Var}(X) \le \frac{(b-a)^2}{4}", "a <= X <= b"),
    (r"P(X > \theta E[X]) \ge (1-\theta)^2 \frac{E[X]^2}{E[X^2]}", "0 <= theta <= 1"),
    (r"P(|X| \ge t) \le 2 e^{-t^2/(2\sigma^2)}", "normal"),
    (r"E[e^{tX}] = e^{\mu t + \sigma^2 t^2/2}", "normal"),
    (r"\sum_{i=1}^n |x_i y_i| \le \left(\sum_{i=1}^n |x_i|^p\right)^{1/p} \left(\sum_{i=1}^n |y_i|^q\right)^{1/q}",
     "1/p + 1/q = 1"),
    (r"ab \le \frac{a^p}{p} + \frac{b^q}{q}", "1/p + 1/q = 1"),
])
def test_a_bound_under_conditions_of_its_field_is_not_refuted(formula: str, unsaid: str) -> None:
    found = verdict(formula)
    assert found.kind == "undecided", found
    assert unsaid in found.message


@pytest.mark.parametrize("formula", [
    r"P(A \cup B) \le P(A) + P(B)", r"E[XY]^2 \le E[X^2] E[Y^2]", r"e^{E[X]} \le E[e^X]",
    r"|\operatorname{Cov}(X, Y)| \le \sqrt{\operatorname{Var}(X)\operatorname{Var}(Y)}",
    r"|\langle x, y \rangle| \le \|x\| \|y\|", r"-\sum_i p_i \log p_i \le -\sum_i p_i \log q_i",
])
def test_a_bound_without_conditions(formula: str) -> None:
    assert verdict(formula).kind in ("proved", "agrees")


@pytest.mark.parametrize("formula", [
    r"P(X \ge a) \ge \frac{E[X]}{a}", r"\operatorname{Var}(X) \ge E[X^2]", r"E[X]^2 \ge E[X^2]",
    r"P(|X - E[X]| \ge a) \le \frac{\operatorname{Var}(X)}{a}", r"P(X - E[X] \ge t) \le e^{-8t^2}",
    r"P(A \cup B) \ge P(A) + P(B)", r"E[XY]^2 \ge E[X^2] E[Y^2]",
])
def test_a_bound_that_no_usual_condition_saves(formula: str) -> None:
    found = verdict(formula)
    assert (found.kind, found.certified) == ("refuted", True), found


def test_a_failing_point_that_meets_an_assumption_shows_that_it_is_not_the_missing_one() -> None:
    x, a = symbol("X", (), "variable"), symbol("a")
    question = ask(apply("le", apply("probability", apply("ge", x, a)), apply("expectation", x)), ())
    point = Point({}, {"a": exact(1)}, FiniteSpace((Fraction(1),), {"X": exact([1])}), symbols=(a,))
    positive = question.replaced({a: with_domain(a, "positive")})
    negative = question.replaced({a: with_domain(a, "negative")})
    below = replace(question, premises=(apply("lt", x, 0),))
    assert meets(positive, question, point)
    assert not meets(negative, question, point)
    assert not meets(below, question, point)


def test_a_counterexample_with_an_array_of_variables_is_made_smaller_with_its_space() -> None:
    x = symbol("X", ["n"], "variable")
    square = apply("expectation", apply("sum", x) ** 2)
    found = decide(Claim((apply("eq", square, apply("expectation", at(x, 0)) ** 2),)))
    assert found.kind == "refuted", found
    assert found.counterexample["n"] == "2"
    rows = found.counterexample["X"].count("],") + 1
    assert found.counterexample["X"].count(",") == 2 * rows - 1  # two entries at each outcome
