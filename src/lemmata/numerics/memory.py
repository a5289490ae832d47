"""What arrays occupy: views and copies, work in place, the peak of a computation."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Storage:
    """Where the entries of a NumPy array lie.

    view        it has no memory of its own, but shows another array's
    contiguous  its entries lie one beside the other, in C order
    entries     how many it shows
    bytes       that its entries would need by themselves
    held        that its owner keeps alive because of it
    strides     bytes from one entry to the next, along each axis; 0 where one entry is shown many times
    """

    view: bool
    contiguous: bool
    entries: int
    bytes: int
    held: int
    strides: tuple[int, ...]


@dataclass(frozen=True)
class Peak:
    """What a call allocated at its height beyond what was there before.

    bytes   at the peak, the result included, of all memory that Python's allocators gave (NumPy's arrays too)
    result  what the call returned
    """

    bytes: int
    result: Any


def storage_of(x: np.ndarray[Any, Any]) -> Storage:
    """Whether an array is a view, and how much memory it keeps alive.

    x  a NumPy array: basic slices, transposes, reshapes and broadcasts are views; indexing by arrays copies

    >>> x = np.zeros((1000, 1000))
    >>> row = storage_of(x[0])
    >>> row.view, row.bytes, row.held
    (True, 8000, 8000000)
    >>> storage_of(x[[0]]).view, storage_of(np.broadcast_to(1.0, (1000, 1000))).strides
    (False, (0, 0))

    Source: NumPy, Copies and views.
    """
    if not isinstance(x, np.ndarray):
        raise TypeError(f"x is a {type(x).__name__}; give an array of NumPy")
    owner: Any = x
    while getattr(owner, "base", None) is not None:
        owner = owner.base
    held = owner.nbytes if isinstance(owner, np.ndarray) else len(memoryview(owner).cast("B"))
    return Storage(owner is not x, bool(x.flags.c_contiguous), x.size, x.size * x.itemsize, int(held), x.strides)


def shares_memory(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> bool:
    """Whether writing into one array changes the other.

    x, y  NumPy arrays; decided exactly, by np.shares_memory

    >>> x = np.arange(6.0)
    >>> shares_memory(x[::2], x[1::2]), shares_memory(x, x.reshape(2, 3))
    (False, True)

    Source: NumPy, numpy.shares_memory.
    """
    return bool(np.shares_memory(x, y))


def peak_memory(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Peak:
    """The most memory that a call had allocated at one time.

    function  any callable; NumPy tells Python's tracemalloc of its arrays, JAX and PyTorch do not

    >>> x = np.ones(10**6)
    >>> def in_place(x):
    ...     x *= 2.0
    ...     return x
    >>> peak_memory(lambda x: 2.0 * x, x).bytes >= 8 * 10**6, peak_memory(in_place, x).bytes < 10**5
    (True, True)

    Source: Python, tracemalloc.
    """
    running = tracemalloc.is_tracing()
    if not running:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        result = function(*args, **kwargs)
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        if not running:
            tracemalloc.stop()
    return Peak(max(int(peak), 0), result)
