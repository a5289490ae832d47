"""Equations that fail, but whose sides speak of different things, or that give a letter by itself, stay open."""

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


SOLVED = [
    (r"The best constant step balances the two factors, $1 - \eta = 10\eta - 1$.", UNDECIDED),
    (r"Comparing entries: $l_{11}^2 = 4$ so $l_{11} = 2$; $l_{11} l_{21} = 2$.", UNDECIDED),
    (r"The expected number of draws is $\mathbb{E}[T] = n \sum_{k=1}^n \frac1k = n H_n$.", DEFINITION),
    (r"There are $12 \cdot 12 \cdot 768^2 = 84{,}934{,}656 \approx 85$ million weights.", UNDECIDED),
    (r"There are $12 \cdot 12 \cdot 768^2 = 84{,}934{,}656 \approx 85$ weights.", REFUTED),
    (r"There are $12 \cdot 12 \cdot 768^2 = 84{,}934{,}656 \approx 85$M weights.", UNDECIDED),
    (r"*Rayleigh quotient.* For symmetric $A \in \mathbb{R}^{n \times n}$ with eigenvalues "
     r"$\lambda_1 \ge \cdots \ge \lambda_n$ and any $x \ne 0$, "
     r"$$\lambda_n \le \frac{x^\top A x}{x^\top x} \le \lambda_1.$$ The "
     r"gradient of $R(x) = \frac{x^\top A x}{x^\top x}$ is $\nabla R(x) = \frac{2}{x^\top x} (A x - R(x) x)$.", HOLDS),
    (r"Then there is an orthogonal $Q$ and a diagonal $\Lambda = \mathrm{diag}(\lambda_1, \dots, \lambda_n)$ with "
     r"$A = Q \Lambda Q^\top$. For invertible $A$ one has $A^{-1} = Q \Lambda^{-1} Q^\top$, and in any case "
     r"$\mathrm{tr}(A) = \sum_i \lambda_i$.", UNDECIDED),
    (r"The eigenvalues may be complex. The gradient of $x^\top A x$ is $\nabla_x (x^\top A x) = 2 A x$.", CONDITIONAL),
    (r"For all $t$ we have $1 - t = 10 t - 1$.", REFUTED), (r"With $a = 2$ we get $3 a = 5$.", REFUTED),
]


@rows(SOLVED)
def test_equations_to_be_solved(text: str, expected: str) -> None:
    assert_last(text, expected)
