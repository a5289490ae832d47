"""Codes: messages as bits that can be read again, as short as their entropy allows."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np


@dataclass(frozen=True)
class PrefixCode:
    """A word of bits for each symbol 0, 1, ..., none of which begins another.

    words  texts of 0 and 1; "" for a symbol without a word

    >>> code = PrefixCode(("0", "10", "11"))
    >>> code.encode([0, 2, 1]), code.decode("01110"), code.kraft_sum
    ('01110', [0, 2, 1], 1.0)
    """

    words: tuple[str, ...]

    @property
    def lengths(self) -> np.ndarray:
        """The number of bits of each word."""
        return np.array([len(word) for word in self.words])

    @property
    def kraft_sum(self) -> float:
        """sum_i 2^-length_i of the words: at most 1 for every code that can be read (Kraft)."""
        return float(sum(2.0 ** -len(word) for word in self.words if word))

    def expected_length(self, p: Any) -> float:
        """Bits a symbol takes on average, sum_i p_i length_i, where they have probabilities p; inf without a word."""
        p = np.asarray(p, dtype=float)
        missing = any(share > 0 and not word for share, word in zip(p, self.words)) and len(self.words) > 1
        return float("inf") if missing else float(p @ self.lengths)

    def encode(self, message: Sequence[int]) -> str:
        """The words of the symbols one after the other.

        Raises ValueError for a symbol without a word.
        """
        found = []
        for symbol in message:
            if not 0 <= symbol < len(self.words) or not self.words[symbol]:
                raise ValueError(f"no word for the symbol {symbol}: its probability was 0, or it is none of "
                                 f"0, ..., {len(self.words) - 1}")
            found.append(self.words[symbol])
        return "".join(found)

    def decode(self, bits: str) -> list[int]:
        """The symbols again. Raises ValueError where the bits end within a word, or are no words."""
        found, start = [], 0
        for end in range(1, len(bits) + 1):
            if (symbol := self._symbols.get(bits[start:end])) is not None:
                found.append(symbol)
                start = end
        if start < len(bits):
            raise ValueError(f"the bits end within a word, at bit {start}: {bits[start:][:20]!r}")
        return found

    @cached_property
    def _symbols(self) -> dict[str, int]:
        return {word: symbol for symbol, word in enumerate(self.words) if word}


def huffman_code(p: Any) -> PrefixCode:
    """Huffman's code: no code of one word a symbol is shorter on average; H(p) <= length < H(p) + 1 bits.

    The two least likely are joined, again and again. Symbols of probability 0 get no word; one certain symbol gets "0".

    p  probabilities of the symbols 0, 1, ...

    Raises ValueError where they are none: negative, or not adding up to 1.

    >>> code = huffman_code([0.5, 0.25, 0.125, 0.125])
    >>> code.lengths.tolist(), code.expected_length([0.5, 0.25, 0.125, 0.125])
    ([1, 2, 3, 3], 1.75)

    Cover and Thomas, Elements of Information Theory, 5.6 and 5.8.
    """
    shares = _probabilities(p)
    heap: list[tuple[float, int, list[int]]] = [(share, i, [i]) for i, share in enumerate(shares) if share > 0]
    words = [""] * len(shares)
    if len(heap) == 1:
        words[heap[0][1]] = "0"
    heapq.heapify(heap)
    while len(heap) > 1:
        one, other = heapq.heappop(heap), heapq.heappop(heap)
        for bit, (_, _, symbols) in zip("10", (one, other)):
            for symbol in symbols:
                words[symbol] = bit + words[symbol]
        heapq.heappush(heap, (one[0] + other[0], min(one[1], other[1]), one[2] + other[2]))
    return PrefixCode(tuple(words))


def shannon_code(p: Any) -> PrefixCode:
    """Words of ceil(-log2 p_i) bits, the first bits of the sum of the likelier probabilities: within a bit of H(p).

    p  probabilities of the symbols 0, 1, ...

    Raises ValueError where they are none.

    >>> shannon_code([0.5, 0.25, 0.25]).words
    ('0', '10', '11')

    Cover and Thomas, Elements of Information Theory, 5.4 and 5.9.
    """
    shares = _probabilities(p)
    words, before = [""] * len(shares), 0.0
    for symbol in np.argsort(-shares, kind="stable"):
        if shares[symbol] > 0:
            length = max(1, int(np.ceil(-np.log2(shares[symbol]) - 1e-12)))
            words[symbol] = format(int(before * 2.0**length), f"0{length}b")
            before += float(shares[symbol])
    return PrefixCode(tuple(words))


def _probabilities(p: Any) -> np.ndarray:
    shares = np.asarray(p, dtype=float)
    if shares.ndim != 1 or not np.all(shares >= 0) or not abs(shares.sum() - 1) <= 1e-8:
        raise ValueError(f"{np.array2string(shares, threshold=10)} are no probabilities: give numbers of 0 or more "
                         "that sum to 1")
    return shares
