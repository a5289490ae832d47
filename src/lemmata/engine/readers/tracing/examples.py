"""Arrays that look like a caller's: of the same shape and kind, of moderate size, where floats keep their digits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

DRAWS = 8


def like_these(arrays: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Draws of all arrays, and at last the arrays themselves.

    >>> [*like_these({"p": np.array([1e-300, 1.0])})][-1]["p"].tolist()
    [1e-300, 1.0]
    """
    for seed in range(DRAWS):
        rng = np.random.default_rng(seed)
        yield {name: like(np.asarray(a), rng, ends=not seed % 2) for name, a in arrays.items()}
    yield {name: np.asarray(a) for name, a in arrays.items()}


def like(array: Any, rng: np.random.Generator, ends: bool = True) -> Any:
    """Random numbers in what an array lies in: positive definite or symmetric matrices, probabilities, shares, signs.

    Labels and masks stay as they are, and infinities; so do with `ends` zeros and ones among other numbers.

    >>> rng = np.random.default_rng(0)
    >>> p = like(np.array([0.0, 1e-9, 1 - 1e-9]), rng)
    >>> bool(p[0] == 0), bool(abs(p.sum() - 1) < 1e-12), like(np.array([3, 1]), rng).tolist()
    (True, True, [3, 1])
    """
    if array.dtype.kind != "f":
        return array
    found = _matrix(array, rng)
    if found is not None:
        return found
    kept = ~np.isfinite(array) | (array == 0) | (array == 1)
    if kept.all():
        return array
    inside = array[~kept]
    if not ends:
        kept = ~np.isfinite(array)
    if (inside > 0).all():
        drawn = rng.uniform(0.1, 0.9, array.shape)
        if not (inside < 1).all():
            drawn = drawn + 0.1 + np.where(array > 1, 1, 0)
    elif (inside < 0).all():
        drawn = -rng.uniform(0.1, 0.9, array.shape) - np.where(array < -1, 1, 0)
    else:
        drawn = rng.normal(size=array.shape)
    result = np.where(kept, array, drawn)
    if array.ndim and (array >= 0).all() and np.allclose(array.sum(axis=-1), 1):
        result = result / result.sum(axis=-1, keepdims=True)
    return result


def _matrix(array: Any, rng: np.random.Generator) -> Any:
    """A symmetric matrix (or several) with positive eigenvalues where those of the array are; None for others."""
    if array.ndim < 2 or array.shape[-1] != array.shape[-2] or array.shape[-1] < 2 or not np.isfinite(array).all():
        return None
    if not np.allclose(array, np.swapaxes(array, -1, -2), rtol=1e-12, atol=0):
        return None
    drawn = rng.normal(size=array.shape)
    if np.linalg.eigvalsh(array).min() > 0:
        return drawn @ np.swapaxes(drawn, -1, -2) / array.shape[-1] + np.eye(array.shape[-1])
    return (drawn + np.swapaxes(drawn, -1, -2)) / 2
