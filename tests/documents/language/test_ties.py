"""Conditions that tie together several symbols of which a bound was just given: "let $a, b > 0$, $a + b = 1$"."""

from tests.documents.judged import PROVED, assert_last, rows, twins

CASES = [
    ("Let $p, q, r > 0$, $p + q + r = 1$. Then ", "q + r = 1 - p", "q + r = 1 - 2p"),
    ("Let $a > 0$, $b > 0$, $a + b = 1$. Then ", r"ab \le \frac14", r"ab \le \frac15"),
    ("Consider weights $a, b > 0$, $a + b = 1$. Then ", "a^2 + b^2 = 1 - 2ab", "a^2 + b^2 = 1 - ab"),
    (r"Let $x, y \ge 0$ and $x + y = 2$. Then ", r"xy \le 1", r"xy \ge 1"),
]


@rows([*twins(CASES), ("For all $a, b > 0$, $a^0 + b^0 = 2$.", PROVED), ("For all $a, b > 0$, $a^0 + b^0 = 3$.", "F")])
def test_an_equation_with_a_number_behind_a_bound(text: str, expected: str) -> None:
    assert_last(text, expected)
