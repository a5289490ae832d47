"""Formulas with \\pm: both signs on both sides, or one of two values."""

import pytest

from lemmata.documents import check_document
from lemmata.documents.formats.markdown import parse_markdown

CASES = [
    (r"Let $Q$ be orthogonal. Then $\det(Q) = \pm 1$.", {"proved", "agrees"}),
    (r"Let $Q$ be orthogonal. Then $\det(Q) = \pm 2$.", {"refuted"}),
    (r"$$(a \pm b)^2 = a^2 \pm 2ab + b^2$$", {"proved"}),
    (r"$$(a \pm b)^2 = a^2 \pm ab + b^2$$", {"refuted"}),
    (r"$$\cos(a \pm b) = \cos a\cos b \mp \sin a\sin b$$", {"proved", "agrees"}),
    (r"$$\cos(a \pm b) = \cos a\cos b \pm \sin a\sin b$$", {"refuted"}),
    (r"$$x^2 = 4 \iff x = \pm 2$$", {"proved", "agrees"}),
    (r"$$x^2 = 4 \iff x = \pm 3$$", {"refuted", "undecided"}),
    (r"$$x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}$$", {"definition"}),
    (r"The accuracy is $0.5 \pm 0.1$.", {"notation"}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_signs(text: str, expected: set[str]) -> None:
    assert check_document(parse_markdown(text + "\n")).findings[-1].verdict in expected
