"""What is said of "it", and in numerals."""

from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows

CENTRED = r"Let $X$ be a random variable. It has mean zero and variance $\sigma^2$. Then "
NOISE = r"The noise $\epsilon$ is independent of $x$, it has mean zero, and its variance is $\sigma^2$. "
ONES = "Let $p$ be a vector whose entries sum to one. The vector $q$ has entries that sum to one as well. "
SQUARE = "Let $A$ be a square matrix. "
CASES = [
    (CENTRED + r"$E[X^2] = \sigma^2$.", HOLDS),
    (CENTRED + r"$E[X^2] = 2\sigma^2$.", REFUTED),
    ("Let $Z$ be a random variable with variance one. It has mean zero. Then $E[Z^2] = 1$.", HOLDS),
    ("Let $X$ have mean one and variance two. Then $E[X^2] = 3$.", HOLDS),
    ("Let $X$ have mean one and variance two. Then $E[X^2] = 2$.", REFUTED),
    ("Let $X$ have mean one half and variance two. Then $E[X^2] = 9/4$.", UNDECIDED),
    (NOISE + r"Then $E[\epsilon^2] = \sigma^2$.", HOLDS),
    (NOISE + r"Then $E[x^2] = \operatorname{Var}(x)$.", CONDITIONAL),
    (r"The variable $Y$ is independent of $X$. It has mean zero. Then $E[Y^2] = \operatorname{Var}(Y)$.", HOLDS),
    (r"The variable $Y$ is independent of $X$. It has mean zero. Then $E[X^2] = \operatorname{Var}(X)$.", CONDITIONAL),
    (r"Its mean is $0$. Let $X$ be random. Then $E[X^2] = \operatorname{Var}(X)$.", CONDITIONAL),
    (r"Let $X$ be random. Its mean is $\mu$ and its variance is $\sigma^2$. Then $E[X^2] = \mu^2 + \sigma^2$.", HOLDS),
    (ONES + r"Then $\sum_i (p_i - q_i) = 0$.", HOLDS),
    (ONES + r"Then $\sum_i (p_i - q_i) = 1$.", REFUTED),
    (SQUARE + "Assume that it is symmetric. Then $A^T = A$.", HOLDS),
    (SQUARE + "It is orthogonal. Then $A^T A = I$.", HOLDS),
    (SQUARE + "It has full rank. Then $A A^{-1} = I$.", HOLDS),
    ("Let $x$ be a vector. It has unit norm. Then $x^T x = 1$.", HOLDS),
    ("Let $x$ be a vector. It has unit norm. Then $x^T x = 2$.", REFUTED),
    (SQUARE + "It is easy to see that $A^T = A$.", CONDITIONAL),
    (SQUARE + "It is not symmetric. Then $A^T = A$.", CONDITIONAL),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
