"""Equations with integrals that are infinite: refuted where they are so whatever the letters are."""

import pytest

from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import decide_readings

CASES = [
    (r"\int_1^\infty \frac{1}{x} dx = 1", "refuted"),
    (r"\int_0^\infty \frac{x}{1 + x^2} dx = \frac{\pi}{2}", "refuted"),
    (r"\frac{1}{\sqrt{2\pi}} \int_{-\infty}^\infty e^{x^2/2} dx = 1", "refuted"),
    (r"\int_0^\infty e^{(1 + a^2) x} dx = \frac{1}{1 + a^2}", "refuted"),
    (r"\int_0^\infty e^{-(1 + a^2) x} dx = \frac{1}{1 + a^2}", "proved"),
    (r"\int_0^\infty e^{-a x} dx = \frac{1}{a}", "agrees"),  # for a > 0
    (r"\int_0^\infty e^{a x} dx = -\frac{1}{a}", "undecided"),  # for a < 0
    (r"\int_1^\infty \frac{1}{x} dx = \infty", "undecided"),
    (r"\int_{-\infty}^\infty x dx = 0", "undecided"),  # as a principal value
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_infinite_integrals(source: str, expected: str) -> None:
    verdict, _ = decide_readings(read_latex(source, Scope().with_options(document=True)))
    assert verdict.kind == expected, verdict
