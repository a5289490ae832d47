"""Gradients, Hessians and derivatives that words give a letter, and expansions in them."""

from __future__ import annotations

import pytest
from tests.documents.judged import assert_last, last, rows

from lemmata.documents.language.marked import Marked
from lemmata.documents.prose.slopes import spoken_slopes

CALLED = [
    ("Let ⟦0⟧ be smooth with gradient ⟦1⟧ and Hessian ⟦2⟧ at the point ⟦3⟧.", ["f : R \\to R", "g", "H", "x"],
     ["g = \\nabla f(x)", "H = \\nabla^2 f(x)"]),
    ("We write ⟦1⟧ for the gradient of ⟦0⟧ at ⟦2⟧.", ["L", "q", "w"], ["q = \\nabla L(w)"]),
    ("Let ⟦1⟧ be the gradient and ⟦2⟧ the Hessian of the loss ⟦0⟧ at ⟦3⟧.", ["L", "g", "H", "w"], ["g = \\nabla L(w)"]),
    ("Let ⟦0⟧ be a function with second derivative ⟦1⟧ at ⟦2⟧.", ["f", "c", "a"], ["c = f''(a)"]),
    ("Let ⟦0⟧ be smooth with gradient ⟦1⟧.", ["f", "g"], []),
    ("Let ⟦0⟧ be smooth with gradient ⟦1⟧ at ⟦2⟧ and at ⟦3⟧.", ["f", "g", "x", "y"], []),
    ("Let ⟦0⟧ be smooth with gradient ⟦1⟧ at ⟦2⟧.", ["f", "g_i", "x"], []),
    ("The function ⟦0⟧ has a stochastic gradient ⟦1⟧ at ⟦2⟧.", ["f", "g", "x"], []),
]


@pytest.mark.parametrize(("text", "sources", "expected"), CALLED)
def test_which_slope_a_letter_is(text, sources, expected):
    found = spoken_slopes(Marked(text, text, dict(enumerate(sources))))
    assert [one.source for one in found] == expected


_PLAIN = r"Let $f : \mathbb{R}^n \to \mathbb{R}$ be smooth"
_AT = _PLAIN + r" with gradient $g$ and Hessian $H$ at the point $x$."
EXPANSIONS = [
    (_AT + r" For small $h$, $f(x + h) = f(x) + g^\top h + \frac12 h^\top H h + O(\|h\|^3)$.", "T"),
    (_AT + r" For small $h$, $f(x + h) = f(x) + g^\top h - \frac12 h^\top H h + O(\|h\|^3)$.", "F"),
    (_AT + r" For small $h$, $f(x + h) = f(x) + g^\top h + h^\top H h + O(\|h\|^3)$.", "F"),
    (_AT + r" As $t \to 0$ we have $f(x - t g) = f(x) - t \|g\|^2 + o(t)$.", "T"),
    (_AT + r" As $t \to 0$ we have $f(x - t g) = f(x) - t \|g\| + o(t)$.", "F"),
    (_PLAIN + r", let $g$ be its gradient at $x$, and let $e_i$ be the $i$-th unit vector. For $t \to 0$, "
     r"$f(x + t e_i) = f(x) + g^\top (t e_i) + o(t)$.", "T"),
    (_PLAIN + r", let $g$ be its gradient at $x$, and let $e_i$ be the $i$-th unit vector. For $t \to 0$, "
     r"$f(x + t e_i) = f(x) + t g^\top (t e_i) + o(t)$.", "F"),
    (r"Let $f$ be smooth with derivative $m$ at $a$. Then $f(a + h) = f(a) + m h + O(h^2)$.", "T"),
    (r"Let $f$ be smooth with derivative $m$ at $a$. Then $f(a + h) = f(a) - m h + O(h^2)$.", "F"),
    (r"Let $f$ be smooth. Then $f(x) = f(a) + f'(a)(x - a) + O((x - a)^2)$.", "T"),
    (r"Let $f$ be smooth. Then $f(x) = f(a) - f'(a)(x - a) + O((x - a)^2)$.", "F"),
    (_PLAIN + r". Then $f(x) = f(a) + \nabla f(a)^\top (x - a) + o(\|x - a\|)$.", "T"),
    (_PLAIN + r". Then $f(x) = f(a) + (x - a)^\top \nabla f(x + a) + o(\|x - a\|)$.", "F"),
]


@rows(EXPANSIONS)
def test_expansions_in_named_slopes(text, expected):
    assert_last(text, expected)


RESTRICTED = [
    r"If $f'(x) = 0$, then $f(x + h) = f(x) + \frac12 f''(x) h^2 + O(h^3)$.",
    r"Since the gradient vanishes at $x$, $f(x + h) = f(x) + \frac12 h^\top \nabla^2 f(x) h + O(\|h\|^3)$.",
    r"Let $f$ be smooth with Hessian $H$ at a local minimum $x$. Then $f(x + h) = f(x) + h^\top H h + O(\|h\|^3)$.",
    r"Suppose that $f(x + h) = f(x) + 2 f'(x) h + O(h^2)$.",
    r"Let $f$ be smooth, and choose $c$ so that $f(x + h) = f(x) + c f'(x) h + O(h^2)$.",
]


@pytest.mark.parametrize("text", RESTRICTED)
def test_expansions_that_words_restrict_are_not_refuted(text):
    assert last(text).verdict != "refuted"
