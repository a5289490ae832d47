"""Equations that fail, but whose sides speak of different things, or that give a letter by itself, stay open."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, NOTATION, REFUTED, UNDECIDED, assert_last, rows

CHAIN = (r"Let $P = \begin{pmatrix} 1-a & a \\ b & 1-b \end{pmatrix}$ with $0 < a, b < 1$. The stationary distribution "
         r"solves $\pi P = \pi$ and $\pi_1 + \pi_2 = 1$. The first equation says ")
CASES = [
    (CHAIN + r"$\pi_1 a = \pi_2 b$.", UNDECIDED),
    (r"The Bellman equation for a policy $\pi$ reads, in vector form, $v = r_\pi + \gamma P_\pi v$, where $P_\pi$ is a "
     r"stochastic matrix and $0 \le \gamma < 1$.", UNDECIDED + NOTATION + CONDITION),
    (r"PCA. Let the data have the covariance $S = \frac1n \sum_i x_i x_i^\top$. If $X$ has rows $x_i^\top$ and the SVD "
     r"$X = U \Sigma V^\top$, then $S = \frac1n V \Sigma^\top \Sigma V^\top$.", UNDECIDED),
    # the dual problem of a support vector machine
    (r"Let $L(b, \alpha) = \sum_i \alpha_i y_i b$. Then $\sum_i \alpha_i y_i = 0$.", UNDECIDED),
    # slips, and what premises tie together
    (r"For all vectors $a$ and $b$, $\|a + b\| = \|a\| + \|b\|$.", REFUTED),
    (r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$. Then $\mathbb{E}[X^2] = \sigma^2$.", REFUTED),
    (r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$. Then $\mathbb{E}[X^2] = \mu^2 + \sigma^2$.", HOLDS),
    (r"For invertible $A$ and $B$, $(A + B)^{-1} = A^{-1} + B^{-1}$.", REFUTED),
    (r"For every real $x$, $x = x^2$.", REFUTED),
    (r"The new value is $v = r + \gamma w$.", DEFINITION),
]


@rows(CASES)
def test_sides_apart(text: str, expected: str) -> None:
    assert_last(text, expected)


BOUNDS = [
    (r"The entropy of a normal law is negative for $\sigma^2 < \frac{1}{2 \pi e} \approx 0.0585$.", UNDECIDED),
    (r"In bits the entropy of a fair coin is $H(\tfrac12) = 1$.", HOLDS),
    (r"In bits the entropy of a fair coin is $H(\tfrac12) = 2$.", REFUTED),
]


@rows(BOUNDS)
def test_bounds_and_letters_of_the_field(text: str, expected: str) -> None:
    assert_last(text, expected)
