"""Every definition where an argument lies on the boundary of its domain: values and derivatives against balls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from tests.foundations.exact import DEFINED, assert_right, at_ends
from tests.foundations.row import LIBRARIES, Row

from lemmata.engine.expr import Symbol

NEAR = 2.0**-53
ROUNDING = 1e-12  # what is left of terms near 1 that cancel: the variance of equal numbers


def boundaries(symbol: Symbol, ordinary: Any) -> Iterator[Any]:
    """Values on the boundary of a symbol's domain, in the shape of an ordinary one."""
    shape, kind = np.shape(ordinary), np.asarray(ordinary).dtype.type
    ones = np.ones(shape, kind)
    if symbol.domain == "simplex":
        corner = np.zeros(shape)
        corner[..., 0] = 1
        yield from (corner, corner[..., ::-1].copy(), np.ones(shape) / shape[-1])
        tiny = np.full(shape, 1e-300)
        tiny[..., -1] = 1
        yield tiny
    elif symbol.domain == "onehot":
        for place in {0, shape[-1] - 1}:
            yield np.broadcast_to(np.eye(shape[-1])[place], shape).copy()
    elif symbol.domain == "labels":
        yield from (0 * ones, (symbol.params[0].constant or int(np.max(ordinary)) + 1) * ones - 1)
    elif symbol.domain in ("symmetric", "posdef", "invertible", "diagonalizable", "orthogonal", "fullrank"):
        yield np.eye(*shape[-2:]) * np.ones(shape)
        if symbol.domain == "symmetric":
            yield from (0 * ones, ones)
    elif symbol.domain == "unit":
        yield from (0 * ones, NEAR * ones, (1 - NEAR) * ones, ones)
    elif symbol.domain in ("real", "nonnegative", "natural", "binary", "integer"):
        yield 0 * ones
        yield ones
        if symbol.domain == "real":
            yield -ones
        if shape:
            one = 0 * ones
            one[..., 0] = 1
            yield one
    elif symbol.domain == "positive":
        yield ones


def wrong(row: Row, library: str = "numpy") -> list[str]:
    ends, found = at_ends(row.id), []
    for name, symbol in ends.symbols.items():
        for value in boundaries(symbol, ends.ordinary[name]):
            given = value if np.shape(value) else value[()]
            found += [f"{form} at {name} = {np.array2string(np.asarray(value), threshold=6)}"
                      for form in ends.wrong({name: given}, ROUNDING, library)]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("row", DEFINED, ids=[row.id for row in DEFINED])
def test_on_the_boundary(row: Row, library: str):
    """Values and derivatives, and the slopes that JAX and PyTorch find of a call themselves."""
    assert_right(row, library, wrong)
