"""Bars: means of all, of the first ones, and of what was not understood."""

from tests.documents.judged import HOLDS, UNDECIDED, assert_last, rows, twins

FIRST = (r"Let $X_1, \ldots, X_{n+1}$ be independent with the same variance $\sigma^2$ and let $\bar{X}$ be the "
         r"average of the first $n$ variables. Then ")
THEIRS = (r"Let $X_1, \ldots, X_n$ be independent with mean $\mu$ and variance $\sigma^2$ and $\bar{X}$ their mean. "
          r"Then ")
CASES = [
    (FIRST, r"\operatorname{Var}(X_{n+1} - \bar{X}) = \sigma^2 (1 + 1/n)",
     r"\operatorname{Var}(X_{n+1} - \bar{X}) = \sigma^2 (1 - 1/n)"),
    (THEIRS, r"\operatorname{Var}(X_1 - \bar{X}) = \sigma^2 (1 - 1/n)",
     r"\operatorname{Var}(X_1 - \bar{X}) = \sigma^2 (1 + 1/n)"),
]
NUMBERS = r"Let $x_1, \ldots, x_n$ be numbers and let $\bar{x}$ be "
BATCH = (r"Use $z_i = (x_i - m)/s$, where $m$ and $s$ are the mean and standard deviation of the batch "
         r"$x_1, \ldots, x_k$. Then ")
OTHERS = [
    (BATCH + r"$\sum_{i=1}^k z_i = 0$.", HOLDS), (BATCH + r"$\frac{1}{k} \sum_{i=1}^k z_i^2 = 2$.", UNDECIDED),
    (r"Let $m$ be the mean of the values $x_1, \dots, x_n$. Then $\sum_i (x_i - m)^2 = \sum_i x_i^2 - n m^2$.", HOLDS),
    (r"Let $m$ be the mean of the values $x_1, \dots, x_n$. Then $\sum_i (x_i - m)^2 = \sum_i x_i^2 + n m^2$.", "F"),
    (NUMBERS + r"the mean of these values. Then $\sum_i (x_i - \bar{x}) = 0$.", HOLDS),
    (NUMBERS + r"a weighted mean of them. Then $\sum_i (x_i - \bar{x}) = 1$.", UNDECIDED),
    (NUMBERS + r"the mean of the others. Then $\sum_i (x_i - \bar{x}) = 1$.", UNDECIDED),
    (NUMBERS + r"the mean of the last two. Then $\sum_i (x_i - \bar{x}) = 1$.", UNDECIDED),
]


@rows([*twins(CASES), *OTHERS])
def test_what_a_bar_is_the_mean_of(text: str, expected: str) -> None:
    assert_last(text, expected)
