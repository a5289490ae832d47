"""What is said of "it", and in numerals."""

from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows

CENTRED = r"Let $X$ be a random variable. It has mean zero and variance $\sigma^2$. Then "
SQUARE = "Let $A$ be a square matrix. "
CASES = [
    (CENTRED + r"$E[X^2] = \sigma^2$.", HOLDS),
    (CENTRED + r"$E[X^2] = 2\sigma^2$.", REFUTED),
    ("Let $Z$ be a random variable with variance one. It has mean zero. Then $E[Z^2] = 1$.", HOLDS),
    ("Let $X$ have mean one and variance two. Then $E[X^2] = 3$.", HOLDS),
    ("Let $X$ have mean one and variance two. Then $E[X^2] = 2$.", REFUTED),
    ("Let $X$ have mean one half and variance two. Then $E[X^2] = 9/4$.", UNDECIDED),
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
