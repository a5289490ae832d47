"""The normal form of a large gradient takes steps as its depth, and has its value."""

from __future__ import annotations

from math import cos, log, sin
from random import Random

import numpy as np
import pytest
from tests.derivatives.test_growth import attention_stack, batch_norm, dense_chain, residual_stack

import lemmata as lm
from lemmata.engine.derivatives import derivative
from lemmata.engine.evaluation import evaluate, sample
from lemmata.engine.expr import count_nodes, symbols
from lemmata.engine.notation import readable
from lemmata.engine.notation.readable import Reader


@pytest.mark.parametrize("build, sizes", [
    (dense_chain, (24, 48)), (residual_stack, (16, 32)), (batch_norm, (6, 12)), (attention_stack, (5, 10))])
def test_steps_to_the_normal_form_grow_linearly(build, sizes):
    steps = []
    for size in sizes:
        gradient = derivative(*build(size))
        reader = Reader(gradient)
        found = reader.readable(gradient)
        steps.append(reader.steps)
        assert count_nodes(found) <= 1.5 * count_nodes(gradient)
    assert log(steps[1] / steps[0]) / log(sizes[1] / sizes[0]) <= 1.3, steps


@pytest.mark.parametrize("build, depth", [(residual_stack, 12), (batch_norm, 3), (attention_stack, 4)])
def test_the_normal_form_of_a_deep_gradient_has_its_value(build, depth):
    gradient = derivative(*build(depth))
    found = readable(gradient)
    point = sample(symbols(gradient, found), {"m": 3, "n": 2, "t": 3}, Random(depth), "small")
    before, after = (np.asarray(evaluate(e, point), dtype=float) for e in (gradient, found))
    np.testing.assert_allclose(after, before, rtol=1e-7, atol=1e-9 * np.abs(before).max())


def test_a_sum_of_more_terms_than_are_collected_keeps_them_all():
    gradient = lm.parse(" + ".join(f"sin({k}*x)*x**{k % 3 + 1}" for k in range(1, 101)), "x: real").grad("x")
    point = 0.7
    wanted = sum(k * cos(k * point) * point**(k % 3 + 1) + sin(k * point) * (k % 3 + 1) * point**(k % 3)
                 for k in range(1, 101))
    assert abs(gradient(x=point) - wanted) < 1e-9 * abs(wanted)
