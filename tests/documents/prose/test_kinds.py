"""What a sentence says of all arrays of a rank, without a symbol."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows

KINDS = [
    (r"The inverse of a product is, for invertible $n\times n$ matrices, $(AB)^{-1} = A^{-1} B^{-1}$.", REFUTED),
    (r"The inverse of a product is, for invertible matrices, $(AB)^{-1} = A^{-1} B^{-1}$.", REFUTED),
    (r"For symmetric matrices, $\nabla_x x^\top A x = 2Ax$.", HOLDS),
    (r"For symmetric matrices, $\nabla_x x^\top A x = Ax$.", REFUTED),
    (r"For orthogonal matrices we have $Q^\top Q = I$.", HOLDS),
    (r"For orthogonal matrices we have $Q^\top Q = 2I$.", REFUTED),
    (r"For positive numbers $\sqrt{x^2} = x$.", HOLDS),
    (r"For negative numbers $\sqrt{x^2} = x$.", REFUTED),
    (r"The determinant of a symmetric matrix is $\det\begin{pmatrix}2&1\\1&2\end{pmatrix}=5$.", REFUTED),
    (r"The inverse of an orthogonal matrix is its transpose: $Q^{-1} = Q^T$.", HOLDS),
    (r"The inverse of an orthogonal matrix is its transpose: $Q^{-1} = -Q^T$.", REFUTED),
    (r"The trace of the square of a symmetric matrix is $\operatorname{tr}(A^2) = \|A\|_F^2$.", HOLDS),
    (r"The trace of the square of a symmetric matrix is $\operatorname{tr}(A^2) = \|A\|_F$.", REFUTED),
    (r"For a $2 \times 2$ matrix, $\det(A - x I) = x^2 - \operatorname{tr}(A) x + \det(A)$.", HOLDS),
    (r"For a $2 \times 2$ matrix, $\det(A - x I) = x^2 + \operatorname{tr}(A) x + \det(A)$.", REFUTED),
    (r"The squared trace of a $2 \times 2$ matrix is $(\operatorname{tr} A)^2 = \operatorname{tr}(A^2) + 2\det A$.",
     HOLDS),
    (r"For $3 \times 3$ matrices, $\det(-A) = -\det(A)$.", HOLDS),
    (r"For $4 \times 4$ matrices, $\det(-A) = -\det(A)$.", REFUTED),
    (r"For symmetric $3 \times 3$ matrices we have $\det(2A^T) = 8\det(A)$.", HOLDS),
    (r"For symmetric $3 \times 3$ matrices we have $\det(2A^T) = 6\det(A)$.", REFUTED),
    (r"For an $n \times n$ matrix, $\det(-A) = (-1)^n \det(A)$.", HOLDS),
    (r"The determinant of a triangular matrix is the product of its diagonal: $\det(T) = \prod_{i=1}^n t_{ii}$.",
     UNDECIDED),
    (r"For triangular matrices $\det(T) = \prod_i t_{ii}$.", UNDECIDED),
    (r"The determinant of the transpose of a matrix is $\det(A^T) = -\det(A)$.", REFUTED),
    (r"For unitary matrices we have $U^\top U = I$.", UNDECIDED),
    (r"For stochastic matrices we have $P \mathbf{1} = \mathbf{1}$.", UNDECIDED),
]


@rows(KINDS)
def test_kinds_of_arrays_without_a_symbol(text, expected):
    assert_last(text, expected)
