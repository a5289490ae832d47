"""Values at which a slope is said to be zero: those where it is hold, others are refuted."""

from tests.documents.judged import CONDITION, DEFINITION, PROVED, REFUTED, UNDECIDED, assert_last, rows, twins

MEAN = r"Let $L(\mu) = \sum_{i=1}^n (x_i - \mu)^2$. "
RATE = r"The log-likelihood is $\ell(\lambda) = n \log\lambda - \lambda \sum_{i=1}^n x_i$. "
RIDGE = r"We minimize $J(w) = \|Xw - y\|^2 + \lambda \|w\|^2$. "
COST = r"The cost is $C = \frac12 (a w - y)^2 + \frac{\lambda}{2} w^2$. "
NORMAL = (r"The log-likelihood of normal data is $\ell(\mu, \sigma^2) = -\frac{n}{2}\log(2\pi\sigma^2) - "
          r"\frac{1}{2\sigma^2}\sum_{i=1}^n (x_i - \mu)^2$. Setting the partial derivatives to zero yields "
          r"$\hat\mu = \frac1n \sum_{i=1}^n x_i$ and ")
QUADRATIC = r"Let $A$ be symmetric positive definite. We minimize $\frac12 x^\top A x - b^\top x$. "
VARIANCE = r"The variance is $v(w) = w^2 a + (1-w)^2 b$. "
COIN = r"Let $\ell(p) = k \log p + (n-k) \log(1-p)$. "
LAGRANGE = r"The Lagrangian is $\mathcal{L}(p, \lambda) = -p \log p + \lambda (1 - p)$. "
CASES = [
    (MEAN + "Setting the derivative to zero gives ", r"\mu = \frac1n \sum_{i=1}^n x_i",
     r"\mu = \frac{1}{n-1} \sum_{i=1}^n x_i"),
    (MEAN + r"Differentiating with respect to $\mu$ and equating to zero, we obtain ",
     r"\mu = \frac1n \sum_{i=1}^n x_i", r"\mu = \sum_{i=1}^n x_i"),
    (RATE + r"Taking the derivative with respect to $\lambda$ and setting it to zero, we get ",
     r"\hat\lambda = \frac{n}{\sum_{i=1}^n x_i}", r"\hat\lambda = \frac1n \sum_{i=1}^n x_i"),
    (RATE + r"If we set $\ell'(\lambda) = 0$ and solve for $\lambda$, we find ",
     r"\hat\lambda = \frac{n}{\sum_{i=1}^n x_i}", r"\hat\lambda = \sum_{i=1}^n x_i"),
    (RIDGE + r"Setting the gradient equal to zero and solving for $w$ yields ",
     r"w = (X^\top X + \lambda I)^{-1} X^\top y", r"w = (X^\top X + 2\lambda I)^{-1} X^\top y"),
    (RIDGE + r"The gradient vanishes at ", r"w = (X^\top X + \lambda I)^{-1} X^\top y",
     r"w = (X^\top X - \lambda I)^{-1} X^\top y"),
    (COST + r"Differentiating with respect to $w$ and equating to zero gives ", r"w = \frac{a y}{a^2 + \lambda}",
     r"w = \frac{a y}{a^2 + 2\lambda}"),
    (NORMAL, r"\hat\sigma^2 = \frac1n \sum_{i=1}^n (x_i - \hat\mu)^2",
     r"\hat\sigma^2 = \frac{1}{n-1} \sum_{i=1}^n (x_i - \hat\mu)^2"),
    (QUADRATIC + "Setting the gradient to zero gives ", r"x^* = A^{-1} b", "x^* = A b"),
    (QUADRATIC + "The first-order condition gives ", r"x^* = A^{-1} b", r"x^* = -A^{-1} b"),
    (VARIANCE + "Minimizing by setting the derivative to zero gives the weight ", r"w^* = \frac{b}{a + b}",
     r"w^* = \frac{a}{a + b}"),
    (COIN + "The first-order condition gives ", r"\hat p = \frac{k}{n}", r"\hat p = \frac{n}{k}"),
    (LAGRANGE + r"Equating its derivative with respect to $p$ to zero gives ", r"p = e^{-1-\lambda}",
     r"p = e^{1-\lambda}"),
    (r"Let $f(x) = x^3 - 3x$. A critical point is ", "x = 1", "x = 3"),
    (r"Let $f(x) = x^2 - 4x + 7$. Set the derivative to zero. Solving gives ", "x = 2", "x = -2"),
    (r"Consider $\min_w \|Xw - y\|^2 + \lambda \|w\|^2$. Setting the gradient to zero gives ",
     r"\hat w = (X^\top X + \lambda I)^{-1} X^\top y", r"\hat w = (X^\top X + 2 \lambda I)^{-1} X^\top y"),
    (r"We want the $m$ that minimizes $\sum_{i=1}^n (x_i - m)^2$. Setting the derivative to zero, we find ",
     r"m = \frac1n \sum_{i=1}^n x_i", r"m = \frac2n \sum_{i=1}^n x_i"),
]
OPEN = [  # more is made least than was read, the words go on to something else, or both slopes are meant
    (r"We minimize $L(w) = (w - a)^2$. Adding a penalty $\lambda w^2$ and setting the derivative to zero gives "
     r"$w = \frac{a}{1 + \lambda}$.", UNDECIDED),
    (r"We minimize $L(w) = (w - a)^2$. With weight decay, setting the derivative to zero gives "
     r"$w = \frac{a}{1 + \lambda}$.", UNDECIDED),
    (r"Let $f(x) = x^2 - 2x$. Setting the derivative to zero, $x = 1$, where $f(x) = -1$.", PROVED),
    (r"Let $f(x) = (x - 1)^2 + 2$ and $g(x) = (x + 1)^2$. The derivative of $f$ is zero at $x = 1$, and that of $g$ "
     r"vanishes at $x = -1$.", CONDITION),
    (r"The function $f(x, y) = x^2 + y^2 - xy - 3x$ has a critical point, where both partial derivatives vanish: "
     r"$x = 2$, $y = 1$.", CONDITION * 2),
    (r"Let $L(w) = (w - a)^2$. Its derivative is zero at the minimum. A step from there with rate $\eta$ is "
     r"$w = a + \eta$.", DEFINITION),
    (r"Let $f(x) = |x - 1|$. The derivative is zero nowhere, and the least value is at $x = 1$.", CONDITION),
    (r"Let $f(x) = |x|^2 - 2|x|$. Setting the derivative to zero gives $x = 0$.", CONDITION),  # one |x| has a kink
    (r"Let $L(p) = \sum_i n_i \log p_i$ where $\sum_i p_i = 1$. With a multiplier, setting the derivative to zero "
     r"gives $p_i = n_i / n$.", DEFINITION),
    (r"Let $f(x) = x^2 - 2x$. Setting the derivative to zero gives $2x - 2 = 0$, so $x = 1$.", PROVED),
    (r"Let $f(x) = x^2 - 2x$. Setting the derivative to zero gives $2x - 2 = 0$, so $x = -1$.", REFUTED),
]


@rows([*twins(CASES), *OPEN])
def test_places_without_slope(text: str, expected: str) -> None:
    assert_last(text, expected)
