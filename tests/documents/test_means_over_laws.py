"""Means below which a law stands, as sums over the values of its letters: `\\mathbb{E}_{p(x, y)}[...]`."""

import pytest
from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last

CASES = [
    (r"H(X) = -\mathbb{E}_{p(x)}[\log p(x)]", HOLDS),
    (r"H(X) = \mathbb{E}_{p(x)}[\log p(x)]", REFUTED),
    (r"H(X) \leq -\mathbb{E}_{p(x)}[\log q(x)]", HOLDS),
    (r"H(X) \leq -\mathbb{E}_{q(x)}[\log p(x)]", REFUTED),
    (r"I(X;Y) = \mathbb{E}_{p(x,y)}\left[\log \frac{p(x,y)}{p(x) p(y)}\right]", HOLDS),
    (r"I(X;Y) = \mathbb{E}_{p(x,y)}\left[\log \frac{p(x) p(y)}{p(x,y)}\right]", REFUTED),
    (r"H(X \mid Y) = -\mathbb{E}_{p(x,y)}[\log p(x \mid y)]", HOLDS),
    (r"H(X \mid Y) = -\mathbb{E}_{p(x,y)}[\log p(y \mid x)]", REFUTED),
    (r"I(X; Y) \geq H(X) + \mathbb{E}_{p(x, y)}[\log q(x \mid y)]", HOLDS),
    (r"I(X; Y) \leq H(X) + \mathbb{E}_{p(x, y)}[\log q(x \mid y)]", REFUTED),
    (r"\mathbb{E}_{(x, y) \sim p}[\log p(x, y)] = -H(X, Y)", HOLDS),
    (r"\mathbb{E}_{(x, y) \sim p}[\log p(x, y)] = H(X, Y)", REFUTED),
    (r"\mathbb{E}_{p}[\log p(x, y) - \log p(x)] = -H(Y \mid X)", HOLDS),
    (r"\mathbb{E}_{x \sim p(x)}[KL(p(y \mid x) \| p(y))] = I(X;Y)", HOLDS),
    (r"\mathbb{E}_{p(x, y)}[g(x, y)] = \mathbb{E}_{p(x)}[\mathbb{E}_{p(y \mid x)}[g(x, y)]]", HOLDS),
    (r"\mathbb{E}_{p(x, y)}[f(x)] = \mathbb{E}_{p(y)}[f(x)]", REFUTED),
    (r"H(p, q) = -\mathbb{E}_{x \sim p}[\log q(x)]", HOLDS),
    (r"H(p, q) = -\mathbb{E}_{x \sim q}[\log p(x)]", REFUTED),
    (r"H(p, q) = \mathbb{E}_p[-\log q]", HOLDS),
    (r"KL(p \| q) = \mathbb{E}_p\left[\log \frac{p}{q}\right]", HOLDS),
    (r"KL(p \| q) = \mathbb{E}_q\left[\log \frac{p}{q}\right]", REFUTED),
    # over an index
    (r"\mathbb{E}_{i \sim p}[v_i] = \sum_i p_i v_i", HOLDS), (r"\mathbb{E}_{i \sim p}[v_i] = p^\top v", HOLDS),
    (r"\mathbb{E}_{i \sim p}[v_i] = \sum_i v_i", REFUTED),
    (r"\operatorname{Var}_{i \sim p}(v_i) = \sum_i p_i v_i^2 - \left(\sum_i p_i v_i\right)^2", HOLDS),
    (r"\operatorname{Var}_{i \sim p}(v_i) = \sum_i p_i v_i^2 - \sum_i p_i v_i", REFUTED),
    (r"\mathrm{Cov}_{i \sim p}(u_i, v_i) = \sum_i p_i u_i v_i - (p^\top u) (p^\top v)", HOLDS),
    (r"\mathbb{E}_{i \sim p}[v_i]^2 \le \mathbb{E}_{i \sim p}[v_i^2]", HOLDS),
    (r"\mathbb{E}_{k \sim \pi}[\mu_k - c] = \mathbb{E}_{k \sim \pi}[\mu_k] - c", HOLDS),
    (r"\mathbb{E}_{k \sim \pi}[\mu_k - c] = \mathbb{E}_{k \sim \pi}[\mu_k] + c", REFUTED),
    (r"H(p) = \mathbb{E}_{i \sim p}[-\log p_i]", HOLDS), (r"H(p) = \mathbb{E}_{i \sim p}[\log p_i]", REFUTED),
    (r"\mathbb{E}_{j \sim \mathrm{softmax}(z)}[v_j] = \sum_j \mathrm{softmax}(z)_j v_j", HOLDS),
    (r"\mathbb{E}_i[x_i] = \frac{1}{n} \sum_{i=1}^n x_i", UNDECIDED),  # how i is drawn is not said
    # q(z) may be under p(x) too
    (r"\mathbb{E}_{p(x) q(z \mid x)}[\log q(z \mid x) - \log q(z)] = I(X; Z)", UNDECIDED),
]


@pytest.mark.parametrize(("formula", "expected"), CASES, ids=[source for source, _ in CASES])
def test_the_formula(formula, expected):
    assert_last(f"We have ${formula}$.", expected)
