"""Matrices of numbers that are set equal to ones of another shape."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows

WIDE = r"\begin{bmatrix} 1 & 0 & 1 \\ -2 & 1 & 0 \end{bmatrix}"
TALL = r"\begin{bmatrix} 1 & -2 \\ 0 & 1 \\ 1 & 0 \end{bmatrix}"
SMALL = r"\begin{bmatrix} 2 & -2 \\ -2 & 5 \end{bmatrix}"
LARGE = r"\begin{bmatrix} 5 & -2 & 1 \\ -2 & 1 & 0 \\ 1 & 0 & 1 \end{bmatrix}"
CASES = [
    (f"Let $A = {WIDE}$. Then $A A^\\top = {SMALL}$.", HOLDS),
    (f"Let $A = {WIDE}$. Then $A^\\top A = {SMALL}$.", REFUTED),
    (f"Let $A = {WIDE}$. Then $A^\\top A = {LARGE}$.", HOLDS),
    (f"Let $A = {WIDE}$. Then $A A^\\top = {LARGE}$.", REFUTED),
    (f"We have ${WIDE} {TALL} = {SMALL}$.", HOLDS), (f"We have ${WIDE} {TALL} = {LARGE}$.", REFUTED),
    (f"We have ${WIDE}^\\top = {TALL}$.", HOLDS), (f"We have ${WIDE}^\\top = {WIDE}$.", REFUTED),
    (r"We have $\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \begin{bmatrix} 1 \\ 1 \end{bmatrix} = "
     r"\begin{bmatrix} 3 & 7 & 0 \end{bmatrix}$.", REFUTED),
    # a row for a column, a sum over rows, another example
    (r"We have $\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \begin{bmatrix} 1 \\ 1 \end{bmatrix} = "
     r"\begin{bmatrix} 3 & 7 \end{bmatrix}$.", HOLDS),
    (r"By broadcasting, $\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} + \begin{bmatrix} 1 & 2 \end{bmatrix} = "
     r"\begin{bmatrix} 2 & 4 \\ 4 & 6 \end{bmatrix}$.", HOLDS),
    (f"Let $A = {WIDE}$. Another example is $A = {SMALL}$.", "D"),
    (f"Let $A = {WIDE}$. Note that $A^\\top A \\neq {SMALL}$.", HOLDS),
]


@rows(CASES)
def test_shapes_of_matrices_of_numbers(text: str, expected: str) -> None:
    assert_last(text, expected)
