"""Powers and the adjugate of matrices of any elements: by products alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lemmata.engine.ops.matrices import Array


def generic_power(array: Array, exponent: int, invert: Callable[[Array], Array]) -> Array:
    """array multiplied by itself; through the inverse for a negative exponent."""
    base = invert(array) if exponent < 0 else array
    left = abs(exponent)
    result = None
    while left:
        if left & 1:
            result = base if result is None else result @ base
        left >>= 1
        if left:
            base = base @ base
    return result if result is not None else identity_like(array)


def identity_like(array: Array) -> Array:
    """The identity matrix in the elements of an array."""
    one = array * 0 + 1
    return np.where(np.eye(array.shape[-1], dtype=bool), one, one - one)


def adjugate(array: Array) -> Array:
    """Faddeev and Le Verrier: the adjugate by n - 1 products, without a quotient of entries."""
    n = array.shape[-1]
    identity = identity_like(array)
    result = identity
    for k in range(1, n):
        product = array @ result
        trace = product[..., 0, 0]
        for i in range(1, n):
            trace = trace + product[..., i, i]
        result = product - identity * np.asarray(np.asarray(trace) / k)[..., None, None]
    return result if n % 2 else -result
