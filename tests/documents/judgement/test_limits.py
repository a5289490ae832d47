"""What words say is approached is a limit: it holds, or it is refuted; of unknown functions nothing is proved."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows

SMOOTH_MAXIMUM = r"Let $s(a, b) = \log (e^a + e^b)$. As $t \to \infty$, "
# a text; the verdicts of its last formulas
CASES = [
    (r"As $n \to \infty$ we have $(1 + x/n)^n \to e^x$.", HOLDS),
    (r"As $n \to \infty$ we have $(1 + x/n)^n \to e^{-x}$.", REFUTED),
    (r"We have $(1 + 1/n)^n \to e \text{ as } n \to \infty$.", HOLDS),
    (r"As $h \to 0$, $\frac{\sin h}{h} \to 1$ and $\frac{1 - \cos h}{h^2} \to \frac{1}{2}$.", HOLDS + HOLDS),
    (r"As $h \to 0$, $\frac{\sin h}{h} \to 0$ and $\frac{1 - \cos h}{h^2} \to 1$.", REFUTED + REFUTED),
    (SMOOTH_MAXIMUM + r"$s(t a, t b) / t \to \max(a, b)$.", HOLDS),
    (SMOOTH_MAXIMUM + r"$s(t a, t b) / t \to \min(a, b)$.", CONDITION),
    (r"We have $\lim_{p \to \infty} (|a|^p + |b|^p)^{1/p} = \max(|a|, |b|)$.", HOLDS),
    (r"We have $\lim_{p \to \infty} (|a|^p + |b|^p)^{1/p} = |a| + |b|$.", UNDECIDED),
    # a function of which nothing is known may grow
    (r"Let $f: \mathbb{R} \to \mathbb{R}$ be a function. Then $\lim_{x \to \infty} f(x)/x = 0$.", CONDITION),
    # what is wanted is not claimed
    (r"We need that $(1 - a)^n \to 1$ as $n \to \infty$.", CONDITION + CONDITION),
]


@rows(CASES)
def test_limits(text, expected):
    assert_last(text, expected)
