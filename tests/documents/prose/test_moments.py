"""Moments that words give random variables hold for each of a list, in whichever letters."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows, twins

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
