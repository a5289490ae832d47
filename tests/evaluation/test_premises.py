"""What premises give to one entry of a vector holds of that entry, and of those that have its law."""

from __future__ import annotations

import pytest

from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide

CASES = [
    ("E(X[0]) == 3", "E(X[0]) == 3", "agrees"),
    ("E(X[1]) == 3", "E(X[0]) == 3", "conditional"),
    ("E(X[1]) == 3", "E(X[0]) == 3; identically_distributed(X)", "agrees"),
    ("E(X[1]) == 3", "E(X[0]) == 3; identically_distributed(X[0], X[1])", "agrees"),
    ("E(X[1]) == 3", "E(X[0]) == 3; independent(X)", "conditional"),
    ("E(X[1]) == 3", "E(X) == 3", "agrees"),
    ("Var(X[1]) == 4", "Var(X[0]) == 4", "conditional"),
    ("Var(X[1]) == 4", "Var(X[0]) == 4; Var(X[1]) == 9", "refuted"),
    ("Var(X[0] + X[1]) == 13", "Var(X[0]) == 4; Var(X[1]) == 9; independent(X)", "agrees"),
    ("Var(X[0] + X[1]) == 8", "Var(X[0]) == 4; identically_distributed(X); independent(X)", "agrees"),
    ("E(Z) == 3", "E(Y) == 3; identically_distributed(Y, Z)", "agrees"),
    ("Var(Z) == 4", "Var(Y) == 4; identically_distributed(Y, Z)", "agrees"),
    ("E(Z) == 3", "E(Y) == 4; identically_distributed(Y, Z)", "refuted"),
    ("P(Y > 0) == P(Y < 0)", "E(Y) == 0", "refuted"),
]


@pytest.mark.parametrize(("claim", "premises", "kind"), CASES, ids=[f"{c[0]} given {c[1]}" for c in CASES])
def test_moments_that_premises_give(claim: str, premises: str, kind: str) -> None:
    known = parse_declarations("X: variable[n], Y: variable, Z: variable")
    given = tuple(read(p, known)[0] for p in premises.split("; "))
    found = decide(Claim((read(claim, known)[0],), given))
    assert found.kind == kind, found
