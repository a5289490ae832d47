"""Numbers as texts write them: `3`, `-0.25`, `1/3`, `\\frac{1}{3}`, `two`."""

from __future__ import annotations

import re
from fractions import Fraction

WORDS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
         "ten": 10}
PLAIN = r"-?\d+(?:\.\d+|/\d+)?"
NUMERAL = rf"(?:{PLAIN}|{'|'.join(WORDS)})"
# With commas between digits, and a power of ten: `1,000`, `3.4 \\times 10^{38}`.
SCIENTIFIC = r"-?\d[\d.,]*(?:\s*\\(?:times|cdot)\s*10\^\{?-?\d+\}?)?"
_PLAIN = re.compile(PLAIN)
_FRACTION = re.compile(r"(-?)\s*\\[dt]?frac\s*(?:\{\s*(\d+)\s*\}|(\d))\s*(?:\{\s*(\d+)\s*\}|(\d))")
_SPACES = re.compile(r"\\[,;! ]")


def number_of(text: str) -> Fraction | None:
    """The value of a number, None of anything else.

    >>> [number_of(text) for text in ("two", "-1/4", r"\\frac12", "0.5", "1/0", "x")]
    [Fraction(2, 1), Fraction(-1, 4), Fraction(1, 2), Fraction(1, 2), None, None]
    """
    text = _SPACES.sub("", text).strip()
    if text in WORDS:
        return Fraction(WORDS[text])
    if match := _FRACTION.fullmatch(text):
        above, below = int(match[1] + (match[2] or match[3])), int(match[4] or match[5])
        return Fraction(above, below) if below else None
    if not _PLAIN.fullmatch(text):
        return None
    top, _, bottom = text.partition("/")
    return None if bottom and not int(bottom) else Fraction(top) / Fraction(bottom or 1)
