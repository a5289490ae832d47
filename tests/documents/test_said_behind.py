"""What is said behind a claim of what it goes over; convex functions named in passing; means that exist."""

from tests.documents.judged import assert_all, rows

SUM = r"Then $\sum_i w_i (x_i - c) = \sum_i w_i x_i - c$ "
TWICE = r"Then $\sum_i w_i (x_i - c) = \sum_i w_i x_i - 2c$ "
JENSEN = r"Let $X$ be a random variable with finite mean and $f : \mathbb{R} \to \mathbb{R}$ a convex function. "
CASES = [
    (SUM + r"for $w_i \ge 0$ with $\sum_i w_i = 1$.", "TCC"),
    (TWICE + r"for $w_i \ge 0$ with $\sum_i w_i = 1$.", "FCC"),
    (SUM + r"for weights $w_i$ with $\sum_i w_i = 1$.", "TC"),
    (SUM + r"for all vectors $w$ with $\sum_i w_i = 1$.", "TC"),
    (TWICE + r"for all vectors $w$ with $\sum_i w_i = 1$.", "FC"),
    (SUM + r"for weights $w_i$.", "A"),
    (r"The bound $|x^T y| \le \|y\|$ holds for every $x$ with $\|x\| = 1$.", "TC"),
    (r"The bound $|x^T y| \le \|y\|$ holds for every $x$ with $\|x\| = 2$.", "FC"),
    (JENSEN + r"Then $f(E[X]) \le E[f(X)]$, provided that the expectation of $f(X)$ exists.", "T"),
    (JENSEN + r"Then $f(E[X]) \ge E[f(X)]$, provided that the expectation of $f(X)$ exists.", "F"),
    (r"Let $X$ be a random variable and $g$ a concave function. Then $E[g(X)] \le g(E[X])$.", "T"),
    (r"Let $X$ be a random variable and $g$ a concave function. Then $E[g(X)] \ge g(E[X])$.", "F"),
    (r"Let $X$ be a random variable and $g$ a function that is convex on the integers. Then $E[g(X)] \le g(E[X])$.",
     "U"),
    (r"Let $X$ be a random variable. Provided that the variance of $X$ is finite, $Var(X) = E[X^2]$.", "A"),
    (r"Let $X$ be a random variable. Provided that the expectation of $X$ is zero, $Var(X) = E[X^2]$.", "U"),
]


@rows(CASES)
def test_said_behind(text, expected):
    assert_all(text, expected)
