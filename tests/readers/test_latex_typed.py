"""Notations of docstrings: typed relations, words as names, sums without an index, ranges of integers."""

from tests.documents.judged import (
    CONDITION,
    CONDITIONAL,
    DEFINITION,
    HOLDS,
    NOTATION,
    REFUTED,
    UNDECIDED,
    assert_last,
    rows,
)

TYPED = [
    (r"For $x >= 0$ we have $x + |x| == 2x$.", CONDITION + HOLDS),
    (r"For $x <= 0$ we have $x + |x| == 2x$.", CONDITION + CONDITIONAL),
    (r"$$loss(x, y) = \max(0, margin - x y)$$", DEFINITION),
    (r"$$output = weight \times input + bias$$", DEFINITION),
    (r"$$coeffs(n) = coeffs(numtaps - 1 - n)$$", CONDITION),
    (r"$$(ab)(cd) = abcd$$", HOLDS),
    (r"$$\|u-v\|_p = ( \sum{|u_i - v_i|^p})^{1/p}.$$", HOLDS),
    (r"For real $x_i$ we have $\sum (2 x_i - y_i) = 2 \sum x_i - \sum y_i$.", HOLDS),
    (r"For real $x_i$ we have $\sum x_i y_i = \sum x_i \sum y_i$.", REFUTED),
    (r"$$\int^{x=2}_{x=0} \int^{y=1}_{y=0} x y^2 \,dy \,dx = 2/3$$", HOLDS),
    (r"$$\int_{x=0}^{x=1} x^2 \text dx = 1/2$$", REFUTED),
    (r"For $k \in \{0, 1, \dots, n\}$ we have $k^2 \le n k$.", CONDITION + HOLDS),
    (r"For $k \in \{0, 1, \dots, n\}$ we have $k^2 \ge n k$.", CONDITION + REFUTED),
    (r"The indices $\{0, 1, ..., p-1\}$", NOTATION),
    (r"$\mathcal{B}_p[r] \stackrel{\textrm{def}}{=} \{\mathbf{x} | \mathbf{x} \in \mathbb{R}^d \textrm{ and } "
     r"\|\mathbf{x}\|_p \leq r\}$", DEFINITION),
    (r"We have $n \ll d$.", UNDECIDED),
]


@rows(TYPED)
def test_typed_notations(text, expected):
    assert_last(text, expected)
