"""Values that options may have, refused in words where a formula would be read as one without a value."""

from __future__ import annotations

INFINITE = float("inf")


def above_zero(name: str, value: float) -> None:
    """Refuses 0, negative numbers, infinity and nan.

    >>> above_zero("temperature", 0.0)
    Traceback (most recent call last):
    ...
    ValueError: temperature 0.0; give a number above 0
    """
    if not 0 < value < INFINITE:
        raise ValueError(f"{name} {value}; give a number above 0")


def share(name: str, value: float) -> None:
    """Refuses what is not in [0, 1): a share that leaves something of the rest.

    >>> share("rate", 1.0)
    Traceback (most recent call last):
    ...
    ValueError: rate 1.0; give a number from 0 to below 1
    """
    if not 0 <= value < 1:
        raise ValueError(f"{name} {value}; give a number from 0 to below 1")
