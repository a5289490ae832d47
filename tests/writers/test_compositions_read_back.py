"""LaTeX of random compositions and of their derivatives reads back as the same."""

from __future__ import annotations

import pytest
from tests.derivatives.test_compositions import composition
from tests.writers.test_every_operation import jacobians
from tests.writers.test_latex_round_trip import assert_reads_back


@pytest.mark.parametrize("seed", range(40))
def test_random_compositions_and_their_derivatives_read_back(seed: int) -> None:
    expr = composition(seed)[0]
    assert_reads_back(expr)
    for found in jacobians(expr):
        assert_reads_back(found)
