"""p(x) of a distribution that words introduce, summed over x; how many values x has only words can say."""

import pytest
from tests.documents.judged import findings

ON_SET = r"Let $P$ and $Q$ be probability distributions on a finite set $\mathcal{X}$. Then "
POSITIVE = r"Let $p$ and $q$ be probability distributions with $q(x) > 0$ for all $x$. Then "
STATES = r"Let $p(x) > 0$ be the probabilities of a random variable with $K \geq 2$ states and let $u(x) = 1/K$. Then "
GAP = r"\sum_x (p(x) - u(x))^2 = \sum_x p(x)^2 - \frac1K"
KINDS = {"T": ("proved", "agrees"), "F": ("refuted",), "U": ("undecided",)}
ROWS = [
    (ON_SET + r"$\sum_{x \in \mathcal{X}} P(x) (\log P(x) - \log Q(x)) = \sum_{x \in \mathcal{X}} P(x) "
     r"\log \frac{P(x)}{Q(x)}$.", "T"),
    (ON_SET + r"$\sum_{x \in \mathcal{X}} P(x) (\log P(x) - \log Q(x)) = \sum_{x \in \mathcal{X}} P(x) "
     r"\frac{P(x)}{Q(x)}$.", "F"),
    (POSITIVE + r"$\sum_x p(x) \log \frac{p(x)}{q(x)} \geq 0$.", "T"),
    (POSITIVE + r"$\sum_x p(x) \log \frac{p(x)}{q(x)} = \sum_x p(x) \frac{p(x)}{q(x)}$.", "F"),
    (STATES + r"$\sum_x p(x) \log \frac{p(x)}{u(x)} = \log K + \sum_x p(x) \log p(x)$.", "T"),
    (STATES + r"$\sum_x p(x) \log \frac{p(x)}{u(x)} = \log K - \sum_x p(x) \log p(x)$.", "F"),
    (STATES + f"${GAP}$.", "U"),  # true, as x has K values
    (r"Let $p$ be a probability distribution with $K$ states and let $u(x) = 1/K$. Then " + f"${GAP}$.", "U"),
    (r"Let $P$ be a probability distribution on $\mathcal{X}$, which has $K$ elements. Then "
     r"$\sum_{x \in \mathcal{X}} (P(x) - 1/K)^2 = \sum_{x \in \mathcal{X}} P(x)^2 - \frac1K$.", "U"),
    (r"Let $p(x) > 0$. Then $\sum_x p(x) \log(2 p(x)) = \log 2 - \sum_x p(x) \log p(x)$.", "U"),
]


@pytest.mark.parametrize(("text", "kind"), ROWS)
def test_probabilities_are_judged_as_such(text, kind):
    assert findings(text)[-1].verdict in KINDS[kind]
