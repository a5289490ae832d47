r"""Inner products that a text defines: \langle x, y \rangle := x^T A y, with the norms and angles that rest on them."""

from tests.documents.judged import assert_last, rows, twins

WEIGHTED = r"Let $\langle x, y \rangle = x^\top A y$ with $A$ symmetric positive definite. "
GIVEN = (r"Let $\langle x, y \rangle = x^\top \begin{bmatrix} 2 & 0 \\ 0 & 1 \end{bmatrix} y$ define an inner product. "
         r"Let $x = [1, 1]^\top$ and $y = [-1, 1]^\top$. ")
OWN = r"Another inner product on $\mathbb{R}^2$ is $\langle x, y \rangle = 2 x_1 y_1 + 3 x_2 y_2$. "

TWINS = (
    (GIVEN, r"\langle x, y \rangle = -1", r"\langle x, y \rangle = 0"),
    (GIVEN, r"\frac{\langle x, y \rangle}{\sqrt{\langle x, x \rangle \langle y, y \rangle}} = -\frac13",
     r"\frac{\langle x, y \rangle}{\sqrt{\langle x, x \rangle \langle y, y \rangle}} = -\frac12"),
    (GIVEN, r"\|x\| = \sqrt 3", r"\|x\| = \sqrt 5"),
    (WEIGHTED, r"\langle x, y \rangle = \langle y, x \rangle", r"\langle x, y \rangle = -\langle y, x \rangle"),
    (WEIGHTED, r"\|x\| = \sqrt{x^\top A x}", r"\|x\| = x^\top A x"),
    (WEIGHTED, r"\|x + y\|^2 = \|x\|^2 + 2 \langle x, y \rangle + \|y\|^2",
     r"\|x + y\|^2 = \|x\|^2 + \langle x, y \rangle + \|y\|^2"),
    (r"Let $\langle x, y \rangle = \sum_{i=1}^n w_i x_i y_i$ with weights $w_i > 0$. ",
     r"\langle x, x \rangle = \sum_{i=1}^n w_i x_i^2", r"\langle x, x \rangle = \sum_{i=1}^n w_i^2 x_i^2"),
    (OWN, r"\langle x, x \rangle = 2 x_1^2 + 3 x_2^2", r"\langle x, x \rangle = x_1^2 + 3 x_2^2"),
    (r"On $\mathbb{R}^2$ we define $\langle x, y \rangle := x_1 y_1 - (x_1 y_2 + x_2 y_1) + 2 x_2 y_2$. Let "
     r"$x = [1, 1]^\top$. ", r"\langle x, x \rangle = 1", r"\langle x, x \rangle = 2"),
    (r"Define $\langle u, v \rangle_M = u^\top M v$ for a positive definite $M$. ",
     r"\langle u, v \rangle_M = \langle v, u \rangle_M", r"\langle u, v \rangle_M = -\langle v, u \rangle_M"),
    (r"For positive definite $A$ we have ", r"\langle x, y \rangle_A = x^\top A y",
     r"\langle x, y \rangle_A = x^\top A^{-1} y"),
    (r"For positive definite $A$ we have ", r"\|x\|_A = \sqrt{x^\top A x}", r"\|x\|_A = x^\top A x"),
    ("The Mahalanobis distance is ", r"\|x - \mu\|_{\Sigma^{-1}}^2 = (x - \mu)^\top \Sigma^{-1} (x - \mu)",
     r"\|x - \mu\|_{\Sigma^{-1}}^2 = (x - \mu)^\top \Sigma (x - \mu)"),
    ("", r"\langle X, Y \rangle_F = \operatorname{tr}(X^\top Y)",
     r"\langle X, Y \rangle_F = 2 \operatorname{tr}(X^\top Y)"),
    # the usual one
    ("", r"\langle x, y \rangle = x_1 y_1 + x_2 y_2 + x_3 y_3", r"\langle x, y \rangle = x_1 y_1 - x_2 y_2"),
    ("The dot product is ", r"\langle x, y \rangle = x_1 y_1 + x_2 y_2",
     r"\langle x, y \rangle = 2 x_1 y_1 + 3 x_2 y_2"),
    ("The inner product of two vectors is ", r"\langle x, y \rangle = \sum_i x_i y_i",
     r"\langle x, y \rangle = \sum_i x_i^2 y_i"),
    (WEIGHTED + r"With the usual inner product $\langle x, y \rangle = x^\top y$. Then ",
     r"\langle x, x \rangle = x^\top x", r"\langle x, x \rangle = x^\top A x"),
)


@rows(twins(TWINS))
def test_inner_products_are_those_of_the_text(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows((
    (WEIGHTED + r"In contrast to the dot product we have $\langle x, x \rangle = x^\top A x$.", "U"),  # which one?
    (WEIGHTED + r"For the dot product we have $\langle x, x \rangle = x^\top x$.", "T"),
    (r"The norm $\|x\|_A = \sqrt{x^\top A x}$ satisfies $\|x + y\|_A \le \|x\|_A + \|y\|_A$.", "TC"),  # A is not told
    (r"In a Hilbert space $\langle u, v \rangle_H = \langle v, u \rangle_H$.", "X"),  # H is the space
    (WEIGHTED + r"Then $\langle x, x \rangle = x^\top x$.", "F"),
))
def test_one_of_two_inner_products(text: str, expected: str) -> None:
    assert_last(text, expected)
