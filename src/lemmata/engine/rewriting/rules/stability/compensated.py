"""Sums and dot products that carry along what is rounded off: for the last digits of long or cancelling sums."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from lemmata.engine.expr import Expr, Size, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.ops.reductions import count, reduced
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability.axes import DIMS, Over

DOTS = "compensated dot product"
SUMS = "compensated sum"
MEANS = "mean by a compensated sum"
c = symbol("c")
a, b = symbol("x", ["n"]), symbol("y", ["n"])
VECTORS: tuple[Rule, ...] = (
    Rule(DOTS, a @ b, apply("compensated_dot", a, b)),
    Rule(f"{DOTS} of NumPy's dot", apply("dot", a, b), apply("compensated_dot", a, b)),
    Rule(f"{DOTS} of arrays of one shape", apply("inner_product", a, b), apply("compensated_dot", a, b)),
)


@lru_cache(maxsize=64)
def compensated(rank: int, axis: tuple[int, ...] | None, keepdims: bool) -> tuple[Rule, ...]:
    """The rows for sums over some axes of arrays of so many."""
    if not 0 < rank <= len(DIMS):
        return ()
    x, y = symbol("x", DIMS[:rank]), symbol("y", DIMS[:rank])
    r, size = Over(axis, keepdims), count(x, axis)
    return (
        Rule(f"{DOTS} of a sum", r("sum", x * y), apply("compensated_dot", x, y, axis=axis, keepdims=keepdims)),
        Rule(f"{DOTS} of a mean", r("mean", x * y),
             apply("compensated_dot", x, y, axis=axis, keepdims=keepdims) / size),
        Rule(SUMS, r("sum", x), r("compensated_sum", x)),
        Rule(MEANS, r("mean", x), r("compensated_sum", x) / size),
    )


def together(parts: Sequence[Expr], c: Expr, r: Over) -> Expr:
    """Entries with a number after them along the axis that goes; where all axes go, all as a vector."""
    x = parts[0]
    if len(reduced(x.rank, r.axis)) == x.rank:
        return apply("concat", *(apply("ravel", part) if x.rank > 1 else part for part in parts), apply("stack", c))
    (axis,) = reduced(x.rank, r.axis)
    shape = tuple(Size.of(1) if a == axis else size for a, size in zip(range(-x.rank, 0), x.shape))
    return apply("concat", *parts, apply("broadcast_to", c, shape=shape), axis=axis)


def plus(parts: Sequence[Expr], c: Expr, r: Over) -> Expr:
    """The sum of all entries and a number, of which nothing is rounded off."""
    whole = together(parts, c, r)
    return apply("compensated_sum", whole) if whole.rank == 1 else r("compensated_sum", whole)


def fitting(rank: int, axis: tuple[int, ...] | None, keepdims: bool) -> bool:
    """Whether a number can stand after the entries: over one axis, or over all that leave none."""
    if not 0 < rank <= len(DIMS):
        return False
    gone = len(reduced(rank, axis))
    return gone == 1 < rank or (gone == rank and not keepdims)


@lru_cache(maxsize=64)
def with_number(rank: int, axis: tuple[int, ...] | None, keepdims: bool) -> tuple[Rule, ...]:
    """The rows for such sums and a number, which is one more term."""
    if not fitting(rank, axis, keepdims):
        return ()
    x, y = symbol("x", DIMS[:rank]), symbol("y", DIMS[:rank])
    r = Over(axis, keepdims)

    def dot(x: Expr, y: Expr) -> Expr:
        whole, other = together([x], number(1), r), together([y], c, r)
        if whole.rank == 1:
            return apply("compensated_dot", whole, other)
        return apply("compensated_dot", whole, other, axis=axis, keepdims=keepdims)

    return (
        Rule("compensated sum and a number", r("sum", x) + c, plus([x], c, r)),
        Rule("number less a compensated sum", c - r("sum", x), plus([-x], c, r)),
        Rule(f"{DOTS} and a number", r("sum", x * y) + c, dot(x, y)),
        Rule(f"number less a {DOTS}", c - r("sum", x * y), dot(-x, y)),
        Rule("compensated sum of squares and a number", r("sum", x**2) + c, dot(x, x)),
        Rule("number less a compensated sum of squares", c - r("sum", x**2), dot(-x, x)),
    )
