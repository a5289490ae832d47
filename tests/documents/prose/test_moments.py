"""Moments that words give random variables hold for each of a list, in whichever letters."""

import pytest
from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, findings, rows, twins

IID = r"Let $X$ and $Y$ be i.i.d. with variance $\sigma^2$. Then "
MANY = r"Let $X_1,\dots,X_n$ be i.i.d. with mean $m$ and variance $\tau^2$. Then "
MEAN = r"\frac1n\sum_{i=1}^nX_i"
VECTOR = r"Let $X$ be a random vector in $\mathbb R^d$ with mean $\mu$ and covariance matrix $\Sigma$. Then "
ALIKE = r"Let $X$ and $Y$ be independent with the same distribution. Then "
PRODUCT = r"Let $X$ and $Y$ be independent with means $a$ and $b$ and variances $c$ and $d$. Then "
# the words, a true claim, a false one
CASES = [
    (IID, r"\operatorname{Var}(X+Y)=2\sigma^2", r"\operatorname{Var}(X+Y)=4\sigma^2"),
    (IID, r"\operatorname{Var}(X-Y)=2\sigma^2", r"\operatorname{Var}(X-Y)=0"),
    (r"Let $X_1,X_2$ be i.i.d. with variance $v$. Then ", r"\mathbb E[(X_1-X_2)^2]=2v", r"\mathbb E[(X_1-X_2)^2]=v"),
    (r"Let $X_1,X_2,X_3$ be independent with mean $\mu$ and variance $\sigma^2$. Then ",
     r"\operatorname{Var}\left(\frac{X_1+X_2+X_3}3\right)=\frac{\sigma^2}3",
     r"\operatorname{Var}\left(\frac{X_1+X_2+X_3}3\right)=\sigma^2"),
    (MANY, rf"\operatorname{{Var}}\left({MEAN}\right)=\frac{{\tau^2}}n",
     rf"\operatorname{{Var}}\left({MEAN}\right)=\frac{{\tau^2}}{{n^2}}"),
    (MANY, rf"\mathbb E\left[{MEAN}\right]=m", rf"\mathbb E\left[{MEAN}\right]=nm"),
    (r"The variance of the mean of $n$ i.i.d. samples is ", r"\operatorname{Var}[\bar X] = \sigma^2 / n",
     r"\operatorname{Var}[\bar X] = \sigma^2 / \sqrt{n}"),
    (r"The variance of the sample mean of $n$ independent and identically distributed observations is ",
     r"\operatorname{Var}(\bar X) = \sigma^2 / n", r"\operatorname{Var}(\bar X) = \sigma^2 / n^2"),
    (r"For the variance of the mean of $m$ independent, identically distributed measurements we get ",
     r"\operatorname{Var}(\bar X) = \sigma^2 / m", r"\operatorname{Var}(\bar X) = \sigma / m"),
    (r"For $n$ i.i.d. observations, ", r"\operatorname{Var}(\bar X) = \operatorname{Var}(X_1) / n",
     r"\operatorname{Var}(\bar X) = \operatorname{Var}(X_1)"),
    (r"Assume that the components of $q$ and $k$ are independent random variables with mean $0$ and variance $1$. "
     r"Then ", r"\operatorname{Var}(\sum_{i=1}^{d_k} q_i k_i) = d_k",
     r"\operatorname{Var}(\sum_{i=1}^{d_k} q_i k_i) = d_k^2"),
    (MANY, r"\mathbb E[X_1X_2]=m^2", r"\mathbb E[X_1^2]=m^2"),
    (r"Let $X_1,\dots,X_n$ be i.i.d. with variance $4$. Then ", rf"\operatorname{{Var}}\left({MEAN}\right)=\frac4n",
     rf"\operatorname{{Var}}\left({MEAN}\right)=\frac2n"),
    (r"Let $X$ and $Y$ be independent, both with variance $v$. Then ", r"\operatorname{Var}(X-2Y)=5v",
     r"\operatorname{Var}(X-2Y)=3v"),
    (r"Let $X$ and $Y$ be uncorrelated with variances $\sigma_X^2$ and $\sigma_Y^2$. Then ",
     r"\operatorname{Var}(X+Y)=\sigma_X^2+\sigma_Y^2", r"\operatorname{Var}(X+Y)=\sigma_X^2-\sigma_Y^2"),
    (r"Let $X$ and $Y$ be uncorrelated. Then ", r"\operatorname{Var}(X-Y)=\operatorname{Var}(X)+\operatorname{Var}(Y)",
     r"\operatorname{Var}(X-Y)=\operatorname{Var}(X)-\operatorname{Var}(Y)"),
    (r"Let $X$ and $Y$ be random variables with standard deviations $\sigma_X, \sigma_Y > 0$. Then ",
     r"\operatorname{Var}(X-Y)=\sigma_X^2+\sigma_Y^2-2\operatorname{Cov}(X,Y)",
     r"\operatorname{Var}(X-Y)=\sigma_X+\sigma_Y-2\operatorname{Cov}(X,Y)"),
    (r"Denote by $\sigma_X>0$ and $\sigma_Y>0$ the standard deviations of the random variables $X$ and $Y$. Then ",
     r"\operatorname{Var}(X-Y)=\sigma_X^2+\sigma_Y^2-2\operatorname{Cov}(X,Y)",
     r"\operatorname{Var}(X-Y)=\sigma_X^2+\sigma_Y^2+2\operatorname{Cov}(X,Y)"),
    *((rf"Let $X_1,\dots,X_n$ {words}, where $\sigma>0$. Then ",
       rf"\operatorname{{Var}}\left({MEAN}\right)=\frac{{\sigma^2}}n",
       rf"\operatorname{{Var}}\left({MEAN}\right)=\frac{{\sigma}}n")
      for words in (r"be independent draws from $\mathcal N(\mu,\sigma^2)$",
                    r"be i.i.d. with law $\mathcal N(\mu,\sigma^2)$",
                    r"be i.i.d. $\mathcal N(\mu,\sigma^2)$ random variables")),
    (PRODUCT, r"\operatorname{Var}(XY)=cd+cb^2+da^2", r"\operatorname{Var}(XY)=2cd+cb^2+da^2"),
    (r"Let $X$ be a random variable with mean $m$ and variance $s^2$. Then ", r"\mathbb E[X^2]=m^2+s^2",
     r"\mathbb E[X^2]=m^2-s^2"),
    (r"Let $X$ be a random variable with mean $5$ and variance $4$. Then ", r"\mathbb E[X^2]=29", r"\mathbb E[X^2]=21"),
    (r"Suppose $\mathbb E[X]=5$ and $\operatorname{Var}(X)=4$. Then ", r"\mathbb E[X^2]=29", r"\mathbb E[X^2]=21"),
    (r"Let $Z$ be a random variable with zero mean and variance $v$. Then ", r"\mathbb E[Z^2]=v",
     r"\mathbb E[Z^4]=3v^2"),
    (r"The estimator $T$ has mean $\theta$ and variance $v$. Then ", r"\mathbb E[(T-\theta)^2]=v",
     r"\mathbb E[(T-\theta)^2]=v^2"),
    (ALIKE, r"\mathbb E[(X-Y)^2]=2\operatorname{Var}(X)", r"\mathbb E[(X-Y)^2]=\operatorname{Var}(X)"),
    (r"Let $X$ and $Y$ be identically distributed. Then ", r"\mathbb E[X^2]=\mathbb E[Y^2]",
     r"\operatorname{Var}(X+Y)=4\operatorname{Var}(X)"),
    (r"Let $X$ and $Y$ be independent with the same mean. Then ",
     r"\mathbb E[(X-Y)^2]=\operatorname{Var}(X)+\operatorname{Var}(Y)", r"\mathbb E[X^2]=\mathbb E[Y^2]"),
    (r"Let $X$ and $Y$ have equal variances. Then ", r"\operatorname{Cov}(X+Y,X-Y)=0",
     r"\operatorname{Cov}(X+Y,X-Y)=\operatorname{Var}(X)"),
    (VECTOR, r"\operatorname{Cov}(AX)=A\Sigma A^\top", r"\operatorname{Cov}(AX)=A\Sigma"),
    (VECTOR, r"\mathbb E[XX^\top]=\Sigma+\mu\mu^\top", r"\mathbb E[XX^\top]=\Sigma-\mu\mu^\top"),
    (r"Let $x$ be a random vector with mean $\mu\in\mathbb R^n$ and covariance $\Sigma$, and let $A\in\mathbb "
     r"R^{n\times n}$. Then ", r"\mathbb E[x^\top Ax]=\operatorname{tr}(A\Sigma)+\mu^\top A\mu",
     r"\mathbb E[x^\top Ax]=\operatorname{tr}(A\Sigma)-\mu^\top A\mu"),
    (r"Let $X$ and $Y$ be independent with mean $\mu\in\mathbb R$ and variance $\sigma^2>0$. Then ",
     r"\mathbb E[XY]=\mu^2", r"\mathbb E[XY]=\mu^2+\sigma^2"),
    (r"Let $X$ be a random vector with covariance $\Sigma$. Then ", r"\operatorname{Var}(u^\top X)=u^\top\Sigma u",
     r"\operatorname{Var}(u^\top X)=2u^\top\Sigma u"),
]
# what can't be sampled, or is not what the words are about
OPEN = [
    (r"Let $X_1,\dots,X_n$ be uncorrelated with variance $v$. Then $\operatorname{Var}(X_1+\dots+X_n)=nv$.", UNDECIDED),
    (r"Let $X$ and $Y$ be independent random vectors in $\mathbb R^d$ with covariance matrix $\Sigma$. Then "
    r"$\operatorname{Cov}(X+Y)=2\Sigma$.", UNDECIDED),
]


