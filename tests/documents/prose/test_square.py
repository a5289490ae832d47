"""Matrices that the word "square" is said of, with the noun and without it."""

from tests.documents.judged import CONDITIONAL, DEFINITION, PROVED, REFUTED, UNDECIDED, assert_last, rows

CASES = [
    ("Let $A$ be a square matrix. If $A^T A = I$, then $A A^T = I$.", PROVED),
    ("Let $A$ be a square matrix with $A^T A = I$. Then $A A^T = I$.", PROVED),
    ("Let $A$ be a square matrix. Suppose $A^T A = I$. Then $A A^T = 2I$.", REFUTED),
    ("Let $A$ be a matrix with $A^T A = I$. Then $A A^T = I$.", REFUTED),
    ("If $Q$ is square and $Q^T Q = I$, then $Q Q^T = I$.", PROVED),
    ("For square $A$, if $A^T A = I$, then $A A^T = I$.", UNDECIDED),
    ("Let $A$ be square. If $A^T A = I$, then $A A^T = I$.", PROVED),
    ("Let $A$ and $B$ be square with $A B = I$. Then $B A = I$.", "T"),
    ("Let $A$ and $B$ be matrices with $A B = I$. Then $B A = I$.", CONDITIONAL),
    ("For square $A$, $A A^T = A^T A$.", CONDITIONAL),
    ("If $x$ is square, then $x = n^2$.", DEFINITION),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
