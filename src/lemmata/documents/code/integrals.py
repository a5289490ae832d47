"""Runs in the child process; imports nothing of Lemmata but files beside it. Integrals and sums of functions."""

from __future__ import annotations

import math
import sys
from itertools import pairwise
from typing import Any

from .functions import arguments_of, array, scalar, tried

_COUNTED = (-60, 201)  # whole numbers at which a law of counts may have its values
_FAR, _LEFT = 1e6, 1e-2  # where a function that has an integral is, times the distance, hardly anything


def _integral(question: dict[str, Any], value: Any) -> dict[str, Any]:
    """The integral over a line between special points, piece by piece, and the values at whole numbers."""
    from scipy.integrate import quad

    function, arguments, at = value(question["function"]), arguments_of(question, value), question["open"]
    lowest = {"low": 0.0, "right": 0.0}  # of all values, and of those from 0 on

    if "torch" in sys.modules and tried(function, *arguments[:at], 0.5, *arguments[at + 1 :]) is None:
        tensor = sys.modules["torch"].tensor  # what is written for tensors takes no numbers
        called, function = function, lambda *given: called(*given[:at], tensor(given[at]).double(), *given[at + 1 :])

    def height(x: Any) -> float:
        found = scalar(function(*arguments[:at], x, *arguments[at + 1 :]))
        lowest["low"] = min(lowest["low"], found)
        if x >= 0:
            lowest["right"] = min(lowest["right"], found)
        return found

    hints = [float(a) for i, a in enumerate(arguments) if i != at and isinstance(a, int | float)]
    ends = sorted(
        {*question["points"], *hints, *(a + s * b for a in hints for b in hints if abs(b) < 50 for s in (-4, -1, 1, 4))}
    )[:40]
    pieces: list[list[float]] = []
    lines = [(-math.inf, ends[0]), *pairwise(ends), (ends[-1], math.inf)]
    for low, high in lines:
        try:
            total, error = quad(height, low, high, limit=100)[:2]
        except Exception:  # the document's density can't be integrated: nothing is said of it
            pieces = []
            break
        if math.isinf(high - low):
            far = tried(height, -_FAR if math.isinf(low) else _FAR)
            if far is not None and not abs(far) * _FAR < _LEFT:
                total = math.inf  # it does not fall off, whatever extrapolation makes of it
        pieces.append([low, high, total, error])
    counts = _at_once(height, function, arguments, at) or [tried(height, k) for k in range(*_COUNTED)]
    lowest["low"] = min(lowest["low"], *(v for v in counts if v is not None), 0.0)
    lowest["right"] = min(lowest["right"], *(v for v in counts[-_COUNTED[0]:] if v is not None), 0.0)
    return {"pieces": pieces or None, "counts": counts, "first": _COUNTED[0], **lowest, "hints": hints}


def _at_once(height: Any, function: Any, arguments: list[Any], at: int) -> list[float | None] | None:
    """The values at whole numbers, by one call with an array of them, where that gives the same as single ones do."""
    import numpy

    points = numpy.arange(*_COUNTED, dtype=float)
    try:
        found = array(function(*arguments[:at], points, *arguments[at + 1 :]))
    except Exception:  # the document's function takes no array
        return None
    same = found.shape == points.shape and numpy.isfinite(found).all() and all(
        (one := tried(height, int(k))) is not None and math.isclose(one, value, rel_tol=1e-9, abs_tol=1e-300)
        for k, value in list(zip(points, found))[::50])
    return found.tolist() if same else None


KINDS = {"integral": _integral}