@rows(twins(CASES))
def test_given_moments(text, expected):
    assert_last(text, expected)


@rows(OPEN)
def test_what_cannot_be_met(text, expected):
    assert_last(text, expected)


CLAIMED = [
    (r"Let $X_1,\dots,X_n$ be i.i.d. with mean $\mu$ and variance $\sigma^2$. The sample mean $\bar X$ has variance "
     r"$\sigma^2$. Indeed, $\operatorname{Var}(\bar X)=\sigma^2$.", REFUTED),
    (r"Let $W$ be a random variable with variance $v$. If $V=2W$, then $V$ has variance $2v$, so "
     r"$\operatorname{Var}(V)=2v$.", REFUTED),
]


@rows(CLAIMED)
def test_a_moment_that_words_claim_is_no_premise(text, expected):
    assert_last(text, expected)


PAIR = r"Let $(X,Y)$ be a random vector with values in $\mathbb R^2$. Then "
COMPONENTS = [
    (PAIR + r"$\operatorname{Cov}(X,Y)=\operatorname{Cov}(Y,X)$.", HOLDS),
    (PAIR + r"$\operatorname{Var}(X+Y)=\operatorname{Var}(X)+\operatorname{Var}(Y)+2\operatorname{Cov}(X,Y)$.", HOLDS),
    (PAIR + r"$\operatorname{Cov}(X,Y)=\operatorname{Cov}(X,X)$.", REFUTED),
]


