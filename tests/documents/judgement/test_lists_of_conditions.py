"""Conditions that a sentence lists: each of them binds what follows."""

from tests.documents.judged import HOLDS, REFUTED, assert_all, assert_last, rows

ORTHOGONAL = r"$x^\top y = 0$, $x^\top z = 0$ and $y^\top z = 0$"
UNIT = r"Let $x, y, z \in \mathbb{R}^n$ be unit vectors with "
NORMED = r"Let $\|x\| = \|y\| = 1$ and $x^\top y = 0$. Then "
CASES = [
    (UNIT + ORTHOGONAL + r". Then $\|x + y + z\|^2 = 3$.", HOLDS),
    (r"Let $A, B, C$ be matrices with $AB = BA$, $AC = CA$ and $BC = CB$. Then $ABC = CBA$.", HOLDS),
    (r"Let $A, B, C$ be matrices with $AB = BA$, $AC = CA$ and $BC = CB$. Then $ABC = 2CBA$.", REFUTED),
    (r"For all $x$ with $x^\top y = 0$, $x^\top z = 0$ we have $x^\top (y + z) = 0$.", HOLDS),
    (r"Suppose that the numbers $a, b, c, d$ satisfy $a + b = c$, $c + d = a$, and $b > 0$. Then $d = -b$.", HOLDS),
    (NORMED + r"$\|x + y\|^2 = 2$.", HOLDS),
    (NORMED + r"$\|x + y\|^2 = 1$.", REFUTED),
    (r"Let $\|x\| = 1$ and $\|y\| = 1$. Then $\|x - y\|^2 = 2 - 2x^\top y$.", HOLDS),
    (r"Let $x$ and $y$ be orthonormal. Then $\|3x - 4y\| = 5$.", HOLDS),
    (r"Let $x$ and $y$ be orthonormal. Then $\|3x - 4y\| = 7$.", REFUTED),
]

SQUARE = "Let $A$ be a square matrix such that\n\n- $A^T = A$,\n- $A^2 = A$.\n\nThen "
ERRORS = "Assumptions:\n\n1. $E[e] = 0$\n2. $Var(e) = \\sigma^2$\n\nThen "
LAW = "Under the following assumptions:\n\n- *Law*: $X \\sim N(0,1)$,\n- $Y = X^2$,\n\nwe have "
MEAN = "The mean is $m = s/n$, where\n\n- $s = \\sum_{i=1}^n x_i$\n- $n = 2$\n\nSo "
LISTED = [
    (SQUARE + r"$\|Ax\|^2 = x^T A x$.", HOLDS),
    (SQUARE + r"$\|Ax\|^2 = 2 x^T A x$.", REFUTED),
    ("Let $P$ satisfy:\n\n1. $P^2 = P$\n2. $P^T = P$\n\nThen " + r"$\|Px\|^2 = x^T P x$.", HOLDS),
    ("Let $P$ satisfy:\n\n1. $P^2 = P$\n2. $P^T = P$\n\nThen " + r"$\|Px\|^2 = 2 x^T P x$.", REFUTED),
    (ERRORS + r"$E[e^2] = \sigma^2$.", HOLDS),
    (ERRORS + r"$E[e^2] = 2\sigma^2$.", REFUTED),
    (LAW + "$E[Y] = 1$.", HOLDS),
    (LAW + "$E[Y] = 2$.", REFUTED),
    (MEAN + "$m = (x_1 + x_2)/2$.", HOLDS),
    (MEAN + "$m = (x_1 + x_2)/3$.", REFUTED),
    # lists of claims
    ("The determinant satisfies:\n\n- $\\det(A^T) = \\det(A)$\n- $\\det(2A) = 2\\det(A)$", REFUTED),
    ("Let $A$ be symmetric. Then:\n\n- $A^T = A$\n- $AB = BA$", REFUTED),
    ("If $A$ is symmetric, then all of the following hold:\n\n- $A^T = A$\n- $x^T A x = x^T x$", REFUTED),
]


@rows(CASES + LISTED)
def test_the_last_formula(text, expected):
    assert_last(text, expected)


@rows([
    (r"Let $x$ be a vector with $\|x\| = 1$, $y = Ax$ and $z = Ay$.", "CDD"),
    (r"Let $x \in \mathbb{R}$ with $x > 0$, then $-x < 0$.", "CT"),
    (r"Let $a, b, c$ be numbers with $a + b = 1$, $b + c = 2$ and $a + c = 3$.", "CCC"),
])
def test_each_formula(text, expected):
    assert_all(text, expected)
