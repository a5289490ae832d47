"""Means and probabilities of variables whose density a formula gives are integrals over it."""

from tests.documents.judged import (
    CONDITION,
    CONDITIONAL,
    DEFINITION,
    HOLDS,
    PROVED,
    REFUTED,
    UNDECIDED,
    assert_last,
    rows,
    twins,
)

SQUARE = r"Let $X$ have the density $f(x) = 3x^2$ on $[0, 1]$. Then "
EXPONENTIAL = r"Let $X$ have density $f(x) = \lambda e^{-\lambda x}$ for $x > 0$, where $\lambda > 0$. We get "
LAPLACE = r"A random variable $X$ has density $f(x) = \frac{1}{2} e^{-|x|}$. Hence "
MIXTURE = (r"Let $w_1, \ldots, w_n \geq 0$ with $\sum_{i=1}^n w_i = 1$ be weights, and let $X$ have the density "
           r"$\sum_{i=1}^n w_i N(x \mid \mu_i, \sigma_i^2)$. Its variance is ")
TWO = (r"Let $0 < \alpha < 1$ and let $X$ have the density $p(x) = \alpha \mathcal{N}(x \mid \mu, \sigma^2) + "
       r"(1 - \alpha) \mathcal{N}(x \mid \nu, \tau^2)$. Then ")

WORKED_OUT = [  # what is true, and what is false
    (SQUARE, r"E[X] = \frac34", r"E[X] = \frac23"),
    (SQUARE, r"\operatorname{Var}(X) = \frac{3}{80}", r"\operatorname{Var}(X) = \frac35"),
    (SQUARE, r"P(X > \frac12) = \frac78", r"P(X > \frac12) = \frac18"),
    (SQUARE, r"P(\frac14 < X \le \frac12) = \frac{7}{64}", r"P(\frac14 < X \le \frac12) = \frac{7}{8}"),
    (SQUARE, r"E[X] \ge \frac12", r"E[X] \le \frac12"),
    (SQUARE, r"E[|X|] = E[X]", r"E[|X|] = 2 E[X]"),
    (EXPONENTIAL, r"E[X] = \frac{1}{\lambda}", r"E[X] = \lambda"),
    (EXPONENTIAL, r"P(X > t) = e^{-\lambda t}", r"P(X \le t) = e^{-\lambda t}"),
    (LAPLACE, r"E[X^2] = 2", r"E[X^2] = 1"),
    (r"Let $X$ have density $2x$ for $0 < x < 1$. Then ", r"E[X] = \frac23", r"E[X] = \frac12"),
    (r"Let $X$ have density $f(x) = 6x(1-x)$ for $x \in [0, 1]$. Hence ", r"E[X] = \frac12", r"E[X] = \frac13"),
    (r"Let $X$ have density $f(x) = 1/\theta$ for $0 < x < \theta$. The mean is ", r"E[X] = \frac{\theta}{2}",
     r"E[X] = \theta"),
    (MIXTURE, r"\mathrm{Var}[X] = \sum_{i=1}^n w_i (\sigma_i^2 + \mu_i^2) - \left(\sum_{i=1}^n w_i \mu_i\right)^2",
     r"\mathrm{Var}[X] = \sum_{i=1}^n w_i^2 \sigma_i^2"),
    (TWO, r"E[X] = \alpha \mu + (1 - \alpha) \nu", r"E[X] = \alpha \mu - (1 - \alpha) \nu"),
]
OTHERS = [
    # given up to a factor, or where it is not known
    (r"Let $X$ have the density $f(x) = c x^2$ on $[0, 1]$. Then $E[X] = \frac34$.", CONDITION),
    (r"Let $X$ have density $f$ with $f(0) = 1$. Then $E[|X|] = E[X]$.", CONDITIONAL),
    (EXPONENTIAL + r"$P(X > t) = 1$ for $t < 0$.", HOLDS + CONDITION),
    # what a number has to be
    (SQUARE + r"$P(X \le a) = \frac12$.", UNDECIDED), (SQUARE + r"$P(X \le a) = P(X > a)$.", UNDECIDED),
    # what the density might save
    (SQUARE + r"$E[X Y] = \frac34 E[Y]$.", UNDECIDED),
    (r"Let $X$ have density $f(x) = \frac{1}{2}(1 + x)$ for $-1 \leq x \leq 1$. Then $P(X^2 \leq \frac14) = "
     r"P(X \leq \frac12)$.", UNDECIDED),
    # where it lies is known without it
    (r"Let $X$ be a random variable with density $f$ on $[0, 1]$. Then $E[X^2] \le E[X]$.", HOLDS),
    (r"Let $X$ be a random variable with density $f$ on $[0, 1]$. Then $E[X^2] \ge E[X]$.", REFUTED),
    (r"Let $X$ have density $p_X(x) = 3x^2$ for $0 \leq x \leq 1$. For $0 \leq y \leq 1$ we have $P(X^2 \leq y) = "
     r"P(X \leq \sqrt{y})$.", HOLDS),
    # what is supposed or introduced is no claim
    (SQUARE + r"we write $\mu = E[X]$.", DEFINITION),
    (SQUARE + r"we would be surprised if $E[X] = 1$.", CONDITION),
    # another law, another variable
    (SQUARE + r"$E[X] = \frac34$." "\n\n" r"Now let $X$ be uniform on $[0, 2]$. Then $P(X > 1) = \frac12$.", HOLDS),
    (SQUARE + r"$E[X] = \frac34$." "\n\n" r"Now let $X$ have density $f(x) = \frac{x}{2}$ on $[0, 2]$. Then "
     r"$E[X] > 1$.", HOLDS),
    (SQUARE + r"$E[X] = \frac34$." "\n\n" r"Let $X$ be a random variable. Then $E[X] = \frac12$.", CONDITION),
    (SQUARE + r"$E[X^2] = \frac35$ and $E[Y] = \frac12$.", CONDITION),
]


@rows(twins(WORKED_OUT))
def test_integrals_over_a_density(text, expected):
    assert_last(text, expected)


@rows(OTHERS)
def test_what_a_density_does_not_decide(text, expected):
    assert_last(text, expected)


@rows([(SQUARE + r"$E[X] = \frac34$.", PROVED)])
def test_an_integral_is_worked_out(text, expected):
    assert_last(text, expected)
