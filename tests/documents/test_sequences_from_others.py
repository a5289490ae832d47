"""Sequences that start with the first value of another one: \\mu_0 = y_0, and then \\mu_t from \\mu_{t-1} and y_t."""

from tests.documents.judged import assert_last, rows, twins

AVERAGE = r"Let $\mu_0 = y_0$ and $\mu_t = \beta \mu_{t-1} + (1 - \beta) y_t$ with $0 < \beta < 1$. Then "
SMOOTH = r"Let $s_0 = x_0$ and $s_t = \alpha x_t + (1 - \alpha) s_{t-1}$. Then "
LATER = r"Let $s_1 = x_1$ and $s_t = \alpha x_t + (1 - \alpha) s_{t-1}$. Then "
SUMS = r"Let $S_0 = a_0$ and $S_n = S_{n-1} + a_n$. Then "
CASES = [
    (AVERAGE, r"\mu_t = (1 - \beta) \sum_{k=0}^{t-1} \beta^k y_{t-k} + \beta^t y_0",
     r"\mu_t = (1 - \beta) \sum_{k=0}^{t-1} \beta^k y_{t-k} + (1 - \beta) \beta^t y_0"),
    (SMOOTH, r"s_2 = \alpha x_2 + \alpha (1 - \alpha) x_1 + (1 - \alpha)^2 x_0",
     r"s_2 = \alpha x_2 + \alpha (1 - \alpha) x_1 + \alpha (1 - \alpha)^2 x_0"),
    (SMOOTH, r"s_1 = \alpha x_1 + (1 - \alpha) x_0", r"s_1 = \alpha x_0 + (1 - \alpha) x_1"),
    (LATER, r"s_t = \alpha \sum_{k=0}^{t-2} (1 - \alpha)^k x_{t-k} + (1 - \alpha)^{t-1} x_1",
     r"s_t = \alpha \sum_{k=0}^{t-2} (1 - \alpha)^k x_{t-k} + (1 - \alpha)^{t} x_1"),
    (SUMS, r"S_n = \sum_{k=0}^n a_k", r"S_n = \sum_{k=1}^n a_k"),
    (r"Let $x_0 = c$ and $x_{n+1} = 2 x_n$. Then ", "x_n = 2^n c", "x_n = n c"),
]


@rows(twins(CASES))
def test_starts_that_are_values_of_another(text: str, expected: str) -> None:
    assert_last(text, expected)
