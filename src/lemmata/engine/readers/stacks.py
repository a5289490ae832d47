"""Operations of one matrix, on each matrix of a stack."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, at, bind, fresh_index
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import ShapeError, show

STACKED = ("det", "logdet", "inv", "pinv", "cholesky", "expm", "sqrtm", "eigvals", "eigvalsh", "svdvals", "rank",
           "cond", "adjugate", "matrix_power", "solve")


def stacked(op: str, *args: Expr, **params: Any) -> Expr:
    """An operation of matrices on each matrix of a stack: [op(T[i]) for i in range(b)]."""
    if op not in STACKED or args[0].rank <= 2:
        return apply(op, *args, **params)
    first = args[0]
    lead = first.shape[:-2]
    outer = [fresh_index() for _ in lead]
    rest = list(args[1:])
    if op == "solve":
        if args[1].rank != first.rank or args[1].shape[:-2] != lead:
            raise ShapeError(f"solve: a stack of matrices {show(first.shape)} and {show(args[1].shape)}; give a stack "
                             "of as many matrices of right sides")
        rest = [at(args[1], *outer)]
    result = apply(op, at(first, *outer), *rest, **params)
    for index, size in zip(reversed(outer), reversed(lead)):
        result = bind("array", index, result, 0, size)
    return result
