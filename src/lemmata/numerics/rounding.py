"""Floating-point numbers: their spacing, what rounding does to a number, errors in units of the last place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Nonzero, Real
from lemmata.formulas import formula


@dataclass(frozen=True)
class FloatingPoint:
    """What a type of floating-point numbers can hold.

    bits           of one number in memory
    epsilon        from 1 to the next number; rounding to nearest changes a number by at most half of it, relatively
    largest        the largest finite number
    smallest       the smallest positive number with full precision
    digits         decimal digits that survive a way there and back
    log_largest    exp overflows beyond this
    log_smallest   exp loses precision below this
    """

    bits: int
    epsilon: float
    largest: float
    smallest: float
    digits: int
    log_largest: float
    log_smallest: float


def floating_point(dtype: Any = np.float64) -> FloatingPoint:
    """Range and precision of a type of floating-point numbers, by NumPy's finfo.

    dtype  float16, float32, float64 or their names; bfloat16 and the 8-bit types where ml_dtypes is installed (it comes
           with JAX)

    Raises ValueError for a type that is no floating-point one.

    >>> half = floating_point("float16")
    >>> half.largest, half.epsilon, round(half.log_largest, 2)
    (65504.0, 0.0009765625, 11.09)

    Source: IEEE 754-2019, section 3; Higham, Accuracy and Stability of Numerical Algorithms (2002), section 2.1.
    """
    kind = np.dtype(dtype)
    info = _finfo(kind)
    largest, smallest = float(info.max), float(info.smallest_normal)
    return FloatingPoint(int(info.bits), float(info.eps), largest, smallest, int(info.precision),
                         float(np.log(largest)), float(np.log(smallest)))


def _finfo(kind: Any) -> Any:
    if kind.kind == "f":
        return np.finfo(kind)
    try:
        from ml_dtypes import finfo

        return finfo(kind)
    except (ImportError, ValueError):
        raise ValueError(f"{kind} has no fractions; give float16, float32 or float64") from None


@formula
def relative_error(computed: Real, exact: Nonzero) -> Any:
    """How far a number is off, as a share of the true one: |x̂ - x| / |x|.

    computed  real
    exact     not zero

    >>> float(relative_error(3.0, 4.0))
    0.25

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.2.
    """
    return np.abs(computed - exact) / np.abs(exact)


def ulps_between(computed: Any, exact: Any) -> Any:
    """How many units of the last place lie between two numbers: |x̂ - x| / spacing(x).

    computed, exact  NumPy arrays of one floating-point type; 0 where both are the same infinity or nan

    >>> float(ulps_between(1.0 + 2.0**-52, 1.0))
    1.0

    Source: Muller et al., Handbook of Floating-Point Arithmetic (2018), section 2.3.2.
    """
    computed, exact = np.asarray(computed), np.asarray(exact)
    with np.errstate(all="ignore"):
        same = (computed == exact) | (np.isnan(computed) & np.isnan(exact))
        unit = np.spacing(np.abs(exact))
        return np.where(same, 0.0, np.abs(computed - exact) / unit)[()]


def rounded(x: Any, dtype: Any = np.float32) -> Any:
    """The nearest number of a narrower type, as float64 again: what storing it there does.

    x      numbers; beyond the type's range they become infinite
    dtype  float16 or float32

    >>> float(rounded(0.1, "float16"))
    0.0999755859375

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), theorem 2.2.
    """
    floating_point(dtype)
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(x, dtype=np.float64).astype(dtype).astype(np.float64)[()]
