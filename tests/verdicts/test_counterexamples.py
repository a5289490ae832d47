"""Counterexamples that a reader checks by hand: few small numbers, simple functions, coins."""

import re

import pytest
from tests.verdicts.latex_claims import decided

from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide

HAND = {"0", "1", "-1", "2", "-2", "1/2", "1/3", "2/3", "1/4", "3/4"}
LAWS = "p: simplex[n], q: simplex[n]"
# declarations, earlier formulas and a false one
CASES = [
    ("A: real[n n], B: real[n n]", r"AB = BA"),
    ("A: posdef[n n]", r"\log\det A = \operatorname{tr}(A)"),
    ("A: invertible[n n], B: invertible[n n]", r"(AB)^{-1} = A^{-1} B^{-1}"),
    ("Q: orthogonal[n n]", r"\det Q = 1"),
    ("X: real[m n], w: real[n], y: real[m]", r"\nabla_w \|Xw - y\|^2 = X^T (Xw - y)"),
    ("a: positive, b: positive", r"\log(ab) = \log a \log b"),
    ("a: real, X: variable", r"\operatorname{Var}(aX) = a \operatorname{Var}(X)"),
    (LAWS, r"KL(p||q) = KL(q||p)"),
    (LAWS, r"H(p, q) = H(q, p)"),
    (LAWS, r"KL(p||q) = \sum_{i=1}^n q_i \log\frac{p_i}{q_i}"),
    ("r: simplex[3], s: simplex[3]", r"\sum_{i=1}^3 r_i s_i = 1"),
    ("p: unit, n: natural", r"\sum_{k=0}^n k \binom{n}{k} p^k (1-p)^{n-k} = n p (1 - p)"),
    ("f: function, g: function", r"\frac{d}{dx}\left(f(x) g(x)\right) = f'(x) g'(x)"),
    ("f: function, g: function", r"(f \circ g)'(x) = f'(x) \cdot g'(x)"),
    ("A: event, B: event", r"P(A \mid B) = P(B \mid A)"),
    ("X: variable, Y: variable", r"H(X|Y) = H(Y|X)"),
    ("X: variable, a: nonzero", r"h(aX) = h(X) - \log|a|"),
]


@pytest.mark.parametrize("claim", CASES, ids=[c[-1] for c in CASES])
def test_a_reader_computes_with_it(claim: tuple[str, ...]) -> None:
    found = decided(*claim)
    assert found.kind in ("refuted", "conditional") and found.certified
    at = {name: value for name, value in found.counterexample.items() if name not in ("left side", "right side")}
    for value in at.values():
        numbers = re.findall(r"-?\d+(?:/\d+)?", value.replace("**", "^"))
        assert len(numbers) <= 12 and set(numbers) <= HAND, found.counterexample
        assert len(value) <= 60, found.counterexample


def test_functions_are_simple() -> None:
    found = decided("f: function, g: function", r"\frac{d}{dx}\left(f(x) g(x)\right) = f'(x) g'(x)")
    # (x * x)' = 2 x is not 1 at 0
    assert (found.counterexample["f"], found.counterexample["g"]) == ("lambda x: x", "lambda x: x")
    assert (found.counterexample["x"], found.counterexample["left side"]) == ("0", "0")
    assert found.counterexample["right side"] == "1"


def test_independent_variables_are_coins() -> None:
    known = parse_declarations("X: variable, Y: variable")
    wrong = read("E((X + Y)**2) == E(X**2) + E(Y**2)", known)[0]
    found = decide(Claim((wrong,), (apply("independent", known["X"], known["Y"]),)))
    assert found.kind in ("refuted", "conditional")
    assert found.counterexample["probabilities of the outcomes"] == "[1/4, 1/4, 1/4, 1/4]"
    assert sorted(zip(found.counterexample["X"][1:-1].split(", "), found.counterexample["Y"][1:-1].split(", "))) == [
        ("0", "0"), ("0", "1"), ("1", "0"), ("1", "1")]
    # E[(X + Y)^2] = 6/4, E[X^2] = E[Y^2] = 1/2
    assert (found.counterexample["left side"], found.counterexample["right side"]) == ("1.5", "1")
