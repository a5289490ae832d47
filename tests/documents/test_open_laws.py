"""Averages of the logarithm of a function that may be the density of its argument: the text leaves it open."""

from tests.documents.judged import HOLDS, UNDECIDED, assert_last, rows

SCORE = r"\frac{\partial}{\partial\theta} \log f(X; \theta)"
SECOND = r"\frac{\partial^2}{\partial\theta^2} \log f(X; \theta)"
CASES = [
    (rf"$\mathbb{{E}}[({SCORE})^2] = -\mathbb{{E}}[{SECOND}]$", UNDECIDED),
    (rf"$\operatorname{{Var}}({SCORE}) = \mathbb{{E}}[({SCORE})^2]$", UNDECIDED),
    (r"For a positive function $f$, $\mathbb{E}[\log f(X)] \le \log \mathbb{E}[f(X)]$.", HOLDS),
    (r"Let $X_1, \dots, X_N$ be i.i.d. with mean $\mu$. Then $E[\sum_{i=1}^N X_i] = N \mu$.", HOLDS),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
