r"""A^{1/2} and A^{-1/2} of a matrix are its symmetric root and the inverse of that; of a number, its root."""

from tests.documents.judged import HOLDS, PROVED, REFUTED, UNDECIDED, assert_last, rows, twins

BOTH = r"With $A \succ 0$ and $B \succ 0$,"


@rows([
    *twins([
        (r"Let $A$ and $B$ be positive semidefinite matrices. Then ", r"x^\top A^{1/2}BA^{1/2}x\ge0",
         r"x^\top A^{1/2}BA^{1/2}x\le0"),
        ("Let $A$ be positive definite. Then ", r"A^{-1/2} A A^{-\frac12} = I", r"A^{-1/2} A A^{1/2} = I"),
        (r"Let $\Sigma$ be a covariance matrix. Then ", r"\Sigma^{1/2}\Sigma^{1/2} = \Sigma",
         r"\Sigma^{1/2}\Sigma^{1/2} = 2\Sigma"),
        (r"Let $A \succ 0$. Then ", r"\|A^{1/2} x\|^2 = x^\top A x", r"\|A^{1/2} x\|^2 = x^\top A^2 x"),
        (rf"{BOTH} ", r"\operatorname{tr}(B^{1/2} A B^{1/2}) = \operatorname{tr}(AB)", "B^{1/2} A B^{1/2} = AB"),
        (r"Let $A\succeq 0$ be $n \times n$. For $y = A^{1/2}x$ we get ", r"y^\top y = x^\top A x",
         r"y^\top y = 2x^\top A x"),
    ]),
    (r"For $A\succeq0$ and $B\succeq0$ of size $n\times n$ we have "
     r"$x^\top A^{1/2}BA^{1/2}x = (A^{1/2}x)^\top B(A^{1/2}x)$.", HOLDS),
    (r"Let $A$ be an $n \times n$ matrix. Then $A^{1/2} A^{1/2} = A$.", UNDECIDED),
    # numbers
    ("Let $K > 0$. Then $K^{1/2} K^{1/2} = K$ and $(4K)^{1/2} = 2 K^{1/2}$.", PROVED * 2),
    ("Let $K > 0$. Then $(4K)^{1/2} = 4 K^{1/2}$.", REFUTED),
    (r"The period is $T = 2\pi (L/g)^{1/2}$ so that $T^2 = 4\pi^2 L/g$.", HOLDS),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
