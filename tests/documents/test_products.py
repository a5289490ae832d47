"""Products of more than two kinds: Kronecker products with their sizes, cross products of bare letters."""

from tests.documents.judged import assert_all, rows

CASES = [
    (r"$$(A \otimes B)(C \otimes D) = (AC) \otimes (BD)$$", "T"),
    (r"$$\operatorname{tr}(A \otimes B) = \operatorname{tr}(A)\operatorname{tr}(B)$$", "T"),
    (r"For invertible $A$ and $B$, $(A \otimes B)^{-1} = A^{-1} \otimes B^{-1}$.", "T"),
    (r"$$(A \otimes B)(x \otimes y) = (Ax) \otimes (By)$$", "T"),
    (r"$$\det(A \otimes B) = \det(A)^m \det(B)^n$$", "T"),
    (r"$$\operatorname{vec}(AXB) = (B^\top \otimes A)\operatorname{vec}(X)$$", "T"),
    (r"$$a \times b = -b \times a$$", "T"),
    (r"$$a \cdot (a \times b) = 0$$", "T"),
    (r"$$a \times (b \times c) = b(a \cdot c) - c(a \cdot b)$$", "T"),
    (r"$$\|a \times b\|^2 = \|a\|^2\|b\|^2 - (a \cdot b)^2$$", "T"),
    (r"$$n \times m = m \times n$$", "T"),
    # false
    (r"$$(A \otimes B)(C \otimes D) = (AC) \otimes (DB)$$", "F"),
    (r"For invertible $A$ and $B$, $(A \otimes B)^{-1} = B^{-1} \otimes A^{-1}$.", "F"),
    (r"$$\det(A \otimes B) = \det(A)^m \det(B)^m$$", "F"),
    (r"$$\operatorname{vec}(AXB) = (A \otimes B)\operatorname{vec}(X)$$", "F"),
    (r"$$a \times b = b \times a + a$$", "F"),
    (r"Let $a, b \in \mathbb{R}^3$. We have $a \times b = b \times a$.", "F"),
]


@rows(CASES)
def test_products(text, expected):
    assert_all(text, expected)
