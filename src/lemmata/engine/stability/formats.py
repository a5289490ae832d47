"""Formats of floating-point numbers: how the real line is rounded to them, and how far apart two of them are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.dtypes import DTYPES

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Format:
    """A binary format of IEEE 754's kind; its numbers are held in arrays of float64, which has all of them.

    bits       of a number in all: what is lost where nothing is right
    precision  of the significand, with its leading 1
    highest    exponent: numbers are below 2 ** (highest + 1)
    """

    name: str
    bits: int
    precision: int
    highest: int

    @property
    def lowest(self) -> int:
        """Exponent of the smallest normal number."""
        return 1 - self.highest

    @property
    def largest(self) -> float:
        return float(np.ldexp(2.0 - np.ldexp(1.0, 1 - self.precision), self.highest))

    @property
    def smallest(self) -> float:
        """The smallest positive number, a subnormal one."""
        return float(np.ldexp(1.0, self.lowest - self.precision + 1))

    @property
    def epsilon(self) -> float:
        """The gap above 1."""
        return float(np.ldexp(1.0, 1 - self.precision))

    def rounded(self, high: Array, low: Array | float = 0.0) -> Array:
        """The numbers of the format nearest to high + low, ties to even; `low` is less than half a gap of `high`.

        >>> FORMATS["float16"].rounded(np.array([1 + 2.0**-11, 65519.0, 65520.0])).tolist()
        [1.0, 65504.0, inf]
        """
        high = np.asarray(high, dtype=np.float64)
        if self.precision == 53:
            return high
        with np.errstate(all="ignore"):
            _, exponent = np.frexp(high)
            gap = np.ldexp(1.0, np.maximum(exponent - 1, self.lowest) - self.precision + 1)
            steps = high / gap
            nearest = np.rint(steps)
            tied = (np.abs(steps - np.trunc(steps)) == 0.5) & (np.asarray(low) != 0)
            nearest = np.where(tied, np.where(np.asarray(low) > 0, np.ceil(steps), np.floor(steps)), nearest)
            found = np.where(np.isfinite(high), nearest * gap, high)
            return np.where(np.isfinite(high) & (np.abs(found) > self.largest), np.copysign(np.inf, high), found)

    def order(self, values: Array) -> Array:
        """The places of numbers in the row of all of the format: neighbours differ by 1, both zeros are at 0."""
        if self.precision == 53:
            found = np.ascontiguousarray(values, dtype=np.float64).view(np.int64)
            return np.where(found < 0, np.int64(-(2**63)) - found, found)
        _, exponent = np.frexp(values)
        exponent = np.where(values == 0, self.lowest, np.maximum(exponent - 1, self.lowest))
        steps = np.abs(np.ldexp(values, self.precision - 1 - exponent))  # at least 2**(precision-1) where normal
        place = steps + np.ldexp(1.0, self.precision - 1) * (exponent - self.lowest)
        top = np.ldexp(1.0, self.precision - 1) * (2 * self.highest + 1)
        return np.where(np.isinf(values), np.copysign(top, values), np.copysign(place, values)).astype(np.int64)

    def number(self, order: Array) -> Array:
        """The numbers at places of the row."""
        if self.precision == 53:
            found = np.where(order < 0, np.int64(-(2**63)) - order, order)
            return np.ascontiguousarray(found, dtype=np.int64).view(np.float64)
        half = 1 << (self.precision - 1)
        place = np.abs(order)
        above = np.maximum(place // half - 1, 0)  # binades above the smallest normal one
        return np.copysign(np.ldexp((place - above * half).astype(float), above + self.lowest - self.precision + 1),
                           order)

    def lost(self, found: Array, true: Array) -> Array:
        """Bits lost: log2(1 + ulps) between two arrays of numbers; all of them where one is NaN.

        An ulp is a step from one number of the format to the next.

        >>> FORMATS["float64"].lost(np.array([1.0, 1 + 2**-50, np.nan]), np.ones(3)).round(1).tolist()
        [0.0, 2.3, 64.0]
        """
        with np.errstate(all="ignore"):
            steps = np.abs(self.order(found).astype(np.float64) - self.order(true).astype(np.float64))
            near = np.abs(self.order(found) - self.order(true)).astype(np.float64)  # exact unless it overflows
            bits = np.log2(1 + np.where(steps < 2.0**60, near, steps))
        return np.where(np.isnan(found) | np.isnan(true), float(self.bits), np.minimum(bits, self.bits))


FORMATS = {name: Format(name, *numbers) for name, numbers in zip(
    DTYPES, ((64, 53, 1023), (32, 24, 127), (16, 8, 127), (16, 11, 15)), strict=True)}


def format_of(dtype: Any) -> Format:
    """The format of a name, or of a dtype of NumPy, PyTorch or JAX.

    Raises ValueError with the names of the known ones.
    """
    name = getattr(dtype, "name", None) or getattr(dtype, "__name__", None) or str(dtype)
    name = name.removeprefix("torch.")
    if name not in FORMATS:
        raise ValueError(f"no dtype {name!r}; choose from {', '.join(FORMATS)}")
    return FORMATS[name]
