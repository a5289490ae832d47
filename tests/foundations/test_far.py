"""Every definition where one argument is huge or tiny: values and derivatives against balls at the same floats."""

from __future__ import annotations

import numpy as np
import pytest
from tests.foundations.exact import DEFINED, AtEnds
from tests.foundations.row import Row, moved

POWERS = (520, -520)
SCALED = ("real", "positive", "nonnegative", "symmetric", "posdef", "invertible", "fullrank")


def wrong(row: Row) -> list[str]:
    ends, found = AtEnds(row), []
    for name, symbol in ends.symbols.items():
        if symbol.domain not in SCALED or not moved(ends.ordinary[name]):
            continue
        for power in POWERS:
            found += [f"{form} at {name} * 2**{power}" for form in ends.wrong(
                {name: ends.ordinary[name] * 2.0**power})]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("row", DEFINED, ids=[row.id for row in DEFINED])
def test_far(row: Row):
    with np.errstate(all="ignore"):
        assert not wrong(row)
