"""Orthonormal columns and rows, sizes without a noun: what words say of matrices."""

import pytest
from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows

from lemmata.documents.language.marked import Marked
from lemmata.documents.prose.frames import orthonormal_frames

CASES = [
    (r"Let $X = U D V^T$, where $U$ is $N \times p$ with orthonormal columns. Then $U^T U = I$.", HOLDS),
    (r"Let $Q$ be $m \times k$ with orthonormal columns. Then $Q Q^T = I$.", REFUTED),
    (r"Let $U$ be $n$-by-$p$ with orthonormal columns, $V$ a $p \times p$ orthogonal matrix. Then $U^T U = I$.", HOLDS),
    (r"Here $W$ is $d \times k$, its columns orthonormal. Then $\|W z\| = \|z\|$.", HOLDS),
    (r"Here $W$ is $d \times k$ and column-orthonormal. Then $W^T W = I$.", HOLDS),
    (r"Let $U \in \mathbb{R}^{m \times n}$, and let its columns be orthonormal. Then $U^T U = I$.", HOLDS),
    (r"Let $U \in \mathbb{R}^{m \times n}$ be a matrix whose columns are orthonormal. Then $U^T U = 2I$.", REFUTED),
    (r"The $n \times p$ matrix $U$ has columns which are orthonormal. Then $U^T U = I$.", HOLDS),
    (r"Let $U$ be a matrix with orthogonal columns of unit length. Then $U^T U = I$.", HOLDS),
    (r"Let $A$ have orthonormal rows. Then $\|A^T x\| = \|x\|$.", HOLDS),
    # the matrix may be square, unless the text says its sizes
    (r"The eigenvectors are the columns of $Q$, which are orthonormal. Hence $Q Q^T = I$.", UNDECIDED),
    (r"Let the columns of $U$ be orthonormal. Then $U U^T = I$.", UNDECIDED),
    (r"Let the columns of $U$ be orthonormal. Then $U U^T = 2I$.", REFUTED),
    (r"Let the columns of $A$ be linearly independent. Then $A^T A = I$.", UNDECIDED),
    # vectors that are counted, and single ones
    (r"Let $v_1, \dots, v_r \in \mathbb{R}^d$ be orthonormal. Then $\|\sum_{i=1}^r a_i v_i\|^2 = \sum_{i=1}^r a_i^2$.",
     HOLDS),
    (r"Let $v_1, \dots, v_r \in \mathbb{R}^d$ be orthonormal. Then $\|\sum_{i=1}^r a_i v_i\|^2 = \sum_{i=1}^r a_i$.",
     REFUTED),
    (r"Let $v_1, \dots, v_r \in \mathbb{R}^d$ be orthonormal. Put $M = \sum_{i=1}^r v_i v_i^\top$. Then $M^2 = M$.",
     HOLDS),
    (r"Let $v_1, \dots, v_r \in \mathbb{R}^d$ be orthonormal. Put $M = \sum_{i=1}^r v_i v_i^\top$. Then $M^2 = 2M$.",
     REFUTED),
    (r"Let $v_1, \dots, v_r \in \mathbb{R}^d$ be orthonormal, $r \ge 2$, and let $S \in \mathbb{R}^{d \times d}$. "
     r"Then $v_1^\top S v_2 = 0$.", REFUTED),
    (r"Let $v_1, \dots, v_r \in \mathbb{R}^d$ satisfy $v_i^\top v_j = \delta_{ij}$. Then $\sum_{i=1}^r \|v_i\|^2 = r$.",
     HOLDS),
    (r"Let $v_1, \dots, v_r \in \mathbb{R}^d$ be an orthonormal basis of their span. Then $\|v_1\| = 2$.", UNDECIDED),
    (r"We check whether $v_1, \dots, v_r$ are orthonormal. Then $\|v_1\| = 1$.", UNDECIDED),
    # sizes without a noun
    (r"Let $A$ be $n \times n$ and symmetric. Then $A^T A = A A^T$.", HOLDS),
    (r"Let $A$ be $n \times n$, symmetric and positive definite. Then $A^T A = A A^T$.", HOLDS),
    (r"Let $A$ be $m \times n$ and $B$ be $n \times p$. Then $(AB)^T = B^T A^T$.", HOLDS),
    (r"Let $A$ be $m \times n$ and $B$ be $n \times m$. Then $\operatorname{tr}(AB) = \operatorname{tr}(BA)$.", HOLDS),
    (r"Let $A$ be $n \times n$ and nilpotent. Then $A^T A = A A^T$.", UNDECIDED),
]


@rows(CASES)
def test_frames(text, expected):
    assert_last(text, expected)


@pytest.mark.parametrize(("text", "names"), [
    ("hence the columns of ⟦0⟧ are orthonormal", []),
    ("⟦0⟧ and ⟦1⟧ with orthonormal columns", ["A", "B"]),
    ("the matrix ⟦0⟧ is ⟦1⟧, where ⟦2⟧ has orthonormal columns", ["V"]),
    ("⟦0⟧ has orthogonal columns", []),
])
def test_names(text, names):
    found = orthonormal_frames(Marked(text, text, {0: "A", 1: "B", 2: "V"}))
    assert [name for one in found for name in one.names] == names
