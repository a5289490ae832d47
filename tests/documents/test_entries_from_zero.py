"""Coefficients that begin with an entry 0 do so in later formulas too."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows

DOTS = r"Let $P(x) = a_0 + a_1 x + a_2 x^2 + \dots + a_m x^m$ with $m \geq 2$. Then "
SUM = r"Let $P(x) = \sum_{k=0}^m a_k x^k$. Then "
BIAS = r"Let $p(x) = w_0 + \sum_{i=1}^n w_i x_i$. Then "
CASES = [
    (DOTS + r"$P'(x) = \sum_{k=1}^m k a_k x^{k-1}$.", HOLDS),
    (DOTS + r"$P'(x) = \sum_{k=1}^m k a_k x^k$.", REFUTED),
    (DOTS + r"$P'(x) = a_1 + 2 a_2 x + \dots + m a_m x^{m-1}$.", HOLDS),
    (SUM + r"$P'(x) = a_1 + 2 a_2 x + 3 a_3 x^2 + \dots + m a_m x^{m-1}$.", HOLDS),
    (SUM + r"$P'(x) = a_0 + 2 a_1 x + \dots + m a_{m-1} x^{m-1}$.", REFUTED),
    (SUM + r"$P(1) = a_0 + a_1 + \dots + a_m$.", HOLDS),
    (SUM + r"$P(1) = a_1 + \dots + a_m$.", REFUTED),
    (BIAS + r"$\frac{\partial p}{\partial x_1} = w_1$.", HOLDS),
    (BIAS + r"$\frac{\partial p}{\partial x_1} = w_2$.", REFUTED),
    (SUM + r"$P(0) = a_0$. Let $a \in \mathbb{R}^n$. Then $\sum_{i=1}^n a_i^2 = \|a\|^2$.", HOLDS),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
