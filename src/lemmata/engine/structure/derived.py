"""The doors of the room: structure and operator of an array that is a linear map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.derivatives import jvp, vjp
from lemmata.engine.expr import Expr, symbol
from lemmata.engine.structure.contraction import Contraction, length
from lemmata.engine.structure.definite import Definite
from lemmata.engine.structure.definite import definite as proved_definite
from lemmata.engine.structure.entries import Entries, entries
from lemmata.engine.structure.operator import Operator, Structured, Unstructured
from lemmata.engine.structure.patterns import Dense, Pattern, pattern
from lemmata.engine.structure.structure import Structure, describe

Value = Callable[..., Any]  # of an expression at arrays; with keywords: at further ones


@lru_cache(maxsize=512)
def found(expr: Expr, columns: int) -> tuple[Entries | None, Pattern]:
    """The entries of a map and its pattern."""
    form = entries(expr, columns)
    if form is None:
        return None, Dense((), (), (), ())
    return form, pattern(form.terms, form.rows, form.columns)


@lru_cache(maxsize=512)
def structure(expr: Expr, columns: int) -> Structure:
    """The structure of an array as a map from its last axes (`columns`) to the others.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> p = symbol("p", ["n"])
    >>> str(structure(apply("diag", p) - apply("outer", p, p), 1))
    'diagonal plus low rank: diag(p) - outer(p, p), the latter of rank 1'
    """
    form, node = found(expr, columns)
    return describe(node, form, expr.shape, columns)


def definite(expr: Expr, columns: int) -> Definite | None:
    """Whether an array, as a map, is definite by proof."""
    form, _ = found(expr, columns)
    return None if form is None else proved_definite(form)


def operator(expr: Expr, columns: int, value: Value, sizes: Mapping[str, int],
             last: tuple[Expr, Expr] | None) -> Operator:
    """The map at arrays.

    value   the value of an expression at these arrays
    sizes   those of their axes, by name
    last    what the map is the derivative of, and by which variable
    """
    form, node = found(expr, columns)
    if form is not None:
        return Structured(node, Contraction(form, value, sizes), lambda: value(expr))
    split = expr.rank - columns
    shape = tuple(length(size, value, sizes) for size in expr.shape)
    rows, cols = shape[:split], shape[split:]
    if last is None:
        return _built(np.asarray(value(expr)), rows, cols)
    whole, variable = last
    direction, cotangent = symbol("direction_", variable.shape), symbol("cotangent_", whole.shape)
    forth, back = jvp(whole, variable, direction), vjp(whole, variable, cotangent)
    return Unstructured(rows, cols, np.asarray(value(whole)).dtype,
                        forth=lambda v: value(forth, direction_=v), back=lambda u: value(back, cotangent_=u),
                        whole=lambda: value(expr))


def _built(matrix: Any, rows: tuple[int, ...], columns: tuple[int, ...]) -> Operator:
    return Unstructured(rows, columns, matrix.dtype,
                        forth=lambda v: np.tensordot(matrix, v, len(columns)),
                        back=lambda u: np.tensordot(u, matrix, len(rows)), whole=lambda: matrix)
