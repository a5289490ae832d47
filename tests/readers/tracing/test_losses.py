"""Real losses, traced: value and gradients are those of the function itself, at several sizes."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.evaluation import sample
from lemmata.engine.evaluation.points import size_choices


def points(formula, count=2):
    """Arrays for the declared names, at several sizes."""
    symbols = tuple(formula.declarations.values())
    choices = size_choices(*symbols, limit=4)
    for seed in range(count):
        sizes = choices[seed % len(choices)]
        drawn = sample(symbols, sizes, Random(100 + seed)).values
        yield sizes, {s.name: np.asarray(drawn[s.name], dtype=object).astype(int if s.sort == "integer" else float)
                      for s in symbols}


def agree(ours, truth, what):
    assert np.shape(ours) == np.shape(truth), what
    np.testing.assert_allclose(np.asarray(ours, float), np.asarray(truth, float), rtol=1e-7, atol=1e-9, err_msg=what)


def torch_cases():
    pytest.importorskip("torch", reason="torch not installed")
    from tests.readers.tracing.losses_torch import LOSSES
    return {name: rest for name, *rest in LOSSES}
