"""Factors that the name of a decomposition describes: orthonormal columns, diagonal matrices; no more than that."""

from tests.documents.judged import UNDECIDED, assert_last, rows, twins

SVD = r"With the SVD $X = U \Sigma V^\top$ we get "
CASES = [
    (SVD, r"X^\top X = V \Sigma^\top \Sigma V^\top", r"X^\top X = 2 V \Sigma^\top \Sigma V^\top"),
    (r"Let $A = U S V^T$ be the singular value decomposition. Then ", r"\|A\|_F^2 = \operatorname{tr}(S^2)",
     r"\|A\|_F = \operatorname{tr}(S^2)"),
    (r"With the SVD $X = U S V^\top$, ", r"\|X\|_* = \operatorname{tr}(S)", r"\|X\|_* = \operatorname{tr}(S^2)"),
    (r"Let $A = Q R$ be the QR decomposition of $A$. Then ", r"A^\top A = R^\top R", r"A^\top A = R R^\top"),
    (r"The eigendecomposition $A = Q \Lambda Q^\top$ gives ", r"A^{-1} = Q \Lambda^{-1} Q^\top",
     r"A^{-1} = Q^\top \Lambda^{-1} Q"),
    (r"The eigenvalue decomposition $A = V \Lambda V^{-1}$ gives ", r"A^2 = V \Lambda^2 V^{-1}",
     r"A^2 = V^2 \Lambda^2 V^{-2}"),
]
TRIANGULAR = [
    (r"With the Cholesky factorisation $\Sigma = LL^T$, ", r"\log\det\Sigma = 2 \sum_{i=1}^n \log L_{ii}",
     r"\log\det\Sigma = \sum_{i=1}^n \log L_{ii}"),
    (r"Let $K = LL^\top$ be the Cholesky decomposition of $K$. Then ", r"\frac12 \log |K| = \sum_i \log l_{ii}",
     r"\frac12 \log |K| = 2 \sum_i \log l_{ii}"),
    (r"Let $A = LL^T$ with $L$ lower triangular. Then ", r"\det A = \prod_i l_{ii}^2", r"\det A = \prod_i l_{ii}"),
    (r"Let $L$ be a lower triangular matrix. Then ", r"\det(L) = \prod_{i=1}^n L_{ii}",
     r"\det(L) = \prod_{i=1}^n L_{ii}^2"),
    ("If $U$ is upper triangular, then ", r"\operatorname{tr}(U^2) = \sum_i u_{ii}^2",
     r"\operatorname{tr}(U^2) = \sum_i u_{ii}"),
    ("For upper triangular matrices, ", r"\det(U) = \prod_i u_{ii}", r"\det(U) = \sum_i u_{ii}"),
    (r"Let $A = QR$ be the QR decomposition with $Q \in \mathbb{R}^{m \times m}$ and $R \in \mathbb{R}^{m \times n}$. "
     "Then ", "A^T A = R^T R", "A^T A = 2 R^T R"),
]
OPEN = [(SVD + r"$U U^\top = I$.", UNDECIDED),
        (r"Let $A = Q R$ be the QR factorization. Then $Q Q^\top = I$.", UNDECIDED)]


@rows([*twins(CASES), *twins(TRIANGULAR), *OPEN])
def test_factors_by_name(text: str, expected: str) -> None:
    assert_last(text, expected)
