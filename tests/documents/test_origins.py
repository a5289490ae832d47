"""What `--explain` says of each symbol: what it was taken for, and which line says so."""

from __future__ import annotations

import pytest
from tests.documents.judged import findings

TEXT = r"""<!-- lemmata: W: real[m n] -->
Let $A \in \mathbb{R}^{n \times n}$ be symmetric.

Then $A^\top = A$ and $W^\top W = I$ and $BC = CB$.

For $A = \begin{bmatrix}2&1\\1&2\end{bmatrix}$ the determinant is $3$, as $\det A = 3$.

Let $c > 0$. Then $\sqrt{c^2} = c$. Let $X \sim \mathcal{N}(0, 1)$. Then $E[X] = 0$, and $\foo A$ is not.
"""
SAID = [
    (r"A^\top = A", 'A: symmetric[n n] (line 2: "Let $A \\in \\mathbb{R}^{n \\times n}$ be symmetric.")'),
    (r"W^\top W = I", 'W: real[m n] (line 1: "W: real[m n]")'),
    ("BC = CB", "B: real[n n], as is usual for this letter"),
    (r"\det A = 3", "A stands for [[2, 1], [1, 2]] (by the formula of line 6)"),
    (r"\sqrt{c^2} = c", "given c > 0 (by the formula of line 8)"),
    ("E[X] = 0", "X: variable with the law normal(0, 1) (by the formula of line 8)"),
    (r"\foo A", "A stands for [[2, 1], [1, 2]] (by the formula of line 6)"),
]


@pytest.mark.parametrize(("source", "said"), SAID)
def test_symbols(source: str, said: str) -> None:
    (found,) = [f for f in findings(TEXT) if f.source == source]
    assert said in found.symbols, found.symbols


def test_a_number_in_words_shows_its_claim() -> None:
    (found,) = [f for f in findings(TEXT) if f.source == "3"]
    assert found.reading == "det([[2, 1], [1, 2]]) == 3"
