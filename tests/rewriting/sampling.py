"""Rules sampled inside their condition, against balls."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Balls, NoPoint, evaluate_all, sample, size_choices
from lemmata.engine.expr import symbols
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.verdicts.compare import FAILS, HOLDS, compare

STYLES = ("random", "small", "nonsymmetric", "special")
DEFINED = 6  # random points at which the left side has a value


def check_rule(rule: Rule, points: int = 12, seed: int = 0, directed: bool = False) -> None:
    """Both sides agree in balls wherever they are defined, and they are defined somewhere.

    directed   the right side has a value wherever the left one has, but on thin sets: a condition that is missing
               leaves it without one at many random points
    """
    rng = Random(seed)
    held = defined = left_alone = 0
    choices = size_choices(rule.left)
    for k in range(12 * points):
        style = STYLES[k % len(STYLES)]
        try:
            point = sample(symbols(rule.left), choices[k % len(choices)], rng, style)
        except NoPoint:
            continue
        left, right = evaluate_all([rule.left, rule.right], point, Balls(128))
        state = compare("eq", left, right)
        assert state != FAILS, f"{rule.name!r} (seed {seed}) at {point.values}: {left} is not {right}"
        held += state == HOLDS
        if style == "random" and _finite(left):
            defined += 1
            left_alone += not _finite(right)
        if held >= points and (defined >= DEFINED or not directed):
            break
    assert held >= 3, f"{rule.name!r} is hardly ever defined inside its condition: {held} points"
    assert not directed or 4 * left_alone <= defined, (
        f"{rule.name!r} (seed {seed}) is not defined at {left_alone} of {defined} points where its left side is")


def _finite(value: Any) -> bool:
    return all(v is not None and (not hasattr(v, "is_finite") or v.is_finite())
               for v in np.asarray(value, dtype=object).flat)
