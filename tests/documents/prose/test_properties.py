"""Properties in words are premises: of them something is proved, held or refuted, as if a formula said them."""

import pytest
from tests.documents.judged import HOLDS, REFUTED, assert_last, rows

from lemmata.documents.language.marked import Marked
from lemmata.documents.prose.properties import spoken_properties

A = r"$A\in\mathbb R^{n\times n}$"
# a text; the verdicts of its last formula
CASES = [
    (rf"Let $v$ be an eigenvector of {A} with eigenvalue $\lambda$. Then $A^2v=\lambda^2v$.", HOLDS),
    (rf"Let $v$ be an eigenvector of {A} with eigenvalue $\lambda$. Then $A^2v=2\lambda v$.", REFUTED),
    (r"Let $\mu$ be an eigenvalue of $M$ with eigenvector $u$. Then $(M - \mu I)u = 0$.", HOLDS),
    (r"Let $v\in\mathbb R^n$ be a unit vector. The reflection $H=I-2vv^\top$ satisfies $H^\top H=I$.", HOLDS),
    (r"For a unit vector $u$ we have $(I - u u^\top)^2 = I$.", REFUTED),
    (r"For a unit vector $u$, $P = uu^\top$. Then $P^2 = P$.", HOLDS),
    (r"For a unit vector $u$, $H = I - 2uu^\top$ is a reflection. Then $H^2 = 2I$.", REFUTED),
    (r"Let $P$ be an idempotent $n \times n$ matrix. Then $(I-P)^2 = I-P$.", HOLDS),
    (r"Let $P$ be an idempotent matrix. Then $(I-P)^2 = I+P$.", REFUTED),
    (r"Let $A$ and $B$ be commuting $n\times n$ matrices. Then $(A+B)^2=A^2+2AB+B^2$.", HOLDS),
    (r"Let $A$ and $B$ be $n\times n$ matrices that commute. Then $(A+B)^2=A^2+2AB+B^2$.", HOLDS),
    (r"If $A$ and $B$ commute, then $(A+B)^2=A^2+3AB+B^2$.", REFUTED),
    (r"Let $X$ be a random variable with zero mean. Then $\operatorname{Var}(X) = E[X^2]$.", HOLDS),
    (r"Let $X$ be a zero-mean random variable. Then $\operatorname{Var}(X) = 2E[X^2]$.", REFUTED),
    (r"Let $X$ be a random variable with zero mean and unit variance. Then $E[X^2] = 1$.", HOLDS),
    (r"Let $S$ be a skew-symmetric matrix. Then $x^\top S x = 0$.", HOLDS),
    (r"Let $S$ be a skew-symmetric matrix. Then $S^2 = S$.", REFUTED),
    (r"Let $u$ and $v$ be orthogonal vectors. Then $\|u+v\|^2=\|u\|^2+\|v\|^2$.", HOLDS),
    (r"Let $u$ and $v$ be orthogonal unit vectors. Then $\|u+v\|^2=2$.", HOLDS),
    (r"Let $u$ and $v$ be orthogonal unit vectors. Then $\|u+v\|^2=4$.", REFUTED),
    (r"If $u$ is orthogonal to $v$, then $\|u-v\|^2=\|u\|^2-\|v\|^2$.", REFUTED),
    (r"Let $A$ and $B$ be mutually exclusive events. Then $P(A \cup B) = P(A) + P(B)$.", HOLDS),
    (r"If the events $A$ and $B$ cannot happen at the same time, $P(A\cup B)=P(A)+P(B)$.", HOLDS),
    (r"Let $A$ and $B$ be disjoint events. Then $P(A \cup B) = P(A) - P(B)$.", REFUTED),
    (r"Let $w_1, \dots, w_n$ be weights summing to one. Then $\sum_{i=1}^n w_i (x_i - c) = \sum_{i=1}^n w_i x_i - c$.",
     HOLDS),
    (r"Let $w_1, \dots, w_n$ be weights summing to one. Then $\sum_{i=1}^n w_i (x_i - c) = \sum_{i=1}^n w_i x_i + c$.",
     REFUTED),
    (r"The entries of $p$ sum to one. So $\sum_i p_i c = c$.", HOLDS),
    # a condition of one sentence ends with it
    (r"For any unit vector $u$ we have $u^\top u = 1$. Now let $u$ be any vector. Then $u^\top u = 1$.", REFUTED),
]


@rows(CASES)
def test_properties(text, expected):
    assert_last(text, expected)


@pytest.mark.parametrize(("text", "sources"), [
    ("⟦0⟧ is not idempotent", []),
    ("⟦0⟧ and ⟦1⟧ do not commute", []),
    ("let ⟦0⟧ be a function of a variable with zero mean", []),
    ("Let ⟦0⟧ be an eigenvalue of ⟦1⟧ and ⟦2⟧ a matrix", []),
    ("let ⟦0⟧ be of unit norm", [r"\| A\|_2 = 1"]),
    ("⟦0⟧ commutes with ⟦1⟧", ["A B = B A"]),
])
def test_sources(text, sources):
    assert [one.source for one in spoken_properties(Marked(text, text, {0: "A", 1: "B", 2: "v"}))] == sources
