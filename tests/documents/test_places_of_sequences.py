"""Values of a sequence at given places, where the text gives its steps and its first values."""

from __future__ import annotations

import pytest
from tests.documents.judged import assert_last

CASES = [
    (r"Let $b_0 = 1$ and $b_{n+1} = 2 b_n + 1$ for $n \ge 0$. Then $b_3 = 15$.", r"b_4 = 30"),
    (r"Let $s_1 = 2$ and $s_{k} = s_{k-1} + k$. Then $s_3 = 7$.", r"s_4 = 12"),
    (r"Define $a_0 = 3$ and $a_{n+1} = a_n^2 - 2$ for $n \ge 0$. Then $a_2 = 47$.", r"a_2 = 49"),
    (r"Newton's method is $x_{k+1} = x_k - \frac{x_k^2 - 2}{2 x_k}$ with $x_0 = 1$. Then $x_1 = 1.5$.", r"x_2 = 2"),
]


@pytest.mark.parametrize(("text", "_"), CASES)
def test_what_the_steps_reach_holds(text: str, _: str) -> None:
    assert_last(text, "T")


@pytest.mark.parametrize(("text", "false"), CASES)
def test_what_the_steps_do_not_reach_is_refuted(text: str, false: str) -> None:
    assert_last(f"{text} Therefore ${false}$.", "F")


UNKNOWN = [
    r"Gradient descent is $w_{t+1} = w_t - \eta g_t$, $w_0 = 0$. Then $w_2 = 5$.",
    r"Let $x_{t+1} = x_t / 2$. If we start at $x_0 = 16$, then $x_3 = 1$.",
    r"Let $s_1 = 2$ and $s_{k} = s_{k-1} + k$. Suppose instead that $s_1 = 0$. Then $s_3 = 5$.",
    r"Let $y_{t+1} = y_t / 2$. Starting from $y_0 = 8$ we get $y_1 = 4$. Starting from $y_0 = 4$ we get $y_1 = 2$.",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_depends_on_more_is_not_refuted(text: str) -> None:
    with pytest.raises(AssertionError):
        assert_last(text, "F")
