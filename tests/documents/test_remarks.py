"""Remarks that two sides differ, what would be, equations that are posed by "to zero", what "it" satisfies."""

from __future__ import annotations

import pytest

from lemmata.documents import check_document
from lemmata.documents.formats.markdown import parse_markdown

CASES = [
    (r"Note that $\mathrm{ReLU}(a + b) \neq \mathrm{ReLU}(a) + \mathrm{ReLU}(b)$.", "agrees"),
    (r"Matrix products do not commute: $AB \ne BA$.", "agrees"),
    (r"For a positive variable, in general $\mathbb{E}[1/X] \neq 1/\mathbb{E}[X]$.", "agrees"),
    (r"We see that $(AB)^\top \ne B^\top A^\top$.", "refuted"),
    (r"We see that $\log(xy) \ne \log x + \log y$ for positive numbers.", "refuted"),
    (r"Let $x \ne 0$.", "condition"),
    (r"Were the variance linear, we would have $\mathrm{Var}[2X] = 2\,\mathrm{Var}[X]$.", "notation"),
    (r"Were it a metric, it would satisfy $D_{\mathrm{KL}}(p \| q) = D_{\mathrm{KL}}(q \| p)$.", "condition"),
    (r"Setting its slope to zero gives the equation $\frac{k}{\theta} - \frac{n - k}{1 - \theta} = 0$.", "condition"),
    (r"Setting the partial derivatives to zero gives $-\log p_k - 1 + \lambda = 0$ for every symbol.", "condition"),
    (r"For all pairs of random variables, $H(X \mid Y) \le H(X)$.", "agrees"),
    (r"For any two distributions, $D_{\mathrm{KL}}(p \| q) \le 0$.", "refuted"),
    (r"The logistic loss is $\ell(t) = \log(1 + e^{-t})$. It satisfies $\ell(t) \ge 1 - t$.", "refuted"),
    (r"The hinge loss is $h(t) = \max(0, 1 - t)$. It satisfies $h(t) \ge 1 - t$.", "agrees"),
    (r"The loss is $L(w) = (w - 1)^2$. The loss satisfies $L(1-w) = L(w)$.", "refuted"),
    (r"The loss is $L(w) = (w - 1)^2$. Its minimizer satisfies $L(w) = w$.", "condition"),
    (r"The loss is $L(w) = (w - 1)^2$, its minimizer is $w^*$. It satisfies $L(w^*) = w^*$.", "condition"),
    (r"The loss is $L(w) = (w - 1)^2$. The optimum satisfies $L(w) \le 1/4$ and $L(w) = L(2w)$.", "condition"),
    (r"We know its Jacobian: $\partial s / \partial x = \operatorname{diag}(s) - s s^T$.", "undecided"),
    (r"We have $A A^{-1} = I_n$.", "proved"),
    (r"For $\lambda > 0$, $(X^\top X + \lambda I_p)^{-1} X^\top = X^\top (X X^\top + \lambda I_n)^{-1}$.", "agrees"),
    (r"We have $X^\top X + \lambda I_p = (X + \lambda I_p)^\top (X + \lambda I_p)$.", "refuted"),
]


@pytest.mark.parametrize(("text", "verdict"), CASES, ids=[text for text, _ in CASES])
def test_the_last_formula(text: str, verdict: str) -> None:
    assert check_document(parse_markdown(text + "\n")).findings[-1].verdict == verdict
