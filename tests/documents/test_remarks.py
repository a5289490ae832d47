"""Remarks that two sides differ, what would be, equations that are posed by "to zero", what "it" satisfies."""

from tests.documents.judged import (
    CONDITION,
    DEFINITION,
    HOLDS,
    NOTATION,
    PROVED,
    REFUTED,
    UNDECIDED,
    assert_last,
    rows,
)

CASES = [
    (r"Note that $\mathrm{ReLU}(a + b) \neq \mathrm{ReLU}(a) + \mathrm{ReLU}(b)$.", HOLDS),
    (r"Matrix products do not commute: $AB \ne BA$.", HOLDS),
    (r"For a positive variable, in general $\mathbb{E}[1/X] \neq 1/\mathbb{E}[X]$.", HOLDS),
    (r"We see that $(AB)^\top \ne B^\top A^\top$.", REFUTED),
    (r"We see that $\log(xy) \ne \log x + \log y$ for positive numbers.", REFUTED),
    (r"Let $x \ne 0$.", CONDITION),
    (r"Were the variance linear, we would have $\mathrm{Var}[2X] = 2\,\mathrm{Var}[X]$.", NOTATION),
    (r"Were it a metric, it would satisfy $D_{\mathrm{KL}}(p \| q) = D_{\mathrm{KL}}(q \| p)$.", CONDITION),
    (r"Setting its slope to zero gives the equation $\frac{k}{\theta} - \frac{n - k}{1 - \theta} = 0$.", CONDITION),
    (r"Setting the partial derivatives to zero gives $-\log p_k - 1 + \lambda = 0$ for every symbol.", CONDITION),
    (r"For all pairs of random variables, $H(X \mid Y) \le H(X)$.", HOLDS),
    (r"For any two distributions, $D_{\mathrm{KL}}(p \| q) \le 0$.", REFUTED),
    (r"The logistic loss is $\ell(t) = \log(1 + e^{-t})$. It satisfies $\ell(t) \ge 1 - t$.", REFUTED),
    (r"The hinge loss is $h(t) = \max(0, 1 - t)$. It satisfies $h(t) \ge 1 - t$.", HOLDS),
    (r"The loss is $L(w) = (w - 1)^2$. The loss satisfies $L(1-w) = L(w)$.", REFUTED),
    (r"The loss is $L(w) = (w - 1)^2$. Its minimizer satisfies $L(w) = w$.", CONDITION),
    (r"The loss is $L(w) = (w - 1)^2$, its minimizer is $w^*$. It satisfies $L(w^*) = w^*$.", CONDITION),
    (r"The loss is $L(w) = (w - 1)^2$. The optimum satisfies $L(w) \le 1/4$ and $L(w) = L(2w)$.", CONDITION),
    (r"We know its Jacobian: $\partial s / \partial x = \operatorname{diag}(s) - s s^T$.", UNDECIDED),
    (r"We have $A A^{-1} = I_n$.", PROVED),
    (r"For $\lambda > 0$, $(X^\top X + \lambda I_p)^{-1} X^\top = X^\top (X X^\top + \lambda I_n)^{-1}$.", HOLDS),
    (r"We have $X^\top X + \lambda I_p = (X + \lambda I_p)^\top (X + \lambda I_p)$.", REFUTED),
    (r"For one, if either $y_n = 0$ or $(1 - y_n) = 0$, the loss is infinite.", CONDITION),
    (r"If $x = 0$ or $x = 1$ then $x = 1$.", CONDITION),
    (r"If $x = 0$ or $y = 1$ then $x^2 + y^2 \ge 2xy$.", HOLDS),
    (r"It is $|x - y|$ with the $|x - y| < c$ portion replaced such that the slope is 1 at $|x - y| = c$.", CONDITION),
    (r"We have $\mathrm{ReLU}(x) = (x)^+ = \max(0, x)$.", PROVED),
    (r"We have $|x| = x^+ + (-x)^+$.", HOLDS),
    (r"Let $A$ be a matrix. Then $A A^+ A = A$.", HOLDS),
    (r"Input: $(N, *)$ where $*$", NOTATION),
    (r"Here $N = \text{batch size}$.", DEFINITION),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
