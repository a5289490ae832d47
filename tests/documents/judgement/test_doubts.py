"""What a text introduces, gives or leaves open is not refuted; what is wrong in spite of it still is."""

from tests.documents.judged import (
    CONDITION,
    DEFINITION,
    HOLDS,
    NOTATION,
    REFUTED,
    UNDECIDED,
    assert_last,
    rows,
)

# a text; its last formula's verdicts
CASES = [
    # introductions
    (r"The normal equations read $A^\top A \hat{x} = A^\top b$.", DEFINITION),
    (r"Let $A$ be a matrix and $b$ a vector. We solve $A x = b$.", DEFINITION),
    (r"Let $a$ and $b$ be real numbers. Put $s = (a + b)^2 = a^2 + b^2$.", REFUTED),
    (r"Let $a$ and $b$ be real numbers. Put $s = (a + b)^2 = a^2 + 2ab + b^2$.", HOLDS),
    # data
    (r"A coin has $P(A) = 1/2$.", CONDITION),
    (r"If $X$ and $Y$ are independent standard normal variables, then $\operatorname{Var}(X - Y) = 0$.", REFUTED),
    (r"If $X$ and $Y$ are independent standard normal variables, then $\operatorname{Var}(X - Y) = 2$.", HOLDS),
    (r"For a differentiable function $f$ let $f'(a) = 0$.", CONDITION),
    # laws, sizes, matrix functions, sides that do not fit
    (r"The Poisson distribution is $p(k \mid \lambda) = \lambda^k e^{-\lambda} / k!$.", DEFINITION),
    (r"Let $p$ be a probability vector. Then $H(p) \le \log n$.", HOLDS),
    (r"Let $p$ be a probability vector with $n$ positive entries. Then $H(p) \le \log n$.", HOLDS),
    (r"Let $K$ be a positive definite matrix. Then $\log \det K = \operatorname{tr}(\log K)$.", UNDECIDED),
    (r"For $f(\mathbf{x}) = \frac{1}{2} \|\mathbf{x}\|^2$ we have $\nabla^2 f = \mathbf{1}$.", UNDECIDED),
    # what was not understood
    (r"Let $f$ be a convex function. Then $f(x) \ge 0$.", UNDECIDED),
    (r"Let $f$ be a differentiable function. Then $f(x) \ge 0$.", UNDECIDED),
    (r"Let $w$ be a unit vector. Then $\|w\| = 1$.", UNDECIDED),
    # what the text denies
    (r"For square matrices $M$, $N$, in general $\operatorname{tr}(MN) = "
     r"\operatorname{tr}(M) \operatorname{tr}(N)$ fails.", NOTATION),
    (r"For square matrices it is not true that $\det(M + N) = \det(M) + \det(N)$.", NOTATION),
    (r"For square matrices $\det(M + N) = \det(M) + \det(N)$ holds.", REFUTED),
    # an independence of one sentence
    ("Let $X$, $Y$ be discrete random variables. If $X$ and $Y$ are independent, then $I(X; Y) = 0$. "
     r"In general $H(X, Y) \ge H(X) + H(Y)$.", REFUTED),
    ("Let $X$, $Y$ be independent discrete random variables. Then $I(X; Y) = 0$. "
     r"Hence $H(X, Y) \ge H(X) + H(Y)$.", HOLDS),
    # facts and equations as conditions
    (r"Suppose that $U \in \mathbb{R}^{n \times r}$ and $V \in \mathbb{R}^{p \times r}$ have orthonormal columns and "
     r"that "
     r"$D$ is a diagonal $r \times r$ matrix. If $X = U D V^\top$, then $X V = U D$.", HOLDS),
    # updates and new meanings
    (r"One step is $x \leftarrow x + 1$.", DEFINITION),
    ("Let $f(x) = x^2$ for real $x$.\n\nLater $f(x) = x^3$ is called cubic.", DEFINITION),
    ("Let $f(x) = x^2$ for real $x$. Hence $f(x) = x^3$.", REFUTED),
    ("Let $s(x) = x^2$ for real $x$. Then $s(cx) = c s(x)$.", REFUTED),
    # properties of what is defined are claims, of what is not conditions
    (r"Let $A$ be a matrix with full column rank. Then $P = A (A^\top A)^{-1} A^\top$ satisfies $P^2 = 2 P$.", REFUTED),
    (r"Let $A$ be a matrix with full column rank. Then $P = A (A^\top A)^{-1} A^\top$ satisfies $P^2 = P$.", HOLDS),
    (r"The square matrix $P$ satisfies $P^2 = P$.", CONDITION),
    (r"Numbers $p_1, \dots, p_n$ with $\sum_i p_i = 1$", CONDITION),
    # an update says what the next value is; another step on its left side is none
    (r"In every iteration we use the identity $x + 1 = x + 3$.", REFUTED),
    (r"The update is $x_{k+1} = x_k - a g_k$.", DEFINITION),
    # definitions inside definitions
    (r"For $x \in \mathbb{R}^d$ let $\mu = \frac{1}{d} \sum_{i=1}^d x_i$ and "
     r"$s = \frac{1}{d} \sum_{i=1}^d (x_i - \mu)^2$. "
     r"Then $s = \frac{1}{d} \sum_{i=1}^d x_i^2 - \mu^2$.", HOLDS),
    (r"For $x \in \mathbb{R}^d$ let $\mu = \frac{1}{d} \sum_{i=1}^d x_i$ and "
     r"$s = \frac{1}{d} \sum_{i=1}^d (x_i - \mu)^2$. "
     r"Then $s = \frac{1}{d} \sum_{i=1}^d x_i^2 + \mu^2$.", REFUTED),
    # random variables of prose
    (r"If $Y$ is a nonnegative random variable and $t > 0$, then $P(Y \ge t) \le \frac{E[Y]}{t}$.", HOLDS),
    (r"If $Y$ is a nonnegative random variable and $t > 0$, then $P(Y \ge t) \ge \frac{E[Y]}{t}$.", REFUTED),
    (r"Let $X$ and $Y$ be random variables. If $X$ and $Y$ are independent, then $E[XY] = E[X] E[Y]$.", HOLDS),
    (r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$ with $\sigma > 0$. Then "
     r"$E[e^{tX}] = e^{\mu t + \sigma^2 t^2 / 2}$.", HOLDS),
    (r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$ with $\sigma > 0$. Then "
     r"$E[e^{tX}] = e^{\mu t + \sigma^2 t^2}$.", REFUTED),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
