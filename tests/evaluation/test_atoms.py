"""Spaces for given probabilities of events, and points of polytopes; truth from exact rationals."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemmata.engine.evaluation import NoPoint, Point, sample_space
from lemmata.engine.evaluation.simplex import random_point
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.expr import symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide


@given(st.integers(0, 10**6), st.integers(2, 8), st.integers(1, 4))
def test_a_point_of_a_polytope_meets_all_equations(seed: int, count: int, rows: int) -> None:
    rng = Random(seed)
    inside = [Fraction(rng.randint(0, 5), 7) for _ in range(count)]
    equations = [([Fraction(1)] * count, sum(inside, Fraction(0)))]  # bounded, as weights are
    for _ in range(rows):
        row = [Fraction(rng.randint(-3, 3)) for _ in range(count)]
        equations.append((row, sum((a * b for a, b in zip(row, inside)), Fraction(0))))
    found = random_point(equations, count, rng)
    assert found is not None and min(found) >= 0
    assert all(sum(a * x for a, x in zip(row, found)) == value for row, value in equations)


def test_an_empty_polytope_has_no_point() -> None:
    ones = [Fraction(1), Fraction(1)]
    assert random_point([(ones, Fraction(1)), (ones, Fraction(2))], 2, Random(0)) is None
    assert random_point([([Fraction(1), Fraction(-1)], Fraction(3)), (ones, Fraction(1))], 2, Random(0)) is None


def mass(space: FiniteSpace, holds: object) -> Fraction:
    """The probability of what holds, straight from the table."""
    rows = [{name: bool(table[k]) for name, table in space.values.items()} for k in range(len(space.weights))]
    return sum((w for w, row in zip(space.weights, rows) if holds(row)), Fraction(0))  # type: ignore[operator]


def space_of(premises: str, seed: int = 0) -> FiniteSpace:
    known = parse_declarations("A: event, B: event, C: event")
    given = [read(p, known)[0] for p in premises.split(";")]
    found = sample_space(list(symbols(*given)), given, Random(seed), Point({})).space
    assert isinstance(found, FiniteSpace)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_given_probabilities_are_met(seed: int) -> None:
    space = space_of("P(A) == 1/100; P(B, given=A) == 9/10; P(B, given=not A) == 9/100", seed)
    assert mass(space, lambda e: e["A"]) == Fraction(1, 100)
    assert mass(space, lambda e: e["A"] and e["B"]) == Fraction(9, 1000)
    assert mass(space, lambda e: not e["A"] and e["B"]) == Fraction(99 * 9, 10_000)


@pytest.mark.parametrize("seed", range(5))
def test_independent_events_with_given_probabilities_factor(seed: int) -> None:
    space = space_of("independent(A, B, C); P(A) == 1/3; P(A or B) == 2/3", seed)
    for one, other in (("A", "B"), ("A", "C"), ("B", "C")):
        both = mass(space, lambda e: e[one] and e[other])
        assert both == mass(space, lambda e: e[one]) * mass(space, lambda e: e[other])
    assert mass(space, lambda e: e["A"]) == Fraction(1, 3)
    assert mass(space, lambda e: e["B"]) == Fraction(1, 2)


@pytest.mark.parametrize("seed", range(5))
def test_events_that_are_independent_given_a_third(seed: int) -> None:
    space = space_of("conditionally_independent(A, B, C); P(C) == 1/5; P(A, given=C) == 3/4; P(A, given=not C) == 1/8; "
                     "P(B, given=C) == 2/3; P(B, given=not C) == 1/7", seed)
    assert mass(space, lambda e: e["A"] and e["B"] and e["C"]) == Fraction(1, 5) * Fraction(3, 4) * Fraction(2, 3)
    assert mass(space, lambda e: e["A"] and e["B"] and not e["C"]) == Fraction(4, 5) * Fraction(1, 8) * Fraction(1, 7)


def test_probabilities_that_contradict_each_other_have_no_space() -> None:
    with pytest.raises(NoPoint, match="probabilities"):
        space_of("P(A) == 1/3; P(B) == 1/2; P(A and B) == 2/5")


CASES = [
    ("P(A) == 1/3", "P(not A) == 2/3", "agrees"), ("P(A) == 1/3", "P(not A) == 1/3", "refuted"),
    ("P(A) == 1/2; P(B) == 2/5; P(A and B) == 1/5", "P(A or B) == 7/10", "agrees"),
    ("P(A) == 1/2; P(B) == 2/5; P(A and B) == 1/5", "P(A or B) == 9/10", "refuted"),
    ("P(A) == 1/2; P(B) == 2/5; P(A and B) == 1/5", "P(A, given=B) == 1/2", "agrees"),
    ("P(A) == 1/2; P(B) == 2/5; P(A and B) == 1/5", "P(A, given=B) == 2/5", "refuted"),
    ("P(A) == 1/100; P(B, given=A) == 9/10; P(B, given=not A) == 9/100", "P(A, given=B) == 10/109", "agrees"),
    ("P(A) == 1/100; P(B, given=A) == 9/10; P(B, given=not A) == 9/100", "P(A, given=B) == 9/10", "refuted"),
    ("P(A) == 3/5; P(B) == 7/10", "P(A and B) >= 3/10", "agrees"), ("P(A) == 3/5; P(B) == 7/10", "P(A and B) >= 1/2",
                                                                  "refuted"),
    ("P(A) == 1/2; P(B) == 2/5; independent(A, B)", "P(A and B) == 1/5", "agrees"),
    ("P(A) == 1/2; P(B) == 2/5; independent(A, B)", "P(A or B) == 9/10", "refuted"),
    ("P(A) == 1/5; P(B) == 1/2; subset(A, B)", "P(B and not A) == 3/10", "agrees"),
    ("P(A) == 1/5; P(B) == 1/2; subset(A, B)", "P(B and not A) == 2/5", "refuted"),
    ("P(A) == 1/5; P(B) == 1/2; disjoint(A, B)", "P(A or B) == 7/10", "agrees"),
    ("P(A) == 1/5; P(B) == 1/2; disjoint(A, B)", "P(A or B) == 3/5", "refuted"),
]


@pytest.mark.parametrize(("premises", "claim", "kind"), CASES, ids=[f"{c[0]} | {c[1]}" for c in CASES])
def test_what_follows_from_given_probabilities(premises: str, claim: str, kind: str) -> None:
    known = parse_declarations("A: event, B: event")
    given = tuple(read(p, known)[0] for p in premises.split(";"))
    assert decide(Claim((read(claim, known)[0],), given)).kind == kind