@rows(COMPONENTS)
def test_components_of_a_pair_are_numbers(text, expected):
    assert_last(text, expected)


KEYS = r"If the entries of $q, k \in \mathbb{R}^d$ are independent with mean 0 and variance 1, then "
HAVE = r"Let $q, k \in \mathbb{R}^d$ have independent entries with mean $0$ and variance $s^2$. Then "
BY_INDEX = r"Suppose that the entries $q_i$ and $k_i$ are independent with mean 0 and variance 1. Then "
LISTED = (r"Let $w_j$ and $x_j$ be independent with mean zero, $\operatorname{Var}(w_j) = s^2$ and "
          r"$\operatorname{Var}(x_j) = 1$. Then ")
OF_ENTRIES = [
    (KEYS, r"\operatorname{Var}(q^\top k) = d", r"\operatorname{Var}(q^\top k) = d^2"),
    (HAVE, r"\operatorname{Var}(q^\top k) = d s^4", r"\operatorname{Var}(q^\top k) = d s^2"),
    (BY_INDEX, r"\operatorname{Var}(\sum_{i=1}^d q_i k_i) = d", r"\operatorname{Var}(\sum_{i=1}^d q_i k_i) = 1"),
    (LISTED, r"\operatorname{Var}(\sum_{j=1}^n w_j x_j) = n s^2", r"\operatorname{Var}(\sum_{j=1}^n w_j x_j) = n s"),
    (r"Let $w_i$ be i.i.d. with mean zero and variance $s^2$. Then ",
     r"\operatorname{Var}(\sum_{i=1}^n w_i x_i) = s^2 \sum_{i=1}^n x_i^2",
     r"\operatorname{Var}(\sum_{i=1}^n w_i x_i) = s \sum_{i=1}^n x_i^2"),
    (r"Let the entries of $q \in \mathbb{R}^d$ be i.i.d. with mean $0$ and variance $s^2$. Then ",
     r"\mathbb{E}[\|q\|^2] = d s^2", r"\mathbb{E}[\|q\|^2] = s^2"),
]


@rows(twins(OF_ENTRIES))
def test_moments_of_the_entries_of_vectors(text, expected):
    assert_last(text, expected)


UNSAID = [
    # how many entries q has is not said
    r"Let $Q, K \in \mathbb{R}^{n \times d}$. If $q, k$ have independent entries of mean $0$ and variance $1$, then "
    r"$\operatorname{Var}(q^\top k) = d$.",
    r"Let $Q, K \in \mathbb{R}^{n \times d}$. If $q, k$ are rows of $Q$ and $K$ with independent entries of mean "
    r"$0$ and variance $1$, then $\operatorname{Var}(q^\top k) = d$.",
    # of the law of q nothing is said that was understood
    r"Let $q$ be a random vector in $\mathbb{R}^d$ as in the appendix. Then $\operatorname{Var}(q_1) = d$.",
    r"Take the noise $Z$ of the channel, a random variable. Hence $\operatorname{Var}(Z) = 3s$.",
    # the letter is the mean of what the text does not name, and counts nothing
    r"Consider a cluster of points with mean $m$. Then $\|m\|^2 = 1$.",
    r"Consider a cluster of samples with mean of $m$. Then $\|m\|^2 = 1$.",
]


@pytest.mark.parametrize("text", UNSAID)
def test_a_moment_of_an_unknown_law_is_not_refuted(text):
    assert findings(text)[-1].verdict not in ("refuted", "conditional", "proved", "agrees")
