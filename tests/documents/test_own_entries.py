"""Behind x = (x_1, x_2)^T, in whatever type, x_1 and x_2 are the entries of x."""

from tests.documents.judged import CONDITIONAL, REFUTED, UNDECIDED, assert_last, rows, twins

POINT = r"Let $x = (x_1, x_2)^\top$ and $y = (y_1, y_2)^\top$. Then "
COLUMN = (r"Let $x = \begin{bmatrix} x_1 \\ x_2 \end{bmatrix}$ and $A = \begin{bmatrix} a & b \\ c & d \end{bmatrix}$. "
          r"Then ")
SLOPE = r"Let $x = (x_1, x_2)^\top$ and $f(x) = x_1^2 + 3 x_1 x_2$. Then "
CASES = [
    (POINT, r"x^\top y = x_1 y_1 + x_2 y_2", r"x^\top y = x_1 y_2 + x_2 y_1"),
    (POINT, r"\|x - y\|^2 = (x_1 - y_1)^2 + (x_2 - y_2)^2", r"\|x - y\|^2 = (x_1 - x_2)^2 + (y_1 - y_2)^2"),
    (POINT, r"x y^\top = \begin{bmatrix} x_1 y_1 & x_1 y_2 \\ x_2 y_1 & x_2 y_2 \end{bmatrix}",
     r"x y^\top = \begin{bmatrix} x_1 y_1 & x_2 y_1 \\ x_1 y_2 & x_2 y_2 \end{bmatrix}"),
    (COLUMN, r"x^\top A x = a x_1^2 + (b + c) x_1 x_2 + d x_2^2", r"x^\top A x = a x_1^2 + b x_1 x_2 + d x_2^2"),
    (SLOPE, r"\nabla f(x) = (2x_1 + 3x_2, 3x_1)^\top", r"\nabla f(x) = (2x_1 + 3x_2, 3x_2)^\top"),
    (r"Let $v = (v_1, v_2, v_3) \in \mathbb{R}^3$. Then ", r"\|v\|^2 = v_1^2 + v_2^2 + v_3^2",
     r"\|v\|^2 = v_1^2 + v_2^2 - v_3^2"),
    (r"Let $x = (x_1, x_2)$ with $x_1 \ge x_2 > 0$. Then ", r"\|x\|_\infty = x_1", r"\|x\|_\infty = x_2"),
]
OPEN = [
    (r"Let $v = (v_1, v_2)$. Then $\|v\|_1 = v_1 + v_2$.", CONDITIONAL),
    (r"Let $w = (w_0, w_1)$ and $v = (v_0, v_1)$. Then $w^\top v = w_0 v_1 + w_1 v_0$.", UNDECIDED),  # from 0
    (r"Let $x_1, x_2$ be numbers and $x = (x_1, x_2)$. Then $\|x\|_1 = x_1 + x_2$.", UNDECIDED),
]


@rows([*twins(CASES), *OPEN])
def test_entries_of_a_vector(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows([
    (r"Let $p=(p_1,\dots,p_K)$ be the softmax of the logits $z\in\mathbb{R}^K$. The loss $L=-\sum_k y_k\log p_k$ has "
     r"$\partial L/\partial z_j=p_j-y_j$.", UNDECIDED),
    (r"Let $p=(p_1,\dots,p_K)$ be a vector in $\mathbb{R}^K$. Then $\sum_k p_k^2 = \|p\|$.", REFUTED),
])
def test_words_behind_a_list_of_entries_are_said_of_the_vector(text, expected):
    assert_last(text, expected)
