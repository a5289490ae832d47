"""Numbers of things in messages."""

from __future__ import annotations

_IRREGULAR = {"axis": "axes", "index": "indices"}


def counted(number: int | None, one: str) -> str:
    """So many of something.

    >>> counted(1, "point"), counted(2, "point"), counted(2, "index")
    ('1 point', '2 points', '2 indices')
    """
    return f"{number} {one if number == 1 else _IRREGULAR.get(one, one + 's')}"
