"""Quantities of laws that words give values: each claims what it says, with a letter for the value or without."""

import pytest

from lemmata.documents import check

TRUE = (
    r"The variance of the exponential distribution with rate $\lambda$ is $1/\lambda^2$.",
    r"The mean of the gamma distribution with shape $k$ and scale $\theta$ is $m = k\theta$.",
    r"The variance of the uniform distribution on $[a, b]$ is given by $v = (b - a)^2/12$.",
    r"A Poisson variable with rate $r$ has variance $r$.",
    r"The entropy of a Bernoulli variable with parameter $p$ is $H = -p \log p - (1 - p) \log(1 - p)$.",
    r"The differential entropy of the normal distribution with mean $\mu$ and variance $\sigma^2$ is "
    r"$h = \frac12 \log(2 \pi e \sigma^2)$.",
    r"The entropy of the Gaussian distribution with mean $\mu \in \mathbb{R}^d$ and covariance matrix $\Sigma$ is "
    r"$h = \frac12 \log\det(2 \pi e \Sigma)$.",
    r"Let $\mu \in \mathbb{R}^n$ and $s_1, \ldots, s_n > 0$. The entropy of the normal law with mean $\mu$ and "
    r"covariance matrix $\operatorname{diag}(s_1^2, \ldots, s_n^2)$ is "
    r"$h = \sum_{i=1}^n (\log s_i + \frac12 \log(2\pi e))$.",
    r"Let $X$ be an exponential variable with rate $\lambda$. The variance of $X$ is $v = 1/\lambda^2$.",
    r"The derivative of $\sin x$ is $g = \cos x$.",
)
FALSE = (
    r"The variance of the exponential distribution with rate $\lambda$ is $1/\lambda$.",
    r"The mean of the gamma distribution with shape $k$ and scale $\theta$ is $m = k/\theta$.",
    r"The variance of the uniform distribution on $[a, b]$ is given by $v = (b - a)^2/6$.",
    r"A Poisson variable with rate $r$ has variance $r^2$.",
    r"The entropy of a Bernoulli variable with parameter $p$ is $H = p \log p + (1 - p) \log(1 - p)$.",
    r"The differential entropy of the normal distribution with mean $\mu$ and variance $\sigma^2$ is "
    r"$h = \frac12 \log(2 \pi e \sigma)$.",
    r"The entropy of the Gaussian distribution with mean $\mu \in \mathbb{R}^d$ and covariance matrix $\Sigma$ is "
    r"$h = \frac12 \log\det(2 \pi \Sigma)$.",
    r"Let $\mu \in \mathbb{R}^n$ and $s_1, \ldots, s_n > 0$. The entropy of the normal law with mean $\mu$ and "
    r"covariance matrix $\operatorname{diag}(s_1^2, \ldots, s_n^2)$ is "
    r"$h = \sum_{i=1}^n (\log s_i^2 + \frac12 \log(2\pi e))$.",
    r"Let $X$ be an exponential variable with rate $\lambda$. The variance of $X$ is $v = 1/\lambda$.",
    r"The derivative of $\sin x$ is $g = -\cos x$.",
)
# What determines a parameter, gives an estimate, is of another law or is denied.
NO_CLAIMS = (
    r"The mean of the Poisson distribution with rate $\lambda$ is $3$.",
    r"The mean of the exponential distribution with rate $\lambda$ is $m$.",
    r"The mean of the exponential distribution with rate $\lambda$ truncated at $c$ is $1/\lambda$.",
    r"The mean of a Bernoulli variable with probability $p$ is $\bar{x} = \frac{1}{n} \sum_i x_i$.",
    r"If the variance of the normal distribution with mean $m$ and variance $s$ is $s = 4$, it is wide.",
    r"It is wrong that the variance of the exponential distribution with rate $\lambda$ is $v = 1/\lambda$.",
    r"The determinant of $A$ is $d = 5$.",
)


def _last(text, tmp_path):
    path = tmp_path / "text.md"
    path.write_text(text + "\n", encoding="utf-8")
    return [f for f in check([path]).findings if f.kind == "formula"][-1]


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_proved_or_agrees(text, tmp_path):
    assert _last(text, tmp_path).verdict in ("proved", "agrees")


@pytest.mark.parametrize("text", FALSE)
def test_what_is_false_is_refuted(text, tmp_path):
    assert _last(text, tmp_path).verdict == "refuted"


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_what_claims_nothing_of_the_law_is_not_judged(text, tmp_path):
    assert _last(text, tmp_path).verdict in ("notation", "definition", "condition", "undecided")
