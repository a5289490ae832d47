"""Sums and dot products that carry along what is rounded off: for the last digits of long or cancelling sums."""

from __future__ import annotations

from functools import lru_cache

from lemmata.engine.expr import symbol
from lemmata.engine.ops import apply
from lemmata.engine.ops.reductions import count
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability.axes import DIMS, Over

DOTS = "compensated dot product"
SUMS = "compensated sum"
MEANS = "mean by a compensated sum"
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
