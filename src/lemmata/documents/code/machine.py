"""What the machine has, so that a document's code can't bring it down."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_GROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")  # of a container
_LEAST = 1 << 30  # less than this holds no library of arrays


def memory_of_machine() -> int | None:
    """Bytes of memory of the machine or of the container; None where the system doesn't say."""
    found = []
    with contextlib.suppress(AttributeError, ValueError, OSError):  # Windows has no sysconf
        found.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    for path in _GROUPS:
        try:
            text = Path(path).read_text().strip()
        except OSError:
            continue
        if text.isdigit():  # "max": no limit
            found.append(int(text))
    return min((size for size in found if size > 0), default=None)


def allowed_memory(wanted: int, machine: int | None) -> int:
    """What code may take: no more than three quarters of the machine.

    >>> allowed_memory(8 << 30, 4 << 30) >> 30, allowed_memory(2 << 30, 64 << 30) >> 30
    (3, 2)
    """
    return wanted if machine is None else min(wanted, max(machine * 3 // 4, _LEAST))
