"""Numbers that sum to zero, arrays whose rows or columns do: what holds is seen at values that are not all 0."""

from __future__ import annotations

from tests.documents.judged import assert_last, rows

_NUMBERS = r"Let $y_1, \ldots, y_m$ be real numbers with $\sum_{j=1}^m y_j = 0$ and let $c \in \mathbb{R}$. "
_MEAN = r"Let $y_1, \ldots, y_m$ be real numbers with $\frac{1}{m} \sum_{j=1}^m y_j = 0$, and let $c \in \mathbb{R}$. "
_VECTOR = r"Let $x \in \mathbb{R}^n$ with $\mathbf{1}^\top x = 0$. "
CASES = [
    (_NUMBERS + r"Then $\sum_{j=1}^m (y_j + c)^2 = \sum_{j=1}^m y_j^2 + m c^2$.", "T"),
    (_NUMBERS + r"Then $\sum_{j=1}^m (y_j + c)^2 = \sum_{j=1}^m y_j^2 + c^2$.", "F"),
    (_MEAN + r"Then $\sum_{j=1}^m (y_j - c)^2 = \sum_{j=1}^m y_j^2 + m c^2$.", "T"),
    (_MEAN + r"Then $\sum_{j=1}^m y_j (y_j + c) = \sum_{j=1}^m y_j^2 + m c$.", "F"),
    (_VECTOR + r"Then $(I - \frac{1}{n} \mathbf{1} \mathbf{1}^\top) x = x$.", "T"),
    (_VECTOR + r"Then $(I - \mathbf{1} \mathbf{1}^\top) x = 2 x$.", "F"),
    (r"Let $X \in \mathbb{R}^{n \times d}$ with $\sum_{i=1}^n X_{ij} = 0$ for all $j$. "
     r"Then $\sum_{i=1}^n (X_{ij} + 1)^2 = \sum_{i=1}^n X_{ij}^2 + n$.", "T"),
    (_NUMBERS + r"Let $g_1, \ldots, g_m \in \mathbb{R}$ and $t_i = g_i - c y_i$ for $1 \leq i \leq m$. Then "
     r"$g_i - \frac{1}{m} \sum_{j=1}^m g_j - c y_i = t_i - \frac{1}{m} \sum_{j=1}^m t_j$.", "T"),
]


@rows(CASES)
def test_what_sums_to_zero(text, expected):
    assert_last(text, expected)
