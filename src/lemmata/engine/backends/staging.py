"""Large arrays at addresses where XLA takes them as they are.

XLA copies an array of NumPy's unless its address is a multiple of 64, which it seldom is, to memory that is new to the
process: the system has to clear each page of it first, which takes longer than the copy. Memory that is kept is copied
to three times as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
ALIGNMENT = 64
LEAST = 128 << 10  # bytes from which an array gets new pages
KEPT = 256 << 20  # bytes that are kept at most

_free: dict[int, list[Array]] = {}  # by size; of which no call uses any
_lock = Lock()
_kept = 0


def staged(args: Sequence[Any]) -> tuple[list[Any], list[Array]]:
    """The arguments, large arrays as copies where they have to be; and the memory of these, to be given back.

    >>> x = np.ones((300, 300))
    >>> (copy,), lent = staged([x.T])
    >>> copy.flags.c_contiguous, copy.ctypes.data % 64, bool((copy == x).all())
    (True, 0, True)
    >>> give_back(lent)
    """
    found, lent = [], []
    for a in args:
        if (isinstance(a, np.ndarray) and a.nbytes >= LEAST
                and (a.__array_interface__["data"][0] % ALIGNMENT or not a.flags.c_contiguous)):
            memory = _memory(a.nbytes)
            lent.append(memory)
            copy = memory[: a.nbytes].view(a.dtype).reshape(a.shape)
            np.copyto(copy, a)
            a = copy
        found.append(a)
    return found, lent


def give_back(lent: Sequence[Array]) -> None:
    """Memory that nothing reads any more."""
    global _kept
    with _lock:
        for memory in lent:
            if _kept + memory.nbytes <= KEPT:
                _kept += memory.nbytes
                _free.setdefault(memory.nbytes, []).append(memory)


def _memory(count: int) -> Array:
    """At least so many bytes, kept ones where there are; sizes are rounded up, so that similar ones meet."""
    global _kept
    size = -(-count // (step := 1 << max(0, count.bit_length() - 3))) * step
    with _lock:
        if _free.get(size):
            _kept -= size
            return _free[size].pop()
    memory = np.empty(size + ALIGNMENT, np.uint8)
    start = -memory.__array_interface__["data"][0] % ALIGNMENT
    return memory[start : start + size]
