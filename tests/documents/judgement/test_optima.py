"""Where functions are said to be least or greatest: flat places are, others are refuted, ends of ranges left open."""

from tests.documents.judged import CONDITION, DEFINITION, UNDECIDED, assert_last, rows, twins

BOOST = (r"Let $0 < \epsilon < \frac{1}{2}$. The loss of a new tree with the weight $\alpha$ is "
         r"$J(\alpha) = (1 - \epsilon) e^{-\alpha} + \epsilon e^{\alpha}$, which is minimal at ")
RATE = (r"Given data $y_1, \ldots, y_n > 0$, the log-likelihood is $L(\lambda) = n \log \lambda "
        r"- \lambda \sum_{i=1}^n y_i$ for $\lambda > 0$. The maximum likelihood estimate is ")
SQUARE = r"Let $f(x) = x^2 - 4x + 7$. "
QUADRATIC = (r"Let $A$ be symmetric positive definite and $f(x) = \frac12 x^\top A x - b^\top x$. "
             r"The function is minimal at ")
CASES = [
    (BOOST, r"\alpha = \frac12 \log \frac{1 - \epsilon}{\epsilon}", r"\alpha = \log \frac{1 - \epsilon}{\epsilon}"),
    (RATE, r"\hat\lambda = \frac{n}{\sum_{i=1}^n y_i}", r"\hat\lambda = \frac{1}{n} \sum_{i=1}^n y_i"),
    (SQUARE + "It is minimized by ", "x = 2", "x = 4"), (SQUARE + "The minimum is attained at ", "x^* = 2", "x^* = -2"),
    (QUADRATIC, "x = A^{-1} b", "x = -A^{-1} b"),
    (r"For $h > 0$ let $R(h) = \frac{1}{n h} + h^4$ with $n > 0$. The risk is minimal for ", r"h = (4n)^{-1/5}",
     r"h = (4n)^{-1/4}"),
]
BOWL = r"Let $q(h) = c + g^\top h + \frac12 h^\top H h$ with symmetric positive definite $H$. "
NAMED = [  # the point that words call the minimiser
    (BOWL + r"The minimiser $h^*$ of $q$ is found by solving the linear system ", "H h^* = -g", "H h^* = g"),
    (BOWL + r"The minimiser $h^*$ of $q$ solves ", "H h^* + g = 0", "H h^* - g = 0"),
    (BOWL + r"The unique minimiser $h^*$ of this quadratic function $q$ is ", r"h^* = -H^{-1} g", r"h^* = H^{-1} g"),
    (r"Let $L(w) = \|X w - y\|^2$ where $X$ has full column rank. The minimizer $\hat{w}$ of $L$ "
     r"satisfies the normal equations ", r"X^\top X \hat{w} = X^\top y", r"X^\top X \hat{w} = -X^\top y"),
    (r"Let $f(x) = a x^2 + b x$ with $a > 0$. The minimiser $x^*$ of the function $f$ solves ",
     "2 a x^* = -b", "2 a x^* = b"),
    (r"Let $f(x) = -(x - a)^2$. The maximiser $x^*$ of $f$ is ", "x^* = a", "x^* = 2a"),
]
OPEN = [
    (r"Let $f(x) = (x - a)^2$. The minimiser $x^*$ of $f$ over the interval is $x^* = 2a$.", DEFINITION),
    (r"Let $f(x) = (x - a)^2$. The minimiser $x^*$ of $f$ is positive if $x^* > 2a$.", CONDITION),
    (r"Let $f(x) = (x - a)^2$. Subject to a constraint the minimiser $x^*$ of $f$ solves $x^* + a = 0$.", CONDITION),
    (r"Let $f(x) = a x^2 + b x$. The minimiser $x^*$ of $f$ solves $2 a x^* = -b$.", UNDECIDED),
    (r"Let $f(x) = x$ on $[0, 1]$. It is maximal at $x = 1$.", "C"),
    (r"The likelihood of $n$ uniform observations is $L(\theta) = \theta^{-n}$ for $\theta \ge \max_i x_i$. "
     r"The maximum likelihood estimate is $\hat\theta = \max_i x_i$.", DEFINITION),
    (r"The mean is $m(\lambda) = 1/\lambda$. The maximum likelihood estimate is $\hat\lambda = 1/\bar y$.", DEFINITION),
    (r"Let $f(x) = x^4 - 2x^2$. It is minimal at $x = 0$.", UNDECIDED),
    # ends of what is allowed
    (r"Let $f(x) = x^2$ for $x \ge 1$. The function $f$ is smallest at $x = 1$.", UNDECIDED),
    (r"Let $f(x) = e^x$. With $x$ nonnegative, the cost $f$ is minimal at $x = 0$.", UNDECIDED),
    (r"Let $f(x) = (2x - 5)^2$. Among all integers, $f$ is minimal at $x = 2$.", UNDECIDED),
]


@rows([*twins(CASES), *twins(NAMED), *OPEN])
def test_places_of_extrema(text: str, expected: str) -> None:
    assert_last(text, expected)
