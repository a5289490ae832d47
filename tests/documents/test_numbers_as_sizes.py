"""Numbers that are the sizes of arrays: the n of \\frac{1}{n} 1 1^T, and sizes that the text leaves to its reader."""

from tests.documents.judged import DEFINITION, REFUTED, UNDECIDED, assert_last, rows, twins

CENTERING = r"The centering matrix is $C = I - \frac{1}{n} \mathbf{1}\mathbf{1}^T$. Then "
SIZES = [
    (CENTERING, "C^2 = C", "C^2 = I"),
    (CENTERING, r"C \mathbf{1} = 0", r"C \mathbf{1} = \mathbf{1}"),
    (r"With $P = \mathbf{1}\mathbf{1}^T / n$ we have ", r"\operatorname{tr}(P^2) = 1", r"\operatorname{tr}(P^2) = n"),
    (r"The mean is $m = \frac{1}{n} \mathbf{1}^T x$. Then ", r"\mathbf{1}^T x = n m", r"\mathbf{1}^T x = m"),
]
POWERS = r"Let $V_{ij} = x_i^{j-1}$ for $i, j = 1, \dots, n$. Then "
OPEN = [
    (r"Let $C = I - \frac{1}{n} J$ with $J = \mathbf{1}\mathbf{1}^T$. Then $C^2 = C$.", UNDECIDED),
    (r"It is $\det V = \prod_{1 \leq i < j \leq n} (x_j - x_i)$, where $V_{ij} = x_i^{j-1}$.", UNDECIDED + DEFINITION),
    (POWERS + r"$\det V = \prod_{1 \leq i < j \leq n} (x_j - x_i)$.", UNDECIDED),
]


@rows([*twins(SIZES), *OPEN])
def test_numbers_as_sizes(text, expected):
    assert_last(text, expected)


@rows([(POWERS + r"$\det V = \prod_{1 \leq i < j \leq n} (x_i + x_j)$.", REFUTED)])
def test_false_of_all_sizes(text, expected):
    assert_last(text, expected)
