"""Every operation inside of another: the derivation is checked step by step against differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.derivations.cases import truth, value
from tests.derivatives.test_rules import CASES, IDS, smooth, typical

from lemmata.engine.derivations import derive
from lemmata.engine.derivatives import derivative
from lemmata.engine.notation import readable
from lemmata.engine.ops import apply

FAST = {name: k for k, (name, _) in reversed(list(enumerate(CASES)))}.values()
ROWS = [pytest.param(*case, id=IDS[k], marks=[] if k in FAST else [pytest.mark.slow])
        for k, case in enumerate(CASES)]


@pytest.mark.parametrize(("name", "params"), ROWS)
def test_every_step_is_an_equality(name, params):
    expr, symbols, point = typical(name, params, seed=7)
    outer = apply("sum", apply("tanh", apply("mul", expr, expr)))
    given: dict[str, Any] = {s: v if hasattr(v, "kind") else np.array(v, dtype=float) for s, v in point.values.items()}
    for wrt in smooth(name, symbols):
        found = derive(outer, wrt)
        assert found[-1].after is found.result is readable(derivative(outer, wrt))
        names = truth(found.stages, given, point.sizes)
        for step in found:
            for side in (step.before, step.after):
                np.testing.assert_allclose(value(side, names, point.sizes), value(step.left, names, point.sizes),
                                           rtol=2e-5, atol=1e-6, err_msg=step.text)
