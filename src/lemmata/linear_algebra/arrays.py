"""Arrays of the caller's own library, as numbers that have fractions."""

from __future__ import annotations

from typing import Any

from array_api_compat import device

from lemmata.engine.backends import namespace


def floating(*arrays: Any) -> tuple[Any, ...]:
    """The library of the arrays, and the arrays in it; integers and lists as floating numbers of the others' dtype.

    >>> xp, x = floating([1, 2])
    >>> x.tolist(), str(x.dtype)
    ([1.0, 2.0], 'float64')
    """
    xp = namespace(*arrays)
    given = [array for array in arrays if hasattr(array, "dtype")]
    place = {"device": device(given[0])} if given else {}
    own = type(xp.asarray(0.0))
    made = [array if isinstance(array, own) else xp.asarray(array, **place) for array in arrays]
    kinds = [a.dtype for a, array in zip(made, arrays) if hasattr(array, "dtype") and _has_fractions(xp, a)]
    dtype = kinds[0] if kinds else xp.asarray(0.0).dtype
    return xp, *(a if (hasattr(array, "dtype") and _has_fractions(xp, a)) or xp.isdtype(a.dtype, "complex floating")
                 else xp.astype(a, dtype) for a, array in zip(made, arrays))


def matrix(A: Any, name: str = "A", square: bool = False) -> tuple[Any, Any]:
    """The library of a matrix, and the matrix with floating numbers.

    Raises ValueError with the shape of what is none: a vector, several matrices, an array that is not square.

    >>> matrix([1.0, 2.0])
    Traceback (most recent call last):
    ...
    ValueError: A has shape (2,); give one matrix, with two axes
    """
    xp, found = floating(A)
    if found.ndim != 2:
        raise ValueError(f"{name} has shape {tuple(found.shape)}; give one matrix, with two axes")
    if square and found.shape[0] != found.shape[1]:
        raise ValueError(f"{name} has shape {tuple(found.shape)}; give a square matrix, as many rows as columns")
    return xp, found


def _has_fractions(xp: Any, array: Any) -> bool:
    return bool(xp.isdtype(array.dtype, ("real floating", "complex floating")))


def number(value: Any) -> float:
    """A number of Python, of which no derivative is taken: for checks.

    >>> number([2.0][0])
    2.0
    """
    return float(value.detach() if hasattr(value, "detach") else value)


def signs_of_largest(xp: Any, columns: Any) -> Any:
    """The sign of the entry of each column that is largest in size: by it, directions of either sign get one.

    >>> import numpy as np
    >>> signs_of_largest(np, np.array([[1.0, 0.5], [-2.0, 3.0]])).tolist()
    [-1.0, 1.0]
    """
    there = xp.arange(columns.shape[0])[:, None] == xp.argmax(xp.abs(columns), axis=0)[None, :]
    largest = xp.sum(xp.where(there, columns, xp.zeros_like(columns)), axis=0)
    return xp.where(largest < 0, -xp.ones_like(largest), xp.ones_like(largest))
