"""Notations of texts on chance: densities with a bar, results of tests as events, capital letters for values."""

from tests.documents.judged import HOLDS, UNDECIDED, assert_last, rows, twins

TEST = r"Let $s = P(+ \mid D)$, $c = P(- \mid \bar{D})$ and $\pi = P(D)$. Then "
CASES = [
    ("We have ", r"\int_0^1 \mu \, \mathrm{Beta}(\mu \mid a, b) \, d\mu = \frac{a}{a + b}",
     r"\int_0^1 \mu \, \mathrm{Beta}(\mu \mid a, b) \, d\mu = \frac{b}{a + b}"),
    ("We have ", r"\mathrm{Beta}(\mu \mid a, b) = \frac{\Gamma(a+b)}{\Gamma(a)\Gamma(b)} \mu^{a-1}(1-\mu)^{b-1}",
     r"\mathrm{Beta}(\mu \mid a, b) = \frac{\Gamma(a+b)}{\Gamma(a)\Gamma(b)} \mu^{a}(1-\mu)^{b}"),
    ("We have ", r"\mathrm{Bin}(m \mid N, \mu) = \binom{N}{m} \mu^m (1-\mu)^{N-m}",
     r"\mathrm{Bin}(m \mid N, \mu) = \mu^m (1-\mu)^{N-m}"),
    ("We have ", r"\mathrm{Gamma}(x \mid k, \theta) = \frac{1}{\Gamma(k)\theta^k} x^{k-1}e^{-x/\theta}",
     r"\mathrm{Gamma}(x \mid k, \theta) = \frac{1}{\Gamma(k)} x^{k-1}e^{-x/\theta}"),
    (TEST, r"P(D \mid +) = \frac{s\pi}{s\pi + (1-c)(1-\pi)}", r"P(D \mid +) = \frac{s\pi}{s\pi + c(1-\pi)}"),
    (TEST, r"P(-) = (1-s)\pi + c(1-\pi)", r"P(-) = s\pi + c(1-\pi)"),
    (r"For any distribution $q(Z)$ of the latent variables we have ",
     r"\ln p(X) = \sum_Z q(Z) \ln \frac{p(X, Z)}{q(Z)} - \sum_Z q(Z) \ln \frac{p(Z \mid X)}{q(Z)}",
     r"\ln p(X) = \sum_Z q(Z) \ln \frac{p(X, Z)}{q(Z)} + \sum_Z q(Z) \ln \frac{p(Z \mid X)}{q(Z)}"),
    (r"For logits $z_0, z_1 \in \mathbb{R}$ we have ",
     r"p(y = 1 \mid x) = \frac{\exp(z_1)}{\exp(z_0) + \exp(z_1)} = \frac{1}{1 + \exp(z_0 - z_1)}",
     r"p(y = 1 \mid x) = \frac{\exp(z_1)}{\exp(z_0) + \exp(z_1)} = \frac{1}{1 + \exp(z_1 - z_0)}"),
]
OTHERS = [
    (r"We have $\mathrm{Bern}(x \mid \mu) = \mu^x (1-\mu)^{1-x}$.", UNDECIDED),  # x is 0 or 1
    (r"For events, $P(A \cup B) = P(A) + P(B) - P(A \cap B)$.", HOLDS),
]


@rows([*twins(CASES), *OTHERS])
def test_notations_of_chance(text: str, expected: str) -> None:
    assert_last(text, expected)
