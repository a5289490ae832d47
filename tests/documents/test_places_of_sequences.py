"""Values of a sequence at given places, where the text gives its steps and its first values."""

from __future__ import annotations

import pytest
from tests.documents.judged import assert_last, rows, twins

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


# Sequences that are made of others, of which the text says more before or behind.
OF_OTHERS = [
    (r"Let $\alpha_t = 1 - \beta_t$ and $\bar\alpha_t = \prod_{s=1}^t \alpha_s$. Then ",
     r"\alpha_t (1 - \bar\alpha_{t-1}) + \beta_t = 1 - \bar\alpha_t",
     r"\alpha_t (1 - \bar\alpha_{t-1}) + \beta_t = 1 - \alpha_t"),
    (r"Let $a_k = 1 - b_k$ and $c_k = \prod_{j=1}^k a_j$. Then ",
     r"c_{k+1} = (1 - b_{k+1}) c_k", r"c_{k+1} = (1 + b_{k+1}) c_k"),
    (r"Let $u_k = 2 v_k$ and $w_k = \sum_{j=1}^k u_j$. Then ", r"w_k - w_{k-1} = 2 v_k", r"w_k - w_{k-1} = v_k"),
    (r"Let $x_{k+1} = x_k - \eta g_k$ and $d_k = 2 g_k$. Then ",
     r"x_{k+1} - x_k = -\frac{\eta}{2} d_k", r"x_{k+1} - x_k = -\eta d_k"),
    (r"Let $a_{n+1} = 2 a_n + 1$ and $b_n = a_n + 1$. Then ", r"b_{n+1} = 2 b_n", r"b_{n+1} = 3 b_n"),
    (r"Let $x_t = \sqrt{1-\beta_t} x_{t-1} + \beta_t$. Let $\alpha_t = 1 - \beta_t$ and "
     r"$\bar\alpha_t = \prod_{s=1}^t \alpha_s$. Then ",
     r"\alpha_t (1 - \bar\alpha_{t-1}) + \beta_t = 1 - \bar\alpha_t", r"\bar\alpha_t = \alpha_{t-1} \bar\alpha_{t-1}"),
]


@rows(twins(OF_OTHERS))
def test_sequences_of_others(text, expected):
    assert_last(text, expected)
