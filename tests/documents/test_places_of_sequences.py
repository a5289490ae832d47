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


# Values in letters, of vectors, and with other sequences in the steps.
IN_LETTERS = [
    (r"Let $x_0 = 1$ and $x_{n+1} = 2 x_n + c$. Then $x_2 = 4 + 3c$.", r"x_2 = 4 + 2c"),
    (r"Let $a_1 = 1$ and $a_{n+1} = r a_n$ with $r \neq 0$. Then $a_4 = r^3$.", r"a_4 = r^4"),
    (r"Let $\mathbf{v}_0 = \mathbf{0}$ and $\mathbf{v}_t = \beta \mathbf{v}_{t-1} + \mathbf{g}$. After three steps "
     r"$\mathbf{v}_3 = (1 + \beta + \beta^2) \mathbf{g}$.", r"\mathbf{v}_2 = (1 + \beta^2) \mathbf{g}"),
    (r"Let $\beta \in (0, 1)$, $\alpha > 0$, and let $u$ be a vector. Put $m_0 = 0$ and "
     r"$m_t = \beta m_{t-1} + \alpha u$. Then $m_2 = \alpha u (\beta + 1)$.", r"m_2 = \alpha u (\alpha + 1)"),
    (r"Let $m_0 = 0$ and $m_t = \beta m_{t-1} + (1 - \beta) g_t$. Then "
     r"$m_2 = \beta (1 - \beta) g_1 + (1 - \beta) g_2$.",
     r"m_2 = (1 - \beta) g_1 + (1 - \beta) g_2"),
    (r"Let $h_0 = 0$ and $h_t = \tanh(w h_{t-1} + u x_t)$. Then $h_2 = \tanh(w \tanh(u x_1) + u x_2)$.",
     r"h_2 = \tanh(w \tanh(u x_1) + u x_1)"),
    (r"Let $x_{n+1} = 2 x_n + c$. We begin with $x_1 = c$. Then $x_2 = 3 c$.", r"x_2 = 4 c"),
    (r"Let $x_0 = 4$ and $x_{k+1} = x_k - \eta x_k$. For $\eta = 0.5$ we get $x_1 = 2$ and $x_2 = 1$.", ""),
]


@pytest.mark.parametrize(("text", "false"), IN_LETTERS)
def test_values_in_letters_are_worked_out(text: str, false: str) -> None:
    assert_last(text, "T")
    if false:
        assert_last(f"{text} Therefore ${false}$.", "F")


OF_OTHERS = [
    r"Let $v_0 = 0$ and $v_t = \beta v_{t-1} + g_t$, and suppose that the gradient is always the same vector $g$. "
    r"Then $v_2 = (1 + \beta) g$.",
    r"Let $v_0 = 0$ and $v_t = \beta v_{t-1} + g_t$. If all gradients are equal to $g$, then $v_2 = (1 + \beta) g$.",
    r"Let $v_0 = 0$ and $v_t = \beta v_{t-1} + g_t$. Take $\beta = 0.9$, $g_1 = 1$ and $g_2 = 2$. Then $v_2 = 2.9$.",
    r"Let $v_0 = 0$ and $v_t = \beta v_{t-1} + g$. The other method has $v_1 = \beta g + g$ instead.",
]


@pytest.mark.parametrize("text", OF_OTHERS)
def test_values_that_rest_on_more_are_not_refuted(text: str) -> None:
    with pytest.raises(AssertionError):
        assert_last(text, "F")
