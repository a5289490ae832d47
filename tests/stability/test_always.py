"""The rules that values and code take without being asked are never worse: measured against certified values."""

from __future__ import annotations

import numpy as np
import pytest

from lemmata.engine.expr import symbols
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability import STABILITY, over_axes
from lemmata.engine.stability import FORMATS
from lemmata.engine.stability.sampling import sampled
from lemmata.engine.stability.scoring import Scores

ALWAYS = [rule for rule in (*STABILITY, *over_axes(1, None, False)) if rule.always]
WORSE = 0.35  # mean bits: the last one of a further function


def lost(rule: Rule, points: int) -> tuple[float, float]:
    """Mean bits of both sides at the same points."""
    declared = {s.name: s for s in symbols(rule.left)}
    known = sampled([rule.left], declared, FORMATS["float64"], None, points, 3)
    scores = Scores(known)
    before, after = scores.bits(rule.left), scores.bits(rule.right)
    assert before is not None and after is not None and len(before) >= points / 4
    return float(np.mean(before)), float(np.mean(after))


def check(rule: Rule, points: int) -> None:
    before, after = lost(rule, points)
    assert after <= before + WORSE, f"{rule.name!r} loses {after:.2f} bits where what it replaces loses {before:.2f}"


@pytest.mark.parametrize("rule", [
    pytest.param(rule, marks=pytest.mark.slow) if any(s.shape for s in symbols(rule.left)) else rule
    for rule in ALWAYS], ids=lambda rule: rule.name)
def test_never_worse(rule: Rule) -> None:
    check(rule, 40)


@pytest.mark.slow
@pytest.mark.parametrize("rule", ALWAYS, ids=lambda rule: rule.name)
def test_never_worse_at_many_points(rule: Rule) -> None:
    check(rule, 400)


def test_a_worse_rule_is_caught() -> None:
    (x,) = symbols(next(rule for rule in ALWAYS if rule.name == "softplus").left)
    with pytest.raises(AssertionError, match="loses"):
        check(Rule("softplus, naively", apply("softplus", x), apply("log", 1 + apply("exp", x)), always=True), 100)
