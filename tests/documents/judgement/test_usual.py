"""Slips are refuted in spite of words that nobody understood, unless one of their usual meanings makes them true."""

from tests.documents.judged import REFUTED, UNDECIDED, assert_last, rows

SLIPS = [
    r"Let $z$ be the outputs of the trees and $p_k = \frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}$. "
    r"Then $\frac{\partial p_k}{\partial z_k} = 2 p_k (1 - p_k)$.",
    r"To find the eigenvalues $\lambda$ of the gate we expand "
    r"$\det\begin{bmatrix} -\lambda & 1 \\ 1 & -\lambda \end{bmatrix} = 1 - \lambda^2$.",
    r"Let $a$ be the similarity of two words, a real number. Then $\log(1 + e^{-a}) = \log \frac{e^a}{1 + e^a}$.",
    r"Let $y \sim \mathcal{N}(0, \sigma^2)$ with $\sigma > 0$ and let $m > 0$ be the best value so far. "
    r"Then $\frac{d}{dm} \frac{m^3}{\sigma} = 3 m^2$.",
    r"Let $R \in \mathbb{R}^{n \times n}$ be the covariance of the sensor. Then $(R + I)^{-1} (R + I)^2 = R - I$.",
]
OPEN = [  # true of some symbols of which words may speak
    r"Let $A$ and $B$ be entangled $n \times n$ matrices. Then $(A B)^\top = A^\top B^\top$.",
    r"Let $\Phi \in \mathbb{R}^{n \times n}$ be a frobenoid matrix. "
    r"Then $\operatorname{tr}(\Phi \Phi) = \operatorname{tr}(\Phi^\top \Phi)$.",
    r"Let $g \in \mathbb{R}^n$ be the stationary gradient. Then $g^\top g = -\|g\|^2$.",
    r"For frobnicated $m$ and $c > 0$, $\log m + c m = c m$.",
    r"Let $m$ be the best value and $M$ the true value. Then $m - c M = m - M$.",
    r"Let $p$ and $q$ be complementary numbers. Then $p (1 - q) = q (1 - q)$.",
    r"Let $u$ and $v$ be conjoined vectors in $\mathbb{R}^n$. Then $\|u + v\|^2 = \|u\|^2 - \|v\|^2 + 2 v^\top v$.",
]


@rows([*((text, REFUTED) for text in SLIPS), *((text, UNDECIDED) for text in OPEN)])
def test_slips_beside_words_that_are_not_understood(text: str, expected: str) -> None:
    assert_last(text, expected)
