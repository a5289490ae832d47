"""What matrices, vectors, events and random variables lack; eigenpairs as premises; the budget of SymPy."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from lemmata.engine.calculus.sympy_bridge import within
from lemmata.engine.evaluation import sample
from lemmata.engine.expr import symbol
from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.constructing import constructed

SQUARE = "A: real[n n], B: real[n n], Q: real[n n], v: real[n], x: real[n], lam: real, c: real"
EVENTS, VARIABLES, VECTORS = "A: event, B: event, C: event", "X: variable, Y: variable", "x: real[n], y: real[n]"


def verdict(texts: str, declarations: str, premises: str = "") -> Verdict:
    known = parse_declarations(declarations)
    given = tuple(read(p, known)[0] for p in premises.split(";") if p.strip())
    return decide(Claim(tuple(read(text, known)[0] for text in texts.split(";")), given), 0)


@pytest.mark.parametrize(("texts", "declarations", "kind", "words"), [
    ("Q.T @ Q == Q @ Q.T; Q @ Q.T == eye(n)", SQUARE, "conditional", "Q is orthogonal"),
    ("A.T == A; A.T @ A == A @ A.T", SQUARE, "conditional", "A is symmetric"),
    ("A.T == A; A == A @ A", SQUARE, "refuted", ""),
    ("x @ A @ x > 0; A.T == A", SQUARE, "conditional", "A is positive definite and x is not zero"),
    ("Q.T @ Q == eye(n)", "Q: real[m n]", "conditional", "Q has orthonormal columns"),
    ("Q @ Q.T == eye(m)", "Q: real[m n]", "conditional", "Q has orthonormal rows"),
    ("norm(Q @ x) == norm(x)", "Q: real[m n], x: real[n]", "conditional", "Q has orthonormal columns"),
    ("norm(Q @ x) == 2*norm(x)", "Q: real[m n], x: real[n]", "refuted", ""),
    ("x @ A.T @ A @ x > 0", "A: real[m n], x: real[n]", "conditional", "A has full column rank and x is not zero"),
    ("x @ A @ x > 0", "A: posdef[n n], x: real[n]", "conditional", "x is not zero"),
    ("x @ A @ x >= 0", "A: posdef[n n], x: real[n]", "proved", ""),
    ("x @ A @ x < 0", "A: posdef[n n], x: real[n]", "refuted", ""),
    ("norm(x) > 0", "x: real[n]", "conditional", "x is not zero"),
    ("exp(sum(x)) > 0", "x: real[n]", "proved", ""),
    ("P(A or B) == P(A) + P(B)", EVENTS, "conditional", "A and B exclude each other"),
    ("P(A or B or C) == P(A) + P(B) + P(C)", EVENTS, "conditional", "A, B and C exclude each other"),
    ("P(A and not B) == P(A)", EVENTS, "conditional", "A and B exclude each other"),
    ("P(A or B) == P(A) + P(B) + P(A and B)", EVENTS, "refuted", ""),
    ("P(A and B) == P(A) + P(B)", EVENTS, "refuted", ""),
    ("Var(X) == E(X**2)", VARIABLES, "conditional", "X has mean 0"),
    ("Cov(X, Y) == E(X*Y)", VARIABLES, "conditional", "has mean 0"),
    ("Var(X + Y) == E(X**2) + E(Y**2) + 2*E(X*Y)", VARIABLES, "conditional", "X and Y have mean 0"),
    ("Var(X) == E(X**2) + E(X)**2", VARIABLES, "refuted", ""), ("Var(X) == E(X)**2", VARIABLES, "refuted", ""),
    ("norm(x - y)**2 == norm(x)**2 + norm(y)**2", VECTORS, "conditional", "x and y are orthogonal"),
    ("norm(x + y)**2 == norm(x)**2 + norm(y)**2 + x @ y", VECTORS, "refuted", ""),
    ("norm(x + y) == norm(x) + norm(y)", VECTORS, "refuted", ""),
])
def test_what_a_claim_lacks(texts: str, declarations: str, kind: str, words: str) -> None:
    found = verdict(texts, declarations)
    assert found.kind == kind and words in found.message, found


@pytest.mark.parametrize(("text", "declarations"), [
    ("P(A or B) >= P(A) + P(B)", EVENTS), ("Var(X) >= E(X**2)", VARIABLES), ("differential_entropy(X) >= 0", VARIABLES),
    ("norm(x + y) >= norm(x) + norm(y)", VECTORS),
])
def test_an_order_the_wrong_way_round_lacks_nothing(text: str, declarations: str) -> None:
    assert verdict(text, declarations).kind == "refuted"


@pytest.mark.parametrize(("text", "premises", "kind"), [
    ("A @ A @ v == lam**2 * v", "A @ v == lam * v", "agrees"),
    ("A @ A @ v == lam * v", "A @ v == lam * v", "refuted"),
    ("A @ A @ v == 2 * lam * v", "lam * v == A @ v", "refuted"),
    ("(A + c*eye(n)) @ v == (lam + c) * v", "A @ v == lam * v", "agrees"),
    ("(A + c*eye(n)) @ v == lam * v", "A @ v == lam * v", "refuted"),
    ("A.T @ A @ x == 0", "A @ x == 0", "agrees"),
    ("A.T @ x == 0", "A @ x == zeros(n)", "conditional"),
    ("A @ A @ v == c * lam * v", "A @ v == lam * v; A @ x == c * x", "refuted"),
])
def test_eigenpairs_as_premises(text: str, premises: str, kind: str) -> None:
    assert verdict(text, SQUARE, premises).kind == kind


@pytest.mark.parametrize("domain", ["real", "symmetric", "invertible"])
def test_points_are_made_for_eigenpairs(domain: str) -> None:
    known = parse_declarations(f"A: {domain}[n n], v: positive[n], lam: positive")
    premise = read("A @ v == lam * v", known)[0]
    for seed in range(6):
        point = constructed([premise], sample(list(known.values()), {"n": 3}, Random(seed)))
        a, v, lam = (point.values[name] for name in ("A", "v", "lam"))
        assert np.array_equal(a.dot(v), lam * v)
        assert domain != "symmetric" or np.array_equal(a, a.T)


def test_a_budget_outlives_a_callback_that_swallows_its_end() -> None:
    """An exception inside `__del__` is lost; the count must go on after it."""

    class Loud:
        def __del__(self) -> None:
            for _ in range(50):
                self.step()

        def step(self) -> None:
            pass

    calls = 0

    def work() -> str:
        nonlocal calls

        def step() -> None:
            nonlocal calls
            calls += 1

        for _ in range(20):
            Loud()
        for _ in range(10_000):
            step()
        return "done"

    assert within(100, work) is None and calls < 100
    assert symbol("x") is symbol("x")  # the hook is gone: calls are free again
