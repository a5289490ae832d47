"""Integrals against densities: means of functions of the variable; what is a mean itself rests on independence."""

from __future__ import annotations

import pytest

from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide

KNOWN = parse_declarations("X: variable, Y: variable")


def weighed(value: str) -> str:
    return f"integral(({value}) * density(X, x), x, -inf, inf)"


# Y = X refutes each of the claims that lack independence.
CASES = [
    (weighed("(x - E(X))**2") + " == Var(X)", "", "proved"),
    (weighed("-log(density(X, x))") + " == differential_entropy(X)", "", "proved"),
    (weighed("x * E(Y)") + " == E(X) * E(Y)", "", "proved"),
    (weighed("density(Y, x)") + " == E(density(Y, X))", "", "proved"),
    (weighed("Var(Y + x)") + " == Var(Y)", "", "proved"),
    (weighed("P(Y > x)") + " == P(Y > X)", "", "conditional"),
    (weighed("P(Y > x)") + " == P(Y > X)", "independent(X, Y)", "agrees"),
    (weighed("cdf(Y, x)") + " == P(Y <= X)", "", "conditional"),
    (weighed("E((Y - x)**2)") + " == E((Y - X)**2)", "", "conditional"),
    (weighed("E(Y * x)") + " == E(X * Y)", "", "conditional"),
    (weighed("E(Y * x)") + " == E(X * Y)", "independent(X, Y)", "agrees"),
    (weighed("Var(Y + x)") + " == Var(X + Y)", "", "refuted"),
    (weighed("x * P(Y > x) / 2") + " == E(X) * P(Y > 0)", "", "refuted"),
    (weighed("x * E(Y)") + " == E(X * Y)", "", "conditional"),
    ("integral(density(X, x), x, 0, inf) == P(X > 0)", "", "agrees"),
    ("integral(density(X, x), x, 0, inf) == P(X < 0)", "", "refuted"),
]


@pytest.mark.parametrize(("text", "premise", "kind"), CASES, ids=[f"{c[0]} given {c[1]}" for c in CASES])
def test_integrals_against_densities(text: str, premise: str, kind: str) -> None:
    given = (read(premise, KNOWN)[0],) if premise else ()
    found = decide(Claim((read(text, KNOWN)[0],), given))
    assert found.kind == kind, found
    assert kind != "conditional" or "independent" in found.message, found
