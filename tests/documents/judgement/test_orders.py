"""Orders that restrict what nothing else connects are conditions; those that the text settles are claims."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, assert_last, rows

ORDERS = [
    (r"One can show that $0 < \eta \lambda < 2 + 2 \beta$ velocity converges.", CONDITION),
    (r"For gradient descent $x_{t+1} = x_t - \eta \lambda x_t$. One can show that $0 < \eta \lambda < 2$ converges.",
     CONDITION),
    (r"The density is defined for $x \ge 0$ if $c \ge 0$, and for $0 \le x \le -1/c$ if $c < 0$.", CONDITION * 4),
    (r"For $x, p \in (-\infty; \infty)$, $|b| < a$ if $p \ge 0$, $|b| \le a$ if $p < 0$.", CONDITION * 4),
    (r"We have $\delta \ge 0, |\beta| < \alpha$ if $\lambda \ge 0$, $\delta > 0, |\beta| \le \alpha$ if $\lambda < 0$.",
     CONDITION * 4),
    (r"Let $a$ and $b$ be real numbers. Then $a b \ge 0$.", REFUTED),
    (r"Let $x$ be real. Then $x^2 \ge x$.", REFUTED),
    (r"Let $x$ and $y$ be real with $x < y$. Then $x^3 < y^3$.", HOLDS),
    (r"Let $x$ and $y$ be real with $x < y$. Then $x^3 > y^3$.", REFUTED),
    # sizes
    (r"Let $A \in \mathbb{R}^{m \times n}$, $B \in \mathbb{R}^{m \times k}$, where $k \le \min\{m, n\}$.", CONDITION),
    (r"Let $A \in \mathbb{R}^{m \times n}$ and $B \in \mathbb{R}^{m \times k}$. Here $k \le \min\{m, n\}$ holds.",
     CONDITION),
    # what is given in one case only
    ("$$f(x, c) = \\exp(-(1-c x)^{1/c})$$ where $-\\infty < x \\le 1/c$ if $c > 0$ and $1/c \\le x < \\infty$ "
     "if $c < 0$.", CONDITION * 4),
]


@rows(ORDERS)
def test_orders(text, expected):
    assert_last(text, expected)
