"""An expression as it is computed: products with diagonal matrices row by row or column by column."""

from __future__ import annotations

from functools import lru_cache

from lemmata.engine.expr import Apply, Expr, transform
from lemmata.engine.notation.matrices import is_diagonal
from lemmata.engine.ops import apply


@lru_cache(maxsize=1024)
def runnable(expr: Expr) -> Expr:
    """The expression without the zeros of diagonal matrices that it multiplies by.

    >>> from lemmata.engine.expr import symbol
    >>> A, v = symbol("A", ["m", "n"]), symbol("v", ["n"])
    >>> runnable(A @ apply("diag", v)) is A * v
    True
    """
    return transform(expr, _scaled, only=is_diagonal)


def _scaled(node: Expr) -> Expr | None:
    if not isinstance(node, Apply) or node.op != "matmul":
        return None
    left, right = node.args
    if is_diagonal(right) and left.rank in (1, 2):
        return apply("mul", left, right.children[0])
    if is_diagonal(left) and right.rank in (1, 2):
        weights = left.children[0]
        return apply("mul", apply("expand_dims", weights, axis=-1) if right.rank == 2 else weights, right)
    return None
