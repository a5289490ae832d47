"""Planned products of arrays at indices are NumPy's einsum."""

from __future__ import annotations

import random

import numpy as np
import pytest

from lemmata.engine.structure.factorisations import SMALL, SingularError, factored
from lemmata.engine.structure.products import einsum


@pytest.mark.parametrize("start", [0, pytest.param(10_000, marks=pytest.mark.slow)])
def test_random_products(start: int) -> None:
    """Any number of arrays, indices that come several times, sums over single ones, any order of the result."""
    for seed in range(start, start + (400 if start == 0 else 20_000)):
        draw, rng = random.Random(seed), np.random.default_rng(seed)
        lengths = {c: draw.choice((1, 2, 3, 4)) for c in range(6)}
        operands = []
        for _ in range(draw.randint(1, 4)):
            at = [draw.randrange(6) for _ in range(draw.randint(1, 4))]
            operands.append((rng.normal(size=[lengths[c] for c in at]), at))
        used = sorted({c for _, at in operands for c in at})
        kept = draw.sample(used, draw.randint(0, len(used)))
        flat = [part for operand in operands for part in operand]
        np.testing.assert_allclose(einsum(operands, kept), np.einsum(*flat, kept), rtol=1e-9, atol=1e-11,
                                   err_msg=f"{seed}: {[at for _, at in operands]} -> {kept}")


@pytest.mark.parametrize("rows", [1, 5, SMALL, SMALL + 1])
@pytest.mark.parametrize("definite", [True, False])
@pytest.mark.parametrize("condition", [10.0, 1e10])
def test_factored_as_precise_as_lapack(rows: int, definite: bool, condition: float) -> None:
    """What is left of the right side is of the size of rounding, however badly conditioned the matrix is."""
    rng = np.random.default_rng(rows)
    turn = np.linalg.qr(rng.normal(size=(rows, rows)))[0]
    values = np.geomspace(1, 1 / condition, rows) * (1 if definite else rng.choice([-1, 1], rows))
    matrix = (turn * values) @ turn.T
    matrix = (matrix + matrix.T) / 2 if definite else matrix
    right = rng.normal(size=(rows, 7))
    found, wanted = factored(matrix)(right), np.linalg.solve(matrix, right)
    size = np.abs(matrix).max() * np.abs(wanted).max()
    assert np.abs(matrix @ found - right).max() <= max(
        8 * np.abs(matrix @ wanted - right).max(), 64 * rows * np.finfo(float).eps * size)


def test_singular_is_refused() -> None:
    with pytest.raises(SingularError):
        factored(np.ones((3, 3)))
