"""Matrices made of vectors: what the text calls rows and columns is known to the formulas behind it."""

import pytest
from tests.documents.judged import HOLDS, REFUTED, assert_last, rows, sentence, twins

from lemmata.documents.prose.stacked import stacked

SAID = [  # text, matrix, vectors, whether they are its rows
    (r"Let $X \in \mathbb{R}^{n \times d}$ be the design matrix with rows $x_i^\top$.", "X", "x", True),
    (r"Let $A$ be a matrix with columns $a_1, \dots, a_n$.", "A", "a", False),
    (r"Let $X$ be the data matrix whose $i$-th row is $x_i^\top$.", "X", "x", True),
    (r"The rows of $W$ are $w_1^\top, \dots, w_k^\top$.", "W", "w", True),
    (r"Denote by $a_i$ the $i$-th column of $A$.", "A", "a", False),
    (r"We denote the $j$th column of $B$ by $b_j$.", "B", "b", False),
    (r"Let $x_i^\top$ denote the $i$-th row of $X$.", "X", "x", True),
    (r"We stack the samples $x_1, \dots, x_n$ as rows of the matrix $X$.", "X", "x", True),
    (r"Let $X = [x_1, \dots, x_n]^\top$ be the data matrix.", "X", "x", True),
    (r"Let $$\mathbf{X} = \begin{bmatrix} \mathbf{x}_1 & \cdots & \mathbf{x}_n \end{bmatrix}.$$", "X", "x", False),
    (r"Let $$X = \begin{bmatrix} x_1^\top \\ \vdots \\ x_n^\top \end{bmatrix}.$$", "X", "x", True),
]
NOT_SAID = [
    r"Let $x = (x_1, \dots, x_n)$ be a vector.", r"The rows of $X$ do not sum to $1$.",
    r"Let $X = (x_1, \dots, x_n)$ be the sample.", r"The matrix $A$ has $n$ columns.",
    r"Let $A$ be a matrix whose columns are not $a_1, \dots, a_n$.",
]


@pytest.mark.parametrize(("text", "matrix", "vectors", "by_rows"), SAID)
def test_rows_and_columns(text, matrix, vectors, by_rows):
    found = [(one.matrix, one.vectors.name, one.rows) for one in stacked(sentence(text))]
    assert found == [(matrix, vectors, by_rows)]


@pytest.mark.parametrize("text", NOT_SAID)
def test_other_words(text):
    assert stacked(sentence(text)) == []


ROWS = r"Let $X \in \mathbb{R}^{n \times d}$ be the design matrix with rows $x_i^\top$ and $y \in \mathbb{R}^n$. Then "
COLUMNS = r"Let $A \in \mathbb{R}^{m \times n}$ have columns $a_1, \dots, a_n$. Then for $x \in \mathbb{R}^n$ we have "
DESIGN = r"Let $X \in \mathbb{R}^{n \times d}$ be the design matrix and $y \in \mathbb{R}^n$. The loss is "
LOGISTIC = (r"For $y_i \in \{0, 1\}$ let $p_i = \sigma(w^\top x_i)$. The loss $$\ell(w) = -\sum_{i=1}^n [y_i \log p_i "
            r"+ (1 - y_i) \log (1 - p_i)]$$ has the gradient ")
TWINS = [
    (ROWS, r"X^\top X = \sum_{i=1}^n x_i x_i^\top", r"X^\top X = \sum_{i=1}^n x_i^\top x_i"),
    (ROWS, r"\|Xw - y\|^2 = \sum_{i=1}^n (w^\top x_i - y_i)^2", r"\|Xw - y\|^2 = \sum_{i=1}^n (w^\top x_i + y_i)^2"),
    (ROWS, r"(X X^\top)_{ij} = x_i^\top x_j", r"(X^\top X)_{ij} = x_i^\top x_j + 1"),
    (COLUMNS, r"Ax = \sum_{j=1}^n x_j a_j", r"Ax = \sum_{j=1}^n a_j"),
    (COLUMNS, r"\|A\|_F^2 = \sum_{j=1}^n \|a_j\|^2", r"\|A\|_F = \sum_{j=1}^n \|a_j\|"),
    # x_i beside X without a word: its rows
    (DESIGN, r"\sum_{i=1}^n (y_i - w^\top x_i)^2 = \|y - Xw\|^2", r"\sum_{i=1}^n (y_i - w^\top x_i)^2 = \|y - Xw\|"),
    (ROWS[:-5] + LOGISTIC, r"\nabla \ell(w) = X^\top (p - y)", r"\nabla \ell(w) = X^\top (y - p)"),
    (DESIGN[:-12] + LOGISTIC, r"\nabla \ell(w) = X^\top (p - y)", r"\nabla \ell(w) = X^\top (y - p)"),
]


@rows(twins(TWINS))
def test_claims_about_rows_and_columns(text, expected):
    assert_last(text, expected)


@rows([(r"Let $X \in \mathbb{R}^{n \times d}$ be given. For its rows $x_i \in \mathbb{R}^d$ we have "
        r"$(X X^\top)_{ij} = x_i^\top x_j$.", HOLDS)])
def test_vectors_of_the_same_letter_as_a_matrix_are_its_rows_or_columns(text, expected):
    assert_last(text, expected)


VECTORS = r"Given $(x_1, y_1), \dots, (x_n, y_n)$ with $x_i \in \mathbb{R}^d$ and $y_i \in \mathbb{R}$, "
SUMS = [
    (VECTORS + r"the gradient of $f(w) = \sum_i (w^\top x_i - y_i)^2$ is ",
     r"\nabla f(w) = 2 \sum_i (w^\top x_i - y_i) x_i", r"\nabla f(w) = 2 \sum_i (y_i - w^\top x_i) x_i"),
    (VECTORS + r"let $\bar x = \frac1n \sum_i x_i$. Then ",
     r"\sum_i \|x_i - \bar x\|^2 = \sum_i \|x_i\|^2 - n \|\bar x\|^2",
     r"\sum_i \|x_i - \bar x\|^2 = \sum_i \|x_i\|^2 - \|\bar x\|^2"),
]


@rows(twins(SUMS))
def test_lists_of_vectors(text, expected):
    assert_last(text, expected)


SINGULAR = r"Let $\sigma_1, \dots, \sigma_r$ be the singular values of $A$. "


@rows([
    (SINGULAR + r"Since $\sigma'(z) = \sigma(z)(1 - \sigma(z))$, sigmoids are easy.", HOLDS),
    (SINGULAR + r"Since $\sigma'(z) = \sigma(z)(1 + \sigma(z))$, sigmoids are easy.", REFUTED),
    (SINGULAR + r"For a normal variable with variance $\sigma^2 > 0$, $\int_{-\infty}^\infty e^{-x^2/(2\sigma^2)} dx "
     r"= \sqrt{2 \pi \sigma^2}$.", HOLDS),
    (SINGULAR + r"For a normal variable with variance $\sigma^2 > 0$, $\int_{-\infty}^\infty e^{-x^2/(2\sigma^2)} dx "
     r"= 2 \pi \sigma^2$.", REFUTED),
])
def test_a_letter_known_by_its_entries_is_another_thing_without_index(text, expected):
    assert_last(text, expected)
