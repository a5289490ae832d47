"""Formulas with \\pm: both signs on both sides, one of two values, or the ends of an interval; sets beside numbers."""

from tests.documents.judged import (
    CONDITION,
    DEFINITION,
    HOLDS,
    NOTATION,
    PROVED,
    REFUTED,
    UNDECIDED,
    assert_last,
    rows,
)

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
# An interval beside a sign: both ends are told.
MEAN = r"With $\bar x = 3$ and $s = 2$ we get"
INTERVALS = [
    (r"The interval is $$10.2\pm2.131\cdot0.4 = [9.348,\,11.052]$$ (to three decimals).", HOLDS),
    (r"The interval is $$10.2\pm2.131\cdot0.4 = [9.348,\,11.152]$$ (to three decimals).", REFUTED),
    (r"A 95% confidence interval is $0.62 \pm 1.96 \cdot 0.05 \approx (0.522, 0.718)$.", HOLDS),
    (r"A 95% confidence interval is $0.62 \pm 1.96 \cdot 0.05 \approx (0.512, 0.718)$.", REFUTED),
    (r"So it is $50 \pm 1.96\frac{10}{\sqrt{100}} = 50 \pm 1.96 = (48.04, 51.96)$.", HOLDS),
    (r"So it is $50 \pm 1.96\frac{10}{\sqrt{100}} = 50 \pm 1.96 = [48.04, 52.96]$.", REFUTED),
    (rf"{MEAN} $\bar x \pm 2s = [-1, 7]$.", HOLDS),
    (rf"{MEAN} $\bar x \pm 2s = [-1, 8]$.", REFUTED),
    (r"The confidence interval is $[\bar x - z s, \bar x + z s] = \bar x \pm z s$.", HOLDS),
    (r"The confidence interval is $[\bar x - z s, \bar x + 2 z s] = \bar x \pm z s$.", REFUTED),
    (r"Let $v = (1, 2)$ and $w = (1, 1)$. Then $v \pm w = (2, 3)$.", HOLDS),
    (r"The eigenvalues are $(x_1, x_2) = 2 \pm \sqrt 3$.", CONDITION),
]
# A list beside a number may be a set, of which the number is no entry.
SETS = [
    (r"Subgradients of $f(x) = |x|$: $\partial f(0) = [-1,1]$.", UNDECIDED),
    (r"For $f(x) = \max(0, x)$ we have $\partial f(0) = [0, 1]$ and $f'(1) = 1$.", UNDECIDED + HOLDS),
    (r"For the hinge loss $\ell(z) = \max(0, 1 - z)$, $\partial \ell(1) = \left[-1, 0\right]$.", UNDECIDED),
    (r"Let $f(x) = |x|$. Its subdifferential at $0$ is the interval $[-1, 1] = \partial f(0)$.", UNDECIDED),
    (r"Let $f(x) = |x| + x^2$. Then $\partial f(0) = [-1, 1]$ and $\partial f(1) = \{3\}$.", UNDECIDED + HOLDS),
    (r"Let $f(x) = |x| + x^2$. Then $\partial f(0) = [-1, 1]$ and $\partial f(1) = \{4\}$.", UNDECIDED + REFUTED),
    (r"Let $x = (1, 1)$. Then $\|x\|^2 = (1, 1)$.", UNDECIDED),
    (r"Let $x = (1, 2)$. Then $x \ge 1$.", HOLDS),
]


@rows([*CASES, *INTERVALS, *SETS])
def test_signs(text, expected):
    assert_last(text, expected)
