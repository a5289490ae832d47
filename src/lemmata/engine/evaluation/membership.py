"""Whether an exact array lies in a declared domain: the definition of each domain, decided exactly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import Array
from lemmata.engine.evaluation.matrices import (
    determinant,
    identity,
    is_diagonalizable,
    is_positive_definite,
    is_positive_semidefinite,
    rank,
)


def _entries(holds: Callable[[Any], bool]) -> Callable[[Array, tuple[Any, ...]], bool]:
    return lambda array, params: all(holds(v) for v in array.flat)


def _rows(holds: Callable[[Array], bool]) -> Callable[[Array, tuple[Any, ...]], bool]:
    return lambda array, params: array.ndim > 0 and all(holds(array[i]) for i in np.ndindex(array.shape[:-1]))


def _matrices(holds: Callable[[Array], bool], square: bool = True) -> Callable[[Array, tuple[Any, ...]], bool]:
    def check(array: Array, params: tuple[Any, ...]) -> bool:
        if array.ndim < 2 or (square and array.shape[-1] != array.shape[-2]):
            return False
        return all(holds(array[index]) for index in np.ndindex(array.shape[:-2]))

    return check


def _equal(a: Array, b: Array) -> bool:
    return bool((a == b).all())


def _is_diagonal(a: Array) -> bool:
    return all(v == 0 for (i, j), v in np.ndenumerate(a) if i != j)


def _is_lower(a: Array) -> bool:
    return all(v == 0 for (i, j), v in np.ndenumerate(a) if i < j)


_orthonormal_columns = _matrices(lambda a: _equal(a.T.dot(a), identity(a.shape[1])), square=False)

MEMBERSHIP: dict[str, Callable[[Array, tuple[Any, ...]], bool]] = {
    "real": _entries(lambda v: True),
    "positive": _entries(lambda v: v > 0),
    "nonnegative": _entries(lambda v: v >= 0),
    "negative": _entries(lambda v: v < 0),
    "nonzero": _entries(lambda v: v != 0),
    "unit": _entries(lambda v: 0 <= v <= 1),
    "integer": _entries(lambda v: v.denominator == 1),
    "natural": _entries(lambda v: v.denominator == 1 and v >= 0),
    "binary": _entries(lambda v: v in (0, 1)),
    "labels": lambda array, params: all(v.denominator == 1 and 0 <= v < params[0] for v in array.flat),
    "simplex": _rows(lambda p: all(v >= 0 for v in p) and sum(p) == 1),
    "onehot": _rows(lambda p: all(v in (0, 1) for v in p) and sum(p) == 1),
    "symmetric": _matrices(lambda a: _equal(a, a.T)),
    "semidefinite": _matrices(is_positive_semidefinite),
    "posdef": _matrices(is_positive_definite),
    "orthogonal": _matrices(lambda a: _equal(a.T.dot(a), identity(a.shape[1]))),
    "semiorthogonal": _orthonormal_columns,
    "invertible": _matrices(lambda a: determinant(a) != 0),
    "fullrank": _matrices(lambda a: rank(a) == a.shape[1], square=False),
    "diagonal": _matrices(_is_diagonal),
    "lower": _matrices(_is_lower),
    "upper": _matrices(lambda a: _is_lower(a.T)),
    "cholesky": _matrices(lambda a: _is_lower(a) and all(v > 0 for v in a.diagonal())),
    "diagonalizable": _matrices(is_diagonalizable),
}


def belongs(domain: str, value: Array, params: tuple[Any, ...] = ()) -> bool:
    """Whether an array of Fractions is a member.

    >>> from lemmata.engine.evaluation.matrices import exact
    >>> belongs("posdef", exact([[2, 1], [1, 2]])), belongs("simplex", exact(["1/2", "1/3"]))
    (True, False)
    """
    return MEMBERSHIP[domain](value, params)
