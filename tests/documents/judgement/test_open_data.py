r"""Numbers for data that nobody gave: $\sum_i (x_i - \bar x)^2 = 5$ is no claim about all data, with any mean."""

from tests.documents.judged import CONDITION, HOLDS, PROVED, REFUTED, UNDECIDED, assert_last, rows

TABLE = "| $x$ | 1 | 2 | 3 | 4 |\n|---|---|---|---|---|\n| $y$ | 2 | 3 | 5 | 6 |\n\n"
DATA = "Let $x = (1,2,3,4)$. Then"


@rows([
    (rf"{TABLE}Here $\bar x = 2.5$, $\bar y = 4$, and we get $\sum(x_i-\bar x)(y_i-\bar y) = 7$.", UNDECIDED),
    (r"The measurements are given below. We find $\bar x = 2.5$ and $\sum_i (x_i - \bar x)^2 = 5$.", UNDECIDED),
    (r"For the data in the table, $\sum_i x_i = 10$ and $\sum_i x_i^2 = 30$.", CONDITION * 2),
    (r"Here $\bar x = 2.5$ and so $\sum_i (x_i-\bar x) = 0$.", HOLDS),
    (r"Here $\bar x = 2.5$ and so $\sum_i (x_i-\bar x) = 1$.", REFUTED),
    (rf"{DATA} $\bar x = 2.5$ and $\sum_i (x_i-\bar x)^2 = 5$.", PROVED * 2),
    (rf"{DATA} $\bar x = 2.5$ and $\sum_i (x_i-\bar x)^2 = 6$.", PROVED + REFUTED),
    (rf"{DATA} $\bar x = 2.4$.", REFUTED),
    (r"Let $\bar x = 3$ and $n = 4$. Then $n \bar x = 12$.", HOLDS),
    (r"Let $\bar x = 3$ and $n = 4$. Then $n \bar x = 13$.", REFUTED),
    (r"Let $x \in \mathbb{R}^n$. Then $\|x\|^2 = 5$.", REFUTED),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
