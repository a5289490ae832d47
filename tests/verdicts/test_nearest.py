"""The nearest true formula: what authors mistake for each other, and what the hint then says."""

import numpy as np
import pytest

from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide

V, W, M = "x: real[n]", "x: real[n], y: real[n]", "A: real[n n], B: real[n n]"
XY = "X: variable, Y: variable"
# a false equation, its declarations, a true right side
CASES = [
    ("norm(x) == sum(x**2)", V, "sqrt(sum(x**2))"),
    ("norm(x)**2 == sqrt(sum(x**2))", V, "sum(x**2)"),
    ("inv(A @ B) == inv(A) @ inv(B)", "A: invertible[n n], B: invertible[n n]", "inv(B) @ inv(A)"),
    ("x - inv(A) @ (A @ x - b) == A @ b", "x: real[n], A: invertible[n n], b: real[n]", "inv(A) @ b"),
    ("(A @ B).T == A.T @ B.T", M, "B.T @ A.T"),
    ("var(x) == sum((x - mean(x))**2)/(n - 1)", V, "sum((x - mean(x))**2)/n"),
    ("mean(x) == sum(x)/(n - 1)", V, "sum(x)/n"),
    ("log2(x) == log(x)*log(2)", "x: positive", "log(x)/log(2)"),
    ("log(x*y) == log(x)*log(y)", "x: positive, y: positive", "log(x) + log(y)"),
    ("log(x/y) == log(x) + log(y)", "x: positive, y: positive", "log(x) - log(y)"),
    ("exp(x + y) == exp(x) + exp(y)", "x: real, y: real", "exp(x)*exp(y)"),
    ("logsumexp(x) == sum(exp(x))", V, "log(sum(exp(x)))"),
    ("sigmoid(-x) == 1 + sigmoid(x)", "x: real", "1 - sigmoid(x)"),
    ("tanh(x) == 2*sigmoid(x) - 1", "x: real", "2*sigmoid(2*x) - 1"),
    ("(x - y)**2 == x**2 - 2*x*y - y**2", "x: real, y: real", "x**2 - 2*x*y + y**2"),
    ("norm(x - y)**2 == norm(x)**2 - x @ y + norm(y)**2", W, "norm(x)**2 - 2*(x @ y) + norm(y)**2"),
    ("det(c*A) == c*det(A)", "A: real[n n], c: real", "c**n*det(A)"),
    ("x @ A @ x == trace(A @ outer(x, x))/2", "A: real[n n], x: real[n]", "trace(A @ outer(x, x))"),
    ("kl_divergence(p, q) == sum(q*log(q/p))", "p: simplex[n], q: simplex[n]", "sum(p*log(p/q))"),
    ("kl_divergence(p, q) == sum(p*log(q/p))", "p: simplex[n], q: simplex[n]", "sum(p*log(p/q))"),
    ("entropy(p) == -p @ log2(p)", "p: simplex[n]", "-p @ log(p)"),
    ("Var(2*X) == 2*Var(X)", XY, "4*Var(X)"),
    ("Var(X) == E(X**2) - E(X)", XY, "E(X**2) - E(X)**2"),
    ("Var(X) == E(X)**2 - E(X**2)", XY, "E(X**2) - E(X)**2"),
    ("Cov(X, Y) == E(X*Y) + E(X)*E(Y)", XY, "E(X*Y) - E(X)*E(Y)"),
    ("Var(X + Y) == Var(X) + Var(Y) + Cov(X, Y)", XY, "Var(X) + Var(Y) + 2*Cov(X, Y)"),
]


@pytest.mark.parametrize(("text", "declarations", "true"), CASES, ids=[c[0] for c in CASES])
def test_the_hint_is_the_true_formula(text: str, declarations: str, true: str) -> None:
    known = parse_declarations(declarations)
    found = decide(Claim((read(text, known)[0],)))
    assert found.kind == "refuted"
    assert found.hint.startswith(f"it holds with {true} on the right side ("), found.hint
    again = decide(Claim((read(f"{text.split('==')[0]} == {true}", known)[0],)))
    assert again.kind in ("proved", "agrees"), again


NUMBERS = [("2 + 2 == 5", "4 on the right"), ("10 == 2*6", "12 on the left"), ("3**2 == 6", "9 on the right"),
           ("det([[1, 2], [3, 4]]) == 2", "-2 on the right"), ("sum(i for i in range(1, 11)) == 45", "55 on the right")]


@pytest.mark.parametrize(("text", "said"), NUMBERS, ids=[c[0] for c in NUMBERS])
def test_of_numbers_it_is_the_value(text: str, said: str) -> None:
    assert decide(Claim((read(text, {})[0],))).hint.startswith(f"it holds with {said} side (a number)")


@pytest.mark.parametrize("text", ["1 == 2", "2 == 3", "-3 == 3", "3/4 == 4/5", "sqrt(2) == 2", "2**3 == 3**2"])
def test_of_two_numbers_nothing_is_near(text: str) -> None:
    found = decide(Claim((read(text, {})[0],)))
    assert (found.kind, found.hint) == ("refuted", "")


@pytest.mark.parametrize("text", ["trace(A @ B) == trace(A)*trace(B)", "logdet(A @ A.T) == trace(A @ B)"])
def test_nothing_is_near(text: str) -> None:
    found = decide(Claim((read(text, parse_declarations(M))[0],)))
    assert (found.kind, found.hint) == ("refuted", "")


def test_the_counterexample_is_small() -> None:
    found = decide(Claim((read("norm(x) == sum(x**2)", parse_declarations(V))[0],)))
    x = np.array(eval(found.counterexample["x"], {"__builtins__": {}}))
    assert x.size == 2 and set(np.abs(x)) <= {0, 1, 2}
    assert float(found.counterexample["left side"]) == pytest.approx(np.linalg.norm(x), abs=1e-5)
