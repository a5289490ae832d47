"""Products of more than two kinds: Kronecker products with their sizes, cross products of bare letters."""

import pytest

from lemmata.documents import check_document
from lemmata.documents.formats.markdown import parse_markdown

TRUE = [
    r"$$(A \otimes B)(C \otimes D) = (AC) \otimes (BD)$$",
    r"$$\operatorname{tr}(A \otimes B) = \operatorname{tr}(A)\operatorname{tr}(B)$$",
    r"For invertible $A$ and $B$, $(A \otimes B)^{-1} = A^{-1} \otimes B^{-1}$.",
    r"$$(A \otimes B)(x \otimes y) = (Ax) \otimes (By)$$",
    r"$$\det(A \otimes B) = \det(A)^m \det(B)^n$$",
    r"$$\operatorname{vec}(AXB) = (B^\top \otimes A)\operatorname{vec}(X)$$",
    r"$$a \times b = -b \times a$$",
    r"$$a \cdot (a \times b) = 0$$",
    r"$$a \times (b \times c) = b(a \cdot c) - c(a \cdot b)$$",
    r"$$\|a \times b\|^2 = \|a\|^2\|b\|^2 - (a \cdot b)^2$$",
    r"$$n \times m = m \times n$$",
]
FALSE = [
    r"$$(A \otimes B)(C \otimes D) = (AC) \otimes (DB)$$",
    r"For invertible $A$ and $B$, $(A \otimes B)^{-1} = B^{-1} \otimes A^{-1}$.",
    r"$$\det(A \otimes B) = \det(A)^m \det(B)^m$$",
    r"$$\operatorname{vec}(AXB) = (A \otimes B)\operatorname{vec}(X)$$",
    r"$$a \times b = b \times a + a$$",
    r"Let $a, b \in \mathbb{R}^3$. We have $a \times b = b \times a$.",
]


def verdicts(text: str) -> list[str]:
    return [f.verdict for f in check_document(parse_markdown(text + "\n")).findings]


@pytest.mark.parametrize("text", TRUE)
def test_true_products_are_accepted(text: str) -> None:
    found = verdicts(text)
    assert not set(found) & {"refuted", "unreadable", "undecided", "conditional"}
    assert set(found) & {"proved", "agrees"}


@pytest.mark.parametrize("text", FALSE)
def test_false_products_are_refuted(text: str) -> None:
    assert "refuted" in verdicts(text)
