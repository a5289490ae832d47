"""Linear systems, solved and refined once: what the solution leaves is worked out in twice the precision.

Iterative refinement (Higham, Accuracy and Stability of Numerical Algorithms, 2002, chapter 12); of inverses it is a
step of Newton's iteration.
"""

from __future__ import annotations

from lemmata.engine.expr import Expr, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

A, M = symbol("A", ["n", "n"]), symbol("M", ["n", "k"])
x = symbol("x", ["n"])


def dot(u: Expr, v: Expr) -> Expr:
    return apply("compensated_dot", u, v, axis=(-1,), keepdims=False)


def times(u: Expr, v: Expr) -> Expr:
    """u @ v, of which nothing is rounded off but the result."""
    if v.rank == 1:
        return dot(u, apply("broadcast_to", v, shape=u.shape))
    shape = u.shape[0], v.shape[1], u.shape[1]
    return dot(apply("broadcast_to", apply("expand_dims", u, axis=1), shape=shape),
               apply("broadcast_to", v.T, shape=shape))


def solution(A: Expr, y: Expr) -> Expr:
    first = apply("solve", A, y)
    return first + apply("solve", A, y - times(A, first))


inverse = apply("inv", A)
REFINED: tuple[Rule, ...] = (
    Rule("solution, refined", apply("solve", A, x), solution(A, x)),
    Rule("solutions, refined", apply("solve", A, M), solution(A, M)),
    Rule("inverse, refined", inverse, inverse + inverse @ (apply("eye", n=A.shape[0]) - times(A, inverse))),
)
