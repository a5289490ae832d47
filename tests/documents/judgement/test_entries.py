"""Arrays whose entries the text gives one by one."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows, twins

TWINS = [
    (r"The rewards are $R_1 = R_2 = \cdots = R_7 = 0$ and $R_8 = 1$. With $\gamma \in (0, 1)$ the return is ",
     r"G_0 = \sum_{k=0}^{7} \gamma^k R_{k+1} = \gamma^7", r"G_0 = \sum_{k=0}^{7} \gamma^k R_{k+1} = \gamma^6"),
    (r"Let $x_1 = x_2 = \dots = x_5 = 1$ and $x_6 = 3$. Then ", r"\sum_{k=1}^{6} x_k = 8", r"\sum_{k=1}^{6} x_k = 6"),
    (r"Suppose that $y_1 = 2$, $y_2 = 4$ and $y_3 = 9$. The mean is ", r"\frac13 \sum_{i=1}^3 y_i = 5",
     r"\frac13 \sum_{i=1}^3 y_i = 15"),
    (r"Let $a_0 = 1$, $a_1 = 2$ and $a_2 = 4$. Then ", r"\sum_{k=0}^{2} a_k = 7", r"\sum_{k=0}^{2} a_k = 6"),
    (r"Let $a_0 = 1$, $a_1 = 2$ and $a_2 = 4$. Then ", r"\sum_{k=1}^{2} a_k = 6", r"\sum_{k=1}^{2} a_k = 3"),
    (r"Let $a_1 = b$ and $a_2 = -b$. Then ", r"\sum_{k=1}^2 a_k^2 = 2b^2", r"\sum_{k=1}^2 a_k^2 = b^2"),
    (r"The probabilities are $p_1 = 0.5$, $p_2 = 0.3$ and $p_3 = 0.2$, so that ", r"\sum_{i=1}^3 p_i^2 = 0.38",
     r"\sum_{i=1}^3 p_i^2 = 0.48"),
]
ROWS = [
    (r"Let $a_1 = 2$. Then $\sum_{k=1}^{3} a_k = 2 + a_2 + a_3$.", HOLDS),
    (r"Let $a_1 = 0$. Then $\sum_{k=1}^{n} a_k = \sum_{k=2}^{n} a_k$.", UNDECIDED),
    (r"Let $a_1 \geq 1$. Then $\sum_{k=1}^{n} a_k^2 \geq 1$.", UNDECIDED),
    (r"Let $a_1 > 0$ and $a_2 > 0$. Then $\sum_{k=1}^{2} a_k > 0$.", UNDECIDED),
    (r"The iteration starts with $x_1 = 2$. For $x \in \mathbb{R}^2$ we have $\|x\|^2 = x_1^2 + x_2^2$.", HOLDS),
    (r"The data are $z_1 = 3$. For all $x \in \mathbb{R}^2$ we have $\|x\|^2 = x_1^2 - x_2^2$.", REFUTED),
]


@rows(twins(TWINS))
def test_the_entries_stand_in_the_places_of_their_list(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows(ROWS)
def test_a_list_of_which_some_entries_are_known(text: str, expected: str) -> None:
    assert_last(text, expected)


NAMED = [  # in the sentence that only says what the entries are called
    (r"In the plane, for $x = (x_1, x_2)^\top$ and $y = (y_1, y_2)^\top$, we have ",
     r"(x^\top y)^2 = (x_1 y_1)^2 + (x_2 y_2)^2 + 2 (x_1 y_1)(x_2 y_2)",
     r"(x^\top y)^2 = (x_1 y_1)^2 + (x_2 x_2)^2 + 2 (x_1 y_1)(x_2 y_2)"),
    (r"For $x = (x_1, x_2)^\top$ and $x' = (x_1', x_2')^\top$ we have ", r"x^\top x' = x_1 x_1' + x_2 x_2'",
     r"x^\top x' = x_1 x_1' + x_2 x_2"),
    (r"For $x = (x_1, x_2)^\top$ with $x_1 = 1$ we have ", r"\|x\|^2 = 1 + x_2^2", r"\|x\|^2 = 2 + x_2^2"),
    (r"For $x = (x_1, x_2)^\top$ with $x_1 = x_2$ we have ", r"\|x\|^2 = x_1^2 + x_1^2", r"\|x\|^2 = x_1^2"),
]


@rows(twins(NAMED))
def test_entries_that_are_named_beside(text: str, expected: str) -> None:
    assert_last(text, expected)
