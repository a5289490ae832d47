"""A second formula for a name: a claim where both are equal, or where the words say that it follows."""

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, assert_last, rows

# a text; the verdicts of its last formula
CASES = [
    (r"Let $X\in\mathbb{R}^{n\times p}$, $y\in\mathbb{R}^n$ and $\lambda>0$. The solution "
     r"$\hat\beta=(X^TX+\lambda I)^{-1}X^Ty$ can be rewritten as $\hat\beta=X^T(XX^T+\lambda I)^{-1}y$.", HOLDS),
    (r"Let $X\in\mathbb{R}^{n\times p}$, $y\in\mathbb{R}^n$ and $\lambda>0$. The solution "
     r"$\hat\beta=(X^TX+\lambda I)^{-1}X^Ty$ can be rewritten as $\hat\beta=X^T(XX^T+I)^{-1}y$.", REFUTED),
    (r"Let $a,b>0$ and $\hat c=\frac{1}{1/a+1/b}$. Equivalently, $\hat c=\frac{ab}{a+b}$.", HOLDS),
    (r"Let $a,b>0$ and $\hat c=\frac{1}{1/a+1/b}$. Equivalently, $\hat c=\frac{a+b}{ab}$.", REFUTED),
    (r"Let $a,b>0$. The first score is defined by $\hat c=a+b$. Another score is defined by $\hat c=ab$.", DEFINITION),
]


@rows(CASES)
def test_a_second_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
