"""Value, gradient and Hessian in one function: finite, and right by balls, where naive code has overflowed."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import pytest
from tests.optional import need_target
from tests.writers.code.losses_at_scale import ROWS, Row
from tests.writers.code.running import LIBRARIES, TARGETS, run

import lemmata as lm
from lemmata.engine.derivatives import derivative, unfold
from lemmata.engine.stability import FORMATS, Group, Points, truth

BLOCKS = ("value", "gradient", "hessian")
TOLERANCE = {"float64": 1e-9, "float32": 2e-4}  # of the largest entry of the value, the gradient, the Hessian


@lru_cache(maxsize=4)
def _true(row: Row, place: int, dtype: str) -> list[list[np.ndarray[Any, Any]]]:
    """The value, the gradient and the Hessian by blocks, rounded to the dtype."""
    f = lm.parse(row.true or row.text, row.vars)
    plain, wrt = unfold(f.expr), [f.declarations[w] for w in row.wrt]
    slopes = [derivative(plain, w) for w in wrt]
    second = [derivative(slopes[wrt.index(v)], w) for v, w in combinations_with_replacement(wrt, 2)]
    values = row.arrays(place, dtype)
    sizes = {size.atom: length for name, s in f.declarations.items()
             for size, length in zip(s.shape, values[name].shape)}
    known = truth([plain, *slopes, *second], Points(FORMATS[dtype], (
        Group(sizes, {name: v[None] for name, v in values.items()}, 1),)))  # type: ignore[arg-type]
    assert known.count == 1, "no certain value at this point; choose another one, or give another text"
    found = [one[0][0] for one in known.rounded()]
    return [found[:1], found[1:1 + len(wrt)], found[1 + len(wrt):]]


def check(row: Row, target: str, dtype: str) -> None:
    f = lm.parse(row.text, row.vars)
    source = f.code(target, grad=row.wrt, hessian=row.wrt)
    for place in range(len(row.points)):
        arrays = {name: v.astype(dtype) if v.ndim or dtype == "float32" else float(v)
                  for name, v in row.arrays(place, dtype).items()}
        found = [np.asarray(a, float) for a in run(source, "f", target, arrays)]
        for block, true in zip(BLOCKS, _true(row, place, dtype)):
            scale = max([np.abs(t).max(initial=0) for t in true], default=0)
            for want in true:
                have = found.pop(0).reshape(want.shape)
                np.testing.assert_allclose(have, want, rtol=0, atol=TOLERANCE[dtype] * scale + 1e-30,
                                           err_msg=f"{block} at {arrays}\n{source}")
        assert not found


@pytest.mark.parametrize("row", [row for row in ROWS if row.fast], ids=lambda row: row.name)
def test_numpy(row: Row) -> None:
    check(row, "numpy", "float64")


def test_javascript() -> None:
    need_target("js")
    check(next(row for row in ROWS if row.name == "cross-entropy, exponentials"), "js", "float64")


@pytest.mark.slow
@pytest.mark.parametrize(("target", "dtype"), [
    *((target, "float64") for target in TARGETS), *((target, "float32") for target in LIBRARIES)])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_target(row: Row, target: str, dtype: str) -> None:
    need_target(target)
    check(row, target, dtype)


def test_blocks_of_several_variables() -> None:
    f = lm.parse("x * y**2", "x: real, y: real")
    value, slope, *blocks = f.compile("numpy", grad="y", hessian=["x", "y"])(3.0, 5.0)
    assert (float(value), float(slope), *map(float, blocks)) == (75, 30, 0, 10, 6)
    assert "return value, grad_y, hessian_x, hessian_x_y, hessian_y" in f.code(grad="y", hessian=["x", "y"])
