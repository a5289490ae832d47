"""H(y, \\mu) = ... of two numbers: a function of the text, with the letter of entropies."""

from tests.documents.judged import assert_last, rows, twins

BOARD = r"With the binary cross entropy $\mathbb{H}(y, \mu) = -[y \log \mu + (1 - y) \log(1 - \mu)]$ we get "
PLAIN = r"Let $H(y, \hat{y}) = -y \log \hat{y} - (1 - y) \log(1 - \hat{y})$. Then "
LABELS = r"Let $y_n \in \{0, 1\}$ be labels and $\mu_n \in (0, 1)$ their probabilities for $n = 1, \ldots, N$. " + BOARD
LOSS = r"-\sum_{n=1}^N \left[y_n \log \mu_n + (1 - y_n) \log(1 - \mu_n)\right] = "
CASES = [
    (BOARD, r"\mathbb{H}(1, \mu) = -\log \mu", r"\mathbb{H}(1, \mu) = \log \mu"),
    (PLAIN, r"\frac{\partial H(y, \hat{y})}{\partial \hat{y}} = \frac{\hat{y} - y}{\hat{y}(1 - \hat{y})}",
     r"\frac{\partial H(y, \hat{y})}{\partial \hat{y}} = \frac{y - \hat{y}}{\hat{y}(1 - \hat{y})}"),
    (LABELS, LOSS + r"\sum_{n=1}^N \mathbb{H}(y_n, \mu_n)", LOSS + r"-\sum_{n=1}^N \mathbb{H}(y_n, \mu_n)"),
    # laws, variables
    (r"For distributions $p$ and $q$ on a finite set the cross entropy is ", r"H(p, q) = -\sum_x p(x) \log q(x)",
     r"H(p, q) = \sum_x p(x) \log q(x)"),
    (r"For random variables ", r"H(X, Y) = H(X) + H(Y | X)", r"H(X, Y) = H(X) - H(Y | X)"),
]


@rows(twins(CASES))
def test_functions_with_the_letter_of_entropies(text: str, expected: str) -> None:
    assert_last(text, expected)
