"""Arithmetic coding: a whole message as one number, within two bits of its surprise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.information_theory.codes import _probabilities

BITS = 32
WHOLE, HALF, QUARTER = 1 << BITS, 1 << (BITS - 1), 1 << (BITS - 2)
TOTAL = 1 << 24  # parts that the probabilities are rounded to; a quarter of the interval holds them all


@dataclass(frozen=True)
class ArithmeticCode:
    """A code for messages of symbols 0, 1, ... that come with the same probabilities again and again.

    counts  parts of 2^24 that each symbol has: its probability, rounded, at least one part where it is positive

    >>> code = arithmetic_code([0.9, 0.1])
    >>> bits = code.encode([0] * 90 + [1] * 10)
    >>> len(bits), code.decode(bits, 100) == [0] * 90 + [1] * 10  # the entropy is 46.9 bits
    (48, True)
    """

    counts: tuple[int, ...]

    def encode(self, message: Sequence[int]) -> str:
        """The bits of the message: the shortest number in its part of the interval from 0 to 1.

        Raises ValueError for a symbol without a part.
        """
        ends = self._ends()
        low, high, waiting, bits = 0, WHOLE - 1, 0, []

        def put(bit: int) -> None:
            bits.append(str(bit) + str(1 - bit) * waiting)

        for symbol in message:
            if not 0 <= symbol < len(self.counts) or not self.counts[symbol]:
                raise ValueError(f"no part for the symbol {symbol}: its probability was 0, or it is none of "
                                 f"0, ..., {len(self.counts) - 1}")
            low, high = _narrowed(low, high, ends[symbol], ends[symbol + 1])
            while True:
                if high < HALF:
                    put(0)
                    waiting = 0
                elif low >= HALF:
                    put(1)
                    waiting = 0
                    low, high = low - HALF, high - HALF
                elif low >= QUARTER and high < 3 * QUARTER:
                    waiting += 1
                    low, high = low - QUARTER, high - QUARTER
                else:
                    break
                low, high = 2 * low, 2 * high + 1
        if message:
            waiting += 1
            put(0 if low < QUARTER else 1)
        return "".join(bits)

    def decode(self, bits: str, length: int) -> list[int]:
        """The first `length` symbols of the message of these bits."""
        ends, stream = np.array(self._ends()), _padded(bits)
        low, high, found = 0, WHOLE - 1, []
        value = int("".join(next(stream) for _ in range(BITS)), 2)
        for _ in range(length):
            place = ((value - low + 1) * TOTAL - 1) // (high - low + 1)
            symbol = int(np.searchsorted(ends, place, side="right")) - 1
            found.append(symbol)
            low, high = _narrowed(low, high, int(ends[symbol]), int(ends[symbol + 1]))
            while True:
                if high < HALF:
                    shift = 0
                elif low >= HALF:
                    shift = HALF
                elif low >= QUARTER and high < 3 * QUARTER:
                    shift = QUARTER
                else:
                    break
                low, high, value = low - shift, high - shift, value - shift
                low, high, value = 2 * low, 2 * high + 1, 2 * value + int(next(stream))
        return found

    def _ends(self) -> list[int]:
        return [0, *np.cumsum(self.counts).tolist()]


def _narrowed(low: int, high: int, start: int, end: int) -> tuple[int, int]:
    width = high - low + 1
    return low + width * start // TOTAL, low + width * end // TOTAL - 1


def _padded(bits: str) -> Iterator[str]:
    yield from bits
    while True:
        yield "0"


def arithmetic_code(p: Any) -> ArithmeticCode:
    """The arithmetic code of these probabilities: a message takes its surprise, -sum log2 p, and at most 2 bits more.

    (Besides what rounding the probabilities to 24 bits costs: nothing that is seen in a message of a million symbols,
    unless some of them are about as rare.)

    p  probabilities of the symbols 0, 1, ...

    Raises ValueError where they are none.

    >>> code = arithmetic_code([0.5, 0.5])
    >>> code.decode(code.encode([0, 1, 1, 0]), 4)
    [0, 1, 1, 0]

    Witten, Neal and Cleary, Arithmetic coding for data compression (1987); Cover and Thomas, 13.3.
    """
    shares = _probabilities(p)
    counts = np.where(shares > 0, np.maximum(np.rint(shares * TOTAL), 1), 0).astype(np.int64)
    counts[np.argmax(counts)] += TOTAL - counts.sum()
    return ArithmeticCode(tuple(counts.tolist()))
