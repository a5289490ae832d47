"""Every definition where one argument is huge or tiny: values and derivatives against balls at the same floats."""

from __future__ import annotations

import pytest
from tests.foundations.exact import DEFINED, assert_right, at_ends
from tests.foundations.row import LIBRARIES, Row, moved

POWERS = (520, -520)
SCALED = ("real", "positive", "nonnegative", "symmetric", "posdef", "invertible", "fullrank")


def wrong(row: Row, library: str = "numpy") -> list[str]:
    ends, found = at_ends(row.id), []
    for name, symbol in ends.symbols.items():
        if symbol.domain not in SCALED or not moved(ends.ordinary[name]):
            continue
        for power in POWERS:
            found += [f"{form} at {name} * 2**{power}" for form in ends.wrong(
                {name: ends.ordinary[name] * 2.0**power}, library=library)]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("row", DEFINED, ids=[row.id for row in DEFINED])
def test_far(row: Row, library: str):
    """Values and derivatives, and the slopes that JAX and PyTorch find of a call themselves."""
    assert_right(row, library, wrong)
