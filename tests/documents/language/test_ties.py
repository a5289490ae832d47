"""Conditions that tie together several symbols of which a bound was just given: "let $a, b > 0$, $a + b = 1$"."""

from tests.documents.judged import CONDITION, HOLDS, PROVED, REFUTED, assert_last, rows, twins

YOUNG = r"Young's inequality: for $a, b \ge 0$ and $p, q > 1$ with $\frac1p + \frac1q = 1$, "
# what follows a condition of "for ... with", without a verb
RESTRICTED = [
    (YOUNG + r"$ab \le \frac{a^p}{p} + \frac{b^q}{q}$.", HOLDS),
    (YOUNG + r"$ab \ge \frac{a^p}{p} + \frac{b^q}{q}$.", REFUTED),
    (r"For $a, b > 0$ with $a + b = 1$, $ab \le \frac14$.", HOLDS),
    (r"For $a, b > 0$ with $a + b = 1$, $ab \ge \frac14$.", REFUTED),
    (r"For $x$ with $\|x\| = 1$, $|a^\top x| \le \|a\|$.", HOLDS),
    (r"For $x$ with $\|x\| = 1$, $|a^\top x| \ge \|a\|$.", REFUTED),
    (r"For any $x$ with $Ax = b$, $Cx \le d$, the point is feasible.", CONDITION),
    (r"Consider weights with $\|w\| = 1$, $a^\top w \ge 0$.", CONDITION),
    (r"We look for weights with $\|w\| = 1$, $a^\top w \ge 0$.", CONDITION),
]

CASES = [
    ("Let $p, q, r > 0$, $p + q + r = 1$. Then ", "q + r = 1 - p", "q + r = 1 - 2p"),
    ("Let $a > 0$, $b > 0$, $a + b = 1$. Then ", r"ab \le \frac14", r"ab \le \frac15"),
    ("Consider weights $a, b > 0$, $a + b = 1$. Then ", "a^2 + b^2 = 1 - 2ab", "a^2 + b^2 = 1 - ab"),
    (r"Let $x, y \ge 0$ and $x + y = 2$. Then ", r"xy \le 1", r"xy \ge 1"),
]
# an equation that no draw meets, and that tells each of its numbers by the others
CONJUGATE = r"Let $p, q > 1$ with $\frac1p + \frac1q = 1$. Then "
TOLD = [
    (CONJUGATE, "(p - 1)(q - 1) = 1", "(p - 1)(q - 1) = 2"),
    (CONJUGATE, r"|x^\top y| \le \|x\|_p \|y\|_q", r"|x^\top y| \ge \|x\|_p \|y\|_q"),
    (r"Let $x, y > 0$ with $xy = 1$. Then ", r"x + y \ge 2", r"x + y \ge 3"),
    (r"Let $a, b, c > 0$ with $abc = 1$. Then ", r"a + b + c \ge 3", r"a + b + c \ge 4"),
    (r"Let $a, b, c > 0$ with $\frac1a + \frac1b = \frac1c$. Then ", "c(a + b) = ab", "c(a + b) = 2ab"),
]


@rows([*twins(CASES), ("For all $a, b > 0$, $a^0 + b^0 = 2$.", PROVED), ("For all $a, b > 0$, $a^0 + b^0 = 3$.", "F")])
def test_an_equation_with_a_number_behind_a_bound(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows(twins(TOLD))
def test_equations_that_tell_a_number(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows(RESTRICTED)
def test_what_holds_under_a_restriction(text: str, expected: str) -> None:
    assert_last(text, expected)
