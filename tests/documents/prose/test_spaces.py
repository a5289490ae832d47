"""Norms and bases that words name: which norm $\\|x\\|$ is, and which vectors are those of the standard basis."""

import pytest
from tests.documents.judged import assert_last, rows, sentence

from lemmata.documents.prose.spaces import spoken_bases, spoken_norm

NORMS = [
    (r"Let $\|x\|$ be the maximum norm. Then ", r"\|x\| = \max_i |x_i|", r"\|x\|^2 = x^\top x"),
    (r"Here $\|\cdot\|$ denotes the sup norm. Then ", r"\|2x\| = 2 \max_i |x_i|", r"\|x\| = \sum_i |x_i|"),
    (r"Let $\|\cdot\|$ be the $\ell_1$ norm. Then ", r"\|x\| = \sum_i |x_i|", r"\|x\|^2 = x^\top x"),
    (r"Here $\|x\|$ is the Manhattan norm. Then ", r"\|x\| = \sum_i |x_i|", r"\|x\| = \max_i |x_i|"),
    (r"Here $\|\cdot\|$ is the Euclidean norm. Then ", r"\|x\|^2 = x^\top x", r"\|x\| = \sum_i |x_i|"),
    (r"Here $\|A\|$ is the Frobenius norm. Then ", r"\|A\|^2 = \operatorname{tr}(A^\top A)",
     r"\|A\| = \operatorname{tr}(A^\top A)"),
    (r"Let $\|\cdot\|$ be the maximum norm. Now let $\|\cdot\|$ denote the Euclidean norm. Then ",
     r"\|x\|^2 = x^\top x", r"\|x\| = \max_i |x_i|"),
]


@rows((f"{start}${claim}$.", letter) for start, true, false in NORMS for claim, letter in ((true, "T"), (false, "F")))
def test_norms_in_words(text, expected):
    assert_last(text, expected)


def test_a_norm_that_is_not_understood_refutes_nothing():
    assert_last(r"Let $\|x\|$ be the energy norm. Then $\|x\|^2 = 2 x^\top x$.", "U")
    assert spoken_norm(sentence(r"The number $\|x\|$ is the norm of $x$.")) is None


BASES = [
    (r"Let $e_i$ be the $i$-th unit vector.", {"e"}), (r"Let $u_1, \dots, u_n$ be the standard basis.", {"u"}),
    (r"the canonical basis vectors $b_1, \dots, b_n$", {"b"}), (r"Let $u$ be a unit vector.", set()),
    (r"Let $v_1, \dots, v_n$ be a basis.", set()), (r"the unit vectors $u_1$ and $u_2$", set()),
]


@pytest.mark.parametrize(("text", "expected"), BASES)
def test_bases_in_words(text, expected):
    assert spoken_bases(sentence(text)) == expected


VALUES = [
    (r"Let $X$ take values in the nonnegative integers. Then $\sum_{k \ge 1} P(X \ge k) = \mathbb{E}[X]$.", "U"),
    (r"Let $X$ be a variable with values in $\mathbb{R}$. Then $\operatorname{Var}(2X) = 2 \operatorname{Var}(X)$.",
     "F"),
    (r"For $|r| < 1$ we have $\sum_{k \ge 0} r^k = \frac{1}{1-r}$.", "T"),
    (r"For $|r| < 1$ we have $\sum_{k > 0} r^k = \frac{1}{1-r}$.", "F"),
    (r"Let $x \in \mathbb{R}^n$. Then $\sum_{i \ge 2} x_i = \sum_i x_i - x_1$.", "T"),
]


@rows(VALUES)
def test_where_numbers_lie(text, expected):
    assert_last(text, expected)
