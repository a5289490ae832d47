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
    (r"For unitary matrices we have $U^\top U = I$.", UNDECIDED),
    (r"For stochastic matrices we have $P \mathbf{1} = \mathbf{1}$.", UNDECIDED),
]


@rows(KINDS)
def test_kinds_of_arrays_without_a_symbol(text, expected):
    assert_last(text, expected)
