r"""A formula that says which case is spoken of: "in the special case $A = A^\top$ this becomes $2Ax$"."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, assert_last, rows

ANY = r"Let $A$ be an $n \times n$ matrix."


@rows([
    (rf"{ANY} In the special case $A = A^\top$ this becomes simpler.", CONDITION),
    (rf"{ANY} A special case is $A = A^\top$, for which it is simpler.", CONDITION),
    (rf"{ANY} The special case $AB = BA$ is simpler.", CONDITION),
    (rf"{ANY} Under $A = A^\top$ it simplifies.", CONDITION),
    (rf"{ANY} In the situation $A^2 = A$, the eigenvalues are known.", CONDITION),
    (rf"{ANY} In the case $A = A^\top$ we have $x^\top A y = y^\top A x$.", HOLDS),
    (rf"{ANY} In the special case that $A = A^\top$ the gradient of $x^\top A x$ is $2Ax$.", HOLDS),
    (rf"{ANY} In the special case that $A = A^\top$ the gradient of $x^\top A x$ is $3Ax$.", REFUTED),
    (rf"{ANY} For the special case of $A^\top A = I$ this reads $\|Ax\| = \|x\|$.", HOLDS),
    (rf"{ANY} Under the assumption that $A = A^\top$ we get $x^\top A y = y^\top A x$.", HOLDS),
    (rf"{ANY} We have $x^\top A y = y^\top A x$ in the case $A = A^\top$.", HOLDS + CONDITION),
    (rf"{ANY} In the case $A = -A^\top$, $x^\top A x = 0$.", HOLDS),
    (rf"{ANY} In the case $A = -A^\top$, $A^2 = -A^\top$.", REFUTED),
    # in which more is claimed
    ("In the worst case $(a+b)^2 = a^2 + b^2$.", REFUTED),
    ("In the real case $(a+b)^2 = a^2 + b^2$.", REFUTED),
    (r"In the scalar case $\frac{d}{dx} x^2 = 3x$.", REFUTED),
    (r"Let $B = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$. In the first case $\det B = 3$.", REFUTED),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
