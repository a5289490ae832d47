"""Whether a relation holds between two values in balls: certainly, certainly not, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

UNDEFINED, HOLDS, FAILS, UNKNOWN = "undefined", "holds", "fails", "unknown"


@dataclass(frozen=True)
class Outcome:
    """What a relation does at one point; `left` and `right` are the values there."""

    state: str
    left: Any = None
    right: Any = None
    why: str = ""


def compare(op: str, left: Any, right: Any, rounded: bool = False) -> str:
    """The state of `left op right`, entry by entry.

    holds     for equality: the balls overlap and are narrow; for an order: certain in every entry
    fails     certain in some entry (`!=`: in all of them)
    unknown   the balls are too wide to tell
    undefined some entry has no finite value

    `rounded` values are known to their last digit only: there an overlap of the balls is all that is claimed.

    >>> from flint import arb
    >>> compare("eq", arb(1), arb(2)), compare("le", arb(1), arb(2))
    ('fails', 'holds')
    """
    lefts, rights = np.broadcast_arrays(np.asarray(left, dtype=object), np.asarray(right, dtype=object))
    states = [_entry(op, a, b, rounded) for a, b in zip(lefts.flat, rights.flat)]
    # Arrays are different where one entry is.
    for state in (UNDEFINED, HOLDS, UNKNOWN) if op == "ne" else (UNDEFINED, FAILS, UNKNOWN):
        if state in states:
            return state
    return FAILS if op == "ne" else HOLDS


def fit(left: Any, right: Any) -> bool:
    """Whether the values can be compared entry by entry: those of a random side stand in a list of their own."""
    try:
        np.broadcast_shapes(np.shape(np.asarray(left, dtype=object)), np.shape(np.asarray(right, dtype=object)))
    except ValueError:
        return False
    return True


def _entry(op: str, a: Any, b: Any, rounded: bool) -> str:
    if op == "implies":  # where its condition fails it says nothing
        return UNKNOWN if a is None or b is None or not a else HOLDS if b else FAILS
    if isinstance(a, (bool, np.bool_)) or isinstance(b, (bool, np.bool_)):
        return HOLDS if bool(a) == bool(b) else FAILS
    if a is None or b is None:
        return UNKNOWN
    if not (_finite(a) and _finite(b)):
        return UNDEFINED
    difference = a - b
    if op == "eq":
        if difference != 0:
            return FAILS
        return HOLDS if rounded or _narrow(difference, a, b) else UNKNOWN
    if op == "approx":
        return _close(difference, a, b, rounded)
    if op == "ne":
        exact_zero = hasattr(difference, "is_zero") and difference.is_zero()
        return HOLDS if difference != 0 else FAILS if exact_zero else UNKNOWN
    if op in ("gt", "ge"):
        difference, op = -difference, {"gt": "lt", "ge": "le"}[op]
    if difference > 0:
        return FAILS
    if difference < 0:
        return HOLDS
    if op == "lt" and hasattr(difference, "is_zero") and difference.is_zero():
        return FAILS
    # Equal as far as the balls can tell: `<=` holds there, `<` is open.
    return HOLDS if op == "le" and (rounded or _narrow(difference, a, b)) else UNKNOWN


def _close(difference: Any, a: Any, b: Any, rounded: bool) -> str:
    """Close within the stated digits; without digits: within 5 %, and not close past one half."""
    if rounded:
        return FAILS if difference != 0 else HOLDS
    size = abs(a).union(abs(b)).upper()
    if abs(difference) <= size / 20:
        return HOLDS
    return FAILS if abs(difference) > size / 2 else UNKNOWN


def _finite(value: Any) -> bool:
    return bool(value.is_finite())


def _narrow(difference: Any, a: Any, b: Any) -> bool:
    """Whether an overlap means something: the difference is known to 12 digits of the larger side."""
    size = max(abs(float(abs(a).upper() if hasattr(abs(a), "upper") else abs(a))),
               abs(float(abs(b).upper() if hasattr(abs(b), "upper") else abs(b))), 1e-30)
    reach = abs(difference)
    top = float(reach.upper()) if hasattr(reach, "upper") else float(reach)
    return top <= 1e-12 * max(size, 1.0)
