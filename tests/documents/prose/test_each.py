"""Vectors of which a text says where each of them lies: `x_i \\in \\mathbb{R}^d`, for as many as there are."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows

EACH = r"Let $x_i \in \mathbb{R}^d$. "
SUM = r"With $w = \sum_{i=1}^n \alpha_i x_i$ we get "
CASES = [
    (EACH + SUM + r"$\|w\|^2 = \sum_{i=1}^n \sum_{j=1}^n \alpha_i \alpha_j x_i^T x_j$.", HOLDS),
    (EACH + SUM + r"$\|w\|^2 = \sum_{i=1}^n \sum_{j=1}^n \alpha_i x_i^T x_j$.", REFUTED),
    (r"We have $w = \sum_{i=1}^n \alpha_i y_i x_i$, where $x_i \in \mathbb{R}^d$ and $\alpha_i, y_i \in \mathbb{R}$. "
     r"Then $\|w\|^2 = \sum_{i=1}^n \sum_{j=1}^n \alpha_i \alpha_j y_i y_j x_i^T x_j$.", HOLDS),
    (EACH + r"Then $\|x_i - x_j\|^2 = \|x_i\|^2 - 2 x_i^T x_j + \|x_j\|^2$.", HOLDS),
    (EACH + r"Then $\|x_i - x_j\|^2 = \|x_i\|^2 - x_i^T x_j + \|x_j\|^2$.", REFUTED),
    (r"Let $v_k \in \mathbb{R}^m$ and $m = \frac{1}{N} \sum_{k=1}^N v_k$. "
     r"Then $\sum_{k=1}^N \|v_k - m\|^2 = \sum_{k=1}^N \|v_k\|^2 - N \|m\|^2$.", HOLDS),
    (r"The data are $x_i \in \mathbb{R}^d$ with targets $y_i \in \mathbb{R}$. "
     r"Let $f(w) = \sum_{i=1}^n (w^T x_i - y_i)^2$. Then $\nabla f(w) = \sum_{i=1}^n (w^T x_i - y_i) x_i$.", REFUTED),
    (r"Let $x_k \in \mathbb{R}^n$ and $x_{k+1} = x_k - \alpha A x_k$. Then $x_{k+1} = (I - \alpha A) x_k$.", HOLDS),
    (r"Let $A_i \in \mathbb{R}^{n \times n}$. Then $\operatorname{tr}(A_i A_j) = \operatorname{tr}(A_j A_i)$.", HOLDS),
    (r"Let $x_i \in \mathbb{R}$ and $\bar x = \frac1n \sum_{i=1}^n x_i$. "
     r"Then $\sum_{i=1}^n (x_i - \bar x)^2 = \sum_{i=1}^n x_i^2 - n \bar x^2$.", HOLDS),
    # words around a claim
    (r"If $A$ and $B$ are invertible matrices of the same size, then so is $AB$. To see why the order is reversed, "
     r"multiply: $(AB)(A^{-1} B^{-1}) = I$.", REFUTED),
    (r"Let $f(x) = x^3$ and $\epsilon > 0$. A formula for the slope at a given point $x$ is the forward difference. "
     r"Then $\frac{f(x + \epsilon) - f(x)}{\epsilon} = 3x^2 + 3x\epsilon^2 + \epsilon^2$.", REFUTED),
]


@rows(CASES)
def test_each(text, expected):
    assert_last(text, expected)
