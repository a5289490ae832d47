"""Functions that are odd or even; symmetric matrices, and the order of the indices of their entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from lemmata.engine.expr import Expr, Symbol, implied
from lemmata.engine.ops.facts import known

ODD = frozenset(("sin", "asin", "atan", "erf", "sign", "asinh", "atanh", "cbrt"))  # f(-x) = -f(x)
EVEN = frozenset(("cos", "abs"))  # f(-x) = f(x)
UNORDERED = frozenset(("and", "or", "eq", "ne", "beta", "delta"))  # f(x, y) = f(y, x); sums and products apart
Sortable = TypeVar("Sortable", bound=Any)


def in_order(indices: Sequence[Sortable]) -> tuple[Sortable, ...]:
    """The indices of an entry of a symmetric matrix, or of a stack of them, in the order that stands for both."""
    return (*indices[:-2], *sorted(indices[-2:]))


def is_declared_symmetric(matrix: Expr) -> bool:
    """Whether a symbol is a symmetric matrix, or a stack of them, by its domain."""
    return isinstance(matrix, Symbol) and implied(matrix.domain, "symmetric")


def is_symmetric(matrix: Expr, assumptions: tuple[Expr, ...]) -> bool:
    """Whether a matrix, or each of a stack, is known to be symmetric."""
    return is_declared_symmetric(matrix) or known(matrix, "symmetric", assumptions) is True
