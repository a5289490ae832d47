"""What a field takes for granted leaves a doubt, by what a formula is about and not by its letters."""

from __future__ import annotations

import pytest

from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide

# Kolmogorov's bound holds for sums of independent centred variables, and with no smaller constant.
LARGEST = "P(max(abs({0})) >= c) "
CASES = [
    (LARGEST + "<= Var({0}[n - 1]) / c**2", "sums of independent variables with mean 0 and c > 0"),
    (LARGEST + "<= Var({0}[n - 1]) / (2 * c**2)", ""),
    (LARGEST + "<= Var({0}[n - 1]) / c", ""),
    (LARGEST + "<= Var({0}[0]) / c**2", ""),
    (LARGEST + ">= Var({0}[n - 1]) / c**2", ""),
]


@pytest.mark.parametrize("name", ["S", "T", "walk"])
@pytest.mark.parametrize(("text", "words"), CASES, ids=[c[0] for c in CASES])
def test_the_largest_of_many_is_one_of_partial_sums(text: str, words: str, name: str) -> None:
    known = parse_declarations(f"{name}: variable[n], c: real")
    found = decide(Claim((read(text.format(name), known)[0],)))
    assert found.kind == ("undecided" if words else "refuted") and words in found.message, found


@pytest.mark.parametrize(("text", "kind"), [
    ("kl_divergence(p, {}) == log(N) - entropy(p)", "undecided"),
    ("kl_divergence(p, {}) == log(N) + entropy(p)", "refuted"),
    ("entropy(p) == log(N)", "refuted"),
])
def test_one_of_two_laws_may_be_uniform(text: str, kind: str) -> None:
    for name in ("u", "q"):
        known = parse_declarations(f"p: simplex[n], {name}: simplex[n], N: positive")
        assert decide(Claim((read(text.format(name), known)[0],))).kind == kind
