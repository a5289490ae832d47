"""Claims about random variables: points that keep their premises, structured spaces, what an assumption restores."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from lemmata.engine.evaluation import Point, evaluate, sample_space
from lemmata.engine.evaluation.arithmetics import Balls
from lemmata.engine.expr import symbol
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import Verdict, decide

XYZ = "X: variable, Y: variable, Z: variable"
ABC = "A: event, B: event, C: event"


def verdict(text: str, declarations: str, premises: str = "") -> Verdict:
    known = parse_declarations(declarations)
    given = tuple(read(p, known)[0] for p in premises.split(";") if p.strip())
    return decide(Claim((read(text, known)[0],), given), 0)


@pytest.mark.parametrize(("claim", "law", "mean", "wrong"), [
    ("E(X) == p**2", "bernoulli(p)", lambda v: v["p"], lambda v: v["p"] ** 2),
    ("E(X) == n*p**2", "binomial_distribution(n, p)", lambda v: v["n"] * v["p"], lambda v: v["n"] * v["p"] ** 2),
    ("E(X) == (a + b)/3", "discrete_uniform(a, b)", lambda v: (v["a"] + v["b"]) / 2, lambda v: (v["a"] + v["b"]) / 3),
    ("E(X) == mu**2", "normal(mu, s)", lambda v: v["mu"], lambda v: v["mu"] ** 2),
    ("E(X) == s", "exponential(s)", lambda v: 1 / v["s"], lambda v: v["s"]),
])
def test_counterexamples_keep_the_law(claim, law, mean, wrong) -> None:
    """The parameters that are shown belong to the law, and the sides are those of this law."""
    found = verdict(claim, "X: variable, p: unit, n: natural, a: integer, b: integer, mu: real, s: positive",
                    f"distributed(X, {law})")
    assert found.kind == "refuted"
    names = ("p", "n", "a", "b", "mu", "s")
    shown = {name: Fraction(text) for name, text in found.counterexample.items() if name in names}
    assert abs(float(found.counterexample["left side"]) - mean(shown)) < 1e-5
    assert abs(float(found.counterexample["right side"]) - wrong(shown)) < 1e-5
    if "X" in found.counterexample and "[" in found.counterexample["X"]:
        weights, values = (
            [Fraction(v) for v in found.counterexample[name].strip("[]").split(",")]
            for name in ("probabilities of the outcomes", "X"))
        assert sum(w * v for w, v in zip(weights, values)) == mean(shown)


def test_parameters_outside_their_domain_are_no_point() -> None:
    found = verdict("KL(normal(a, b), normal(c, d)) == log(d/b)/2", "a: real, b: real, c: real, d: real")
    assert found.kind == "refuted" and Fraction(found.counterexample["b"]) > 0 < Fraction(found.counterexample["d"])
    true = verdict("KL(normal(a, b), normal(c, d)) == (log(d/b) + (b + (a - c)**2)/d - 1)/2",
                   "a: real, b: real, c: real, d: real")
    assert true.kind in ("proved", "agrees") and "undefined" not in true.message


@pytest.mark.parametrize(("text", "declarations", "kind", "words"), [
    # what a mistake needs to become trivial is no missing assumption
    ("Cov(X, Y) == -Cov(Y, X)", XYZ, "refuted", ""),
    ("Corr(X, Y) == Cov(X, Y)/(Var(X)*Var(Y))", XYZ, "refuted", ""),
    ("Var(Y) == E(Var(Y, given=X)) - Var(E(Y, given=X))", XYZ, "refuted", ""),
    ("Cov(X, Y) == E(X*Y) + E(X)*E(Y)", XYZ, "refuted", ""),
    ("mutual_information(X, Y) == H(X) + H(Y) + H(joint(X, Y))", XYZ, "refuted", ""),
    # what is one
    ("H(joint(X, Y)) == H(X) + H(Y)", XYZ, "conditional", "X and Y are independent"),
    ("E(X*Y) == E(X)*E(Y)", XYZ, "conditional", "X and Y are independent"),
    ("Var(X + Y) == Var(X) + Var(Y)", XYZ, "conditional", "X and Y are independent"),
    ("E(X*Y, given=Z) == E(X, given=Z)*E(Y, given=Z)", XYZ, "conditional", "X and Y are independent given Z"),
    ("P(A & B) == P(A)*P(B)", ABC, "conditional", "A and B are independent"),
    ("P(A & B, given=C) == P(A, given=C)*P(B, given=C)", ABC, "conditional", "A and B are independent given C"),
    ("Corr(a*X + b, c*Y + d) == Corr(X, Y)", "X: variable, Y: variable, a: real, b: real, c: real, d: real",
     "conditional", "a and c are not negative"),
    ("P((a < X) & (X <= b)) == P(X <= b) - P(X <= a)", "X: variable, a: real, b: real", "conditional", "a <= b"),
    ("P((a < X) & (X <= b)) == P(X <= a) - P(X <= b)", "X: variable, a: real, b: real", "refuted", ""),
    # bounds by moments hold for every law or not at all
    ("P(abs(X - E(X)) >= t) <= Var(X)/t", "X: variable, t: positive", "refuted", ""),
    ("P(abs(X - E(X)) >= t) <= Var(X)/t**2", "X: variable, t: positive", "agrees", ""),
    ("P(X >= a) <= E(X)/a**2", "X: variable, a: positive", "refuted", ""),
    ("P(X >= a) <= E(X**2)/a", "X: variable, a: positive", "refuted", ""),
    # orders that need two variables to say something of a third
    ("mutual_information(X, Y, given=Z) <= mutual_information(X, Y)", XYZ, "conditional", "independent given X"),
    ("mutual_information(X, Y, given=Z) >= mutual_information(X, Y)", XYZ, "conditional", "X and Y are independent"),
    ("mutual_information(X, Y) <= mutual_information(X, joint(Y, Z))", XYZ, "agrees", ""),
    ("Var(Y) == E(Var(Y, given=X)) + Var(E(Y, given=X))", XYZ, "agrees", ""),
])
def test_kinds(text: str, declarations: str, kind: str, words: str) -> None:
    found = verdict(text, declarations)
    assert found.kind == kind and words in found.message, found
    assert "undefined" not in found.message


def test_some_spaces_have_two_independent_variables_that_determine_a_third() -> None:
    """I(X; Y) = 0 and I(X; Y | Z) > 0, as for Z = X xor Y."""
    x, y, z = (symbol(name, (), "variable") for name in "XYZ")
    alone, given = apply("mutual_information", x, y), apply("mutual_information", x, y, z)
    seen = 0
    for seed in range(60):
        point = sample_space([x, y, z], [], Random(seed), Point({}))
        before, after = (evaluate(e, point, Balls(64)) for e in (alone, given))
        seen += bool(np.all(before < 1e-9) and np.all(after > 0.01))
    assert seen >= 2


def test_an_array_of_numbers_is_no_random_variable() -> None:
    x, p = symbol("X", (), "variable"), symbol("p", ("n",))
    with pytest.raises(TypeError, match="random variables"):
        apply("mutual_information", x, p)
