"""Means under a function that the text gives as the density of a law, or as a product of densities of entries."""

from tests.documents.judged import HOLDS, UNDECIDED, assert_last, rows, twins

ENTRIES = r"Let $q(z) = \prod_{j=1}^n \mathcal{N}(z_j \mid \mu_j, \sigma_j^2)$ be an approximate posterior. Then "
NORMAL = r"Let $q(z) = \mathcal{N}(z \mid \mu, \sigma^2)$. Then "
PAIR = r"Let $q(z) = \mathcal{N}(z \mid \mu, \sigma^2)$ and $p(z) = \mathcal{N}(z \mid 0, 1)$. Then "
LOGS = r"\mathbb{E}_{z \sim q}[\log q(z) - \log p(z)] = \frac12(\mu^2 + \sigma^2 - "
TWINS = [
    (ENTRIES,
     r"\mathbb{E}_{z \sim q}[\log q(z)] = -\frac{n}{2} \log(2 \pi) - \frac12 \sum_{j=1}^n (1 + \log \sigma_j^2)",
     r"\mathbb{E}_{z \sim q}[\log q(z)] = -\frac{n}{2} \log(2 \pi) - \frac12 \sum_{j=1}^n \log \sigma_j^2"),
    (ENTRIES, r"\mathbb{E}_q[\|z\|^2] = \sum_{j=1}^n (\mu_j^2 + \sigma_j^2)",
     r"\mathbb{E}_q[\|z\|^2] = \sum_{j=1}^n \mu_j^2"),
    (ENTRIES, r"\mathbb{E}_{q(z)}[z_j^2] = \mu_j^2 + \sigma_j^2", r"\mathbb{E}_{q(z)}[z_j^2] = \mu_j^2 - \sigma_j^2"),
    (NORMAL, r"\mathbb{E}_{z \sim q(z)}[e^z] = e^{\mu + \sigma^2/2}",
     r"\mathbb{E}_{z \sim q(z)}[e^z] = e^{\mu + \sigma^2}"),
    (PAIR, LOGS + r"1 - \log \sigma^2)", LOGS + r"\log \sigma^2)"),
    (r"Let $p(z) = \mathrm{Exp}(z \mid \lambda)$. Then ", r"\mathbb{E}_{p(z)}[z] = 1/\lambda",
     r"\mathbb{E}_{p(z)}[z] = \lambda"),
    (r"Let $q(z) = \prod_{j=1}^n \mathrm{Bernoulli}(z_j \mid \pi_j)$. Then ",
     r"\mathbb{E}_{z \sim q}[\sum_{j=1}^n z_j] = \sum_{j=1}^n \pi_j",
     r"\mathbb{E}_{z \sim q}[\sum_{j=1}^n z_j] = \prod_{j=1}^n \pi_j"),
    (r"Let $q(x) = \mathcal{N}(x \mid \mu, \sigma^2)$. Then ", r"\mathbb{E}_{t \sim q}[t^2] = \mu^2 + \sigma^2",
     r"\mathbb{E}_{t \sim q}[t^2] = \mu^2"),
]
ANY = (r"Let $p(x) = \mathcal{N}(x \mid 0, 1)$. By importance sampling "
       r"$\mathbb{E}_{p}[f(x)] = \mathbb{E}_{q}\left[f(x) \frac{p(x)}{q(x)}\right]$.", HOLDS)
# The letter below is another one, or the function is no density of a law.
LEFT = [
    (r"Let $q(x) = \mathcal{N}(x \mid \mu, \sigma^2)$. Then $\mathbb{E}_{q}[t] = \mu$.", UNDECIDED),
    (r"Let $q(z) = \mathcal{N}(z \mid \mu, \sigma^2) + 1$. Then $\mathbb{E}_{z \sim q}[z] = \mu + 1$.", UNDECIDED),
]


@rows([*twins(TWINS), *LEFT, ANY])
def test_means_under_given_densities(text: str, expected: str) -> None:
    assert_last(text, expected)
