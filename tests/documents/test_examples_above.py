"""x^{(i)} of a text on learning: the i-th of several, whatever set it is said to lie in; sizes within definitions."""

import pytest
from tests.documents.judged import findings

GIVEN = (r"Let $x^{(i)} \in \mathbb{R}^n$ and $y^{(i)} \in \{0, 1\}$ for $i = 1, \ldots, m$, and let "
         r"$w \in \mathbb{R}^n$. ")
INTEGER = r"Let $a > 0$, let $b \geq 1$ be an integer, and let $f(x) = a b x^{a-1} (1 - x^a)^{b-1}$ for $0 < x < 1$. "
TRUE = (
    GIVEN + r"Then $\frac{\partial}{\partial w_j} \sum_{i=1}^m w^T x^{(i)} = \sum_{i=1}^m x_j^{(i)}$.",
    GIVEN + r"The slope of $L(w) = \frac12 \sum_{i=1}^m (w^T x^{(i)} - y^{(i)})^2$ is given by "
    r"$\frac{\partial L}{\partial w_j} = \sum_{i=1}^m (w^T x^{(i)} - y^{(i)}) x_j^{(i)}$.",
    r"Let $y^{(i)} \in \{0, 1\}$ for $i = 1, \ldots, m$. Then $\sum_{i=1}^m (y^{(i)})^2 = \sum_{i=1}^m y^{(i)}$.",
    r"Let $t^{(i)} \in \{-1, 1\}$ for $i = 1, \ldots, m$. Then $\sum_{i=1}^m (t^{(i)})^2 = m$.",
    INTEGER + r"Then $\int_0^1 f(x) dx = \sum_{k=1}^{b} \frac1b$.",
)
FALSE = (
    GIVEN + r"Then $\frac{\partial}{\partial w_j} \sum_{i=1}^m w^T x^{(i)} = m \sum_{i=1}^m x_j^{(i)}$.",
    GIVEN + r"The slope of $L(w) = \frac12 \sum_{i=1}^m (w^T x^{(i)} - y^{(i)})^2$ is given by "
    r"$\frac{\partial L}{\partial w_j} = \sum_{i=1}^m (w^T x^{(i)} - y^{(i)})$.",
    r"Let $y^{(i)} \in \{0, 1\}$ for $i = 1, \ldots, m$. Then $\sum_{i=1}^m (y^{(i)})^2 = m$.",
    r"Let $t^{(i)} \in \{-1, 1\}$ for $i = 1, \ldots, m$. Then $\sum_{i=1}^m (t^{(i)})^2 = 1$.",
    INTEGER + r"Then $\int_0^1 f(x) dx = \sum_{k=1}^{b} \frac2b$.",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_proved_or_agrees(text):
    assert findings(text)[-1].verdict in ("proved", "agrees")


@pytest.mark.parametrize("text", FALSE)
def test_what_is_false_is_refuted(text):
    assert findings(text)[-1].verdict == "refuted"
