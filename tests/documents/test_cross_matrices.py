r"""`a^\wedge`, `[a]_\times` and `a^\times` are the matrix of a cross product; a rotation is no reflection."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, UNREADABLE, assert_last, rows, twins

TWINS = (
    (r"Let $a^\wedge$ be the skew-symmetric matrix with $a^\wedge x = a \times x$ for all $x \in \mathbb{R}^3$. Then ",
     r"a^\wedge a^\wedge = a a^T - a^T a I", r"a^\wedge a^\wedge = a^T a I - a a^T"),
    (r"For $a \in \mathbb{R}^3$ with $\|a\| = 1$, ", r"[a]_\times [a]_\times = a a^T - I",
     r"[a]_\times [a]_\times = a a^T + I"),
    (r"For $a, b \in \mathbb{R}^3$, ", r"[a]_\times b = -[b]_\times a", r"[a]_\times b = [b]_\times a"),
    (r"For $a, b \in \mathbb{R}^3$, ", r"[a \times b]_\times = b a^\top - a b^\top",
     r"[a \times b]_\times = a b^\top - b a^\top"),
    (r"For $\omega \in \mathbb{R}^3$, ", r"(\omega^{\wedge})^3 = -\|\omega\|^2 \omega^\wedge",
     r"(\omega^{\wedge})^3 = \|\omega\|^2 \omega^\wedge"),
    (r"For $\omega \in \mathbb{R}^3$, ", r"(\omega^\wedge)^\top = -\omega^\wedge",
     r"(\omega^\wedge)^\top = \omega^\wedge"),
    (r"Let $v \in \mathbb{R}^3$. Then ", r"v^\times v^\times = v v^\top - v^\top v I",
     r"v^\times v^\times = v v^\top + v^\top v I"),
    (r"Let $v \in \mathbb{R}^3$. Then ", r"\lfloor v \rfloor_\times v = 0", r"\lfloor v \rfloor_\times v = v"),
    (r"Let $a \in \mathbb{R}^3$ and $\theta = \|a\|$. Then ",
     r"\exp(a^\wedge) = I + \frac{\sin\theta}{\theta} a^\wedge + \frac{1 - \cos\theta}{\theta^2} a^\wedge a^\wedge",
     r"\exp(a^\wedge) = I + \frac{\sin\theta}{\theta} a^\wedge - \frac{1 - \cos\theta}{\theta^2} a^\wedge a^\wedge"),
    (r"Let $R$ be a rotation matrix and $a \in \mathbb{R}^3$. Then ", r"(R a)^\wedge = R a^\wedge R^\top",
     r"(R a)^\wedge = R^\top a^\wedge R"),
    (r"Let $R$ be a rotation matrix and $a, b \in \mathbb{R}^3$. Then ", r"R(a \times b) = (Ra) \times (Rb)",
     r"R(a \times b) = -(Ra) \times (Rb)"),
    ("Let $R$ and $Q$ be rotation matrices. Then ", r"\det(RQ) = 1", r"\det(RQ) = -1"),
)


@rows((
    *twins(TWINS),
    (r"Let $R$ be a rotation matrix. Then $\det R = 1$.", UNDECIDED),
    (r"Let $R$ be an orthogonal matrix. Then $\det R = 1$.", REFUTED),
    # of a twist another matrix is meant, and of what is not said to have three entries perhaps
    (r"Let $\xi \in \mathbb{R}^6$. Then $\xi^\wedge \xi^\wedge = 0$.", UNREADABLE),
    (r"We have $\xi^\wedge \xi^\wedge = 0$.", UNDECIDED),
    (r"Let $x \in \mathbb{R}^\times$. Then $x \cdot x^{-1} = 1$.", HOLDS),
))
def test_matrices_of_cross_products(text, expected):
    assert_last(text, expected)
