"""Names that words give to the identity matrix."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows

_SQUARE = r"Let $A$ be an $n \times n$ matrix and let "

# a text; the verdict of its last formula
CASES = [
    (_SQUARE + r"$I$ be the $n \times n$ identity matrix. Then $A (A + I) = A^2 - A$", REFUTED),
    (_SQUARE + r"$I$ be the $n \times n$ identity matrix. Then $A (A + I) = A^2 + A$", HOLDS),
    (_SQUARE + r"$I_n$ denote the identity matrix of size $n$. Then $A (A + I_n) = A^2 + A$", HOLDS),
    (_SQUARE + r"$E$ be the identity matrix. Then $A (A + E) = A^2 + A$", HOLDS),
    (_SQUARE + r"$E$ be the $n \times n$ unit matrix. Then $A (A + E) = A^2 + A$", HOLDS),
    (_SQUARE + r"$E$ be the $n \times n$ unit matrix. Then $A (A + E) = A^2 - A$", REFUTED),
    (_SQUARE + r"$\mathbf{1}$ be the identity matrix. Then $A (A + \mathbf{1}) = A^2 + A$", UNDECIDED),
    (r"Let $A \in \mathbb{R}^{n \times n}$ and $I \in \mathbb{R}^{n \times n}$ the identity. Then "
     r"$A (A + I) = A^2 + A$", HOLDS),
    (r"With the identity matrix $E$ we have for a square matrix $A$ that $A E = A^2$", REFUTED),
    (r"Let $\mathbf{x} \in \mathbb{R}^D$, let $s > 0$ and let $\mathbf{I}$ be the $D \times D$ identity matrix. Then "
     r"$\mathcal{N}(\mathbf{x} \mid \mathbf{x}, s^2 \mathbf{I}) = \frac{1}{(2\pi)^{1/2} s}$", REFUTED),
    (r"Let $\mathbf{x} \in \mathbb{R}^D$, let $s > 0$ and let $\mathbf{I}$ be the $D \times D$ identity matrix. Then "
     r"$\mathcal{N}(\mathbf{x} \mid \mathbf{x}, s^2 \mathbf{I}) = \frac{1}{(2\pi)^{D/2} s^D}$", HOLDS),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
