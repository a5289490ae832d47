"""Points under one name for all arguments of a function."""

from __future__ import annotations

from tests.documents.judged import CONDITION, HOLDS, REFUTED, assert_last, rows

_F = r"Let $f(x, y) = x^2 y$ and $P = (1, 2)$. "
PLACES = [
    (_F + r"Then $f(P) = 2$.", HOLDS),
    (_F + r"Then $f(P) = 3$.", REFUTED),
    (_F + r"We have $\nabla f(P) = (4, 1)$.", HOLDS),
    (_F + r"We have $\nabla f(P) = (4, 2)$.", REFUTED),
    (_F + r"We have $\frac{\partial f}{\partial x}(P) = 4$.", HOLDS),
    (_F + r"The Hessian is $\nabla^2 f(P) = \begin{pmatrix} 4 & 2 \\ 2 & 1 \end{pmatrix}$.", REFUTED),
    (r"Let $g(x, y, z) = z e^{-3xy}$ and $\mathbf{q} = (1, 0, \frac13)$. "
     r"Then $\nabla g(\mathbf{q}) = (0, -1, 1)$.", HOLDS),
    (r"Let $f(x, y) = x^2 y$ and $P = (1, 2, 3)$. Then $f(P) = 3$.", CONDITION),
]


@rows(PLACES)
def test_functions_at_named_points(text, expected):
    assert_last(text, expected)
