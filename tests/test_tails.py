"""Probabilities of tails under integrals: their fall is seen, so that moments are found from them."""

from __future__ import annotations

import pytest

import lemmata as lm

LAW = r"Let $Y \sim \mathrm{Exp}(\lambda)$. Then "
CLAIMS = [
    (r"E[Y] = \int_0^\infty P(Y > t)\,dt", True),
    (r"E[Y^2] = \int_0^\infty 2 t P(Y > t)\,dt", True),
    (r"\int_0^\infty P(Y \ge t)\,dt = \frac{1}{\lambda}", True),
    (r"E[Y^2] = \int_0^\infty t P(Y > t)\,dt", False),
    (r"E[Y] = \int_0^\infty 2 P(Y > t)\,dt", False),
]


@pytest.mark.parametrize("claim, holds", CLAIMS, ids=[claim for claim, _ in CLAIMS])
def test_moments_from_tails(claim, holds):
    verdict = [f for f in lm.check(f"{LAW}$${claim}$$\n").findings][-1].verdict
    assert verdict in (("proved", "agrees") if holds else ("refuted",))
