"""Compensated sums and dot products keep their digits in the code of every target, compiled too: against fractions."""

from fractions import Fraction

import numpy as np
import pytest
from tests.optional import need_target
from tests.writers.code.running import run

import lemmata as lm
from lemmata.targets import TARGETS

SUM = lm.parse("compensated_sum(x)", "x: real[n]")
DOT = lm.parse("compensated_dot(x, y)", "x: real[n], y: real[n]")


def cancelling(count: int, dtype: type = np.float64) -> tuple[np.ndarray, np.ndarray]:
    """Vectors whose entries, and whose products, are large and nearly cancel."""
    rng = np.random.default_rng(0)
    x = (rng.normal(size=count) * 10.0 ** rng.integers(0, 6, count)).astype(dtype)
    x[1::2] = -x[: count - 1 : 2] * (1 + rng.normal(size=count // 2) * 2.0 ** (-20 if dtype == np.float32 else -50))
    y = (1 + rng.normal(size=count) * 2.0**-20).astype(dtype)
    return x, y


def exact(*arrays: np.ndarray) -> float:
    return float(sum(np.prod([Fraction(float(v)) for v in row]) for row in zip(*arrays)))


TRIED = [pytest.param(t, marks=pytest.mark.slow) if t == "jax" else t for t in TARGETS]  # compiled it is tried below


@pytest.mark.parametrize("target", TRIED)
def test_every_target(target):
    need_target(target)
    x, y = cancelling(9)
    for scale in (2.0**900, 2.0**-900):
        for f, arrays in ((SUM, {"x": x * scale}), (DOT, {"x": x * scale, "y": y})):
            [found] = run(f.code(target), "f", target, arrays)
            assert found == pytest.approx(exact(*arrays.values()), rel=4e-16, abs=0), (f, scale)
    for x, true in (([np.inf, 1.0], np.inf), ([1e308, 1e308], np.inf), ([np.inf, -np.inf], np.nan)):
        for f, arrays in ((SUM, {}), (DOT, {"y": np.ones(len(x))})):
            [found] = run(f.code(target), "f", target, {"x": np.array(x), **arrays})
            np.testing.assert_equal(float(found), true)


@pytest.mark.parametrize("dtype", [np.float64, pytest.param(np.float32, marks=pytest.mark.slow)])
def test_xla_keeps_it(dtype):
    """It neither cancels (x + y) - x nor fuses what is rounded away; the derivative is that of the plain sum."""
    import jax

    x, y = cancelling(60, dtype)
    with jax.enable_x64(True):
        for f, arrays in ((SUM, (x,)), (DOT, (x, y))):
            space: dict[str, object] = {}
            exec(f.code("jax"), space)
            found, slope = jax.jit(jax.value_and_grad(space["f"]))(*map(jax.numpy.asarray, arrays))
            assert float(found) == pytest.approx(exact(*arrays), rel=2 * float(np.finfo(dtype).eps))
            plain = np.ones_like(x) if len(arrays) == 1 else y
            np.testing.assert_allclose(slope, plain, rtol=2 * float(np.finfo(dtype).eps))


@pytest.mark.parametrize("target", TRIED)
def test_over_several_axes(target):
    need_target(target)
    A, B = np.random.default_rng(0).normal(size=(2, 3, 4, 2))  # two arrays
    for text, true in (("compensated_sum(A, axis=(0, 2))", A.sum((0, 2))),
                       ("compensated_sum(A, axis=1, keepdims=True)", A.sum(1, keepdims=True)),
                       ("compensated_dot(A, B, axis=(1, 2))", (A * B).sum((1, 2)))):
        f = lm.parse(text, "A: real[3 4 2], B: real[3 4 2]")
        [found] = run(f.code(target), "f", target, {n: v for n, v in {"A": A, "B": B}.items() if n in f.vars})
        np.testing.assert_allclose(found, true, rtol=1e-14)
