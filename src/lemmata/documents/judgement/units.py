"""In which units a text measures information, where the formula for its entropy says it."""

from __future__ import annotations

import re

_ENTROPY = re.compile(r"\s*[Hh](?:_(?:\w|\{\w+\}))?\s*(?:\\left)?[(\[]\s*\\?[A-Za-z]+\s*(?:\\right)?[)\]]\s*"
                      r"(?::?=|\\equiv)")
_BITS, _NATS = re.compile(r"\\log_\s*\{?\s*2|\\lg\b"), re.compile(r"\\ln\b|\\log_\s*\{?\s*e\b")


def said_units(source: str) -> str:
    """The base of the logarithm in `H(p) = -p \\log_2 p - ...`; "" where it is no such formula, or names no base.

    >>> said_units(r"H_2(p) = -p \\log_2 p - (1 - p) \\log_2 (1 - p)"), said_units("H(1/2) = 1")
    ('2', '')
    """
    if _ENTROPY.match(source) is None:
        return ""
    found = {base for base, pattern in (("2", _BITS), ("e", _NATS)) if pattern.search(source)}
    return found.pop() if len(found) == 1 else ""
