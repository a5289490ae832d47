"""Arrays of the caller's own library, as numbers that have fractions."""

from __future__ import annotations

from typing import Any

from lemmata.engine.backends import namespace


def floating(*arrays: Any) -> tuple[Any, ...]:
    """The library of the arrays, and the arrays in it, with integers (and lists of them) as its floating numbers.

    >>> xp, x = floating([1, 2])
    >>> x.tolist(), str(x.dtype)
    ([1.0, 2.0], 'float64')
    """
    xp = namespace(*arrays)
    made = [xp.asarray(array) for array in arrays]
    exact = [a for a in made if not xp.isdtype(a.dtype, ("real floating", "complex floating"))]
    others = [a.dtype for a in made if xp.isdtype(a.dtype, ("real floating", "complex floating"))]
    dtype = others[0] if others else xp.asarray(0.0).dtype
    return xp, *(xp.astype(a, dtype) if any(a is e for e in exact) else a for a in made)


def signs_of_largest(xp: Any, columns: Any) -> Any:
    """The sign of the entry of each column that is largest in size: by it, directions of either sign get one.

    >>> import numpy as np
    >>> signs_of_largest(np, np.array([[1.0, 0.5], [-2.0, 3.0]])).tolist()
    [-1.0, 1.0]
    """
    places = xp.argmax(xp.abs(columns), axis=0)
    largest = xp.stack([columns[int(row), column] for column, row in enumerate(places)])
    return xp.where(largest < 0, -xp.ones_like(largest), xp.ones_like(largest))
