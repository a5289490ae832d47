"""What a sentence defines behind a formula: it is judged with these meanings, where it claims something."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, REFUTED, assert_each, findings, rows

SQUARES = r", where $L = \frac12 (y - z)^2$ and $z = w x$."
DEEP = r", where $a = \sigma(z)$, $z = wx + b$ and $L = \frac12 (a - y)^2$."
MOMENTS = r", where $a = \mu$, $\mu = E[X]$ and $\sigma^2 = Var(X)$."
STANDARD = (r"For the features $\tilde x_i = (x_i - \mu)/s$ we have $\frac1n \sum_i \tilde x_i = 0$ and "
            r"$\frac1n \sum_i \tilde x_i^2 = 1$, provided that $\mu = \frac1n \sum_i x_i$, $s > 0$ and $s^2 = ")
CASES = [
    (r"The derivative is $\frac{dL}{dw} = (z - y) x$" + SQUARES, HOLDS),
    (r"The derivative is $\frac{dL}{dw} = (z - y) x^2$" + SQUARES, REFUTED),
    (r"$$\frac{\partial L}{\partial w} = (a - y) a (1 - a) x$$" + DEEP, HOLDS),
    (r"$$\frac{\partial L}{\partial w} = (a - y) a x$$" + DEEP, REFUTED),
    (r"We have $\nabla_w L = X^T(Xw - y)$, where $L = \frac12 \|Xw-y\|^2$.", HOLDS),
    (r"We have $\nabla_w L = 2X^T(Xw - y)$, where $L = \frac12 \|Xw-y\|^2$.", REFUTED),
    (r"The second derivative is $f''(x) = 6x$ with $f(x) = x^3$.", HOLDS),
    (r"The second derivative is $f''(x) = 2x$ with $f(x) = x^3$.", REFUTED),
    (r"We have $E[(X-a)^2] = \sigma^2$" + MOMENTS, HOLDS),
    (r"We have $E[(X-a)^2] = 2\sigma^2$" + MOMENTS, REFUTED),
    (r"We have $E[(X-a)^2] = \sigma^2$, provided that $\mu = E[X]$, $\sigma^2 = Var(X)$ and $a = \mu$.", HOLDS),
    # what is to be met, at some point, is no identity of what it is about
    (r"The minimiser solves $f'(x) = 0$, where $f(x) = x^2 - 2x$.", CONDITION),
    (r"The step is chosen so that $g'(t) = 0$, where $g(t) = t^2 - t$.", CONDITION),
    (r"The equilibrium condition is $s = d$, where $s = 2p + 1$ and $d = 10 - p$.", CONDITION),
    (r"We need $a = b$, where $a = x^2$ and $b = 2x$.", CONDITION),
    (r"The bound asks for $n \ge \frac{\log 40}{2}$.", CONDITION),
    (r"Breakeven occurs for $R = C$, where $R = 3 n$ and $C = 100 + n$.", CONDITION),
    (r"At the optimum $\nabla L = 0$, where $L = \frac12 \|Xw-y\|^2$.", CONDITION),
]


@rows([
    (STANDARD + r"\frac1n \sum_i (x_i - \mu)^2$.", DEFINITION + HOLDS * 2),
    (STANDARD + r"\sum_i (x_i - \mu)^2$.", DEFINITION + HOLDS + REFUTED),
])
def test_what_explains_a_definition(text, expected):
    assert_each(findings(text)[:3], expected)


@rows(CASES)
def test_the_first_formula(text, expected):
    assert_each(findings(text)[:1], expected)
