"""Every derivative rule and random compositions: the normal form has the derivative's value."""

from __future__ import annotations

import numpy as np
import pytest
from tests.derivatives.test_compositions import compare
from tests.derivatives.test_rules import BALLS, CASES, IDS, smooth, typical

from lemmata.engine.derivatives import derivative
from lemmata.engine.evaluation import evaluate
from lemmata.engine.notation import readable, runnable
from lemmata.engine.ops import apply


@pytest.mark.parametrize("name, params", CASES, ids=IDS)
def test_the_derivative_of_an_operation_keeps_its_value(name, params):
    expr, symbols, point = typical(name, params, seed=7)
    for wrt in smooth(name, symbols):
        for result in (derivative(expr, wrt), derivative(apply("sum", expr) if expr.rank else expr, wrt)):
            found = runnable(readable(result))
            assert found.shape == result.shape
            one, other = (np.asarray(evaluate(e, point, BALLS), dtype=object) for e in (result, found))
            assert all(a.overlaps(b) for a, b in zip(one.flat, other.flat)), f"{name} {params} by {wrt.name}"


@pytest.mark.parametrize("seed", [*range(5), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(5, 100))])
def test_random_compositions_agree_with_jax(seed):
    for what, ours, theirs in compare(seed, lambda e: runnable(readable(e)))[0]:
        truth = np.asarray(theirs)
        scale = max(1.0, np.abs(truth).max(initial=0))
        if np.isfinite(truth).all():
            assert np.allclose(ours, truth, rtol=1e-7, atol=1e-8 * scale), (what, seed)
