"""Derivatives of first to third order, of any rank, by the value that JAX finds; as formulas and as their text."""

from __future__ import annotations

import pytest
from tests.derivatives.table import arrays, cookbook, learning
from tests.derivatives.truth import check

CASES = [pytest.param(module.VARS, *case[1:], *[None]*(5 - len(case)), id=case[0])
         for module in (cookbook, learning, arrays) for case in module.CASES]


@pytest.mark.parametrize(("declarations", "text", "wrt", "order", "spelled"), CASES)
def test_the_derivative_has_the_value_that_jax_finds(declarations, text, wrt, order, spelled):
    check(declarations, text, wrt, order, spelled, seed=len(text) + order)
