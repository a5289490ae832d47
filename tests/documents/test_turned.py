"""Primes that transpose, and primes that name something else."""

from __future__ import annotations

import pytest
from tests.documents.judged import assert_last, last, rows

_DATA = r"Let $X \in \mathbb{R}^{n \times k}$, $y \in \mathbb{R}^n$ and $b \in \mathbb{R}^k$. "
_POINTS = r"Let $z_1, \ldots, z_n \in \mathbb{R}^k$, $t_1, \ldots, t_n \in \mathbb{R}$ and $b \in \mathbb{R}^k$. "
_PAIR = r"Let $u, v \in \mathbb{R}^m$. "
TRANSPOSES = [
    (_PAIR + r"Then $u' v = v' u$.", "T"),
    (_PAIR + r"Then $\|u - v\|^2 = u'u - 2 u'v + v'v$.", "T"),
    (_PAIR + r"Then $\|u - v\|^2 = u'u - u'v + v'v$.", "F"),
    (_PAIR + r"For every symmetric $A \in \mathbb{R}^{m \times m}$ we have "
     r"$(u + v)' A (u + v) = u' A u + v' A v$.", "F"),
    (_DATA + r"Then $\frac{\partial}{\partial b} (y - X b)'(y - X b) = -2 X' (y - X b)$.", "T"),
    (_DATA + r"Then $\frac{\partial}{\partial b} (y - X b)'(y - X b) = 2 X' (y - X b)$.", "F"),
    (_POINTS + r"The sum of squares "
     r"is minimised over $b$, and its gradient is $\frac{\partial}{\partial b} \sum_{i=1}^n (t_i - z_i^\prime b)^2 = "
     r"-2 \sum_{i=1}^n z_i (t_i - z_i^\prime b)$.", "T"),
    (_POINTS + r"We look for the least sum of squares over $b \in \mathbb{R}^k$, whose gradient is "
     r"$$\frac{\partial}{\partial b} \sum_{i=1}^n (t_i - z_i' b)^2 = "
     r"2 \sum_{i=1}^n z_i t_i - 2 \sum_{i=1}^n z_i z_i' b.$$",
     "F"),
]


@rows(TRANSPOSES)
def test_primes_of_declared_arrays_transpose(text, expected):
    assert_last(text, expected)


OTHERS = [
    r"Let $W \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$. The updated weights $W'$ give $W' x = W x$.",
    _PAIR + r"The next state $u'$ satisfies $u' v = 2 u v$.",
    _PAIR + r"For another point $u'$ we have $(u - u')' v = u' v$.",
    r"Let $A, B \in \mathbb{R}^{n \times n}$ depend on $t$. Then $(A B)' = A' B + A B'$.",
    _PAIR + r"Then $u^\top v' = v^\top u'$.",
    _PAIR + r"Let $u$ and $v$ depend on $t$. Then $u'(t) v(t) = v(t) u'(t) + v'(t) u(t)$.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_primes_that_name_something_else_refute_nothing(text):
    assert last(text).verdict not in ("refuted", "conditional")
