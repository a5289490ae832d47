"""What a text introduces, gives or leaves open is not refuted; what is wrong in spite of it still is."""

import pytest

from lemmata.documents import check

# a text; its last formula's verdicts
OPEN, WRONG, HOLDS = {"undecided", "definition", "condition", "notation"}, {"refuted", "conditional"}, {
    "proved", "agrees"}
CASES = [
    # introductions
    (r"The normal equations read $A^\top A \hat{x} = A^\top b$.", OPEN),
    (r"Let $A$ be a matrix and $b$ a vector. We solve $A x = b$.", OPEN),
    (r"Let $a$ and $b$ be real numbers. Put $s = (a + b)^2 = a^2 + b^2$.", WRONG),
    (r"Let $a$ and $b$ be real numbers. Put $s = (a + b)^2 = a^2 + 2ab + b^2$.", HOLDS),
    # data
    (r"A coin has $P(A) = 1/2$.", OPEN),
    (r"If $X$ and $Y$ are independent standard normal variables, then $\operatorname{Var}(X - Y) = 0$.", WRONG),
    (r"If $X$ and $Y$ are independent standard normal variables, then $\operatorname{Var}(X - Y) = 2$.", HOLDS),
    (r"For a differentiable function $f$ let $f'(a) = 0$.", OPEN),
    # laws, sizes, matrix functions, sides that do not fit
    (r"The Poisson distribution is $p(k \mid \lambda) = \lambda^k e^{-\lambda} / k!$.", OPEN),
    (r"Let $p$ be a probability vector. Then $H(p) \le \log n$.", OPEN | HOLDS),
    (r"Let $p$ be a probability vector with $n$ positive entries. Then $H(p) \le \log n$.", HOLDS),
    (r"Let $K$ be a positive definite matrix. Then $\log \det K = \operatorname{tr}(\log K)$.", OPEN),
    (r"For $f(\mathbf{x}) = \frac{1}{2} \|\mathbf{x}\|^2$ we have $\nabla^2 f = \mathbf{1}$.", OPEN),
    # what was not understood
    (r"Let $f$ be a convex function. Then $f(x) \ge 0$.", OPEN),
    (r"Let $f$ be a differentiable function. Then $f(x) \ge 0$.", OPEN),
    (r"Let $w$ be a unit vector. Then $\|w\| = 1$.", OPEN),
    # what the text denies
    (r"For square matrices $M$, $N$, in general $\operatorname{tr}(MN) = "
     r"\operatorname{tr}(M) \operatorname{tr}(N)$ fails.", OPEN),
    (r"For square matrices it is not true that $\det(M + N) = \det(M) + \det(N)$.", OPEN),
    (r"For square matrices $\det(M + N) = \det(M) + \det(N)$ holds.", WRONG),
    # an independence of one sentence
    ("Let $X$, $Y$ be discrete random variables. If $X$ and $Y$ are independent, then $I(X; Y) = 0$. "
     r"In general $H(X, Y) \ge H(X) + H(Y)$.", WRONG),
    ("Let $X$, $Y$ be independent discrete random variables. Then $I(X; Y) = 0$. "
     r"Hence $H(X, Y) \ge H(X) + H(Y)$.", HOLDS),
    # facts and equations as conditions
    (r"Suppose that $U \in \mathbb{R}^{n \times r}$ and $V \in \mathbb{R}^{p \times r}$ have orthonormal columns and "
     r"that "
     r"$D$ is a diagonal $r \times r$ matrix. If $X = U D V^\top$, then $X V = U D$.", HOLDS),
    # updates and new meanings
    (r"One step is $x \leftarrow x + 1$.", OPEN),
    ("Let $f(x) = x^2$ for real $x$.\n\nLater $f(x) = x^3$ is called cubic.", OPEN | HOLDS),
    ("Let $f(x) = x^2$ for real $x$. Hence $f(x) = x^3$.", WRONG),
    ("Let $s(x) = x^2$ for real $x$. Then $s(cx) = c s(x)$.", WRONG),
    # properties of what is defined are claims, of what is not conditions
    (r"Let $A$ be a matrix with full column rank. Then $P = A (A^\top A)^{-1} A^\top$ satisfies $P^2 = 2 P$.", WRONG),
    (r"Let $A$ be a matrix with full column rank. Then $P = A (A^\top A)^{-1} A^\top$ satisfies $P^2 = P$.", HOLDS),
    (r"The square matrix $P$ satisfies $P^2 = P$.", OPEN),
    (r"Numbers $p_1, \dots, p_n$ with $\sum_i p_i = 1$", OPEN),
    # definitions inside definitions
    (r"For $x \in \mathbb{R}^d$ let $\mu = \frac{1}{d} \sum_{i=1}^d x_i$ and "
     r"$s = \frac{1}{d} \sum_{i=1}^d (x_i - \mu)^2$. "
     r"Then $s = \frac{1}{d} \sum_{i=1}^d x_i^2 - \mu^2$.", HOLDS),
    (r"For $x \in \mathbb{R}^d$ let $\mu = \frac{1}{d} \sum_{i=1}^d x_i$ and "
     r"$s = \frac{1}{d} \sum_{i=1}^d (x_i - \mu)^2$. "
     r"Then $s = \frac{1}{d} \sum_{i=1}^d x_i^2 + \mu^2$.", WRONG),
    # random variables of prose
    (r"If $Y$ is a nonnegative random variable and $t > 0$, then $P(Y \ge t) \le \frac{E[Y]}{t}$.", HOLDS),
    (r"If $Y$ is a nonnegative random variable and $t > 0$, then $P(Y \ge t) \ge \frac{E[Y]}{t}$.", WRONG),
    (r"Let $X$ and $Y$ be random variables. If $X$ and $Y$ are independent, then $E[XY] = E[X] E[Y]$.", HOLDS),
    (r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$ with $\sigma > 0$. Then "
     r"$E[e^{tX}] = e^{\mu t + \sigma^2 t^2 / 2}$.", HOLDS),
    (r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$ with $\sigma > 0$. Then "
     r"$E[e^{tX}] = e^{\mu t + \sigma^2 t^2}$.", WRONG),
]


@pytest.mark.parametrize("text, verdicts", CASES, ids=range(len(CASES)))
def test_the_last_formula(text, verdicts):
    last = check(text + "\n\n").findings[-1]
    assert last.verdict in verdicts, (last.source, last.verdict, last.message, last.reading)
