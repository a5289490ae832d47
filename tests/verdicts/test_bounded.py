"""Points at which functions and numbers meet the bounds of premises."""

from __future__ import annotations

from random import Random

import pytest

from lemmata.engine.evaluation import sample
from lemmata.engine.expr import symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.bounded import beyond_values
from lemmata.engine.verdicts.looking import at_point, holds

F = symbol("f", [], "function", ((),))
X, Y, B, P = symbol("x"), symbol("y"), symbol("b"), symbol("p", [], "positive")
FX, FY = apply("call", F, X), apply("call", F, Y)

MET = {
    "an upper end of two values": [apply("le", FX, B), apply("lt", FY, B)],
    "a lower end": [apply("ge", FX, B), apply("gt", FX + FY, B)],
    "written the other way round": [apply("ge", B, FX)],
}
LEFT = {
    "between values": [apply("le", FX, B), apply("le", B, FY)],
    "a letter with a domain": [apply("ge", FX, P)],
    "no function": [apply("le", X * Y, B)],
    "a function of the letter itself": [apply("le", apply("call", F, B), B)],
}


def point_of(premises, seed):
    return sample(symbols(*premises), {}, Random(seed))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("premises", MET.values(), ids=MET)
def test_numbers_are_moved_beyond_the_values_of_functions(premises, seed):
    point = beyond_values(premises, point_of(premises, seed))
    assert all(holds(p, point) for p in at_point(tuple(premises), point))


@pytest.mark.parametrize("premises", LEFT.values(), ids=LEFT)
def test_other_numbers_stay(premises):
    point = point_of(premises, 1)
    assert beyond_values(premises, point).values == point.values
