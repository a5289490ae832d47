r"""Divergences of numbers, of laws given by their names or functions, and sums over values that are listed."""

from tests.documents.judged import assert_last, rows, twins

COINS = r"Let $\rho, \hat\rho \in (0, 1)$. "
MASSES = "Let $p$ and $q$ be strictly positive probability mass functions on a finite set. "
LISTED = (r"For discrete distributions $P$ and $Q$ with positive probabilities $P(x_1), \ldots, P(x_n)$ and "
          r"$Q(x_1), \ldots, Q(x_n)$ we have ")

TWINS = (
    (COINS,
     r"\mathrm{KL}(\rho \| \hat\rho) = \rho \log \frac{\rho}{\hat\rho} + (1-\rho) \log \frac{1-\rho}{1-\hat\rho}",
     r"\mathrm{KL}(\rho \| \hat\rho) = \rho \log \frac{\rho}{\hat\rho} - (1-\rho) \log \frac{1-\rho}{1-\hat\rho}"),
    (r"Let $p, q \in (0, 1)$. ", r"D_{KL}(p \| q) = p (\log p - \log q) + (1-p) (\log(1-p) - \log(1-q))",
     r"D_{KL}(p \| q) = p \log p - \log q + (1-p) \log(1-p) - (1-p) \log(1-q)"),
    (MASSES, r"D_{KL}(p \| q) = \sum_x p(x) \log \frac{p(x)}{q(x)}",
     r"D_{KL}(p \| q) = \sum_x q(x) \log \frac{q(x)}{p(x)}"),
    ("Let $p$ be a probability mass function. ", r"H(p) = -\sum_x p(x) \log p(x)", r"H(p) = \sum_x p(x) \log p(x)"),
    ("Let $p$ be a pmf. ", r"H(p) = -\sum_x p(x) \log p(x)", r"H(p) = \sum_x p(x) \log p(x)"),
    ("Let $p$ and $q$ be probability densities. ", r"D_{KL}(p \| q) = \int p(x) \log \frac{p(x)}{q(x)} dx",
     r"D_{KL}(p \| q) = -\int p(x) \log \frac{p(x)}{q(x)} dx"),
    (LISTED, r"D_{KL}(P \| Q) = -\sum_{i=1}^n P(x_i) \log \frac{Q(x_i)}{P(x_i)}",
     r"D_{KL}(P \| Q) = \sum_{i=1}^n P(x_i) \frac{P(x_i)}{Q(x_i)}"),
    ("", r"H(X) = -\sum_{i=1}^n P(x_i) \log P(x_i)", r"H(X) = \sum_{i=1}^n P(x_i) \log P(x_i)"),
    ("", r"H(p, q) = -\sum_{i=1}^K p(x_i) \log q(x_i)", r"H(p, q) = -\sum_{i=1}^K q(x_i) \log p(x_i)"),
    ("", r"\mathbb{E}[X] = \sum_{i=1}^n x_i p(x_i)", r"\mathbb{E}[X] = \sum_{i=1}^n x_i^2 p(x_i)"),
    ("", r"\mathbb{E}[g(X)] = \sum_i g(x_i) p(x_i)", r"\mathbb{E}[g(X)] = \sum_i g(x_i)^2 p(x_i)"),
)


@rows(twins(TWINS))
def test_divergences_and_listed_values(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows((
    (r"The loss of the data is $L = -\frac1n \sum_{i=1}^n \log p(x_i)$, and $H(p) = -\sum_x p(x) \log p(x)$.", "DT"),
    (r"Let $x_1, \ldots, x_n$ be observations. We have $H(X) = -\sum_{i=1}^n p(x_i) \log p(x_i)$.", "C"),  # data
))
def test_data_are_no_listed_values(text: str, expected: str) -> None:
    assert_last(text, expected)
