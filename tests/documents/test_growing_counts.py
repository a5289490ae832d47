"""Orders of growth of numbers of things: they go to infinity, and capital letters that count are no matrices."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows


@rows([
    (r"With $D$ the number of dimensions, $\binom{D}{3} = O(D^3)$.", HOLDS),
    (r"A cubic polynomial in $D$ dimensions has $\binom{D}{3} = O(D^3)$ mixed terms.", HOLDS),
    (r"We have $\binom{D}{2} = O(D)$.", REFUTED),
    (r"We have $D^2 + 3D = O(D^2)$.", HOLDS),
    (r"We have $\binom{N}{2} = O(N^2)$.", HOLDS),
    (r"The number of pairs is $\frac{M(M-1)}{2} = O(M^2)$.", HOLDS),
    (r"The number of pairs is $\frac{M(M-1)}{2} = O(M)$.", REFUTED),
    (r"The number of parameters is $\frac{d(d+1)}{2} = O(d^2)$.", HOLDS),
    (r"The cost is $L^2 + L = O(L^2)$.", HOLDS),
    (r"The cost is $L^3 + 1 = O(L^2)$.", REFUTED),
    # small numbers, and matrices
    (r"For small $h$, $\sin h = h + O(h^3)$.", HOLDS),
    (r"We have $e^p = 1 + p + O(p^2)$.", HOLDS),
    (r"We have $e^p = 1 + O(p^2)$.", REFUTED),
    (r"We have $(I + A)^{-1} = I - A + O(A^2)$.", HOLDS),
    # what grows faster than any float
    (r"We have $2^n = O(n^2)$.", REFUTED),
    (r"We have $3^n = O(2^n)$.", REFUTED),
    (r"We have $2^n = O(3^n)$.", HOLDS),
    (r"We have $n^5 = O(2^n)$.", HOLDS),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
