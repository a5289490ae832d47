"""Formulas with \\pm: both signs on both sides, or one of two values."""

from tests.documents.judged import DEFINITION, HOLDS, NOTATION, PROVED, REFUTED, assert_last, rows

CASES = [
    (r"Let $Q$ be orthogonal. Then $\det(Q) = \pm 1$.", HOLDS),
    (r"Let $Q$ be orthogonal. Then $\det(Q) = \pm 2$.", REFUTED),
    (r"$$(a \pm b)^2 = a^2 \pm 2ab + b^2$$", PROVED),
    (r"$$(a \pm b)^2 = a^2 \pm ab + b^2$$", REFUTED),
    (r"$$\cos(a \pm b) = \cos a\cos b \mp \sin a\sin b$$", HOLDS),
    (r"$$\cos(a \pm b) = \cos a\cos b \pm \sin a\sin b$$", REFUTED),
    (r"$$x^2 = 4 \iff x = \pm 2$$", HOLDS),
    (r"$$x^2 = 4 \iff x = \pm 3$$", REFUTED),
    (r"$$x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}$$", DEFINITION),
    (r"The accuracy is $0.5 \pm 0.1$.", NOTATION),
]


@rows(CASES)
def test_signs(text, expected):
    assert_last(text, expected)
