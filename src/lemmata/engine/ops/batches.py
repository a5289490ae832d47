"""Leading batch axes: the arrays of a call have any number of them, and their own axes last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

Array = np.ndarray[Any, Any]


class Call(Protocol):
    """What a record's function is told besides its arrays (an `evaluation.Call`).

    ranks       own ranks of the arguments
    params      the params of the operation, with sizes as integers
    shape       own shape of the result
    arithmetic  lifts exact numbers to its elements (`scalar`, `array`) and reads integers (`integers`)
    """

    ranks: Sequence[int]
    params: dict[str, Any]
    shape: tuple[int, ...]
    arithmetic: Any


def batch_shape(array: Array, rank: int) -> tuple[int, ...]:
    return array.shape[: array.ndim - rank]


def own_shape(array: Array, rank: int) -> tuple[int, ...]:
    return array.shape[array.ndim - rank :]


def same_batch(call: Call, arrays: Sequence[Any]) -> list[Array]:
    """The arrays, all with the same batch axes."""
    given = [np.asarray(a) for a in arrays]
    lead = np.broadcast_shapes(*(batch_shape(a, r) for a, r in zip(given, call.ranks)))
    return [np.broadcast_to(a, lead + own_shape(a, r)) for a, r in zip(given, call.ranks)]


def own_rank(array: Any, rank: int, wanted: int) -> Array:
    """The array with axes of length 1 between batch and own axes, so that it has `wanted` own axes."""
    array = np.asarray(array)
    return array.reshape(batch_shape(array, rank) + (1,) * (wanted - rank) + own_shape(array, rank))


def permuted(array: Any, axes: Sequence[int]) -> Array:
    """The array with its last axes in the order of `axes`, which count from the last."""
    array = np.asarray(array)
    lead = array.ndim - len(axes)
    return np.transpose(array, (*range(lead), *(array.ndim + a for a in axes)))
