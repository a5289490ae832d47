"""Slips are refuted in spite of words that nobody understood, unless one of their usual meanings makes them true."""

from tests.documents.judged import REFUTED, UNDECIDED, assert_last, rows

SLIPS = [
    r"Let $z$ be the outputs of the trees and $p_k = \frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}$. "
    r"Then $\frac{\partial p_k}{\partial z_k} = 2 p_k (1 - p_k)$.",
    r"To find the eigenvalues $\lambda$ of the gate we expand "
    r"$\det\begin{bmatrix} -\lambda & 1 \\ 1 & -\lambda \end{bmatrix} = 1 - \lambda^2$.",
    r"Let $a$ be the similarity of two words, a real number. Then $\log(1 + e^{-a}) = \log \frac{e^a}{1 + e^a}$.",
    r"Let $y \sim \mathcal{N}(0, \sigma^2)$ with $\sigma > 0$ and let $m > 0$ be the best value so far. "
    r"Then $\frac{d}{dm} \frac{m^3}{\sigma} = 3 m^2$.",
    # numbers whose sign is known, counts
    r"Let $d > 0$ be the distance of two points and $l > 0$ a length scale. "
    r"Then $\frac{\partial}{\partial l} e^{-d/l} = -\frac{d}{l^2} e^{-d/l}$.",
    r"Let $s > 0$ be the Gaussian predictive density and $y \in \mathbb{R}$. "
    r"Then $\log(s e^{y}) = \log s - y$.",
    r"Let $n \in \mathbb{N}$ be the distinguishable ones and $a \in \mathbb{R}$. Then $(n - a)^2 = n^2 + 2 a n + a^2$.",
    # functions that words call differentiable approximations; what vectors are made of
    r"Let $f(w)$ be a differentiable approximation with $w \in \mathbb{R}^d$, $g \in \mathbb{R}$. "
    r"Then $\nabla_w (g - f(w))^2 = 2 (g - f(w)) \nabla_w f(w)$.",
    r"Let $y_1, \ldots, y_N$ be measurements and $h_1, \ldots, h_N$ predictions, collected in the vectors $y$ and $h$. "
    r"Then $\frac{1}{N} \|y - h\|^2 = \sum_{i=1}^N (y_i - h_i)^2$.",
    # a name that may be one of the entries
    r"Let $\beta_0$ be a number, $\beta \in \mathbb{R}^p$ and $x \in \mathbb{R}^p$. "
    r"Then $(\beta_0 + x^\top\beta)^2 = (\beta_0 - \sum_{j=1}^p x_j \beta_j)^2$.",
    r"Let $s_a$ be the score of the answer and $s_i$ those of the others. "
    r"Then $\frac{e^{s_a}}{\sum_i e^{s_i}} = \frac{1}{\sum_i e^{s_a - s_i}}$.",
    r"Let $R \in \mathbb{R}^{n \times n}$ be the covariance of the sensor. Then $(R + I)^{-1} (R + I)^2 = R - I$.",
    # random variables of which something is said, whatever their law is
    r"In this game you win $X$ dollars. The variance is $\operatorname{Var}(X) = E[X^2] - E[X^2]$.",
    r"In this game you lose $X$ dollars. We have $\operatorname{Var}(2X) = 2 \operatorname{Var}(X)$.",
    # what every variable with finitely many values is
    r"For a convex function $f$ and a variable $X$ such that $f(X)$ is integrable, $E(f(X)) = f(E(X))$.",
    r"Let $X$ be a square-integrable random variable. Then $\operatorname{Var}(X) = E(X^2) - E(X)$.",
]
OPEN = [  # true of some symbols of which words may speak
    r"In this fair game you win $X$ dollars. The variance is $\operatorname{Var}(X) = E[X^2]$.",
    r"In this game you win $X$ dollars. We have $E[X] = E[X^2]$.",
    r"Let $A$ and $B$ be entangled $n \times n$ matrices. Then $(A B)^\top = A^\top B^\top$.",
    r"Let $\Phi \in \mathbb{R}^{n \times n}$ be a frobenoid matrix. "
    r"Then $\operatorname{tr}(\Phi \Phi) = \operatorname{tr}(\Phi^\top \Phi)$.",
    r"Let $g \in \mathbb{R}^n$ be the stationary gradient. Then $g^\top g = -\|g\|^2$.",
    r"For frobnicated $m$ and $c > 0$, $\log m + c m = c m$.",
    r"Let $m$ be the best value and $M$ the true value. Then $m - c M = m - M$.",
    r"Let $p$ and $q$ be complementary numbers. Then $p (1 - q) = q (1 - q)$.",
    r"Let $d > 0$ be the normalised width and $x \in \mathbb{R}$. Then $d^2 x = d x$.",
    r"Let $s > 0$ be the golden ratio. Then $s^2 = s + 1$.",
    r"Let $n \in \mathbb{N}$ be a frobnicated count and $a \in \mathbb{R}$. Then $(-1)^n a = a$.",
    r"Let $f(x)$ be a harmonious function of $x \in \mathbb{R}$. Then $f(x) = f(-x)$.",
    r"Let $s_a$ be the score of the answer and $s_i$ those of the others. "
    r"Then $\sum_i (s_i - s_a) = \sum_i s_i - s_a$.",
    r"Let $x_m$ be the largest of the $x_i$. Then $\max_i x_i = x_m$.",
    r"Let $x_k$ be the winner. Then $\min_i x_i = x_k$.",
    r"Let $u$ and $v$ be conjoined vectors in $\mathbb{R}^n$. Then $\|u + v\|^2 = \|u\|^2 - \|v\|^2 + 2 v^\top v$.",
]


@rows([*((text, REFUTED) for text in SLIPS), *((text, UNDECIDED) for text in OPEN)])
def test_slips_beside_words_that_are_not_understood(text: str, expected: str) -> None:
    assert_last(text, expected)
