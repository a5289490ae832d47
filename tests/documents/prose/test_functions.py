"""Functions that words name: their letter is the function, whatever letter it is."""

from tests.documents.judged import assert_last, rows, twins

CASES = [
    (r"Let $t > 0$, and let $\psi$ be the digamma function. Then ", r"\psi(t + 1) = \psi(t) + \frac{1}{t}",
     r"\psi(t + 1) = \psi(t) + \frac{1}{t + 1}"),
    (r"Here $F$ denotes the digamma function. For $t > 0$ we have ", r"F(t + 1) = F(t) + \frac{1}{t}",
     r"F(t + 1) = F(t) - \frac{1}{t}"),
    (r"Let $E$ be the error function. For $t \in \mathbb{R}$ we have ", r"E(-t) = -E(t)", r"E(-t) = 1 - E(t)"),
    (r"Let $a, b > 0$ and let $\psi$ be the digamma function. Then ",
     r"\mathrm{KL}(\mathrm{Gamma}(a, 1) \,\|\, \mathrm{Gamma}(b, 1)) = \ln\Gamma(b) - \ln\Gamma(a) + (a - b) \psi(a)",
     r"\mathrm{KL}(\mathrm{Gamma}(a, 1) \,\|\, \mathrm{Gamma}(b, 1)) = \ln\Gamma(b) - \ln\Gamma(a) + (a - b) \psi(b)"),
]


@rows(twins(CASES))
def test_functions_by_their_names(text: str, expected: str) -> None:
    assert_last(text, expected)
