"""Lists that words call eigenvalues or singular values, orders with dots, and the spaces that a text names."""

import pytest
from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows, sentence

from lemmata.documents.prose.spaces import spoken_spaces
from lemmata.documents.prose.spectra import spoken_spectra

S = r"Let $A$ be a symmetric $n \times n$ matrix with eigenvalues $\lambda_1"
SIGMA = r"be the singular values of $A \in \mathbb{R}^{n \times n}$."
RIDGE = r"Let $d_1 \ge \dots \ge d_p > 0$ be the singular values of the $N \times p$ matrix $X$ and $\lambda > 0$."
ABC = r"Let $A$ and $B$ be invertible $n \times n$ matrices. With $C$ also invertible we have"
V = r"Let $V$ be a real inner product space and let $u, v \in V$."
# a text; the verdict of its last formula
CASES = [
    (rf"{S}, \ldots, \lambda_n$. Then $\mathrm{{tr}}(A) = \sum_i \lambda_i$.", HOLDS),
    (rf"{S}, \ldots, \lambda_n$. Then $\det(A) = \sum_i \lambda_i$.", REFUTED),
    (rf"{S}, \ldots, \lambda_n$. Then $\lambda_{{\min}} \|x\|^2 \le x^\top A x \le \lambda_{{\max}} \|x\|^2$.", HOLDS),
    (rf"{S}, \ldots, \lambda_n$. Then $x^\top A x \le \lambda_{{\min}} \|x\|^2$.", REFUTED),
    (r"For symmetric $A$ we have $x^\top A x \le \lambda_{\max} \|x\|^2$.", UNDECIDED),
    (rf"{S}, \ldots, \lambda_n$. Then $\|A\|_2 = \lambda_1$.", UNDECIDED),  # no order is stated
    (rf"{S} \le \dots \le \lambda_n$. Then $\|A\|_F \ge \lambda_n$.", HOLDS),
    (rf"{S} \ge \dots \ge \lambda_n$. Then $\mathrm{{tr}}(A) \le \lambda_n$.", REFUTED),
    (r"Let $A$ be an $n \times n$ matrix with eigenvalues $\lambda_1, \ldots, \lambda_n$. Then $\det(A) = \sum_i "
     r"\lambda_i$.", UNDECIDED),  # they may be complex
    (rf"Let $\sigma_1 \geq \cdots \geq \sigma_n$ {SIGMA} Then $\|A\|_F^2 = \sum_{{i=1}}^n \sigma_i^2$.", HOLDS),
    (rf"Let $\sigma_1 \geq \cdots \geq \sigma_n$ {SIGMA} Then $\|A\|_2 = \sigma_1$.", HOLDS),
    (rf"Let $\sigma_1 \geq \cdots \geq \sigma_n$ {SIGMA} Then $\|A\|_2 = \sigma_n$.", CONDITIONAL),
    (r"Let $\sigma_1, \ldots, \sigma_r$ be the nonzero singular values of $A \in \mathbb{R}^{m \times n}$. Then "
     r"$\|A\|_F^2 = \sum_{i=1}^r \sigma_i^2$.", UNDECIDED),
    (rf"{RIDGE} We have "
     r"$\mathrm{tr}[X(X^\top X + \lambda I)^{-1}X^\top] = \sum_{j=1}^p \frac{d_j^2}{d_j^2 + \lambda}$.", HOLDS),
    (rf"{RIDGE} We have "
     r"$\mathrm{tr}[X(X^\top X + \lambda I)^{-1}X^\top] = \sum_{j=1}^p \frac{d_j}{d_j + \lambda}$.", CONDITIONAL),
    # orders with dots
    (r"Let $d_1 > \dots > d_p > 0$ be real numbers. Then $\prod_{i=1}^p d_i > 0$.", HOLDS),
    (r"Let $x_1 \le x_2 \le \dots \le x_n$ be real numbers. Then $x_1 \le \frac{1}{n} \sum_{i=1}^n x_i$.", HOLDS),
    (r"Let $x_1 \le x_2 \le \dots \le x_n$ be real numbers. Then $\frac{1}{n} \sum_{i=1}^n x_i \le x_1$.", REFUTED),
    (r"Let $0 < t_1 < \dots < t_n < 1$. Then $\prod_{i=1}^n t_i > 1$.", REFUTED),
    (r"Let $a_1 \ge \dots \ge a_n \ge 0$. Then $\max_i a_i = a_1$.", HOLDS),
    (r"Let $a_1 \ge \dots \ge a_n \ge 0$. Then $\max_i a_i = a_n$.", REFUTED),
    # spaces
    (rf"{V} Then $\|u+v\|^2 + \|u-v\|^2 = 2\|u\|^2 + 2\|v\|^2$.", HOLDS),
    (rf"{V} Then $\|u+v\|^2 + \|u-v\|^2 = \|u\|^2 + \|v\|^2$.", REFUTED),
    (r"Suppose $u, v \in V$, where $V = \mathbf{R}^n$. Then $\langle u, v \rangle \le \|u\| \|v\|$.", HOLDS),
    (r"Suppose $u, v \in V$, where $V = \mathbf{R}^n$. Then $\langle u, v \rangle = \|u\| \|v\|$.", REFUTED),
    # what is one of a matrix, and what has a condition of its own
    (r"Let $X$ be an $n \times n$ matrix. For the matrix $X$ and $c > 0$ we have $\det(cX) = c^n \det(X)$.", HOLDS),
    (r"Let $b_1, b_2 \in \mathbb{R}^n$ be linearly independent. Then $\|b_1\|^2\|b_2\|^2 = (b_1^\top b_2)^2$.",
     REFUTED),
    (r"Let $u$ and $v$ be linearly independent vectors. Then $\|u - \frac{u^\top v}{v^\top v} v\|^2 > 0$.", HOLDS),
    (rf"{ABC} $(ABC)^{{-1}} = C^{{-1}} B^{{-1}} A^{{-1}}$.", HOLDS),
    (rf"{ABC} $(ABC)^{{-1}} = A^{{-1}} B^{{-1}} C^{{-1}}$.", REFUTED),
]


@rows(CASES)
def test_spectra(text, expected):
    assert_last(text, expected)


@pytest.mark.parametrize(("text", "expected"), [
    (r"Let $s_1, \dots, s_n$ be the singular values of $A$.", [r"s = \operatorname{svdvals}(A)"]),
    (r"a symmetric matrix $S$ with eigenvalues $\mu_1 \le \dots \le \mu_n$", [r"\mu = \operatorname{eigvalsh}(S)"]),
    (r"a matrix $S$ with distinct eigenvalues $\mu_1, \dots, \mu_k$", []),
    (r"a matrix $S$ with eigenvalue $\mu$", []),
])
def test_spoken_spectra(text, expected):
    found = [one.source for one in spoken_spectra(sentence(text), frozenset("S")).spelled]
    assert found[:1] == expected and len(found) == 3 * len(expected)  # the list, and its ends


@pytest.mark.parametrize(("text", "expected"), [
    (r"Let $V$ be a finite-dimensional vector space.", {"V": ("dim_V",)}),
    (r"the space $H = \mathbb{R}^{d}$", {"H": ("d",)}),
    (r"Let $V$ be a complex inner product space.", {}),
    (r"Let $V$ be a normed vector space.", {}),
    (r"Let $W$ be a subspace of $U$.", {}),
])
def test_spoken_spaces(text, expected):
    assert spoken_spaces(sentence(text)) == expected
