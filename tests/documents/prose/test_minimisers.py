"""Points that words call minimisers and least squares solutions, and what is said of them."""

from __future__ import annotations

import pytest
from tests.documents.judged import assert_last, last, rows

from lemmata.documents.language.marked import Marked
from lemmata.documents.prose.minimisers import spoken_minimisers

CALLED = [
    ("Let ⟦0⟧ be the minimiser of ⟦1⟧.", ["x^*", "f"], [r"x^* = \arg\min_{x} f(x)"]),
    ("Let ⟦0⟧ be the unique minimizer of the convex function ⟦1⟧.", [r"\hat{\theta}", r"J(\theta) = \theta^2"],
     [r"\hat{\theta} = \arg\min_{\theta} \theta^2"]),
    ("where ⟦0⟧ is the maximiser of ⟦1⟧ over ⟦2⟧.", [r"x_\star", "a x - x^2", r"x \in \mathbb{R}"],
     [r"x_\star = \arg\max_{x} a x - x^2"]),
    ("let ⟦0⟧ be the least squares solution of ⟦1⟧.", [r"\hat x", "A x = b"], [r"\hat x = (A^\top A)^{-1} A^\top b"]),
    ("Let ⟦0⟧ be the minimiser of ⟦1⟧ over ⟦2⟧.", ["x^*", "f", "C"], []),
    ("Let ⟦0⟧ be the minimiser of ⟦1⟧ subject to ⟦2⟧.", ["x^*", "f", "x > 1"], []),
    ("Let ⟦0⟧ be the minimiser of ⟦1⟧ on the unit ball.", ["x^*", "f"], []),
    ("Let ⟦0⟧ be a minimiser of ⟦1⟧.", ["x^*", "f"], []),
    ("Let ⟦0⟧ be the regularised least squares solution of ⟦1⟧.", [r"\hat x", "A x = b"], []),
    ("Let ⟦0⟧ be the least squares solution of ⟦1⟧ with the smallest norm.", [r"\hat x", "A x = b"], []),
]


@pytest.mark.parametrize(("text", "sources", "expected"), CALLED)
def test_which_point_a_letter_is(text, sources, expected):
    found = spoken_minimisers(Marked(text, text, dict(enumerate(sources))))
    assert [one.source for one in found] == expected


_QUADRATIC = (r"Let $P \in \mathbb{R}^{n \times n}$ be symmetric positive definite and $c \in \mathbb{R}^n$. "
              r"Let $x^*$ be the minimiser of $\frac12 x^\top P x - c^\top x$ over $x \in \mathbb{R}^n$. ")
_RIDGE = (r"Let $X \in \mathbb{R}^{n\times d}$, $y \in \mathbb{R}^n$ and $\lambda > 0$. "
          r"Let $\hat w$ be the minimizer of $\|Xw - y\|^2 + \lambda \|w\|^2$. ")
_SQUARES = (r"Let $A$ be a real $m \times n$ matrix with linearly independent columns, let $b \in \mathbb{R}^m$, and "
            r"let $\hat{x}$ be the least squares solution of $A x = b$. ")
POINTS = [
    (_QUADRATIC + r"It solves the linear system $P x^* = c$.", "T"),
    (_QUADRATIC + r"It solves the linear system $P x^* = -c$.", "F"),
    (_QUADRATIC + r"Then $x^* = P^{-1} c$.", "T"),
    (_QUADRATIC + r"Then $x^* = P c$.", "F"),
    (_RIDGE + r"Then $\hat w = (X^\top X + \lambda I)^{-1} X^\top y$.", "T"),
    (_RIDGE + r"Then $\hat w = (X^\top X + 2 \lambda I)^{-1} X^\top y$.", "F"),
    (_SQUARES + r"The vector $b$ is split into a part in the column space and a remainder: "
     r"$b = A\hat{x} + (b - A\hat{x})$.", "T"),
    (_SQUARES + r"The vector $b$ is split into a part in the column space and a remainder: "
     r"$b = A\hat{x} - (b - A\hat{x})$.", "F"),
    (_SQUARES + r"Then $\|b\|^2 = \|A \hat x\|^2 + \|b - A\hat x\|^2$.", "T"),
    (_SQUARES + r"Then $\|b\|^2 = \|A \hat x\|^2 - \|b - A\hat x\|^2$.", "F"),
]


@rows(POINTS)
def test_what_is_said_of_such_points(text, expected):
    assert_last(text, expected)


RESTRICTED = [
    r"We minimise $f(x) = x^2$ subject to $x \ge 1$. Let $x^*$ be the minimiser of $f$. Then $x^* = 1$.",
    r"Let $f(x) = (x - a)^2$. Let $x^*$ be the minimiser of $f$ over the nonnegative numbers. Then $x^* = 0$.",
]


@pytest.mark.parametrize("text", RESTRICTED)
def test_other_points_are_left_open(text):
    assert last(text).verdict != "refuted"
