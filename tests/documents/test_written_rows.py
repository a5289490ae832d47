"""Vectors that a text writes out: as rows they are vectors or matrices of one row; arrays given side by side."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows

ROW = r"Let $J = \begin{bmatrix} 1 & -1 \end{bmatrix}$. "
A = r"A = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"
CASES = [
    (r"Let $J = [1 \ \ -1]$ be the Jacobian. Then $\|J\|_\infty = 2$.", HOLDS),
    (ROW + r"Then $\|J\|_\infty = 2$.", HOLDS),
    (ROW + r"Then $\|J\|_1 = 1$.", HOLDS),
    (ROW + r"Then $\|J\|_1 = 3$.", REFUTED),
    (ROW + r"Then $\|J\|_2 = 2$.", REFUTED),
    (r"Let $x = [1, -2, 3]$. Then $\|x\|_\infty = 3$.", HOLDS),
    (r"Let $x = [1, -2, 3]$. Then $\|x\|_\infty = 6$.", REFUTED),
    (r"Let $x = \begin{pmatrix} 1 & -2 & 3 \end{pmatrix}$. Then $\|x\|_1 = 3$.", REFUTED),
    (ROW + r"Then $J J^\top = 2$.", HOLDS),
    (ROW + r"Then $J J^\top = 3$.", REFUTED),
    (ROW + r"Then $J^\top J = \begin{bmatrix} 1 & -1 \\ -1 & 1\end{bmatrix}$.", HOLDS),
    (ROW + r"Then $J^\top J = \begin{bmatrix} 1 & 1 \\ -1 & 1\end{bmatrix}$.", REFUTED),
    (r"Let $x = [1, 2, 2]$. Then $x^\top x = 9$.", HOLDS),
    (r"Let $x = [1, 2, 2]$. Then $x^\top x = 8$.", REFUTED),
    (r"Let $x = [1 \ 2 \ 2]^\top$. Then $\|x\|_1 = 2$.", REFUTED),
    (r"Let $w = [1, 2]$ and $x = [3, 4]$. Then $w x^T = 11$.", HOLDS),
    # the letters of "bmatrix" are no names
    (rf"Let ${A}$ and $x = [1, 2]$. Then $A x = [5, 11]$.", HOLDS),
    (rf"Let ${A}$ and $x = (1, 2)$. Then $A x = (5, 12)$.", REFUTED),
    (rf"Suppose ${A}$ and $b = (1, 2)$. Then $b^T A b = 27$.", HOLDS),
    (rf"With ${A}$ and $t = (1, 2)$ we have $A^T t = (7, 10)$.", HOLDS),
    (r"Let $c = \begin{bmatrix} 3 & 4 \end{bmatrix}$ and $b = \begin{bmatrix} 1 \\ 2 \end{bmatrix}$. Then $c b = 11$.",
     HOLDS),
]


@rows(CASES)
def test_written_rows(text, expected):
    assert_last(text, expected)
