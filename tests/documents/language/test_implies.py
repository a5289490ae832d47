"""What is said to imply something is supposed, and what follows is claimed under it."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, assert_last, rows, twins

CASES = [
    (r"Let $x \in \mathbb{R}^n$. Then $\|x\| = 0$ implies that it vanishes.", CONDITION),
    (r"For any vector $x$, $\|x\| = 0$ implies $x = 0$.", CONDITION * 2),
    (r"Let $X$ and $Y$ be jointly normal. Then $\operatorname{Cov}(X, Y) = 0$ implies that they are independent.",
     CONDITION),
    ("This shows that $(a + b)^2 = a^2 + b^2$ implies $ab = 0$.", CONDITION + HOLDS),
    ("This shows that $(a + b)^2 = a^2 + b^2$ entails $ab = 1$.", CONDITION + REFUTED),
    ("For real $x$, $x^2 > 1$ does not imply that it is positive.", CONDITION),
    # what is a reason is claimed as well
    (r"The identity $\sin^2 x + \cos^2 x = 1$ implies $1 - \cos^2 x = \sin^2 x$.", HOLDS * 2),
    (r"The identity $\sin^2 x + \cos^2 x = 2$ implies $1 - \cos^2 x = \sin^2 x$.", REFUTED + HOLDS),
    (r"We have $\log(1 + x) \le x$, which implies $1 + x \le e^x$ for $x > -1$.", HOLDS * 2 + CONDITION),
    ("Clearly $x^2 = x^3$, which implies $x = x^2$.", REFUTED * 2),
    (r"$X \le Y$ implies $\mathbb{E}[X] \ge \mathbb{E}[Y]$.", REFUTED),
    *twins([
        (r"Let $f$ be increasing. Then $x \le y$ implies ", r"f(x) \le f(y)", r"f(x) \ge f(y)"),
        ("For positive $x$ and $y$, $x < y$ implies ", r"\log x < \log y", r"\log x > \log y"),
        (r"Suppose $a > 0$. Then $x^2 \le a^2$ implies ", r"|x| \le a", r"|x| \ge a"),
        (r"Let $X$ and $Y$ be random variables. Then $X \le Y$ implies ", r"\mathbb{E}[X] \le \mathbb{E}[Y]",
         r"\mathbb{E}[X] \ge \mathbb{E}[Y]"),
        ("For a square matrix $A$, $A^T A = I$ implies ", "A A^T = I", "A A^T = 2I"),
    ]),
]


@rows(CASES)
def test_the_last_formulas(text, expected):
    assert_last(text, expected)
