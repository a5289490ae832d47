"""What is supposed of a name that is made of others: it stays what it was, and these are restricted."""

from tests.documents.judged import HOLDS, PROVED, UNDECIDED, assert_last, rows, twins

LAYER = (r"Let $\mu = \frac1d\sum_{i=1}^d x_i$, $\sigma^2 = \frac1d\sum_{i=1}^d(x_i-\mu)^2$ and "
         r"$\hat x_i = \frac{x_i-\mu}{\sigma}$")
ROOT = r"Let $r = \sqrt{x^2 + y^2}$."
SUM = r"Let $m = a + b$."
MATRICES = r"Let $B$ and $C$ be $n \times n$ matrices and $A = B + C$."
GRAM = r"Let $B \in \mathbb{R}^{n\times n}$ and $A = B^\top B$."


@rows([
    *twins([
        (rf"{LAYER} (we leave out $\epsilon$ and suppose that $\sigma>0$). Then ", r"\sum_i\hat x_i^2 = d",
         r"\sum_i\hat x_i^2 = 2d"),
        (rf"{LAYER}. Suppose that $\sigma$ is positive. Then ", r"\|\hat x\| = \sqrt d", r"\|\hat x\| = d"),
        (f"{ROOT} Assume that $r > 0$. Then ", "(x/r)^2 + (y/r)^2 = 1", "(x/r)^2 + (y/r)^2 = 2"),
        (rf"{ROOT} Now assume $r \ne 0$. Then ", "(x/r)^2 + (y/r)^2 = 1", "(x/r)^2 + y/r = 1"),
        (f"{ROOT} If $r$ is positive, then ", "(x/r)^2 + (y/r)^2 = 1", "(x/r)^2 + (y/r)^2 = 2"),
        (rf"{SUM} We suppose that $m \ne 0$. Then ", "a/m + b/m = 1", "a/m - b/m = 1"),
        (rf"{SUM} Suppose $m > 0$. Then ", r"x^2 + a + b \ge 0", r"x^2 + a - b \ge 0"),
        (rf"{GRAM} Suppose that $A$ is invertible. Then ", r"B A^{-1} B^\top = I", r"B A^{-1} B^\top = 2I"),
        (rf"{MATRICES} If $A$ is symmetric, then ", r"x^\top A y = y^\top A x", r"x^\top A y = 2 y^\top A x"),
    ]),
    (rf"{MATRICES} Assume that $A$ is symmetric. Then $x^\top A y = y^\top A x$.", HOLDS),
    (rf"{MATRICES} Suppose that $A$ is positive definite. Then $x^\top (B + C) x \ge 0$.", HOLDS),
    (rf"{MATRICES} Assume $A$ is orthogonal. Then $(B+C)^\top A = I$.", UNDECIDED),
    (rf"{MATRICES} Assume $A$ is diagonal. Then $x^\top (B + C) y = y^\top (B + C) x$.", UNDECIDED),
    # introduced anew
    (r"Let $A = B + C$ with matrices $B$ and $C$. Suppose $A$ is an invertible matrix. Then $A A^{-1} = I$.", PROVED),
    (r"Let $x = 2$. Then $x^2 = 4$. Let $x > 0$. Then $\log x^2 = 2 \log x$.", HOLDS),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
