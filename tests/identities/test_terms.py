"""The generators of identities say what is true: NumPy agrees with both sides, and not with a wrong twin."""

from __future__ import annotations

from random import Random

from tests.identities.rules import equal_pair, wrong_twin
from tests.identities.terms import Printer, differ

SEEDS = range(2000)


def test_equal_pairs_are_equal() -> None:
    wrong = []
    for seed in SEEDS:
        rng = Random(seed)
        left, right = equal_pair(rng)
        if not differ(left, right, seed) < 1e-8:
            printer = Printer(rng)
            wrong.append(f"{seed}: {printer.at(left, 0)} = {printer.at(right, 0)}")
    assert not wrong


def test_most_wrong_twins_differ() -> None:
    different = 0
    for seed in SEEDS:
        rng = Random(seed)
        left, right = equal_pair(rng)
        twin = wrong_twin(right, rng)
        different += twin is not None and differ(left, twin, seed) > 1e-3
    assert different > len(SEEDS) / 2
