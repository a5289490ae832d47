"""Words on laws, variances and tables of probabilities that restrict nothing more, or only what a sampler can meet."""

from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows

_DISCRETE = r"Let $X$ and $Y$ be discrete random variables"
_VECTORS = (r"Let $\mathbf{x}$ and $\mathbf{y}$ be independent Gaussian random vectors in $\mathbb{R}^D$ with "
            r"means $m, n$ and covariance matrices $S, T$, and let $a, b \in \mathbb{R}$. Then ")
_RAIN = r"Let $R$ be the event that it drizzles and $S$ the event that the sprinkler squeaks. Then "

# a text; the verdict of its last formula
CASES = [
    # a variance that is not zero
    (r"Let $X$ and $Y$ have finite positive variances. Then $\operatorname{Corr}(X, Y) = \operatorname{Cov}(X, Y) / "
     r"(\operatorname{Var}(X) \operatorname{Var}(Y))$", REFUTED),
    (r"Let $X$ and $Y$ have nonzero variances. Then $\operatorname{Corr}(X, Y) = \operatorname{Cov}(X, Y) / "
     r"\sqrt{\operatorname{Var}(X) \operatorname{Var}(Y)}$", HOLDS),
    (r"Let $X$ be a random variable with positive, finite variance. Then $\operatorname{Var}(2X + 1) = "
     r"2\operatorname{Var}(X)$", REFUTED),
    (r"Let $X$ be a random variable with equal nonzero variances. Then $\operatorname{Var}(2X + 1) = "
     r"2\operatorname{Var}(X)$", UNDECIDED),
    (r"Let $X$ be a nonzero random variable. Then $\operatorname{Var}(2X) = 2\operatorname{Var}(X)$", UNDECIDED),
    # tables of joint probabilities
    (_DISCRETE + r" with strictly positive joint probabilities. Then $p(y \mid x) = p(x \mid y) p(y) / p(y)$", REFUTED),
    (_DISCRETE + r" with strictly positive joint probabilities. Then $p(y \mid x) = p(x \mid y) p(y) / p(x)$", HOLDS),
    (_DISCRETE + r" with nonzero marginals. Then $p(y \mid x) = p(x \mid y) p(x) / p(y)$", REFUTED),
    (_DISCRETE + r" with equal marginals. Then $p(y \mid x) = p(x \mid y)$", UNDECIDED),
    (_DISCRETE + r" with joint probabilities $p(x, y) > 0$ and marginals $p(x)$, $p(y)$. Then $I(X; Y) = "
     r"-\sum_{x,y} p(x, y) \log \frac{p(x, y)}{p(x) p(y)}$", REFUTED),
    (_DISCRETE + r" with $p(x, y) = p(y, x)$. Then $p(y \mid x) = p(x \mid y)$", UNDECIDED),
    # words that announce a formula
    (_DISCRETE + r". The entropy of $X$ given $Y$ is the difference $$H(X \mid Y) = H(X, Y) - H(X)$$", REFUTED),
    (_DISCRETE + r". The entropy of $X$ given $Y$ is the difference $$H(X \mid Y) = H(X, Y) - H(Y)$$", HOLDS),
    (_DISCRETE + r". The entropy of $X$ given $Y$ is zero. Then $$H(X, Y) = H(Y)$$", UNDECIDED),
    (_DISCRETE + r". The information about $X$ that is carried by $Y$ is $$I(X; Y) = H(X) + H(X \mid Y)$$", REFUTED),
    (r"With four letters, equally often used, the entropy is $-\sum_{i=1}^4 \frac14 \log_2 \frac14 = 4$", REFUTED),
    (r"It often happens that $(1/2)^2 = 1/2$", UNDECIDED),
    # laws of what is made of a variable, and their names
    (r"Let $\log X \sim \mathcal{N}(m, s^2)$. Then $E[X] = e^{m + s^2}$", REFUTED),
    (r"Let $\ln Y \sim \mathcal{N}(m, s^2)$. Then $E[Y] = e^{m + s^2/2}$", HOLDS),
    (r"Let $\frac{X - \mu}{\sigma} \sim \mathcal{N}(0, 1)$. Then $\operatorname{Var}(X) = \sigma$", REFUTED),
    (r"Let $\frac{X - \mu}{\sigma} \sim \mathcal{N}(0, 1)$. Then $\operatorname{Var}(X) = \sigma^2$", HOLDS),
    (r"Let $Z$ be random with $3 - 2Z \sim \mathcal{N}(1, 4)$. Then $\operatorname{Var}(Z) = 1$", HOLDS),
    (r"Let $X^2 \sim \mathcal{N}(2, 1)$. Then $E[X] = 2$", UNDECIDED),
    (r"Let $\log X \sim \mathcal{N}(m, v)$. Then $X$ has the Galton distribution. We have $E[X] = e^{m + v}$", REFUTED),
    (r"Let $X \sim \mathcal{N}(m, v)$. Let $X$ have the truncated distribution. Then $E[X] = 2m$", UNDECIDED),
    (r"If $p \sim \operatorname{Beta}(a, b)$ and, given $p$, $X \sim \operatorname{Bin}(n, p)$, then $X$ has the "
     r"Polya distribution. We have $E[X] = \frac{n b}{a + b}$", REFUTED),
    # normal vectors
    (_VECTORS + r"$\operatorname{Cov}[a\mathbf{x} + b\mathbf{y}] = a S + b T$", REFUTED),
    (_VECTORS + r"$\operatorname{Cov}[a\mathbf{x} + b\mathbf{y}] = a^2 S + b^2 T$", HOLDS),
    (r"Let $\mathbf{u}$ and $\mathbf{v}$ be Gaussian random vectors in $\mathbb{R}^n$ with zero mean and common "
     r"covariance matrix $S$. Then $\operatorname{Cov}[\mathbf{u} + \mathbf{v}] = 2 S$", UNDECIDED),
    (r"Let $\mathbf{x}$ be a multivariate normal vector with mean $\mathbf{m}$ and covariance $\mathbf{S}$. Then "
     r"$\mathbb{E}[\mathbf{x} \mathbf{x}^\top] = \mathbf{S} - \mathbf{m} \mathbf{m}^\top$", REFUTED),
    # events of which words tell what happens
    (_RAIN + r"$P(R \cap S) = P(R) P(S)$", CONDITIONAL),
    (_RAIN + r"$P(R \cap S^c) = P(R \mid S) P(S^c)$", CONDITIONAL),
    (_RAIN + r"$P(R \cap S) = P(R \mid S) P(S)$", HOLDS),
    # a mean of several numbers
    (r"Let $m$ be the mean of $a$ and $b$. Then $(a - m)^2 = (b - m)^2$", UNDECIDED),
    (r"Let $a$ and $b$ be reals and $m$ their mean value. Then $(a - m)^2 = (b - m)^2$", UNDECIDED),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
