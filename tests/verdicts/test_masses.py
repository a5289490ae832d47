"""Probabilities of all values of a variable are its law; those of some of them are not."""

from __future__ import annotations

import pytest

from lemmata.engine.expr import Expr
from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide
from lemmata.engine.verdicts.masses import with_masses

KNOWN = parse_declarations("X: variable, p: unit, q: unit, r: real")
COIN = ("P(X == 1) == p", "P(X == 0) == 1 - p")
STEP = ("P(X == 1) == p", "P(X == -1) == 1 - p")
THREE = ("P(X == 1) == p", "P(X == 2) == q", "P(X == 3) == 1 - p - q")
CASES = [
    ("E(X) == p", COIN, True), ("E(X) == 1 - p", COIN, False), ("Var(X) == p*(1 - p)", COIN, True),
    ("E(X) == 2*p - 1", STEP, True), ("E(X) == 1 - 2*p", STEP, False), ("Var(X) == 4*p*(1 - p)", STEP, True),
    ("E(X) == 3 - 2*p - q", THREE, True), ("E(X) == 3 - p - q", THREE, False),
    ("E(X) == 2 - r", ("P(X == 1) == r", "P(X == 2) == 1 - r"), True),
]


def expr(text: str) -> Expr:
    return read(text, KNOWN)[0]


@pytest.mark.parametrize(("text", "masses", "holds"), CASES, ids=[c[0] for c in CASES])
def test_masses_that_sum_to_one_are_a_law(text: str, masses: tuple[str, ...], holds: bool) -> None:
    verdict = decide(Claim((expr(text),), tuple(map(expr, masses))))
    assert verdict.kind in (("proved", "agrees") if holds else ("refuted",)), verdict


@pytest.mark.parametrize("masses", [COIN[:1], ("P(X == 1) == p", "P(X == 2) == q"), (*COIN, "P(X > 0) == p")])
def test_some_masses_are_no_law(masses: tuple[str, ...]) -> None:
    premises = list(map(expr, masses))
    assert with_masses(expr("E(X) == p"), premises) == (expr("E(X) == p"), premises)
