"""Superscripts that count steps, and powers that look like them."""

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, assert_last, rows

STEP = r"Gradient descent sets $x^{k+1} = x^k - \alpha\lambda x^k$."
CASES = [
    (STEP, DEFINITION),
    (r"The update is $w^{t+1} = w^t - \eta \nabla f(w^t)$.", DEFINITION),
    (rf"{STEP} Hence $x^k = (1 - \alpha\lambda)^k x^0$.", HOLDS),
    (rf"{STEP} Hence $x^k = (1 - \alpha)^k x^0$.", REFUTED),
    (rf"{STEP} Hence $x_k = (1 - \alpha\lambda)^k x_0$.", HOLDS),
    (r"For every real $x$ and integer $n \ge 1$ we have $x^{n+1} = x^n + x^n(x - 1)$.", HOLDS),
    (r"For every real $x$ and integer $n \ge 1$ we have $x^{n+1} = x^n + x^n(x + 1)$.", REFUTED),
    (r"For $\varphi = \frac{1 + \sqrt{5}}{2}$ we have $\varphi^{n+1} = \varphi^n + \varphi^{n-1}$.", HOLDS),
    (r"For $\varphi = \frac{1 + \sqrt{5}}{2}$ we have $\varphi^{n+1} = \varphi^n - \varphi^{n-1}$.", REFUTED),
    (r"For all $x > 0$ we have $x^{n+1} = x \cdot x^n$.", HOLDS),
]


@rows(CASES)
def test_iterates(text, expected):
    assert_last(text, expected)
