"""What events, random variables and vectors lack: excluding each other, a mean of 0, a right angle."""

from __future__ import annotations

import pytest

from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide

EVENTS, VARIABLES, VECTORS = "A: event, B: event, C: event", "X: variable, Y: variable", "x: real[n], y: real[n]"
CASES = [
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
]


@pytest.mark.parametrize(("text", "declarations", "kind", "words"), CASES, ids=[c[0] for c in CASES])
def test_what_a_claim_lacks(text: str, declarations: str, kind: str, words: str) -> None:
    found = decide(Claim((read(text, parse_declarations(declarations))[0],)))
    assert found.kind == kind and words in found.message, found


@pytest.mark.parametrize(("text", "declarations"), [
    ("P(A or B) >= P(A) + P(B)", EVENTS), ("Var(X) >= E(X**2)", VARIABLES), ("differential_entropy(X) >= 0", VARIABLES),
    ("norm(x + y) >= norm(x) + norm(y)", VECTORS),
])
def test_an_order_the_wrong_way_round_lacks_nothing(text: str, declarations: str) -> None:
    assert decide(Claim((read(text, parse_declarations(declarations))[0],))).kind == "refuted"
