"""What operations on square matrices share: shapes, conditions, facts, functions of floats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape
from lemmata.engine.ops.batches import Array, Call, same_batch
from lemmata.engine.ops.record import apply
from lemmata.engine.ops.shapes import need_square

# Facts about a matrix that its inverse and its powers share.
KEPT = ("symmetric", "semidefinite", "posdef", "orthogonal", "diagonal", "diagonalizable", "square")


def square_shape(op: str) -> Callable[..., Shape]:
    return lambda a: (need_square(op, a), a.shape)[1]


def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of float matrices that gives nan where NumPy refuses a singular one."""
    def evaluate(call: Call, *arrays: Any) -> Array:
        given = same_batch(call, arrays)
        try:
            return np.asarray(function(*given))
        except np.linalg.LinAlgError:
            pass
        lead = given[0].shape[: given[0].ndim - call.ranks[0]]
        result = np.full(lead + call.shape, np.nan)
        for place in np.ndindex(lead):
            try:
                result[place] = function(*(x[place] for x in given))
            except np.linalg.LinAlgError:
                continue
        return result
    return evaluate


def scalar_shape(op: str) -> Callable[..., Shape]:
    return lambda a: (need_square(op, a), ())[1]


def nonsingular(a: Expr, *rest: Expr) -> Expr:
    return apply("ne", apply("det", a), 0)


def smallest_eigenvalue(a: Expr) -> Expr:
    return apply("eigvalsh", a)[0]
