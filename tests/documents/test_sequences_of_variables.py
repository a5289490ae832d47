"""Means and variances of sequences of random variables, however the moments are written."""

from tests.documents.judged import assert_all, rows

# A paragraph, and what its formulas are: T true, F false, A lacking an assumption, C a condition.
IID = r"Let $X_1,\dots,X_n$ be i.i.d. with mean $\mu$ and variance $\sigma^2$. Then "
CASES = [
    (IID + r"$\operatorname{Var}(\sum_i X_i)=n\sigma^2$ and $\operatorname{Var}(\sum_i X_i)=n^2\sigma^2$.", "TF"),
    (IID + r"$\operatorname{Var}(\bar X)=\sigma^2/n$ and $\operatorname{Var}(\bar X)=\sigma^2$.", "TF"),
    (IID + r"$E[\bar X] = \mu$ and $E[\bar X] = n\mu$.", "TF"),
    (IID + r"$E[\frac{1}{n-1}\sum_i(X_i-\bar X)^2] = \sigma^2$.", "T"),
    (IID + r"$E[\frac{1}{n}\sum_i(X_i-\bar X)^2] = \sigma^2$.", "F"),
    (IID + r"$E[\frac{1}{n}\sum_i(X_i-\bar X)^2] = \frac{n-1}{n}\sigma^2$.", "T"),
    (r"Let $X_1, \ldots, X_n$ be i.i.d. random variables with $E[X_i] = \mu$. Then $E[\sum_i X_i] = n\mu$.", "DT"),
    (r"Let $X_1,\dots,X_n$ be independent random variables. Then "
     r"$\operatorname{Var}(\sum_{i=1}^nX_i)=\sum_{i=1}^n\operatorname{Var}(X_i)$.", "T"),
    (r"$\operatorname{Var}(\sum_{i=1}^nX_i)=\sum_{i=1}^n\operatorname{Var}(X_i)$", "A"),
    (r"$E[\sum_{i=1}^n X_i]=\sum_{i=1}^n E[X_i]$", "T"),
    (r"$\operatorname{Var}\left(\sum_{i=1}^nX_i\right)=\sum_{i=1}^n\sum_{j=1}^n\operatorname{Cov}(X_i,X_j)$", "T"),
    (r"$\operatorname{Var}(\sum_{i=1}^nX_i)=\sum_{i=1}^n\operatorname{Var}(X_i) + "
     r"2\sum_{i<j}\operatorname{Cov}(X_i,X_j)$", "T"),
    (r"$\operatorname{Var}(X_1+\dots+X_n) = n\operatorname{Var}(X_1)$", "A"),
    (r"$\operatorname{Var}(\bar X) = \frac{\sigma^2}{n}$", "A"),
    (r"Let $X$ be a random variable with mean $\mu$ and variance $\sigma^2$. Then $E[X^2] = \mu^2 + \sigma^2$ "
     r"and $E[X^2] = \mu^2 - \sigma^2$.", "TF"),
    (r"$\operatorname{Var}(X) = \mathbb{E}X^2 - (\mathbb{E}X)^2$", "T"),
    (r"$\operatorname{Var}(X) = \mathbb{E}X^2 + (\mathbb{E}X)^2$", "F"),
    (r"$\operatorname{Var} X = \mathbb{E}(X-\mathbb{E}X)^2$", "T"),
    (r"$\mathbb{V}[X] = \mathbb{E}[X^2] - \mathbb{E}[X]^2$", "T"),
    (r"$\mathbb{V}[aX] = a\mathbb{V}[X]$", "F"),
    (r"$\mathbb{V}\mathrm{ar}[X] = \mathbb{E}[X^2] - \mathbb{E}[X]^2$", "T"),
    (r"$D(X) = E(X^2) - [E(X)]^2$", "T"),
    (r"$\mathbb{E}XY = \mathbb{E}X\,\mathbb{E}Y$", "A"),
    (r"$\mathrm{sd}(aX) = |a|\mathrm{sd}(X)$", "T"),
    (r"$\mathrm{SD}(aX) = a^2\mathrm{SD}(X)$", "F"),
    (r"$E[X - E[X]] = E[X] - E[E[X]] = 0$", "T"),
    (r"$\operatorname{Var}(c) = 0$", "T"),
]


@rows(CASES)
def test_a_paragraph_is_judged_as_it_should_be(text, expected):
    assert_all(text, expected)
